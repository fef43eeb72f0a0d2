import { kindVan, leesTraceparent, nieuweTrace } from './trace.ts';

describe('W3C trace context', () => {
  it('a child keeps the trace and the flag, and has its own span', () => {
    const ouder = leesTraceparent('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00');
    expect(ouder).toEqual({ traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7', vlag: '00' });
    const kind = leesTraceparent(kindVan('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00'));
    expect(kind).toMatchObject({ traceId: ouder?.traceId, vlag: '00' });
    expect(kind?.spanId).not.toBe(ouder?.spanId);
    expect(leesTraceparent(nieuweTrace())).not.toBeNull();
  });

  it('never gives an id twice', () => {
    const ids = Array.from({ length: 2000 }, () => leesTraceparent(nieuweTrace())).flatMap((t) => [t?.traceId, t?.spanId]);
    expect(new Set(ids).size).toBe(4000);
  });

  it('reads a later version by its known parts', () => {
    expect(leesTraceparent('01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-meer')).not.toBeNull();
  });

  it.each([
    '',
    'x',
    undefined,
    'ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    '00-00000000000000000000000000000000-00f067aa0ba902b7-01',
    '00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01',
    '00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01',
    '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-meer',
  ])('ignores %s', (s) => {
    expect(leesTraceparent(s)).toBeNull();
    expect(() => kindVan(String(s))).toThrow('traceparent');
  });
});
