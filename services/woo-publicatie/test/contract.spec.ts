import { bewerkingen, contractproef, generatedCalls, type TestOmgeving } from '@bronhuis/testing';
import { definitie } from '../src/definitie.ts';
import { anoniem, BETROKKENEN, bied, gepubliceerd, nieuwConcept, publicatieversie, start } from './hulp.ts';

contractproef(definitie, {
  vul: async (o) => {
    o.buiten.op('GET', '/registers/v1/dossiers/{id}/betrokkenen', { status: 200, body: { betrokkenen: BETROKKENEN } });
    const openbaar = await gepubliceerd(o);
    const concept = await nieuwConcept(o, { kenmerk: 'Z-0600' });
    const document = (await bied(o, concept.id, await publicatieversie())).body.id;
    return [openbaar.id, openbaar.document, openbaar.dossier, concept.id, concept.dossier, document];
  },
});

describe('the public part of the contract', () => {
  let o: TestOmgeving;
  beforeAll(async () => void (o = await start()));
  afterAll(() => o.stop());

  it('bears whatever an anonymous reader asks at the address of an organisation', async () => {
    const { id, document } = await gepubliceerd(o);
    const openbaar = /^GET \/(publicaties|zoekresultaten|documenten|sitemaps|robots)/u;
    const vragen = generatedCalls(o.contract, { aantal: 2_000, bekend: [id, document], prefix: '/woo-publicatie/v1' }).filter((v) => openbaar.test(`${v.methode} ${v.pad.replace('/woo-publicatie/v1', '')}`));
    const statussen = new Set<number>();
    for (const v of vragen) statussen.add((await o.roep(v.methode, v.pad, { headers: { ...v.headers, ...anoniem().headers } })).status);
    expect([...statussen].filter((s) => s >= 500)).toEqual([]);
    expect([...statussen]).toEqual(expect.arrayContaining([200, 400, 404]));
  });

  it('says of every change how it is guarded, and of every list how it is walked', () => {
    for (const { methode, pad, bewerking } of bewerkingen(o.contract)) {
      const namen = (plaats: string): string[] => (bewerking.parameters ?? []).filter((p) => p.in === plaats).map((p) => p.name);
      if (methode === 'PATCH' || methode === 'PUT' || /_(publiceren|intrekken)$/u.test(pad)) expect([pad, namen('header')]).toEqual([pad, expect.arrayContaining(['If-Match'])]);
      if (methode === 'GET' && /^\/(concepten|publicaties|zoekresultaten)$/u.test(pad)) expect(namen('query')).toEqual(expect.arrayContaining(['na', 'omvang', 'aantal']));
    }
  });
});
