import type { Registratie } from '../applicaties/registratie.ts';
import type { Feitenrij } from '../tokens/token.queries.ts';
import { beslisAanmelding, GEEN_DEMONSTRATIE } from './beslis-aanmelding.ts';

const OVERBRUGGE = '00000001999990007000';
const OEVERS = '00000001999990020000';
const nu = { dag: '2026-11-22', seconden: 100 };
const portaal: Registratie = {
  id: 'component-portaal', naam: 'Portaal', soort: 'portaal', uitvoerder: null, beheerder: 'b', gegevenseigenaar: 'g', leverancier: 'l', hosting: 'h',
  extern: false, verwerkersovereenkomst: null, overal: ['*'], status: 'actief',
};
const rij: Feitenrij = {
  organisatie: { oin: OVERBRUGGE, naam: 'Gemeente Overbrugge', soort: 'demonstratie' }, uitvoerder: 'Werkorganisatie', toegestaan: [], geldig: [],
  bevoegdheden: [{ soort: 'mandaat', activiteiten: ['*'], van: '2020-01-01', tot: null }],
  toekenningen: [], doelen: [],
  persoon: { id: 'noor', naam: 'Noor', omschrijving: '', soort: 'medewerker', rollen: ['behandelaar'], werkgever: OEVERS, betrokkene: null },
};
const inwoner: Feitenrij = { ...rij, persoon: { id: 'bakker', naam: 'B', omschrijving: '', soort: 'inwoner', rollen: ['inwoner'], werkgever: null, betrokkene: { soort: 'bsn', pseudoniem: 'k1:abc' } } };

describe('aanmelden als demonstratiepersoon', () => {
  it('geeft een medewerker namens de werkgever, zonder doel', () => {
    expect(beslisAanmelding(portaal, rij, nu)).toEqual({
      sub: 'noor', client_id: 'component-portaal', organisatie: OVERBRUGGE, act: { sub: OEVERS }, soort: 'medewerker', rollen: ['behandelaar'], auth_time: 100,
    });
  });

  it('kent een inwoner alleen als pseudoniem', () => {
    expect(beslisAanmelding(portaal, inwoner, nu)).toMatchObject({ act: { sub: OVERBRUGGE }, betrokkene: { soort: 'bsn', pseudoniem: 'k1:abc' } });
  });

  it('kan nooit bij een organisatie in productie, en niet bij een onbekende', () => {
    for (const organisatie of [{ ...rij.organisatie!, soort: 'productie' as const }, null]) {
      expect(beslisAanmelding(portaal, { ...rij, organisatie }, nu)).toEqual({ fout: 'invalid_grant', reden: GEEN_DEMONSTRATIE });
    }
  });

  it('kan alleen via het portaal, voor een bekende persoon, zolang de werkgever bevoegd is', () => {
    expect(beslisAanmelding({ ...portaal, soort: 'applicatie' }, rij, nu)).toMatchObject({ fout: 'unauthorized_client' });
    expect(beslisAanmelding({ ...portaal, beheerder: null }, rij, nu)).toMatchObject({ fout: 'unauthorized_client' });
    expect(beslisAanmelding(portaal, { ...rij, persoon: null }, nu)).toMatchObject({ fout: 'invalid_grant' });
    expect(beslisAanmelding(portaal, { ...rij, bevoegdheden: [] }, nu)).toMatchObject({ fout: 'invalid_grant', reden: expect.stringContaining('geen bevoegdheid') });
  });
});
