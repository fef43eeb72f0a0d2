import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OVERBRUGGE } from '@bronhuis/testing';
import { laadOrganisaties } from '../src/organisaties/laden.ts';
import { opent, PAD, type Huis } from './omgeving.ts';

let huis: Huis;
beforeAll(async () => {
  huis = await opent();
});
afterAll(() => huis.stop());

const ECHT = { oin: '00000001999990033000', naam: 'Gemeente Echt', soort: 'productie', type: 'gemeente', hosts: ['echt.example'] };

describe('organisaties van de installatie', () => {
  it('komen uit een bestand en staan in de bundel; de andere blijven', async () => {
    const bestand = join(huis.gegevensMap, 'organisaties.json');
    await writeFile(bestand, JSON.stringify([ECHT]));
    expect(await laadOrganisaties(huis.draaiend.bron!, bestand)).toBe(1);
    await huis.draaiend.bundelhouder!.peil();
    const { organisaties } = huis.draaiend.bundelhouder!.huidige().bundel;
    expect(organisaties).toContainEqual(ECHT);
    expect(organisaties.map((o) => o.oin)).toContain(OVERBRUGGE);
    expect((await huis.roep('GET', `${PAD}/demonstratiepersonen?organisatie=${ECHT.oin}`)).status).toBe(403);
  });

  it('zeggen waar medewerkers zich aanmelden; wat niet meer in het bestand staat, geldt niet meer', async () => {
    const identiteitsaanbieder = { issuer: 'https://login.echt.example', clientId: 'bronhuis', gebruikersclaim: 'oid', rollenclaim: 'groups', rollen: { g1: 'behandelaar' }, laagsteNiveau: 'substantieel' };
    const bestand = join(huis.gegevensMap, 'organisaties.json');
    const staat = () => huis.sql('select issuer, rollen, laagste_niveau from identiteitsaanbieder where organisatie = $1', [ECHT.oin]);
    await writeFile(bestand, JSON.stringify([{ ...ECHT, identiteitsaanbieder }]));
    for (let n = 0; n < 2; n++) await laadOrganisaties(huis.draaiend.bron!, bestand);
    expect(await staat()).toEqual([{ issuer: identiteitsaanbieder.issuer, rollen: identiteitsaanbieder.rollen, laagste_niveau: 'substantieel' }]);
    await writeFile(bestand, JSON.stringify([ECHT]));
    await laadOrganisaties(huis.draaiend.bron!, bestand);
    expect(await staat()).toEqual([]);
  });
});
