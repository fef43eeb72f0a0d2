import { Beslisser, oordeel, type Bundel } from '@bronhuis/toegang';
import { leesBeleid } from '../bundel/beleidsbestanden.ts';
import { vertaal, type Evaluatieverzoek } from './evaluatie.ts';

const O = '00000001999990007000';
const W = '00000001999990020000';
const nu = new Date('2026-11-22T10:00:00Z');
const bundel: Bundel = {
  versie: 1, hash: 'evaluatie', uitgegeven: '', beleid: leesBeleid(), jwks: [], ingetrokken: [],
  organisaties: [{ oin: O, naam: 'Gemeente Overbrugge', soort: 'demonstratie', type: 'gemeente', hosts: [] }],
  bevoegdheden: [{ id: '1', uitvoerder: W, organisatie: O, activiteiten: ['VA-01'], soort: 'mandaat', van: '2020-01-01', tot: null }],
  activiteiten: [{ organisatie: O, id: 'VA-01', versie: 3, naam: 'n', werkproces: 'vergunningverlening', bestuursorgaan: 'b', vertrouwelijk: false, van: '2020-01-01', tot: null }],
};
const geldend = { bundel, beslisser: new Beslisser(bundel) };
const verzoek: Evaluatieverzoek = {
  subject: { type: 'medewerker', id: 'noor', properties: { rollen: ['behandelaar'], uitvoerder: W } },
  action: { name: 'dossiers:lezen', properties: { processing_activity_id: 'https://gemeente.example/register/VA-01' } },
  resource: { type: 'dossier', id: '1', properties: { activiteiten: ['VA-01'] } },
};
const besluit = (v: Evaluatieverzoek, rollen: string[] | null = null): boolean => oordeel(geldend, vertaal(v, O, rollen && { rollen, toekenningen: [] }, nu), null).toegestaan;

describe('AuthZEN: zelfde vraag, ander doel', () => {
  it('wordt toegestaan voor het doel van het type, en niet zonder doel of voor een ander', () => {
    expect(besluit(verzoek)).toBe(true);
    expect(besluit({ ...verzoek, action: { name: 'dossiers:lezen' } })).toBe(false);
    expect(besluit({ ...verzoek, resource: { ...verzoek.resource, properties: { activiteiten: ['VA-02'] } } })).toBe(false);
    expect(besluit({ ...verzoek, action: { ...verzoek.action, properties: { processing_activity_id: 'VA-99' } } })).toBe(false);
  });

  it('gebruikt de rollen die wij kennen boven die in de vraag', () => {
    expect(besluit(verzoek, ['bestuurder'])).toBe(false);
  });

  it('wordt niet toegestaan voor een uitvoerder zonder bevoegdheid', () => {
    expect(besluit({ ...verzoek, subject: { ...verzoek.subject, properties: { rollen: ['behandelaar'], uitvoerder: '00000001999990019000' } } })).toBe(false);
  });

  it('weigert een onbekende soort', () => {
    expect(() => vertaal({ ...verzoek, subject: { type: 'robot', id: 'x' }, context: { klasse: 'geheim' } }, O, null, nu)).toThrow(
      expect.objectContaining({ status: 400, invalidParams: [expect.objectContaining({ name: 'subject.type' }), expect.objectContaining({ name: 'context.klasse' })] }),
    );
  });
});
