import { OVERBRUGGE, VOORBEELDSTAD } from '@bronhuis/testing';
import { laadRegistraties } from '../src/demonstratie/registraties.laden.ts';
import { demonstratieregistraties } from '../src/demonstratie/registraties.ts';
import { Proef } from './hulp.ts';

interface Lijn {
  objecttype: string;
  resultaten: { versie: number; correctieVoor: number | null; vastgelegdDoor: { gebruiker: string | null; uitvoerder: string } }[];
  perioden: { versie: number; beginGeldigheid: string; eindGeldigheid: string | null; eindRegistratie: string | null }[];
}

let proef: Proef;
const laad = async (): Promise<void> => {
  const { bron } = proef.o.draaiend;
  if (!bron) throw new Error('registers has a database');
  await laadRegistraties({ bron, klok: proef.o.klok, logger: { info: () => undefined } as never, pseudonimiseerder: proef.o.geheimen.pseudonimiseerder });
};
beforeAll(async () => {
  proef = await Proef.start();
});
afterAll(() => proef.stop());

const lijst = (): Promise<{ body: { resultaten: { id: string; gegevens: { plaats: string } }[] } }> => proef.roep('GET', '/objecten?velden=gegevens.plaats');

describe('the registrations of the demonstration', () => {
  it('are there after loading, once, each recorded for whom it concerns', async () => {
    await laad();
    const eerst = (await lijst()).body.resultaten;
    await laad();
    expect((await lijst()).body.resultaten).toEqual(eerst);
    expect(eerst.map((r) => r.gegevens.plaats)).toEqual(['Markt, plek 4', 'Markt, plek 9']);
    const vastgelegd = (await proef.verwerkingen(eerst[0]!.id)).filter((v) => v.handeling === 'Registratie vastgelegd');
    expect(vastgelegd.map((v) => v.betrokkenen.length)).toEqual([2]);
  });

  it('have a history with a change, a correction, an insertion and something to come', async () => {
    const id = (await lijst()).body.resultaten[0]!.id;
    const { body } = await proef.roep<Lijn>('GET', `/objecten/${id}/tijdlijn`);
    expect(body.objecttype).toBe(proef.typeId('standplaats'));
    expect(body.resultaten.map((v) => v.correctieVoor)).toEqual([null, null, 2, null, null, null]);
    expect(body.resultaten.every((v) => v.vastgelegdDoor.gebruiker === 'noor')).toBe(true);
    const nu = body.perioden.filter((p) => p.eindRegistratie === null).sort((a, b) => (a.beginGeldigheid < b.beginGeldigheid ? -1 : 1));
    expect(nu.map((p) => p.versie)).toEqual([1, 3, 5, 4, 6]);
    const vandaag = proef.o.klok.nu().toISOString().slice(0, 10);
    expect([nu[3]!.beginGeldigheid <= vandaag, nu[4]!.beginGeldigheid > vandaag, nu[4]!.eindGeldigheid !== null]).toEqual([true, true, true]);
  });

  it('are those of each municipality for itself', async () => {
    const rijen = await proef.db.query<{ organisatie: string; n: number }>('select organisatie, count(*)::int as n from object group by 1 order by 1');
    expect(rijen.rows).toEqual([{ organisatie: OVERBRUGGE, n: 4 }, { organisatie: VOORBEELDSTAD, n: 4 }]);
  });

  it('fit on any day of the year', () => {
    for (const dag of ['2024-02-29', '2026-01-01', '2026-12-31', '2027-06-15']) {
      const nu = new Date(`${dag}T12:00:00Z`);
      for (const { versies } of demonstratieregistraties(nu)) {
        const tijden = versies.map((v) => v.tijd.getTime());
        expect(tijden).toEqual([...tijden].sort((a, b) => a - b));
        expect(tijden.every((t) => t < nu.getTime())).toBe(true);
      }
    }
  });
});
