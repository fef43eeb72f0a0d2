import fc from 'fast-check';
import { bewerkingen, type Bewerking, type TestOmgeving } from '@bronhuis/testing';
import { als, Bronnenwereld, dossier, meld, mensen, S, start, stelOp, voorVandaag } from './hulp.ts';

// The contract is kept for whatever comes in: no answer outside openapi.json (the environment checks each), no 5xx.
describe('the contract of selectielijst', () => {
  let o: TestOmgeving;
  const bekend: string[] = [];
  beforeAll(async () => {
    o = await start();
    const bronnen = new Bronnenwereld(o);
    const id = await meld(o, { kenmerk: 'Z-1', einddatum: voorVandaag(o.klok, 439) });
    await dossier(o, id);
    bronnen.voegToe(id, 'Z-1');
    bekend.push(id, (await stelOp(o)).id);
  });
  afterAll(() => o.stop());

  const woord = fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom('', '0', '-1', 'true', '2020', '11.1.1', '999999999999', "' or 1=1 --", '\u0000', '€', '999993021'));
  const waarde = fc.oneof(woord, fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.string(), { maxLength: 2 }), fc.date({ noInvalidDate: true }).map((d) => d.toISOString().slice(0, 10)));
  const geldig = fc.constantFrom('akkoord', 'niet-akkoord', 'proceseigenaar', 'archivaris', 'zorgdrager', 'beroep', 'bezwaar', '2026-01-01', 'tekst');
  const velden = ['naam', 'peildatum', 'rol', 'besluit', 'toelichting', 'dossier', 'grond', 'verwijzing', 'onbekend'];

  const keuze = <T>(rijen: T[], n: number): T => rijen[n % rijen.length] as T;
  const body = fc.oneof(fc.dictionary(fc.constantFrom(...velden), fc.oneof(waarde, geldig)), waarde);

  it('documents every operation with an operationId, a summary, tags and a success', () => {
    const alle = bewerkingen(o.contract);
    expect(alle.length).toBe(17);
    const zonder = alle.filter(({ bewerking: b }) => {
      const { summary, tags } = b as Bewerking & { summary?: string; tags?: string[] };
      return !b.operationId || !summary || !tags?.length || !Object.keys(b.responses).some((s) => s.startsWith('2'));
    });
    expect(zonder.map((b) => `${b.methode} ${b.pad}`)).toEqual([]);
    expect(new Set(alle.map((b) => b.bewerking.operationId)).size).toBe(alle.length);
  });

  it('says 400 to a text that cannot be kept, in the query and in the body', async () => {
    const token = await als(o, mensen.ingrid);
    expect((await o.roep('GET', `${S}/dossiers?kenmerk=%00`, { token })).status).toBe(400);
    expect((await o.roep('POST', `${S}/vernietigingslijsten`, { token, body: { naam: 'a\u0000b' } })).status).toBe(400);
  });

  it('answers 2,000 generated requests without a 5xx and within the contract', async () => {
    const alle = bewerkingen(o.contract);
    const tokens = await Promise.all([als(o, mensen.ingrid), als(o, mensen.thijs), als(o, mensen.willem)]);
    const verzoek = fc.record({ n: fc.nat(), wie: fc.nat(), id: fc.oneof(fc.uuid(), fc.nat({ max: 9 }), woord), query: fc.dictionary(fc.nat({ max: 9 }).map(String), woord, { maxKeys: 3 }), body });
    const statussen = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(verzoek, async (v) => {
        const { methode, pad, bewerking } = keuze(alle, v.n);
        const deel = typeof v.id === 'number' ? keuze(bekend, v.id) : v.id;
        // A client takes a step of dots for a way up or none: that would be another address.
        const echt = pad.replace(/\{\w+\}/g, () => encodeURIComponent(String(deel)).replace(/^\.{0,2}$/, 'x'));
        const namen = (bewerking.parameters ?? []).filter((p) => p.in === 'query').map((p) => p.name);
        const query = new URLSearchParams(Object.entries(v.query).map(([k, w]): [string, string] => [namen[Number(k)] ?? `x${k}`, w]));
        const antwoord = await o.roep(methode, `${S}${echt}${query.size > 0 ? `?${query.toString()}` : ''}`, {
          token: keuze(tokens, v.wie),
          ...(methode === 'GET' ? {} : { body: v.body ?? {} }),
        });
        statussen.set(antwoord.status, (statussen.get(antwoord.status) ?? 0) + 1);
        expect(antwoord.status).toBeLessThan(500);
      }),
      { numRuns: 2000 },
    );
    // Requests that all fail the same way would prove nothing.
    expect([200, 400, 403, 404].filter((status) => (statussen.get(status) ?? 0) < 4)).toEqual([]);
  }, 300_000);
});
