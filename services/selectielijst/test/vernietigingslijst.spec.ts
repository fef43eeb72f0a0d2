import { uuidv7 } from '@bronhuis/standaarden';
import { OVERBRUGGE, VOORBEELDSTAD, type TestOmgeving } from '@bronhuis/testing';
import type { LijstDto, LijstenDto } from '../src/vernietigingslijsten/lijsten.dto.ts';
import { als, Bronnenwereld, dossier, inDatabase, keurGoed, lijstTot, meld, mensen, regel, S, start, stelOp, voorVandaag } from './hulp.ts';

// A list holds what is due and nothing else; three roles judge it in their order, never one person twice, never its maker.
describe('a list of what may be destroyed (vernietigingslijst)', () => {
  let o: TestOmgeving;
  let bronnen: Bronnenwereld;
  let lijst: LijstDto;
  const ids: Record<string, string> = {};
  const oordeel = async (wie: { id: string; rollen: string[] }, rol: string, besluit = 'akkoord', extra: object = {}, doel = 'VA-03') =>
    o.roep<LijstDto & { detail: string; code: string }>('POST', `${S}/vernietigingslijsten/${lijst.id}/beoordelingen`, {
      token: await als(o, wie, OVERBRUGGE, doel),
      body: { rol, besluit, ...extra },
    });

  beforeAll(async () => {
    o = await start();
    bronnen = new Bronnenwereld(o);
    const oud = voorVandaag(o.klok, 439);
    ids['A'] = await meld(o, { kenmerk: 'A' });
    ids['B'] = await meld(o, { kenmerk: 'B', einddatum: oud });
    ids['C'] = await meld(o, { kenmerk: 'C', einddatum: oud });
    ids['D'] = await meld(o, { kenmerk: 'D', einddatum: '2000-01-01', waarderingsregel: regel({ verleend: '11.1.6' }) });
    ids['F'] = await meld(o, { kenmerk: 'F', einddatum: voorVandaag(o.klok, 0), uitkomst: 'afgebroken' });
    ids['G'] = await meld(o, { kenmerk: 'B', einddatum: oud, organisatie: VOORBEELDSTAD });
    for (const naam of ['A', 'B', 'C', 'D', 'F']) {
      await dossier(o, ids[naam] ?? '');
      bronnen.voegToe(ids[naam] ?? '', naam);
    }
    const token = await als(o, mensen.ingrid);
    await o.roep('POST', `${S}/bevriezingen`, { token, body: { dossier: ids['C'], grond: 'beroep', toelichting: 'Beroep loopt' } });
    lijst = await stelOp(o);
  });
  afterAll(() => o.stop());

  it('holds B; C drops out because it is held; A, D, F and another municipality are not named', async () => {
    expect(lijst.regels.map((r) => [r.kenmerk, r.dossier])).toEqual([['B', ids['B']]]);
    expect(lijst.afgevallen).toEqual([{ dossier: ids['C'], kenmerk: 'C', reden: 'bevriezing: beroep' }]);
  });

  it('asks both sources once in bulk and shows the tree of what goes and what stays, with its hash', async () => {
    lijst = await lijstTot(o, lijst.id, (l) => l.status === 'in-beoordeling');
    expect(bronnen.vragen).toEqual(['woo-publicatie _plan', 'registers _plan']);
    const [b] = lijst.regels;
    expect(b?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(b?.gaat.map((g) => `${g.component} ${g.soort}`)).toEqual([
      'woo-publicatie publicatie',
      'registers dossier',
      ...Array.from({ length: 4 }, () => 'registers informatieobject'),
      'registers bestand',
    ]);
    expect(b?.blijft).toEqual([
      { component: 'registers', soort: 'relatie', omschrijving: 'Factuur 2025-118', reden: 'Blijft bewaard in financieel systeem', selectielijstnummer: '18.3' },
    ]);
    expect(b?.grondslag).toBe('Selectielijst gemeenten en intergemeentelijke organen 2020, 11.1.1 (P1Y)');
  });

  it('does not put a dossier on two living lists', async () => {
    const tweede = await stelOp(o, 'Nog een');
    expect(tweede.regels).toEqual([]);
    expect(tweede.afgevallen.map((a) => a.reden)).toEqual(['staat al op vernietigingslijst "Evenementen"', 'bevriezing: beroep']);
  });

  it('refuses its maker, whatever role that person takes', async () => {
    const eigen = await oordeel(mensen.ingrid, 'proceseigenaar');
    expect([eigen.status, eigen.body.code]).toEqual([403, 'eigen-lijst']);
    expect((await oordeel({ id: 'ingrid', rollen: ['informatiebeheerder', 'teamleider'] }, 'proceseigenaar')).body.code).toBe('eigen-lijst');
  });

  it('refuses another order, another role and another purpose', async () => {
    expect((await oordeel(mensen.arjan, 'archivaris')).body.code).toBe('niet-aan-de-beurt');
    expect((await oordeel(mensen.greet, 'zorgdrager')).body.code).toBe('niet-aan-de-beurt');
    expect((await oordeel(mensen.arjan, 'proceseigenaar')).body.code).toBe('rol-ontbreekt');
    expect((await oordeel(mensen.noor, 'proceseigenaar')).status).toBe(403);
    expect((await oordeel(mensen.thijs, 'proceseigenaar', 'akkoord', {}, 'VA-01')).status).toBe(403);
  });

  it('leaves a record of every decision about it, also of those that were refused', async () => {
    type Rij = { wie: string; besluit: string; doel: string | null };
    const beslissingen = () =>
      inDatabase<Rij>(
        o,
        `select beslissing #>> '{wie,id}' as wie, beslissing ->> 'besluit' as besluit, beslissing #>> '{doel,id}' as doel from bron.verwerking_uit
         where beslissing ->> 'actie' = 'vernietigingslijsten:beoordelen' and beslissing #>> '{resource,id}' = $1 order by volgnummer`,
        [lijst.id],
      );
    const voor = (await beslissingen()).length;
    await oordeel(mensen.noor, 'proceseigenaar');
    await oordeel(mensen.greet, 'zorgdrager');
    // Greet is allowed to judge, but it is not her turn: the decision of the policy stays, the judgement does not.
    expect((await beslissingen()).slice(voor)).toEqual([
      { wie: 'noor', besluit: 'geweigerd', doel: 'VA-03' },
      { wie: 'greet', besluit: 'toegestaan', doel: 'VA-03' },
    ]);
  });

  it('is not carried out before everybody agreed', async () => {
    const antwoord = await o.roep('POST', `${S}/vernietigingslijsten/${lijst.id}/_uitvoeren`, { token: await als(o, mensen.ingrid) });
    expect([antwoord.status, (antwoord.body as { code: string }).code]).toEqual([409, 'niet-goedgekeurd']);
  });

  it('never takes one person twice, also with two roles', async () => {
    expect((await oordeel(mensen.thijs, 'proceseigenaar')).body.aanDeBeurt).toBe('archivaris');
    const weer = await oordeel({ id: 'thijs', rollen: ['teamleider', 'archivaris'] }, 'archivaris');
    expect([weer.status, weer.body.code]).toEqual([403, 'al-beoordeeld']);
  });

  it('does not keep a BSN, and asks for a reason with a refusal', async () => {
    expect((await oordeel(mensen.arjan, 'archivaris', 'akkoord', { toelichting: 'van 999993021' })).status).toBe(400);
    expect((await oordeel(mensen.arjan, 'archivaris', 'niet-akkoord')).body).toMatchObject({ invalidParams: [{ name: 'toelichting' }] });
  });

  it('ends as afgewezen with the reason after a refusal, and frees its dossiers', async () => {
    const { body } = await oordeel(mensen.arjan, 'archivaris', 'niet-akkoord', { toelichting: 'De termijn moet opnieuw bekeken' });
    expect(body).toMatchObject({ status: 'afgewezen', reden: 'Niet akkoord van de archivaris: De termijn moet opnieuw bekeken', aanDeBeurt: null });
    expect((await oordeel(mensen.greet, 'zorgdrager')).status).toBe(409);
    const nieuw = await stelOp(o, 'Opnieuw');
    expect(nieuw.regels.map((r) => r.kenmerk)).toEqual(['B']);
    lijst = await lijstTot(o, nieuw.id, (l) => l.status === 'in-beoordeling');
  });

  it('is approved after three', async () => {
    await keurGoed(o, lijst.id);
    const goed = await lijstTot(o, lijst.id, (l) => l.status === 'goedgekeurd');
    expect(goed.beoordelingen.map((b) => [b.rol, b.persoon, b.besluit])).toEqual([
      ['proceseigenaar', 'thijs', 'akkoord'],
      ['archivaris', 'arjan', 'akkoord'],
      ['zorgdrager', 'greet', 'akkoord'],
    ]);
  });

  it('is made and started only by the informatiebeheerder', async () => {
    const maak = async (wie: { id: string; rollen: string[] }) => (await o.roep('POST', `${S}/vernietigingslijsten`, { token: await als(o, wie), body: { naam: 'x' } })).status;
    expect([await maak(mensen.noor), await maak(mensen.thijs), await maak(mensen.greet)]).toEqual([403, 403, 403]);
    expect((await o.roep('POST', `${S}/vernietigingslijsten/${lijst.id}/_uitvoeren`, { token: await als(o, mensen.greet) })).status).toBe(403);
  });

  it('never looks ahead of today', async () => {
    const antwoord = await o.roep('POST', `${S}/vernietigingslijsten`, { token: await als(o, mensen.ingrid), body: { naam: 'x', peildatum: '2099-01-01' } });
    expect([antwoord.status, antwoord.body]).toMatchObject([400, { invalidParams: [{ name: 'peildatum' }] }]);
  });

  it('cannot be read, judged or carried out from another municipality', async () => {
    const elders = await als(o, mensen.ingrid, VOORBEELDSTAD);
    const thijs = await als(o, mensen.thijs, VOORBEELDSTAD);
    const vreemd = [
      await o.roep('GET', `${S}/vernietigingslijsten/${lijst.id}`, { token: elders }),
      await o.roep('POST', `${S}/vernietigingslijsten/${lijst.id}/_uitvoeren`, { token: elders }),
      await o.roep('POST', `${S}/vernietigingslijsten/${lijst.id}/beoordelingen`, { token: thijs, body: { rol: 'proceseigenaar', besluit: 'akkoord' } }),
      await o.roep('GET', `${S}/vernietigingslijsten/${uuidv7()}`, { token: elders }),
    ];
    expect(vreemd.map((a) => a.status)).toEqual([404, 404, 404, 404]);
    expect((await o.roep<LijstenDto>('GET', `${S}/vernietigingslijsten`, { token: elders })).body.resultaten).toEqual([]);
  });

  it('leaves the dossier out that a source does not know', async () => {
    const onbekend = await meld(o, { kenmerk: 'H', einddatum: voorVandaag(o.klok, 800) });
    await dossier(o, onbekend);
    const { id } = await stelOp(o, 'Met onbekende');
    const af = await lijstTot(o, id, (l) => l.status !== 'opgesteld');
    expect([af.status, af.reden]).toEqual(['afgewezen', 'Er bleef geen dossier over op de lijst.']);
    expect(af.afgevallen.find((x) => x.kenmerk === 'H')?.reden).toBe('onbekend bij woo-publicatie en registers');
  });
});
