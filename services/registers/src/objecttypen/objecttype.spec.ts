import { Probleem } from '@bronhuis/standaarden';
import { decideTypeversie } from './objecttype.ts';
import type { Objecttype, Typeinhoud } from './objecttype.ts';

const inhoud: Typeinhoud = {
  naam: 'evenementendossier',
  soort: 'dossier',
  schema: { type: 'object', properties: { aanvrager: { $ref: '#/$defs/persoon' } }, $defs: { persoon: { type: 'object', properties: { bsn: { type: 'string' } } } } },
  classificatie: { beschikbaarheid: 1, integriteit: 2, vertrouwelijkheid: 2 },
  betrokkenen: [{ pad: '/aanvrager/bsn', soort: 'bsn', rol: 'aanvrager' }],
  gegevenscategorieen: ['naam'],
  verwerkingsactiviteiten: ['VA-01'],
  waarderingsregel: {
    selectielijst: { naam: 'Selectielijst gemeenten en intergemeentelijke organen', jaar: 2020 },
    procestype: '11',
    uitkomsten: { verleend: '11.1.1', geweigerd: '11.2' },
    afleidingswijze: 'afgehandeld',
    brondatum: 'einddatum',
  },
  woo: { categorie: 'c_46a81018', bijUitkomst: ['verleend'] },
};

const namen = (vorige: Objecttype | null, x: Typeinhoud): string[] => {
  try {
    decideTypeversie(vorige, x);
    return [];
  } catch (fout) {
    if (!(fout instanceof Probleem)) throw fout;
    return (fout.invalidParams ?? []).map((p) => p.name);
  }
};

describe('an object type', () => {
  it('is accepted when pointers, rules and schema fit together', () => {
    expect(namen(null, inhoud)).toEqual([]);
  });
  it('names a pointer that the schema does not describe, or that is no text', () => {
    const pad = (p: string): Typeinhoud => ({ ...inhoud, betrokkenen: [{ pad: p, soort: 'bsn', rol: 'x' }] });
    expect(namen(null, pad('/aanvrager/burgerservicenummer'))).toEqual(['betrokkenen.0.pad']);
    expect(namen(null, pad('/aanvrager'))).toEqual(['betrokkenen.0.pad']);
    expect(namen(null, pad('aanvrager'))).toEqual(['betrokkenen.0.pad']);
  });
  it('asks a purpose and the kinds of data when it has betrokkenen', () => {
    expect(namen(null, { ...inhoud, verwerkingsactiviteiten: [], gegevenscategorieen: [] })).toEqual(['verwerkingsactiviteiten', 'gegevenscategorieen']);
  });
  it('keeps name and kind in its next version', () => {
    expect(namen({ ...inhoud, id: 'x', versie: 1 }, { ...inhoud, naam: 'anders', soort: 'registratie' })).toEqual(['soort', 'naam', 'waarderingsregel']);
  });
  it('gives only a dossier a waarderingsregel, with numbers of the list and outcomes that exist', () => {
    const regel = { ...inhoud.waarderingsregel!, uitkomsten: { verleend: 'elf' } };
    expect(namen(null, { ...inhoud, waarderingsregel: regel, woo: { categorie: 'c', bijUitkomst: ['geweigerd'] } })).toEqual(['waarderingsregel.uitkomsten.verleend', 'woo.bijUitkomst.0']);
  });
});
