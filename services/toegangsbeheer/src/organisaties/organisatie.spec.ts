import { eisOrganisaties } from './organisatie.ts';

const o = { oin: '00000001999990007000', naam: 'Gemeente', soort: 'productie', type: 'gemeente', hosts: ['gemeente.example'], tooi: 'https://identifier.overheid.nl/tooi/id/gemeente/gm9999' };

describe('organisaties van een installatie', () => {
  it('worden aangenomen als alles klopt', () => {
    expect(eisOrganisaties([o])).toEqual([o]);
  });

  it('worden geweigerd met alles wat er niet klopt', () => {
    const fout = [{ ...o, oin: '1', soort: 'echt', hosts: ['a b'] }, { ...o, soort: 'demonstratie', hosts: ['x.example'] }, null];
    expect(() => eisOrganisaties(fout)).toThrow('0: oin; 0: soort; 0: hosts; 0: tooi (not for a demonstration); 1: tooi (not for a demonstration); 2: oin');
  });

  it('zeggen waar medewerkers zich aanmelden, of wat daaraan niet klopt', () => {
    const identiteitsaanbieder = { issuer: 'https://login.gemeente.example', clientId: 'bronhuis', werkgever: null, gebruikersclaim: 'oid', rollenclaim: 'groups', rollen: { g1: 'behandelaar' }, niveaus: { mfa: 'substantieel' as const }, laagsteNiveau: 'laag' as const };
    expect(eisOrganisaties([{ ...o, identiteitsaanbieder }])).toEqual([{ ...o, identiteitsaanbieder }]);
    const fout = { issuer: 'x', clientId: '', gebruikersclaim: 'oid', rollenclaim: 1, rollen: ['a'], niveaus: { mfa: 'best' }, werkgever: '1' };
    expect(() => eisOrganisaties([{ ...o, identiteitsaanbieder: fout }])).toThrow(
      ['issuer', 'clientId', 'rollenclaim', 'werkgever', 'rollen', 'niveaus', 'laagsteNiveau'].map((v) => `0: identiteitsaanbieder.${v}`).join('; '),
    );
  });

  it('delen geen host', () => {
    expect(() => eisOrganisaties([o, { ...o, oin: '00000001999990019000' }])).toThrow('gemeente.example');
    expect(() => eisOrganisaties({})).toThrow('a list');
  });
});
