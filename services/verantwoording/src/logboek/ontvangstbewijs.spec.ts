import { bladHash, canoniek, knoopHash, maakSleutelpaar } from '@bronhuis/standaarden';
import { maakControlepunt } from './controlepunt.ts';
import { gebreken, type Ontvangstbewijs } from './ontvangstbewijs.ts';
import { openbareBetrokkene, openbareVerwerking } from './rij.ts';

const sleutel = maakSleutelpaar('log-1');
const ORGANISATIE = '00000001999990007000';
const TIJD = '2026-11-22T08:00:00.000Z';

const verwerking = openbareVerwerking({
  id: '01935000-0000-7000-8000-000000000001', organisatie: ORGANISATIE, traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), tijdstip: TIJD, registratietijd: TIJD,
  uitvoerder: ORGANISATIE, component: 'registers', activiteit: 'VA-01', activiteitVersie: 1, bewaartermijn: null, teVernietigenOp: null,
  handeling: 'Aanvraag vastgelegd', gegevens: ['naam'], object: { soort: 'dossier', id: 'x', kenmerk: null }, applicatie: null, gebruiker: null,
  geweigerd: false, aantalBetrokkenen: 1, zout: Buffer.alloc(16, 1),
});
const zout = Buffer.alloc(16, 2);
const pseudoniem = `k1:${'a'.repeat(43)}`;
const blad = bladHash(canoniek(verwerking));
const betrokkene = openbareBetrokkene({ organisatie: ORGANISATIE, verwerking: verwerking.id, verwerkingBlad: blad, tijdstip: TIJD, soort: 'bsn', pseudoniem, rol: null, zout });
const wortel = knoopHash(blad, bladHash(canoniek(betrokkene))).toString('hex');

const bewijs = (): Ontvangstbewijs =>
  structuredClone({
    soort: 'bronhuis-ontvangstbewijs' as const, versie: 1 as const, verwerking, betrokkene, pseudoniem, zout: zout.toString('hex'), index: 1, bewijs: [blad.toString('hex')],
    controlepunt: maakControlepunt({ organisatie: ORGANISATIE, grootte: 2, wortel, keten: wortel, tijdstip: TIJD }, sleutel.prive),
  });

describe('a receipt', () => {
  it('holds, by the public key alone', () => expect(gebreken(bewijs(), [sleutel.publiek])).toEqual([]));

  it('says what is wrong with it', () => {
    expect(gebreken({ ...bewijs(), verwerking: { ...verwerking, handeling: 'Niets' } }, [sleutel.publiek])).toEqual(['De beschrijving van de verwerking is niet die van het logboek.']);
    expect(gebreken({ ...bewijs(), zout: '00'.repeat(16) }, [sleutel.publiek])).toEqual(['De regel gaat niet over dit pseudoniem.']);
    expect(gebreken({ ...bewijs(), index: 0 }, [sleutel.publiek])).toEqual(['De regel staat niet op deze plaats in het logboek.']);
    expect(gebreken(bewijs(), [maakSleutelpaar('log-1').publiek])).toEqual(['Het controlepunt is niet ondertekend met een sleutel van deze organisatie.']);
    expect(gebreken(bewijs(), [])).toHaveLength(1);
  });

  it('of another kind or with a path of something else is refused, not read', () => {
    expect(gebreken({ ...bewijs(), versie: 2 } as never, [sleutel.publiek])).toHaveLength(1);
    expect(gebreken({ ...bewijs(), bewijs: ['x'] }, [sleutel.publiek])).toEqual(['Het bewijs is geen rij hashes.']);
  });
});
