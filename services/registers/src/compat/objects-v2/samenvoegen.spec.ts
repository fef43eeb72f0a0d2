import { voegSamen } from './samenvoegen.ts';

describe('PATCH of the Objects API', () => {
  it('merges objects, replaces everything else, and null removes nothing', () => {
    expect(voegSamen({ a: 1, b: { c: 1, d: 2 }, e: [1, 2] }, { b: { c: null, f: { g: 1 } }, e: [3], h: null })).toEqual({ a: 1, b: { c: null, d: 2, f: { g: 1 } }, e: [3], h: null });
  });

  it('takes a member called __proto__ for a member', () => {
    const uit = voegSamen({}, JSON.parse('{"__proto__":{"x":1}}')) as object;
    expect(Object.keys(uit)).toEqual(['__proto__']);
    expect((uit as { x?: number }).x).toBeUndefined();
  });
});
