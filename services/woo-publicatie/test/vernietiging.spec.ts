import { copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { uuidv7 } from '@bronhuis/standaarden';
import { wachtTot, type TestOmgeving } from '@bronhuis/testing';
import type { BewijzenDto, ControlesDto, PlannenDto, UitvoeringenDto } from '../src/vernietiging/vernietigingen.dto.ts';
import { alsBeheerder, anoniem, bied, concepten, gepubliceerd, meld, nieuwConcept, OVERBRUGGE, publicatieversie, selectielijst, start, VOORBEELDSTAD, W, willem } from './hulp.ts';

const EIND = '2025-09-09';

// plan → check → destroy → prove, as registers does it too.
describe('destruction with the dossier', () => {
  let o: TestOmgeving;
  beforeAll(async () => void (o = await start()));
  afterAll(() => o.stop());

  const roep = async <B>(stap: string, body: object, organisatie = OVERBRUGGE) => o.roep<B>('POST', `${W}/vernietigingen/_${stap}`, { token: await selectielijst(o, organisatie), body });
  const plan = async (id: string) => (await roep<PlannenDto>('plan', { dossiers: [id] })).body.dossiers[0]!;
  const controle = async (id: string, hash: string, meer: object = {}) => (await roep<ControlesDto>('controle', { dossiers: [{ id, hash, uitkomst: 'verleend', einddatum: EIND, ...meer }] })).body.dossiers[0]!;
  const uitvoering = async (id: string, hash: string) =>
    (await roep<UitvoeringenDto>('uitvoering', { vernietigingslijst: uuidv7(), dossiers: [{ id, hash }], grondslag: { selectielijst: 'x', nummer: '11.1.1', omschrijving: 'y' } })).body.dossiers[0]!;
  const bewijs = async (id: string) => (await roep<BewijzenDto>('bewijs', { dossiers: [id] })).body.dossiers[0]!;
  const afgesloten = (woord: string, kenmerk = 'Z-0099') => publicatieversie(woord).then((inhoud) => gepubliceerd(o, { kenmerk, status: 'afgesloten', einddatum: EIND, inhoud }));

  it('all of it: page, file, index, sitemap, kept answers; the other publications are unchanged', async () => {
    const b = await afgesloten('vernietigwoord');
    const ander = await gepubliceerd(o, { kenmerk: 'Z-0500', inhoud: await publicatieversie('blijfwoord') });
    const voor = await o.roep('GET', `${W}/publicaties/${ander.id}`, anoniem());
    const p = await plan(b.dossier);
    expect(p.gaat.map((g) => g.soort)).toEqual(['publicatie', 'publicatieversie', 'zoekindex', 'sitemapregel']);
    expect(p.gaat[1]).toMatchObject({ id: b.document, omvang: expect.any(Number) as number, sha256: expect.stringMatching(/^[0-9a-f]{64}$/u) as string });
    expect(JSON.stringify(p)).not.toMatch(/Buurtfeest|Lindeplein/u);
    expect(await controle(b.dossier, p.hash)).toEqual({ id: b.dossier, akkoord: true });
    expect((await bewijs(b.dossier)).resten.map((r) => r.waar)).toEqual(expect.arrayContaining(['tabel dossier', 'tabel publicatie']));

    const eerst = await uitvoering(b.dossier, p.hash);
    expect(eerst).toMatchObject({ vernietigd: true, aantallen: { publicaties: 1, documenten: 1, paginas: 2 } });
    expect(await bewijs(b.dossier)).toEqual({ id: b.dossier, resten: [], blijft: [] });
    for (const pad of [`publicaties/${b.id}`, `documenten/${b.document}/bestand`]) {
      const antwoord = await o.roep<{ reden: string; detail: string }>('GET', `${W}/${pad}`, anoniem());
      expect([antwoord.status, antwoord.body.reden]).toEqual([410, 'De bewaartermijn is verstreken']);
      expect(antwoord.tekst).not.toMatch(/Buurtfeest|Z-0099/u);
    }
    expect((await o.roep('GET', `${W}/concepten/${b.id}`, { token: await willem(o) })).status).toBe(410);
    expect((await o.roep('GET', `${W}/zoekresultaten?q=vernietigwoord`, anoniem())).body).toMatchObject({ resultaten: [] });
    expect((await o.roep('GET', `${W}/sitemaps/sitemap-diwoo-infocat016-1.xml`, anoniem())).tekst).not.toContain(b.document);
    expect((await readdir(o.gegevensMap, { recursive: true })).filter((f) => f.endsWith(b.document))).toEqual([]);
    // Nowhere in the database: no number, no title, no text.
    for (const { tabel } of await alsBeheerder<{ tabel: string }>(o, "select format('%I.%I', table_schema, table_name) as tabel from information_schema.tables where table_schema in ('public', 'bron') and table_type = 'BASE TABLE'")) {
      const rijen = await alsBeheerder<{ tekst: string }>(o, `select t::text as tekst from ${tabel} t where t::text ~ 'vernietigwoord|Z-0099'`);
      expect([tabel, rijen]).toEqual([tabel, []]);
    }
    expect(await uitvoering(b.dossier, p.hash)).toEqual(eerst);
    expect(await uitvoering(b.dossier, 'een andere hash')).toEqual(eerst);
    expect((await o.roep('GET', `${W}/publicaties/${ander.id}`, anoniem())).tekst).toBe(voor.tekst);
    expect((await o.roep('GET', `${W}/documenten/${ander.document}/bestand`, anoniem())).status).toBe(200);
  });

  it('nothing when it changed after the approval, at the check and at the execution', async () => {
    const b = await afgesloten('wijzigwoord');
    const { hash } = await plan(b.dossier);
    expect(await controle(b.dossier, hash, { uitkomst: 'geweigerd' })).toMatchObject({ akkoord: false, reden: 'De uitkomst van het dossier is veranderd.' });
    expect(await controle(b.dossier, hash, { einddatum: '2025-01-01' })).toMatchObject({ akkoord: false });
    await o.roep('POST', `${W}/publicaties/${b.id}/_intrekken`, { token: await willem(o), headers: { 'if-match': '*' }, body: { reden: 'toch verkeerd' } });
    expect(await controle(b.dossier, hash)).toMatchObject({ akkoord: false, reden: 'De publicatie is veranderd sinds de lijst is opgesteld.' });
    expect(await uitvoering(b.dossier, hash)).toMatchObject({ vernietigd: false });
    expect((await o.roep<{ reden: string }>('GET', `${W}/publicaties/${b.id}`, anoniem())).body.reden).toBe('De publicatie is ingetrokken');
  });

  it('a dossier that had nothing here leaves a tombstone: a late event makes no concept of it', async () => {
    const id = uuidv7();
    const p = await plan(id);
    expect([p.gaat, p.kenmerk]).toEqual([[], '']);
    expect(await uitvoering(id, p.hash)).toMatchObject({ vernietigd: true, aantallen: { publicaties: 0 } });
    await meld(o, { id, versie: 9 });
    await nieuwConcept(o, { kenmerk: 'Z-9998' });
    expect(await concepten(o, id)).toEqual([]);
    expect((await bewijs(id)).resten).toEqual([]);
  });

  it('ends the publication when the source went another way', async () => {
    const b = await afgesloten('bronwoord');
    await meld(o, { id: b.dossier, gebeurtenis: 'dossier-vernietigd', versie: 7 });
    await wachtTot(async () => (await o.roep('GET', `${W}/publicaties/${b.id}`, anoniem())).status === 410, { ms: 10_000 });
    let resten: unknown[] = [];
    for (let i = 0; i < 30 && (resten = (await bewijs(b.dossier)).resten).length > 0; i++) await new Promise((klaar) => setTimeout(klaar, 500));
    expect(resten).toEqual([]);
  });

  it('says so when a file cannot be removed, and finishes when asked again', async () => {
    const b = await afgesloten('mapwoord');
    const pad = (await readdir(o.gegevensMap, { recursive: true })).find((f) => f.endsWith(b.document))!;
    const { hash } = await plan(b.dossier);
    // A folder in its place: no rights of a user can remove it as a file.
    const bestand = join(o.gegevensMap, pad);
    await copyFile(bestand, `${bestand}.x`);
    await rm(bestand);
    await mkdir(join(bestand, 'vol'), { recursive: true });
    expect(await uitvoering(b.dossier, hash)).toMatchObject({ vernietigd: false, reden: expect.stringContaining('opnieuw geprobeerd') as string });
    expect((await bewijs(b.dossier)).resten.map((r) => r.waar)).toEqual(expect.arrayContaining(['nog te verwijderen bestanden']));
    await rm(bestand, { recursive: true });
    await rename(`${bestand}.x`, bestand);
    expect(await uitvoering(b.dossier, hash)).toMatchObject({ vernietigd: true });
    expect((await bewijs(b.dossier)).resten).toEqual([]);
  });

  it('the orphan check finds a copy by its contents, whatever its name', async () => {
    const b = await afgesloten('kopiewoord');
    const bytes = (await o.roep('GET', `${W}/documenten/${b.document}/bestand`, anoniem())).bytes;
    const { hash } = await plan(b.dossier);
    await uitvoering(b.dossier, hash);
    await mkdir(join(o.gegevensMap, 'openbaar', OVERBRUGGE, 'zz'), { recursive: true });
    await writeFile(join(o.gegevensMap, 'openbaar', OVERBRUGGE, 'zz', uuidv7()), bytes);
    expect((await bewijs(b.dossier)).resten).toEqual([{ waar: 'bestandsopslag, op inhoud', aantal: 1 }]);
  });

  it('only selectielijst may ask, and only for its own municipality', async () => {
    const b = await afgesloten('tenantwoord');
    const { hash } = await plan(b.dossier);
    const daar = await roep<PlannenDto>('plan', { dossiers: [b.dossier] }, VOORBEELDSTAD);
    expect(daar.body.dossiers[0]).toMatchObject({ gaat: [], kenmerk: '' });
    const mens = await o.token({ id: 'ingrid', rollen: ['informatiebeheerder'], verwerkingsactiviteit: 'VA-03' });
    expect((await o.roep('POST', `${W}/vernietigingen/_uitvoering`, { token: mens, body: { vernietigingslijst: uuidv7(), dossiers: [{ id: b.dossier, hash }], grondslag: { selectielijst: 'x', nummer: 'y', omschrijving: 'z' } } })).status).toBe(403);
    expect((await o.roep('GET', `${W}/publicaties/${b.id}`, anoniem())).status).toBe(200);
  });

  it('a concept that was never public goes too, and stays unknown to the public', async () => {
    const concept = await nieuwConcept(o, { kenmerk: 'Z-0098', status: 'afgesloten', einddatum: EIND });
    await bied(o, concept.id, await publicatieversie());
    const p = await plan(concept.dossier);
    expect(p.gaat.map((g) => g.soort)).toEqual(['concept', 'publicatieversie']);
    expect(await uitvoering(concept.dossier, p.hash)).toMatchObject({ vernietigd: true });
    expect((await o.roep('GET', `${W}/publicaties/${concept.id}`, anoniem())).status).toBe(404);
    expect((await bewijs(concept.dossier)).resten).toEqual([]);
  });
});
