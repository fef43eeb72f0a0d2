import { datumInAmsterdam, uurInAmsterdam } from '@bronhuis/standaarden';
import { Beslisser, oordeel, type Aanvraag, type Beslissingsrecord, type Bronvraag } from '@bronhuis/toegang';
import { leesCedar } from '@bronhuis/toegang/cedar';
import { Proef } from './hulp.ts';

/** Types that differ in all that policies hear about them, each with two dossiers or two objects. */
const TYPEN = [0, 1, 2, 3].flatMap((vertrouwelijkheid) => [
  { vertrouwelijkheid, doelen: ['VA-01'], persoonlijk: true },
  { vertrouwelijkheid, doelen: ['VA-01', 'VA-07'], persoonlijk: false },
  { vertrouwelijkheid, doelen: vertrouwelijkheid === 0 ? [] : ['VA-07'], persoonlijk: false },
]);
const BELEID: [naam: string, tekst: string | null][] = [
  ['the policies of the house', null],
  ['what is not confidential', 'permit(principal, action, resource) when { resource.vertrouwelijkheid <= 1 };'],
  ['all but what is secret, and persons only for their purpose', `permit(principal, action, resource);
    @id("geheim") forbid(principal, action, resource) when { resource.vertrouwelijkheid == 3 };
    @id("doel") forbid(principal, action, resource) when { resource.persoonsgegevens } unless { resource.activiteiten.contains(context.doel) };`],
  ['sets and kinds of things', 'permit(principal, action, resource) when { if resource.soort like "d*" then resource.activiteiten.containsAny(["VA-06", "VA-07"]) else !resource.activiteiten.containsAll(["VA-07", "VA-01"]) };'],
  ['what has no purpose at all', 'permit(principal, action, resource) when { resource.activiteiten.isEmpty() || ["x", "VA-02"] == resource.activiteiten };'],
  ['everything', 'permit(principal, action, resource);'],
  ['nothing of these', 'permit(principal, action, resource) when { resource.vertrouwelijkheid > 3 };'],
  ['nothing at all', 'permit(principal, action, resource) when { context.demonstratie && !context.demonstratie };'],
];

let proef: Proef;
const dingen: Record<'dossiers' | 'objecten', string[]> = { dossiers: [], objecten: [] };
const eigen = (tekst: string) => leesCedar(`@id("proef") ${tekst}`).map(({ id, regel }) => ({ id, regel }));
let beleid: ReturnType<typeof eigen>;

async function geldt(regels: typeof beleid): Promise<void> {
  await proef.o.buiten.wijzigBundel({ beleid: regels });
  await proef.o.draaiend.bundelhouder?.peil();
}

beforeAll(async () => {
  proef = await Proef.start();
  ({ beleid } = proef.o.buiten.bundel);
  await geldt(eigen('permit(principal, action, resource);'));
  const maak = async (pad: string, body: object): Promise<string> => {
    const a = await proef.roep('POST', pad, { body });
    if (a.status !== 201) throw new Error(`${pad}: ${a.status} ${a.tekst}`);
    return String(a.body['id']);
  };
  for (const [soort, onder] of [['dossier', 'dossiers'], ['registratie', 'objecten']] as const) {
    for (const [i, { vertrouwelijkheid, doelen, persoonlijk }] of TYPEN.entries()) {
      const classificatie = { beschikbaarheid: 1, integriteit: 1, vertrouwelijkheid };
      const objecttype = await maak('/objecttypen', { naam: `${soort}-${i}`, soort, schema: { type: 'object' }, classificatie, betrokkenen: [], gegevenscategorieen: persoonlijk ? ['naam'] : [], verwerkingsactiviteiten: doelen });
      for (const n of [1, 2]) {
        const eigenDelen = onder === 'dossiers' ? { kenmerk: `B-${i}-${n}`, onderwerp: 'Lijst', startdatum: '2025-01-10' } : { beginGeldigheid: '2024-01-01' };
        dingen[onder].push(await maak(`/${onder}`, { objecttype, gegevens: {}, ...eigenDelen }));
      }
    }
  }
}, 120_000);
afterAll(() => proef.stop());

interface Lijst {
  resultaten: { id: string }[];
  aantal: number;
  detail: string;
}
const lijst = (onder: string, query = '') => proef.roep<Lijst>('GET', `/${onder}?omvang=100&aantal=true${query}`);

/** Of the newest list that was asked for: its decision as it was kept. */
async function laatste(actie: string): Promise<Beslissingsrecord> {
  const { rows } = await proef.db.query<{ beslissing: Beslissingsrecord }>(`select beslissing from bron.verwerking_uit where beslissing ->> 'actie' = $1 order by volgnummer desc limit 1`, [actie]);
  return rows[0]!.beslissing;
}

/** As toegangsbeheer does it: out of the record alone, with the bundle of then. */
function opnieuw(b: Beslissingsrecord) {
  const { bundel } = proef.o.buiten;
  expect(b.bundel).toEqual({ versie: bundel.versie, hash: bundel.hash });
  const { wie, organisatie, uitvoerder, doel, actie, klasse, component, resource } = b;
  const aanvraag = { wie, organisatie, uitvoerder, doel: doel?.id ?? null, anoniem: false, actie, klasse, component, bron: resource as Bronvraag, dag: datumInAmsterdam(new Date(b.tijdstip)), uur: uurInAmsterdam(new Date(b.tijdstip)), niveau: b.niveau ?? 0, netwerk: b.netwerk ?? 'extern' } as Aanvraag;
  return oordeel({ bundel, beslisser: new Beslisser(bundel) }, aanvraag, null);
}

describe.each(['dossiers', 'objecten'] as const)('a list of %s', (onder) => {
  it.each(BELEID)('shows what may be read one by one: %s', async (_, tekst) => {
    await geldt(tekst === null ? beleid : eigen(tekst));
    const mag: string[] = [];
    for (const id of dingen[onder]) if ((await proef.roep('GET', `/${onder}/${id}`)).status === 200) mag.push(id);
    const { status, body } = await lijst(onder);
    const b = await laatste(`${onder}:lezen`);
    if (mag.length === 0) {
      expect([status, b.besluit]).toEqual([403, 'geweigerd']);
    } else {
      const gevonden = body.resultaten.map((r) => r.id).filter((id) => dingen[onder].includes(id));
      expect([status, [...gevonden].sort()]).toEqual([200, [...mag].sort()]);
      expect(body.aantal).toBe(body.resultaten.length);
      expect(b).toMatchObject({ besluit: 'toegestaan', rijen: tekst === BELEID[5]![1] ? 'alle' : 'deels', resource: { perRij: ['objecttype', 'vertrouwelijkheid', 'persoonsgegevens', 'activiteiten'] } });
      expect(b.resource).not.toHaveProperty('vertrouwelijkheid');
    }
    expect(opnieuw(b)).toEqual({ toegestaan: b.besluit === 'toegestaan', beleid: b.beleid, redenen: b.redenen, ...(b.rijen ? { rijen: b.rijen } : {}) });
  });

  it('names the policies that took part in it, also those that took rows away, and the types that it shows', async () => {
    await geldt(eigen(BELEID[2]![1]!));
    await lijst(onder);
    const b = await laatste(`${onder}:lezen`);
    expect(b.beleid).toEqual(['doel', 'geheim', 'proef']);
    const soort = onder === 'dossiers' ? 'dossier' : 'registratie';
    expect(b.resource.type?.split(' ')).toEqual(expect.arrayContaining([0, 1, 2, 3, 4, 5, 6, 7, 8].map((i) => `${soort}-${i}`)));
    expect(b.resource.type).not.toContain(`${soort}-9`);
  });

  it('says why there is nothing to see, of the type that was asked for', async () => {
    await geldt(beleid);
    const types = await proef.roep<{ resultaten: { id: string; naam: string }[] }>('GET', `/objecttypen?omvang=100&naam=${onder === 'dossiers' ? 'dossier-11' : 'registratie-11'}`);
    const { status, body } = await lijst(onder, `&objecttype=${types.body.resultaten[0]!.id}`);
    expect([status, body.detail]).toEqual([403, 'Dit soort gegevens wordt niet gebruikt voor VA-01.']);
  });

  it('follows the type: with its next version other purposes may see it', async () => {
    await geldt(eigen('permit(principal, action, resource) when { resource.vertrouwelijkheid <= 0 || context.onderwerp == "objecttypen" };'));
    const voor = (await lijst(onder)).body.aantal;
    const naam = onder === 'dossiers' ? 'dossier-3' : 'registratie-3';
    const { id } = (await proef.roep<{ resultaten: { id: string }[] }>('GET', `/objecttypen?naam=${naam}`)).body.resultaten[0]!;
    const type = await proef.roep<Record<string, unknown>>('GET', `/objecttypen/${id}`);
    const { soort, schema, betrokkenen, gegevenscategorieen, verwerkingsactiviteiten } = type.body;
    const body = { naam, soort, schema, betrokkenen, gegevenscategorieen, verwerkingsactiviteiten, classificatie: { beschikbaarheid: 1, integriteit: 1, vertrouwelijkheid: 0 } };
    expect((await proef.roep('POST', `/objecttypen/${id}/versies`, { body, headers: { 'if-match': String(type.headers.get('etag')) } })).status).toBe(201);
    expect((await lijst(onder)).body.aantal).toBe(voor + 2);
  });
});
