import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plusDuur, datumInAmsterdam } from '@bronhuis/standaarden';
import { OVERBRUGGE, VOORBEELDSTAD, type TestOmgeving } from '@bronhuis/testing';
import { verifieer } from '../src/verklaringen/verifieer.ts';
import type { OndertekendeVerklaring } from '../src/verklaringen/verklaring.ts';
import type { VerklaringenDto } from '../src/verklaringen/verklaringen.dto.ts';
import type { LijstDto } from '../src/vernietigingslijsten/lijsten.dto.ts';
import { als, Bronnenwereld, dossier, inDatabase, keurGoed, lijstTot, meld, mensen, S, start, stelOp, voorVandaag } from './hulp.ts';

// plan → check → destroy → prove: everything is asked again at the source; what changed drops out, the rest proceeds.
describe('the execution of an approved list', () => {
  let o: TestOmgeving;
  let bronnen: Bronnenwereld;
  const oud = () => voorVandaag(o.klok, 439);
  const nieuw = async (kenmerk: string): Promise<string> => {
    const id = await meld(o, { kenmerk, einddatum: oud() });
    await dossier(o, id);
    bronnen.voegToe(id, kenmerk);
    return id;
  };
  const goedgekeurd = async (naam: string): Promise<string> => {
    const { id } = await stelOp(o, naam);
    await lijstTot(o, id, (l) => l.status === 'in-beoordeling');
    await keurGoed(o, id);
    return id;
  };
  const voerUit = async (id: string): Promise<LijstDto> => {
    const antwoord = await o.roep('POST', `${S}/vernietigingslijsten/${id}/_uitvoeren`, { token: await als(o, mensen.ingrid) });
    expect([antwoord.status, antwoord.tekst.slice(0, 200)]).toEqual([202, expect.stringContaining(id)]);
    return lijstTot(o, id, (l) => l.status === 'uitgevoerd', 30_000);
  };
  const verklaring = async (id: string): Promise<OndertekendeVerklaring> =>
    (await o.roep<OndertekendeVerklaring>('GET', `${S}/verklaringen-van-vernietiging/${id}`, { token: await als(o, mensen.arjan) })).body;

  beforeAll(async () => {
    o = await start();
    bronnen = new Bronnenwereld(o);
  });
  afterAll(() => o.stop());

  it('destroys, proves, leaves tombstones and a declaration with its specification', async () => {
    const [b, b2] = [await nieuw('Z-0093'), await nieuw('Z-0094')];
    const lijst = await voerUit(await goedgekeurd('Evenementen'));
    expect(lijst.regels.map((r) => [r.kenmerk, r.staat])).toEqual([
      ['Z-0093', 'vernietigd'],
      ['Z-0094', 'vernietigd'],
    ]);
    expect(bronnen.vernietigd).toEqual([`woo-publicatie ${b}`, `woo-publicatie ${b2}`, `registers ${b}`, `registers ${b2}`]);
    expect(await dossier(o, b)).toMatchObject({ status: 'vernietigd', waardering: null, uitkomst: null });

    const { verklaring: v, handtekening } = await verklaring(lijst.verklaring ?? '');
    expect(handtekening).toMatchObject({ alg: 'EdDSA', kid: `verklaring-${OVERBRUGGE}` });
    expect(v.organisatie).toEqual({ oin: OVERBRUGGE, naam: 'Gemeente Overbrugge' });
    expect(v.zorgdrager).toMatchObject({ functie: 'gemeentesecretaris, namens het college van burgemeester en wethouders', persoon: 'greet' });
    expect(v.goedkeuringen.map((g) => [g.rol, g.persoon])).toEqual([
      ['proceseigenaar', 'thijs'],
      ['archivaris', 'arjan'],
      ['zorgdrager', 'greet'],
    ]);
    expect(v.specificatie).toEqual([
      { type: 'Evenementenvergunning', aantalDossiers: 2, kenmerken: ['Z-0093', 'Z-0094'], periode: { van: '2025-03-01', tot: oud() }, aantalDocumenten: 8 },
    ]);
    expect(v.grondslagen).toMatchObject([{ selectielijst: 'Selectielijst gemeenten en intergemeentelijke organen', jaar: 2020, nummer: '11.1.1', bewaartermijn: 'P1Y', aantalDossiers: 2 }]);
    expect(v.wijze.laatsteBackupVerlooptOp).toBe(plusDuur(datumInAmsterdam(o.klok.nu()), 'P30D'));
    expect(v.blijft).toContainEqual({ kenmerk: 'Z-0093', omschrijving: 'Factuur 2025-118', reden: 'Blijft bewaard in financieel systeem', selectielijstnummer: '18.3', bron: 'registers' });
    expect(v.buitenBereik.map((x) => x.waar)).toEqual(['open.overheid.nl']);
    expect(v.bewijs.bladeren.map((x) => x.dossier).sort()).toEqual([b, b2].sort());
    expect(v.bewaring).toMatchObject({ nummer: '19.1.18', waardering: 'blijvend_bewaren' });
  });

  it('keeps no id, description or hash of what is gone, in no table', async () => {
    const lijst = await lijstTot(o, (await lijsten())[0] ?? '', () => true);
    expect(lijst.regels[0]?.gaat).toEqual([
      { component: 'woo-publicatie', soort: 'publicatie', aantal: 1, omschrijving: '1 × publicatie' },
      { component: 'registers', soort: 'dossier', aantal: 1, omschrijving: '1 × dossier' },
      { component: 'registers', soort: 'informatieobject', aantal: 4, omschrijving: '4 × informatieobject' },
      { component: 'registers', soort: 'bestand', aantal: 1, omschrijving: '1 × bestand', omvang: 1000 },
    ]);
    const tabellen = await inDatabase<{ tabel: string }>(o, "select schemaname || '.' || tablename as tabel from pg_tables where schemaname in ('public', 'bron')");
    for (const { tabel } of tabellen) {
      const [rij] = await inDatabase<{ aantal: string }>(o, `select count(*) as aantal from ${tabel} t where t::text like '%abababab%' or t::text like '%Document: 0%'`);
      expect([tabel, rij?.aantal]).toEqual([tabel, '0']);
    }
  });

  const lijsten = async (): Promise<string[]> => (await inDatabase<{ id: string }>(o, 'select id from vernietigingslijst order by id')).map((r) => r.id);

  it('the declaration is verified without the server; an altered one is not', async () => {
    const { body } = await o.roep<VerklaringenDto>('GET', `${S}/verklaringen-van-vernietiging`, { token: await als(o, mensen.arjan) });
    expect(body.resultaten).toMatchObject([{ naam: 'Evenementen', aantalDossiers: 2 }]);
    const echt = await verklaring(body.resultaten[0]?.id ?? '');
    const map = mkdtempSync(join(tmpdir(), 'verklaring-'));
    const sleutel = join(map, 'sleutels.json');
    const sleutels = await o.roep('GET', `${S}/sleutels`, { headers: { 'x-bronhuis-organisatie': OVERBRUGGE } });
    expect(sleutels.tekst).not.toContain('"d"');
    writeFileSync(sleutel, sleutels.tekst);
    const oordeel = (document: unknown): [number, string] => {
      const pad = join(map, 'verklaring.json');
      writeFileSync(pad, JSON.stringify(document));
      const regels: string[] = [];
      return [verifieer([pad, '--sleutel', sleutel], (r) => regels.push(r)), regels.join('\n')];
    };
    expect(oordeel(echt)).toEqual([0, 'GELDIG']);
    const anders = structuredClone(echt);
    (anders.verklaring.specificatie[0] as { aantalDocumenten: number }).aantalDocumenten = 7;
    expect(oordeel(anders)).toEqual([1, expect.stringContaining('De handtekening klopt niet')]);
    const vreemd = await o.roep('GET', `${S}/sleutels`, { headers: { 'x-bronhuis-organisatie': VOORBEELDSTAD } });
    writeFileSync(sleutel, vreemd.tekst);
    expect(oordeel(echt)).toEqual([1, expect.stringContaining('die is niet meegegeven')]);
  });

  it('drops what changed at a source, was held, or got another outcome since; the rest proceeds', async () => {
    const [blijft, veranderd, bevroren, heropend, weg] = [await nieuw('Z-1'), await nieuw('Z-2'), await nieuw('Z-3'), await nieuw('Z-4'), await nieuw('Z-5')];
    const id = await goedgekeurd('Gewijzigd');
    bronnen.wijzig('registers', veranderd);
    bronnen.wijzig('woo-publicatie', weg);
    const token = await als(o, mensen.ingrid);
    await o.roep('POST', `${S}/bevriezingen`, { token, body: { dossier: bevroren, grond: 'woo-verzoek', toelichting: 'Verzoek loopt' } });
    await meld(o, { id: heropend, kenmerk: 'Z-4', versie: 2, gebeurtenis: 'dossier-heropend', status: 'open' });
    await dossier(o, heropend, (d) => d.status === 'open');
    bronnen.vernietigd.length = 0;

    const lijst = await voerUit(id);
    expect(lijst.regels.map((r) => r.kenmerk)).toEqual(['Z-1']);
    expect(Object.fromEntries(lijst.afgevallen.map((a) => [a.kenmerk, a.reden]))).toEqual({
      'Z-2': 'registers: Het dossier is veranderd sinds de lijst is opgesteld.',
      'Z-3': 'bevriezing: woo-verzoek',
      'Z-4': 'de archiefactiedatum is veranderd of is niet meer bekend',
      'Z-5': 'woo-publicatie: Het dossier is veranderd sinds de lijst is opgesteld.',
    });
    expect(bronnen.vernietigd).toEqual([`woo-publicatie ${blijft}`, `registers ${blijft}`]);
    expect((await dossier(o, veranderd)).status).toBe('afgesloten');
    const { verklaring: v } = await verklaring(lijst.verklaring ?? '');
    expect(v.nietVernietigd.map((n) => n.kenmerk).sort()).toEqual(['Z-2', 'Z-3', 'Z-4', 'Z-5']);
    expect(v.specificatie[0]?.kenmerken).toEqual(['Z-1']);
    for (const dossierId of [veranderd, weg, heropend]) await meld(o, { id: dossierId, kenmerk: 'x', versie: 9, gebeurtenis: 'dossier-heropend', status: 'open' });
    for (const dossierId of [veranderd, weg]) await dossier(o, dossierId, (d) => d.status === 'open');
  });

  it('honours a hold that comes during the check, and refuses one that comes after destruction began', async () => {
    const [opTijd, teLaat] = [await nieuw('Z-8'), await nieuw('Z-9')];
    const id = await goedgekeurd('Onderweg bevroren');
    const token = await als(o, mensen.ingrid);
    const bevries = (dossierId: string) => o.roep('POST', `${S}/bevriezingen`, { token, body: { dossier: dossierId, grond: 'beroep', toelichting: 'Net ingesteld' } });
    const statussen: number[] = [];
    bronnen.tussen = async (bron, vraag, moment) => {
      if (bron === 'registers' && vraag === '_controle' && moment === 'na') statussen.push((await bevries(opTijd)).status);
      if (bron === 'woo-publicatie' && vraag === '_uitvoering' && moment === 'voor') statussen.push((await bevries(teLaat)).status);
    };
    const lijst = await voerUit(id);
    bronnen.tussen = async () => undefined;
    expect(statussen).toEqual([201, 409]);
    expect(lijst.afgevallen.find((a) => a.kenmerk === 'Z-8')?.reden).toBe('bevriezing: beroep');
    expect(lijst.regels).toMatchObject([{ kenmerk: 'Z-9', staat: 'vernietigd' }]);
    await meld(o, { id: opTijd, kenmerk: 'Z-8', versie: 2, gebeurtenis: 'dossier-heropend', status: 'open' });
    await dossier(o, opTijd, (d) => d.status === 'open');
  });

  it('is not done while anything is found behind: the line says what, and is tried again', async () => {
    const b = await nieuw('Z-6');
    const id = await goedgekeurd('Met rest');
    bronnen.resten.set(`woo-publicatie ${b}`, 2);
    await o.roep('POST', `${S}/vernietigingslijsten/${id}/_uitvoeren`, { token: await als(o, mensen.ingrid) });
    const mislukt = await lijstTot(o, id, (l) => l.regels[0]?.staat === 'mislukt');
    expect([mislukt.status, mislukt.regels[0]?.reden]).toEqual(['in-uitvoering', 'nog 2 in zoekindex van woo-publicatie']);
    const bevries = await o.roep('POST', `${S}/bevriezingen`, { token: await als(o, mensen.ingrid), body: { dossier: b, grond: 'beroep', toelichting: 'Te laat' } });
    expect([bevries.status, (bevries.body as { code: string }).code]).toEqual([409, 'vernietiging-begonnen']);
    bronnen.resten.clear();
    expect((await lijstTot(o, id, (l) => l.status === 'uitgevoerd')).regels[0]?.staat).toBe('vernietigd');
  });

  it('drops a dossier that a source keeps refusing, and says what is gone already', async () => {
    const b = await nieuw('Z-7');
    const id = await goedgekeurd('Geweigerd');
    bronnen.weiger.set(`registers ${b}`, 'Het dossier is veranderd sinds de lijst is opgesteld.');
    const lijst = await voerUit(id);
    expect(lijst.afgevallen.find((a) => a.kenmerk === 'Z-7')?.reden).toBe('registers: Het dossier is veranderd sinds de lijst is opgesteld. (al vernietigd bij woo-publicatie)');
    expect([lijst.verklaring, lijst.reden]).toEqual([undefined, 'Geen enkel dossier is vernietigd.']);
    bronnen.weiger.clear();
  });

  it('waits for a source that is away, and goes on when it is back', async () => {
    await nieuw('Z-10');
    const id = await goedgekeurd('Bron weg');
    o.buiten.weg();
    await o.roep('POST', `${S}/vernietigingslijsten/${id}/_uitvoeren`, { token: await als(o, mensen.ingrid) });
    await new Promise((klaar) => setTimeout(klaar, 1500));
    const wacht = await lijstTot(o, id, () => true);
    expect([wacht.regels.find((r) => r.kenmerk === 'Z-10')?.staat, wacht.reden]).toEqual(['gepland', expect.stringMatching(/^Wacht op een bron: .*niet bereikbaar/)]);
    o.buiten.weg(false);
    expect((await lijstTot(o, id, (l) => l.status === 'uitgevoerd')).regels.every((r) => r.staat === 'vernietigd')).toBe(true);
  });

  it('is not for another municipality: its declarations are neither listed nor found', async () => {
    const { body } = await o.roep<VerklaringenDto>('GET', `${S}/verklaringen-van-vernietiging`, { token: await als(o, mensen.arjan) });
    const elders = await als(o, mensen.arjan, VOORBEELDSTAD);
    expect((await o.roep<VerklaringenDto>('GET', `${S}/verklaringen-van-vernietiging`, { token: elders })).body.resultaten).toEqual([]);
    expect((await o.roep('GET', `${S}/verklaringen-van-vernietiging/${body.resultaten[0]?.id ?? ''}`, { token: elders })).status).toBe(404);
  });
});
