import { plusDuur, uuidv7 } from '@bronhuis/standaarden';
import { OVERBRUGGE, VOORBEELDSTAD, type TestOmgeving, wachtTot } from '@bronhuis/testing';
import type { DossiersDto } from '../src/archiefacties/dossiers.dto.ts';
import { als, dossier, inDatabase, meld, mensen, regel, S, start, voorVandaag } from './hulp.ts';

// "onbekend, want ...", never a guess; brondatum + bewaartermijn, with every step (Selectielijst 2020, procestype 11).
describe('the archive action date of a dossier, by event', () => {
  let o: TestOmgeving;
  beforeAll(async () => {
    o = await start();
  });
  afterAll(() => o.stop());

  it('A: is not closed, has no date, and says what will hold', async () => {
    const id = await meld(o, { kenmerk: 'Z-0147' });
    expect(await dossier(o, id)).toMatchObject({
      status: 'open',
      archiefactiedatum: null,
      toelichting: 'Nog geen archiefactiedatum: zaak Z-0147 is niet afgesloten. Bij *verleend* geldt 11.1.1: vernietigen, 1 jaar na afhandeling',
      waardering: { nummer: '11.1.1', lijst: 'Selectielijst gemeenten en intergemeentelijke organen 2020', waardering: 'vernietigen', bewaartermijn: 'P1Y' },
      bevriezingen: [],
    });
  });

  it('F: an application withdrawn before a decision is 11.4 and not 11.3, with its derivation', async () => {
    const vandaag = voorVandaag(o.klok, 0);
    const id = await meld(o, { kenmerk: 'Z-0148', uitkomst: 'afgebroken', einddatum: vandaag });
    const f = await dossier(o, id);
    expect(f).toMatchObject({ archiefactiedatum: plusDuur(vandaag, 'P1Y'), waardering: { nummer: '11.4' } });
    expect(f.afleiding.map((s) => s.stap)).toEqual(['Status', 'Selectielijst', 'Uitkomst', 'Nummer', 'Waardering', 'Brondatum', 'Bewaartermijn', 'Archiefactiedatum']);
  });

  it('B is due, D is permanent and never is, A and F are not yet', async () => {
    const b = await meld(o, { kenmerk: 'Z-0093', einddatum: voorVandaag(o.klok, 365 + 74) });
    const d = await meld(o, { kenmerk: 'Z-0201', einddatum: '2001-01-01', waarderingsregel: regel({ verleend: '11.1.6' }) });
    await dossier(o, b);
    expect(await dossier(o, d)).toMatchObject({ archiefactiedatum: null, waardering: { waardering: 'blijvend_bewaren', bewaartermijn: null } });
    const { body } = await o.roep<DossiersDto>('GET', `${S}/dossiers?vervallen=true&aantal=true`, { token: await als(o, mensen.ingrid) });
    expect([body.aantal, body.resultaten.map((x) => x.kenmerk)]).toEqual([1, ['Z-0093']]);
  });

  it('follows the dossier: closed gives a date, reopened takes it away', async () => {
    const id = await meld(o, { kenmerk: 'Z-0301', versie: 1 });
    await dossier(o, id);
    await meld(o, { id, kenmerk: 'Z-0301', versie: 2, einddatum: '2026-01-31' });
    expect((await dossier(o, id, (d) => d.status === 'afgesloten')).archiefactiedatum).toBe('2027-01-31');
    await meld(o, { id, kenmerk: 'Z-0301', versie: 3, gebeurtenis: 'dossier-heropend', status: 'open', heropendOp: '2026-05-03' });
    const open = await dossier(o, id, (d) => d.status === 'open');
    expect([open.archiefactiedatum, open.toelichting]).toEqual([null, expect.stringMatching(/^Archiefactiedatum onbekend, want zaak Z-0301 is op 3 mei 2026 heropend\. Bij \*verleend\* geldt 11\.1\.1/)]);
    expect(open.afleiding).toContainEqual({ stap: 'Heropend', waarde: '2026-05-03', bron: 'zaak Z-0301' });
    await meld(o, { id, kenmerk: 'Z-0301', versie: 4, einddatum: '2026-06-30' });
    expect((await dossier(o, id, (d) => d.status === 'afgesloten')).archiefactiedatum).toBe('2027-06-30');
  });

  it('never goes back to an older version of a dossier', async () => {
    const id = await meld(o, { kenmerk: 'Z-0302', versie: 5, einddatum: '2026-02-28' });
    await dossier(o, id);
    await meld(o, { id, kenmerk: 'Z-0302', versie: 4, gebeurtenis: 'dossier-gewijzigd' });
    const later = await meld(o, { kenmerk: 'Z-0303' });
    await dossier(o, later);
    expect(await dossier(o, id)).toMatchObject({ status: 'afgesloten', archiefactiedatum: '2027-02-28' });
  });

  it('leaves a tombstone of a destroyed dossier, and nothing brings it back', async () => {
    const id = await meld(o, { kenmerk: 'Z-0304', versie: 1, einddatum: '2020-02-28' });
    await dossier(o, id);
    await meld(o, { id, kenmerk: 'Z-0304', versie: 2, gebeurtenis: 'dossier-vernietigd' });
    const steen = await dossier(o, id, (d) => d.status === 'vernietigd');
    expect(steen).toMatchObject({ uitkomst: null, einddatum: null, waardering: null, archiefactiedatum: null, afleiding: [] });
    await meld(o, { id, kenmerk: 'Z-0304', versie: 3, einddatum: '2020-02-28' });
    await dossier(o, await meld(o, { kenmerk: 'Z-0305' }));
    expect((await dossier(o, id)).status).toBe('vernietigd');
  });

  it('tells others once what it determined, without personal data', async () => {
    const id = await meld(o, { kenmerk: 'Z-0306', versie: 1 });
    await dossier(o, id);
    await meld(o, { id, kenmerk: 'Z-0306', versie: 2, gebeurtenis: 'dossier-gewijzigd' });
    await meld(o, { id, kenmerk: 'Z-0306', versie: 3, einddatum: '2026-02-28' });
    await dossier(o, id, (d) => d.status === 'afgesloten');
    type Rij = { type: string; payload: string };
    const rijen = await inDatabase<Rij>(o, 'select type, payload from bron.uitgaand where onderwerp = $1 order by volgnummer', [id]);
    expect(rijen.map((r) => r.type)).toEqual(['nl.gemeente.archiefacties.archiefactie-bepaald', 'nl.gemeente.archiefacties.archiefactie-bepaald']);
    expect(JSON.parse(rijen[1]?.payload ?? '{}')).toMatchObject({ subject: id, data: { archiefactiedatum: '2027-02-28', kenmerk: 'Z-0306' } });
  });

  it('pages without gaps or repeats', async () => {
    const token = await als(o, mensen.ingrid);
    const gezien: string[] = [];
    let pad: string | undefined = `${S}/dossiers?omvang=2`;
    while (pad) {
      const blad: { body: DossiersDto } = await o.roep<DossiersDto>('GET', pad, { token });
      gezien.push(...blad.body.resultaten.map((d) => d.id));
      pad = blad.body.links.volgende;
    }
    const alle = await inDatabase<{ id: string }>(o, 'select id from dossier where organisatie = $1 order by id', [OVERBRUGGE]);
    expect(gezien).toEqual(alle.map((r) => r.id));
  });

  it('G: the same number in another municipality is another dossier, that a token of Overbrugge never sees', async () => {
    const g = await meld(o, { kenmerk: 'Z-0147', organisatie: VOORBEELDSTAD });
    const elders = await als(o, mensen.ingrid, VOORBEELDSTAD);
    await wachtTot(async () => (await o.roep('GET', `${S}/dossiers/${g}`, { token: elders })).status === 200);
    const hier = await als(o, mensen.ingrid);
    const [vreemd, onbekend] = [await o.roep('GET', `${S}/dossiers/${g}`, { token: hier }), await o.roep('GET', `${S}/dossiers/${uuidv7()}`, { token: hier })];
    expect(vreemd.status).toBe(404);
    const zonderInstance = (b: unknown) => ({ ...(b as object), instance: '' });
    expect(zonderInstance(vreemd.body)).toEqual(zonderInstance(onbekend.body));
    const { body } = await o.roep<DossiersDto>('GET', `${S}/dossiers?kenmerk=Z-0147`, { token: hier });
    expect(body.resultaten.map((d) => d.id)).not.toContain(g);
  });

  it('is for whoever signed in: no token, no answer', async () => {
    expect((await o.roep('GET', `${S}/dossiers`)).status).toBe(401);
    expect((await o.roep('GET', `${S}/dossiers`, { token: await als(o, mensen.noor, OVERBRUGGE, null) })).status).toBe(200);
    expect((await o.roep('GET', `${S}/dossiers`, { token: await o.token({ soort: 'inwoner', betrokkene: { bsn: '999993021' } }) })).status).toBe(403);
  });
});
