import { canoniek } from '@bronhuis/standaarden';
import { afdruk, bladVanBetrokkene, bladVanVerwerking, openbareBetrokkene, openbareVerwerking, type BetrokkeneRij, type VerwerkingRij } from './rij.ts';

const verwerking: VerwerkingRij = {
  id: '01935000-0000-7000-8000-000000000001',
  organisatie: '00000001999990007000',
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  tijdstip: '2026-11-22T08:00:00.000Z',
  registratietijd: '2026-11-22T08:00:00.100Z',
  uitvoerder: '00000001999990020000',
  component: 'registers',
  activiteit: 'VA-01',
  activiteitVersie: 1,
  bewaartermijn: 'P5Y',
  teVernietigenOp: '2031-11-22',
  handeling: 'Aanvraag "buurtfeest" vastgelegd – café',
  gegevens: ['naam', 'adres'],
  object: { soort: 'evenementendossier', id: '01935000-0000-7000-8000-00000000000a', kenmerk: 'Z-0147' },
  applicatie: 'zaaksysteem',
  gebruiker: { soort: 'medewerker', id: 'noor' },
  geweigerd: false,
  aantalBetrokkenen: 2,
  zout: Buffer.alloc(16, 7),
};

const betrokkene: BetrokkeneRij = {
  organisatie: verwerking.organisatie,
  verwerking: verwerking.id,
  verwerkingBlad: bladVanVerwerking(verwerking),
  tijdstip: verwerking.tijdstip,
  soort: 'bsn',
  pseudoniem: `k1:${'a'.repeat(43)}`,
  rol: 'aanvrager',
  zout: Buffer.alloc(16, 9),
};

describe('a row of the log', () => {
  it('is hashed in its canonical form (RFC 8785)', () => {
    for (const rij of [openbareVerwerking(verwerking), openbareBetrokkene(betrokkene)]) expect(JSON.stringify(rij)).toBe(canoniek(rij));
  });

  it('names neither employee nor pseudonym nor number of betrokkenen in what is hashed', () => {
    const tekst = canoniek(openbareVerwerking(verwerking)) + canoniek(openbareBetrokkene(betrokkene));
    expect(tekst).not.toContain('noor');
    expect(tekst).not.toContain(betrokkene.pseudoniem);
    expect(tekst).not.toMatch(/"(aantalB|b)etrokkenen"/);
  });

  it.each<[string, Partial<VerwerkingRij>]>([
    ['employee', { gebruiker: { soort: 'medewerker', id: 'thijs' } }],
    ['no employee', { gebruiker: null }],
    ['number of betrokkenen', { aantalBetrokkenen: 1 }],
    ['salt', { zout: Buffer.alloc(16, 8) }],
    ['term', { teVernietigenOp: '2027-11-22' }],
    ['kind of data', { gegevens: ['naam'] }],
    ['reference', { object: { ...verwerking.object, kenmerk: 'Z-0148' } }],
  ])('gets another leaf by another %s', (_, anders) => {
    expect(bladVanVerwerking({ ...verwerking, ...anders })).not.toEqual(bladVanVerwerking(verwerking));
  });

  it('of a betrokkene gets another leaf by another pseudonym, role or processing', () => {
    for (const anders of [{ pseudoniem: `k1:${'b'.repeat(43)}` }, { rol: null }, { verwerkingBlad: Buffer.alloc(32) }, { tijdstip: verwerking.registratietijd }]) {
      expect(bladVanBetrokkene({ ...betrokkene, ...anders })).not.toEqual(bladVanBetrokkene(betrokkene));
    }
  });

  it('commits with the salt: the same pseudonym twice gives two imprints', () => {
    expect(afdruk(Buffer.alloc(16, 1), betrokkene.pseudoniem)).not.toBe(afdruk(Buffer.alloc(16, 2), betrokkene.pseudoniem));
  });
});
