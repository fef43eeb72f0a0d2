import { randomBytes } from 'node:crypto';
import type { Registratie } from '../applicaties/registratie.ts';
import type { Tokenfeiten } from '../tokens/beslis-token.ts';
import type { ApiTokenInvoer } from './api-token.dto.ts';
import { voorBundel, type Bundelrij } from './api-token.queries.ts';
import { belemmering, beslisApiToken, beslisTokenwijziging, isSterkGeheim } from './beslis-api-token.ts';

const GEMEENTE = { oin: '00000001999990007000', naam: 'Gemeente Overbrugge' };
const OEVERS = { oin: '00000001999990020000', naam: 'Beide Oevers' };
const VANDAAG = '2026-11-22';
const [A, B] = ['7d1f6f0a-0001-4000-8000-00000000000a', '7d1f6f0a-0001-4000-8000-00000000000b'] as const;
const app: Registratie = {
  id: 'z', naam: 'Z', soort: 'applicatie', uitvoerder: OEVERS.oin, beheerder: 'b', gegevenseigenaar: 'g', leverancier: 'l', hosting: 'h', extern: false,
  verwerkersovereenkomst: null, overal: [], status: 'actief',
};
const feiten: Tokenfeiten = {
  organisatie: GEMEENTE, uitvoerder: OEVERS, toegestaan: ['VA-01'], geldig: ['VA-01', 'VA-02'], persoon: null,
  bevoegdheden: [{ soort: 'mandaat', activiteiten: ['*'], van: '2026-01-01', tot: null }],
};
const invoer: ApiTokenInvoer = { naam: 't', verwerkingsactiviteit: 'VA-01', geldigTot: '2027-01-01', rechten: [{ objecttype: A, modus: 'lezen' }] };
const maak = (i: Partial<ApiTokenInvoer> = {}, a: Partial<Registratie> = {}, f: Partial<Tokenfeiten> = {}) => beslisApiToken({ ...app, ...a }, { ...invoer, ...i }, { ...feiten, ...f }, VANDAAG);
const fout = (...codes: string[]) => expect.objectContaining({ status: 400, invalidParams: codes.map((code) => expect.objectContaining({ code })) });

describe('een nieuw API-token', () => {
  it('volgt de regels van het register', () => {
    expect(() => maak()).not.toThrow();
    expect(() => maak({}, { leverancier: ' ' })).toThrow(expect.objectContaining({ status: 409, code: 'registratie', detail: 'Applicatie Z krijgt geen token: in het applicatieregister ontbreekt leverancier.' }));
    expect(() => maak({}, { extern: true })).toThrow(expect.objectContaining({ code: 'registratie' }));
    expect(() => maak({}, { status: 'ingetrokken' })).toThrow(expect.objectContaining({ code: 'registratie' }));
    expect(() => maak({}, { soort: 'component' })).toThrow(expect.objectContaining({ status: 403, code: 'onderdeel' }));
    expect(() => maak({}, {}, { bevoegdheden: [] })).toThrow(expect.objectContaining({ status: 409, code: 'bevoegdheid' }));
  });

  it('is er niet voor wie alleen met een certificaat werkt, en werkt niet meer voor wie dat is gaan doen', () => {
    expect(() => maak({}, { gebonden: true })).toThrow(expect.objectContaining({ status: 409, code: 'gebonden' }));
    expect(belemmering(app, ['VA-01'], 'VA-01', VANDAAG)).toBeNull();
    expect(belemmering({ ...app, gebonden: true }, ['VA-01'], 'VA-01', VANDAAG)).toContain('alleen met haar certificaat');
  });

  it('is voor een doel dat de applicatie mag noemen en dat vandaag geldt', () => {
    expect(() => maak({ verwerkingsactiviteit: 'VA-02' })).toThrow(fout('doel'));
    expect(() => maak({}, {}, { geldig: [] })).toThrow(fout('doel'));
  });

  it('eindigt, en niet later dan over twee jaar', () => {
    expect(() => maak({ geldigTot: VANDAAG })).not.toThrow();
    expect(() => maak({ geldigTot: '2028-11-22' })).not.toThrow();
    expect(() => maak({ geldigTot: '2028-11-23' })).toThrow(fout('te-lang'));
    expect(() => maak({ geldigTot: '2026-11-21' })).toThrow(fout('voorbij'));
  });

  it('noemt elk type één keer, en velden per versie en alleen bij lezen; alle fouten tegelijk', () => {
    expect(() => maak({ rechten: [{ objecttype: A, modus: 'lezen', velden: { '1': ['url'], '12': [] } }, { objecttype: B, modus: 'lezen-en-schrijven' }] })).not.toThrow();
    expect(() =>
      maak({ geheim: 'a'.repeat(40), geldigTot: '2020-01-01', rechten: [{ objecttype: A, modus: 'lezen-en-schrijven', velden: { x: [] } }, { objecttype: A.toUpperCase(), modus: 'lezen' }] }),
    ).toThrow(fout('zwak', 'voorbij', 'alleen-lezen', 'versie', 'dubbel'));
  });
});

describe('een geheim dat iemand meebrengt', () => {
  it('is sterk als het zo willekeurig is als een van ons', () => {
    for (let i = 0; i < 2_000; i++) expect(isSterkGeheim(randomBytes(20).toString('hex'))).toBe(true);
  });
  it.each(['a'.repeat(40), '0123456789'.repeat(4), '0123456789abcdef0123456789abcdef01234567', 'deadbeef'.repeat(5), `${'0'.repeat(32)}12345678`, '1234567'.repeat(6), 'abcdefab'.repeat(8)])('is zwak als het zich herhaalt: %s', (g) => {
    expect(isSterkGeheim(g)).toBe(false);
  });
});

describe('een wijziging', () => {
  it('kan niet meer na een intrekking, en laat een einde staan dat al voorbij is', () => {
    expect(() => beslisTokenwijziging({ ingetrokken: true, tot: '2027-01-01' }, invoer, VANDAAG)).toThrow(expect.objectContaining({ status: 409, code: 'ingetrokken' }));
    expect(() => beslisTokenwijziging({ ingetrokken: false, tot: '2026-01-01' }, { ...invoer, geldigTot: '2026-01-01' }, VANDAAG)).not.toThrow();
    expect(() => beslisTokenwijziging({ ingetrokken: false, tot: '2026-01-01' }, { ...invoer, geldigTot: '2026-01-02' }, VANDAAG)).toThrow(fout('voorbij'));
  });
});

describe('een token in de bundel', () => {
  const rij: Bundelrij = { id: 't', hash: 'h', applicatie: 'z', organisatie: GEMEENTE.oin, doel: 'VA-01', van: '2026-01-01', tot: '2027-01-01', alleTypen: null, rechten: [], registratie: app, toegestaan: ['VA-01'] };

  it('zegt wat een onderdeel nodig heeft, en niets over personen', () => {
    const metNamen = { ...rij, naam: 'geheime naam', contactpersoon: 'Jan', email: 'jan@voorbeeld.example' };
    expect(voorBundel([metNamen], VANDAAG)).toEqual([{ id: 't', hash: 'h', applicatie: 'z', organisatie: GEMEENTE.oin, uitvoerder: OEVERS.oin, doel: 'VA-01', van: '2026-01-01', tot: '2027-01-01', alleTypen: null, rechten: [] }]);
  });

  it('staat er alleen zolang de applicatie een token mag hebben voor dit doel', () => {
    expect(voorBundel([{ ...rij, registratie: { ...app, hosting: null } }, { ...rij, registratie: { ...app, status: 'ingetrokken' } }, { ...rij, toegestaan: ['VA-02'] }], VANDAAG)).toEqual([]);
    expect(belemmering(app, [], 'VA-01', VANDAAG)).toBe('Applicatie Z mag geen token vragen voor VA-01.');
    expect(belemmering(app, ['*'], 'VA-01', VANDAAG)).toBeNull();
  });
});
