import { maakSleutelpaar, onderteken } from '@bronhuis/standaarden';
import { controleerVerklaring } from './controle.ts';
import { stelVerklaringOp, type Opgave, type Verklaring, type VernietigdDossier } from './verklaring.ts';

const dossier = (dossierId: string, kenmerk: string, wijzig: Partial<VernietigdDossier> = {}): VernietigdDossier => ({
  dossier: dossierId,
  kenmerk,
  type: 'Evenementenvergunning',
  startdatum: '2025-03-01',
  einddatum: '2025-09-09',
  aantalDocumenten: 4,
  gepubliceerd: true,
  grondslag: { selectielijst: 'Selectielijst gemeenten en intergemeentelijke organen', jaar: 2020, nummer: '11.1.1', omschrijving: 'Verleend', bewaartermijn: 'P1Y' },
  hash: 'ab',
  blijft: [{ bron: 'registers', omschrijving: 'Factuur 2025-118', reden: 'Blijft bewaard in financieel systeem', selectielijstnummer: '18.3' }],
  ...wijzig,
});
const akkoord = (rol: string, persoon: string) => ({ rol, persoon, besluit: 'akkoord', tijdstip: '2026-11-22T10:00:00.000Z' });
const opgave = (wijzig: Partial<Opgave> = {}): Opgave => ({
  id: '0193f0aa-0000-7000-8000-000000000001',
  nu: new Date('2026-11-22T12:00:00Z'),
  vandaag: '2026-11-22',
  organisatie: { oin: '00000001999990007000', naam: 'Gemeente Overbrugge' },
  lijst: { id: 'l', naam: 'Evenementen', peildatum: '2026-11-22', samengesteldDoor: 'ingrid', samengesteldOp: 't', uitvoeringDoor: 'ingrid', begonnen: 't' },
  beoordelingen: [akkoord('proceseigenaar', 'thijs'), akkoord('archivaris', 'arjan'), akkoord('zorgdrager', 'greet')],
  vernietigd: [dossier('d2', 'Z-2', { einddatum: '2025-10-10' }), dossier('d1', 'Z-1')],
  nietVernietigd: [],
  backupBewaartermijn: 'P30D',
  ...wijzig,
});

const { prive, publiek } = maakSleutelpaar('verklaring-1');
const teken = (verklaring: Verklaring) => ({ verklaring, handtekening: onderteken(verklaring, prive) });
const fouten = (document: unknown, sleutels = [publiek]) => controleerVerklaring(JSON.parse(JSON.stringify(document)), sleutels);

describe('a declaration: specification, ground and manner (Archiefbesluit 1995 art. 8)', () => {
  it('specifies per type, with numbers, period and documents, and says when the last back-up expires', () => {
    const v = stelVerklaringOp(opgave());
    expect(v.specificatie).toEqual([{ type: 'Evenementenvergunning', aantalDossiers: 2, kenmerken: ['Z-1', 'Z-2'], periode: { van: '2025-03-01', tot: '2025-10-10' }, aantalDocumenten: 8 }]);
    expect(v.grondslagen).toEqual([{ ...dossier('', '').grondslag, waardering: 'vernietigen', aantalDossiers: 2 }]);
    expect(v.wijze.laatsteBackupVerlooptOp).toBe('2026-12-22');
    expect(v.blijft.map((b) => [b.kenmerk, b.selectielijstnummer])).toEqual([['Z-2', '18.3'], ['Z-1', '18.3'], ['alle', '19.1']]);
    expect(v.bewijs.bladeren.map((b) => b.dossier)).toEqual(['d1', 'd2']);
  });

  it('speaks of open.overheid.nl only when something was published', () => {
    expect(stelVerklaringOp(opgave()).buitenBereik).toHaveLength(1);
    expect(stelVerklaringOp(opgave({ vernietigd: [dossier('d1', 'Z-1', { gepubliceerd: false })] })).buitenBereik).toEqual([]);
  });

  it('is not made of nothing, or without a zorgdrager', () => {
    expect(() => stelVerklaringOp(opgave({ vernietigd: [] }))).toThrow();
    expect(() => stelVerklaringOp(opgave({ beoordelingen: [akkoord('archivaris', 'arjan')] }))).toThrow();
  });
});

describe('its verification needs the document and the key, nothing else', () => {
  it('holds as it was signed', () => {
    expect(fouten(teken(stelVerklaringOp(opgave())))).toEqual([]);
  });

  it.each<[string, (v: Verklaring) => void, RegExp]>([
    ['another number of documents', (v) => void ((v.specificatie[0] as { aantalDocumenten: number }).aantalDocumenten = 1), /handtekening klopt niet/],
    ['another zorgdrager', (v) => void (v.zorgdrager.persoon = 'ingrid'), /handtekening klopt niet/],
    ['another leaf', (v) => void ((v.bewijs.bladeren[0] as { hash: string }).hash = 'ff'), /wortel van het bewijs/],
  ])('names %s', (_, wijzig, reden) => {
    const document = teken(stelVerklaringOp(opgave()));
    wijzig(document.verklaring);
    expect(fouten(document).join(' ')).toMatch(reden);
  });

  it.each<[string, (v: Verklaring) => Verklaring, RegExp]>([
    ['no specification', (v) => ({ ...v, specificatie: [] }), /specificatie ontbreekt/],
    ['a specification that counts otherwise', (v) => ({ ...v, specificatie: [{ ...(v.specificatie[0] as Verklaring['specificatie'][0]), aantalDossiers: 3 }] }), /noemt 3 dossiers, het bewijs 2/],
    ['two roles', (v) => ({ ...v, goedkeuringen: v.goedkeuringen.slice(0, 2) }), /Niet alle drie/],
    ['one person in two roles', (v) => ({ ...v, goedkeuringen: v.goedkeuringen.map((g) => ({ ...g, persoon: 'thijs' })) }), /Eén persoon/],
  ])('names %s, also when it was signed so', (_, maak, reden) => {
    expect(fouten(teken(maak(stelVerklaringOp(opgave())))).join(' ')).toMatch(reden);
  });

  it('wants the key that signed', () => {
    const ander = maakSleutelpaar('verklaring-1').publiek;
    expect(fouten(teken(stelVerklaringOp(opgave())), [ander]).join(' ')).toMatch(/handtekening klopt niet/);
    expect(fouten(teken(stelVerklaringOp(opgave())), []).join(' ')).toMatch(/niet meegegeven/);
    expect(fouten({ verklaring: {} })).toHaveLength(1);
    expect(fouten('tekst')).toHaveLength(1);
  });
});
