import { maakCloudEvent, organisatieVanEvent } from './cloudevent.ts';

const gegevens = {
  organisatie: '00000001999990007000',
  component: 'registers',
  type: 'nl.gemeente.dossiers.dossier-afgesloten',
  subject: '0199a0b0-0000-7000-8000-000000000001',
  versie: 12,
  data: { dossier: 'x' },
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  tijd: new Date('2026-11-22T10:00:00.123Z'),
};

describe('CloudEvents, NL GOV profile', () => {
  it('makes an event that knows its organisation', () => {
    const e = maakCloudEvent(gegevens);
    expect(e).toEqual({
      specversion: '1.0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      source: 'urn:nld:oin:00000001999990007000:systeem:registers',
      type: 'nl.gemeente.dossiers.dossier-afgesloten',
      subject: gegevens.subject,
      time: '2026-11-22T10:00:00.123Z',
      datacontenttype: 'application/json',
      dataschema: 'urn:bronhuis:schema:nl.gemeente.dossiers.dossier-afgesloten:1',
      sequence: '12',
      sequencetype: 'Integer',
      traceparent: gegevens.traceparent,
      data: { dossier: 'x' },
    });
    expect(organisatieVanEvent(e)).toBe(gegevens.organisatie);
  });

  it('refuses an event of nobody, of no domain, without version', () => {
    expect(() => maakCloudEvent({ ...gegevens, organisatie: '' })).toThrow('organisatie');
    expect(() => maakCloudEvent({ ...gegevens, type: 'dossier-afgesloten' })).toThrow('eventtype');
    expect(() => maakCloudEvent({ ...gegevens, versie: 0 })).toThrow('versie');
    expect(() => organisatieVanEvent({ source: 'urn:nld:oin:1:systeem:registers' })).toThrow('organisatie');
  });
});
