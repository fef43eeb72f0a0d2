import { X509Certificate } from 'node:crypto';
import { maakSleutelpaar } from '@bronhuis/standaarden';
import { zelfondertekend } from '@bronhuis/testing/certificaten';
import type { ApplicatieWijziging } from './applicatie.dto.ts';
import type { ZichtbareApplicatie } from './applicatie.queries.ts';
import { beslisRegistratie, beslisWijziging } from './beslis-applicatie.ts';

const [GEMEENTE, OEVERS, ANDER] = ['00000001999990007000', '00000001999990020000', '00000001999990019000'];
const publiek: Record<string, unknown> = { ...maakSleutelpaar('k').publiek };
const invoer: ApplicatieWijziging = {
  naam: 'Z', jwks: { keys: [publiek] }, beheerder: 'b', gegevenseigenaar: 'g', leverancier: 'l', hosting: 'h', extern: false, activiteiten: [], status: 'actief',
};
const huidig = { ...invoer, id: 'z', versie: 1, soort: 'applicatie', uitvoerder: OEVERS, overal: [], verwerkersovereenkomst: null } as unknown as ZichtbareApplicatie;
const fout = (code: string) => expect.objectContaining({ code });

describe('registreren en wijzigen van een applicatie', () => {
  it('hoort bij wie de applicatie draait: de beller of haar opdrachtgever', () => {
    expect(beslisRegistratie(invoer, { organisatie: GEMEENTE, uitvoerder: OEVERS })).toMatchObject({ uitvoerder: OEVERS, status: 'actief' });
    expect(beslisRegistratie({ ...invoer, uitvoerder: GEMEENTE }, { organisatie: GEMEENTE, uitvoerder: OEVERS })).toMatchObject({ uitvoerder: GEMEENTE });
    expect(() => beslisRegistratie({ ...invoer, uitvoerder: ANDER }, { organisatie: GEMEENTE, uitvoerder: OEVERS })).toThrow(fout('andere-uitvoerder'));
  });

  it('laat ieder de eigen activiteiten wijzigen, en alleen wie haar draait de rest', () => {
    const buur = { organisatie: ANDER, uitvoerder: ANDER };
    expect(beslisWijziging(huidig, { ...invoer, activiteiten: ['VA-09'] }, buur)).toBeNull();
    expect(() => beslisWijziging(huidig, { ...invoer, hosting: 'elders' }, buur)).toThrow(fout('andere-uitvoerder'));
    expect(() => beslisWijziging(huidig, { ...invoer, status: 'ingetrokken' }, buur)).toThrow(fout('andere-uitvoerder'));
    expect(beslisWijziging(huidig, { ...invoer, hosting: 'elders' }, { organisatie: GEMEENTE, uitvoerder: OEVERS })).toMatchObject({ hosting: 'elders' });
  });

  it('geeft een applicatie niet aan een ander, en raakt geen onderdeel van het huis', () => {
    const eigen = { organisatie: GEMEENTE, uitvoerder: OEVERS };
    expect(() => beslisWijziging(huidig, { ...invoer, uitvoerder: GEMEENTE }, eigen)).toThrow(fout('andere-uitvoerder'));
    expect(() => beslisWijziging({ ...huidig, soort: 'component' }, invoer, eigen)).toThrow(fout('onderdeel'));
  });

  it('neemt elke sleutel één keer, met een naam en zonder geheim deel', () => {
    const jwks = (...keys: Record<string, unknown>[]) => ({ ...invoer, jwks: { keys } });
    for (const keys of [[publiek, publiek], [{ ...publiek, kid: '' }], [{ ...publiek, d: 'x' }], [{ kty: 'oct', kid: 'k' }]]) {
      expect(() => beslisRegistratie(jwks(...keys), { organisatie: GEMEENTE!, uitvoerder: OEVERS! })).toThrow(expect.objectContaining({ status: 400 }));
    }
  });

  it('neemt een eigen certificaat alleen bij zijn eigen sleutel, of waar de applicatie haar sleutels zelf publiceert', async () => {
    const { der } = await zelfondertekend();
    const sleutel = { ...new X509Certificate(Buffer.from(der, 'base64')).publicKey.export({ format: 'jwk' }), kid: 'eigen' };
    const eigen = (anders: object) => () => beslisRegistratie({ ...invoer, clientauthenticatie: 'self_signed_tls_client_auth', ...anders }, { organisatie: GEMEENTE!, uitvoerder: OEVERS! });
    expect(eigen({ jwks: { keys: [publiek, { ...sleutel, x5c: [der] }] } })()).toMatchObject({ clientauthenticatie: 'self_signed_tls_client_auth' });
    expect(eigen({ jwks: { keys: [] }, jwksUri: 'https://zaak.example/jwks.json' })()).toMatchObject({ jwksUri: 'https://zaak.example/jwks.json' });
    const zonder = [sleutel, { ...publiek, x5c: [der] }, ...[[], [5], ['onzin'], der, null].map((x5c) => ({ ...sleutel, x5c }))];
    for (const k of zonder) expect(eigen({ jwks: { keys: [k] } })).toThrow(expect.objectContaining({ status: 400 }));
  });
});
