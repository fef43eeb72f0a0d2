import { wachtTot, type TestOmgeving } from '@bronhuis/testing';
import { alsBeheerder, bied, concepten, meld, nieuwConcept, publicatieversie, start, stuurEvent, VOORBEELDSTAD, W, willem } from './hulp.ts';

// Woo art. 3.3 lid 2 k: a decision gets a concept as soon as it is taken, whether its dossier is closed or not.
describe('a concept by event', () => {
  let o: TestOmgeving;
  beforeAll(async () => void (o = await start()));
  afterAll(() => o.stop());

  /** All that was sent so far has been handled: a later dossier has its concept. */
  const bijgewerkt = (): Promise<unknown> => nieuwConcept(o, { kenmerk: 'Z-9999' });

  it('is made, empty, for a decided dossier that is still open (A)', async () => {
    const concept = await nieuwConcept(o);
    expect(concept).toMatchObject({ kenmerk: 'Z-0147', status: 'concept', officieleTitel: null, documenten: [], categorie: { code: 'c_46a81018', naam: 'beschikkingen' } });
    expect(concept.ontbreekt.map((f) => f.code)).toEqual(['titel-ontbreekt', 'document-ontbreekt']);
  });

  it('is not made without a Woo category (E), for afgebroken (F), or without an outcome', async () => {
    const e = await meld(o, { woo: null });
    const f = await meld(o, { uitkomst: 'afgebroken', status: 'afgesloten', einddatum: '2026-11-22' });
    const open = await meld(o, { uitkomst: null });
    await bijgewerkt();
    for (const dossier of [e, f, open]) expect(await concepten(o, dossier)).toEqual([]);
  });

  it('is made once, however often an event comes, and not undone by an older event', async () => {
    const { id, dossier } = await nieuwConcept(o, { versie: 5 });
    await meld(o, { id: dossier, versie: 6, kenmerk: 'Z-0148' });
    await meld(o, { id: dossier, versie: 4, uitkomst: 'afgebroken' });
    await wachtTot(async () => (await concepten(o, dossier))[0]?.kenmerk === 'Z-0148', { ms: 10_000 });
    await bijgewerkt();
    expect((await concepten(o, dossier)).map((c) => [c.id, c.kenmerk])).toEqual([[id, 'Z-0148']]);
  });

  it('falls away, with its file, when the outcome changes to one that is not published; and comes back as a new one', async () => {
    const concept = await nieuwConcept(o);
    expect((await bied(o, concept.id, await publicatieversie())).status).toBe(201);
    await meld(o, { id: concept.dossier, versie: 2, uitkomst: 'afgebroken' });
    await wachtTot(async () => (await concepten(o, concept.dossier)).length === 0, { ms: 10_000 });
    expect((await alsBeheerder(o, 'select 1 from document where publicatie = $1', [concept.id])).length).toBe(0);
    await wachtTot(async () => (await alsBeheerder(o, 'select 1 from opruiming where dossier = $1', [concept.dossier])).length === 0, { ms: 15_000 });
    expect((await bied(o, concept.id, await publicatieversie())).status).toBe(410);
    await meld(o, { id: concept.dossier, versie: 3, uitkomst: 'geweigerd' });
    await wachtTot(async () => (await concepten(o, concept.dossier)).length === 1, { ms: 10_000 });
    expect((await concepten(o, concept.dossier))[0]?.id).not.toBe(concept.id);
  });

  it('is of one municipality: the other neither sees nor touches it', async () => {
    const concept = await nieuwConcept(o);
    const token = await willem(o, VOORBEELDSTAD);
    for (const [methode, pad, body] of [['GET', '', undefined], ['PATCH', '', { officieleTitel: 'Van een ander' }], ['PUT', '/weglatingen', { weglatingen: [] }], ['POST', '/_publiceren', undefined]] as const) {
      const antwoord = await o.roep<{ detail: string }>(methode, `${W}/concepten/${concept.id}${pad}`, { token, headers: { 'if-match': '*' }, ...(body ? { body } : {}) });
      expect([antwoord.status, antwoord.body.detail]).toEqual([404, 'Dit concept is er niet.']);
    }
    expect((await bied(o, concept.id, await publicatieversie(), { token })).status).toBe(404);
  });

  it('says what is missing to a stranger: nothing', async () => {
    const { id } = await nieuwConcept(o);
    expect((await o.roep('GET', `${W}/concepten/${id}`)).status).toBe(401);
    // Before it is published it may still hold what must not be seen: only for the purpose, by who has the task.
    for (const token of [await o.token({ rollen: ['behandelaar'] }), await o.token({ id: 'willem', rollen: ['woo-coordinator'], verwerkingsactiviteit: null })]) {
      for (const pad of ['', `/${id}`]) expect((await o.roep('GET', `${W}/concepten${pad}`, { token })).status).toBe(403);
    }
    const behandelaar = await o.token({ rollen: ['behandelaar'], verwerkingsactiviteit: 'VA-01' });
    expect((await o.roep('PATCH', `${W}/concepten/${id}`, { token: behandelaar, headers: { 'if-match': '*' }, body: { officieleTitel: 'x' } })).status).toBe(403);
    expect((await o.roep('PATCH', `${W}/concepten/${id}`, { token: await willem(o), body: { officieleTitel: 'x' } })).status).toBe(428);
    expect((await o.roep('PATCH', `${W}/concepten/${id}`, { token: await willem(o), headers: { 'if-match': '"7"' }, body: { officieleTitel: 'x' } })).status).toBe(412);
  });

  it('keeps the term of the dossier, also when it comes first', async () => {
    const dossier = await meld(o, { uitkomst: null });
    await stuurEvent(o, 'selectielijst', 'nl.gemeente.archiefacties.archiefactie-bepaald', dossier, 1, { dossier, waardering: { nummer: '11.1.1', bewaartermijn: 'P1Y' } });
    await wachtTot(async () => (await alsBeheerder<{ bewaartermijn: string }>(o, 'select bewaartermijn from dossiertermijn where id = $1', [dossier]))[0]?.bewaartermijn === 'P1Y', { ms: 10_000 });
  });
});
