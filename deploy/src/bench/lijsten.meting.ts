import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Migratie } from '@bronhuis/bron';
import { Beslisser, Rijen, type Bind, type Kolommen, type Rijgegeven, type Vraag } from '@bronhuis/toegang';
import { leesCedar } from '@bronhuis/toegang/cedar';
import { WORTEL } from '../lokaal/config.ts';
import { cijfer, hoogstens, type Meting } from './cijfer.ts';
import { proefDatabase, type Proefdatabase } from './proefdatabase.ts';
import { OVERBRUGGE } from './suite.ts';

const [TYPEN, OBJECTEN] = [40, 1_000_000];
/** So many that do not count. */
const OPWARMEN = 20;

/** As registers finds its lists: which types there are to see is worked out once, by the policies. */
const KOLOMMEN: Kolommen = { vertrouwelijkheid: { sql: 't.vertrouwelijkheid', verplicht: true }, persoonsgegevens: { sql: 't.persoonsgegevens', verplicht: true }, activiteiten: { sql: 't.verwerkingsactiviteiten', verplicht: true } };
const VRAAG: Vraag = {
  principal: { soort: 'medewerker', id: '', rollen: ['behandelaar'], applicatie: 'zaaksysteem' },
  actie: 'objecten:lezen',
  resource: { soort: 'object', component: 'registers', vertrouwelijkheid: 2, persoonsgegevens: true, activiteiten: [] },
  context: { klasse: 'doelgebonden', organisatie: OVERBRUGGE, uitvoerder: OVERBRUGGE, eigenOrganisatie: true, bevoegd: true, doel: 'VA-01', werkproces: 'vergunningverlening', doelGeldig: true, demonstratie: false, niveau: 0, netwerk: 'extern', uur: 11, weekdag: 7 },
};
/** All types are for the purpose, so that with and without the policies the same rows come out; each is looked at. */
const BELEID = `
  @id("bevoegd") forbid(principal, action, resource) unless { context.bevoegd };
  @id("doel") permit(principal, action in [Bronhuis::Action::"objecten:lezen", Bronhuis::Action::"objecten:schrijven"], resource)
    when { ["vergunningverlening", "zorg"].contains(context.werkproces) && resource.activiteiten.contains(context.doel) && principal.rollen.containsAny(["behandelaar", "teamleider"]) };
  @id("open") permit(principal, action, resource) when { !resource.persoonsgegevens && resource.vertrouwelijkheid <= 0 };
  @id("geheim") forbid(principal, action, resource) when { resource.vertrouwelijkheid == 3 } unless { principal.rollen.contains("behandelaar") || resource.activiteiten.contains(context.doel) };
  @id("beheer") forbid(principal, action, resource) when { principal.rollen.contains("applicatiebeheerder") && resource.persoonsgegevens };`;

const GEGEVENS = JSON.stringify({ nummer: 'OV-2024-000123', status: 'verleend', straat: 'Lindeplein', datum: '2024-03-01', bedrag: 120.5, houder: { bsn: '999993021', naam: 'Saskia Bakker' } });

/** The same in every run; half of the types are for a second purpose too. */
const LADEN = [
  `insert into objecttype (organisatie, id, versie, registratietijd, naam, soort, vertrouwelijkheid, persoonsgegevens, verwerkingsactiviteiten)
   select $1, ('0199aaaa-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 1, now(), 'lijst-' || n, 'registratie', n / 10, true,
     case when n % 2 = 0 then array['VA-01'] else array['VA-01', 'VA-06'] end from generate_series(0, ${TYPEN - 1}) n`,
  `insert into objecttype_versie (organisatie, objecttype, versie, registratietijd, inhoud) select organisatie, id, 1, now(), '{}' from objecttype where organisatie = $1`,
  `insert into object (organisatie, id, versie, registratietijd, objecttype, soort)
   select $1, ('0199bbbb-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 1, now(), ('0199aaaa-0000-7000-8000-' || lpad(to_hex(n * 7 % ${TYPEN}), 12, '0'))::uuid, 'registratie'
   from generate_series(0, ${OBJECTEN - 1}) n`,
  `insert into object_versie (organisatie, object, versie, registratietijd, begin_geldigheid, typeversie, gegevens, betrokkenen, wie)
   select $1, id, 1, now(), '2024-01-01', 1, '${GEGEVENS}', '[]', '{}' from object where organisatie = $1`,
];

/** What registers answers of an object. */
const ANTWOORD = `json_build_object('id', o.id, 'objecttype', o.objecttype, 'objecttypeVersie', v.typeversie, 'soort', o.soort, 'dossier', o.dossier, 'versie', v.versie,
  'beginGeldigheid', v.begin_geldigheid, 'tijdstipRegistratie', to_char(v.registratietijd at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'correctieVoor', v.correctie_voor,
  'onvolledig', v.onvolledig, 'gegevens', v.gegevens, 'geometrie', v.geometrie)::text`;
/** From an object to its version by its key, as registers does: a page is no reason to join all of them. */
const PER_STUK = `from object o cross join lateral (select * from object_versie w where w.organisatie = o.organisatie and w.object = o.id and w.versie = o.versie offset 0) v where o.organisatie = $1`;

interface Lijst {
  naam: string;
  keren: number;
  /** @param waar the predicate, or nothing; the values so far are those of the question */
  sql: (waar: string) => string;
  waarden: (keer: number) => unknown[];
}

const cursor = (keer: number): string => `0199bbbb-0000-7000-8000-${((Math.abs(keer) * 104_729) % (OBJECTEN - 2_000)).toString(16).padStart(12, '0')}`;
const blad = (omvang: number, keren: number): Lijst => ({
  naam: `lijst met voorwaarde, blad van ${omvang}`,
  keren,
  sql: (waar) => `select o.id, v.betrokkenen, ${ANTWOORD} as tekst ${PER_STUK} and o.id > $2::uuid${waar} order by o.id limit ${omvang}`,
  waarden: (keer) => [OVERBRUGGE, cursor(keer)],
});
const LIJSTEN = [blad(100, 500), blad(1_000, 100)];

/** The fastest quarter ends here: what else the machine did is not in it. */
const kwartiel = (ms: readonly number[]): number => [...ms].sort((a, b) => a - b)[ms.length >> 2] ?? 0;

/** In turn, so that what else the machine does falls on both. @throws Error when they do not find the same rows */
async function vergelijk({ bron }: Proefdatabase, lijst: Lijst, rijen: Rijen): Promise<{ met: number; zonder: number }> {
  const duur = { met: [] as number[], zonder: [] as number[] };
  const vraag = async (soort: 'met' | 'zonder', keer: number): Promise<string> => {
    const values = lijst.waarden(keer);
    const bind: Bind = (waarde, type) => `$${values.push(waarde)}::${type}`;
    const typen = (): string => ` and o.objecttype = any(array(select t.id from objecttype t where t.organisatie = $1 and t.soort = 'registratie' and t.versie > 0 and ${rijen.sql(KOLOMMEN, bind)}))`;
    const begin = performance.now();
    const gevonden = await bron.lees<{ tekst: string }>({ organisatie: OVERBRUGGE }, { text: lijst.sql(soort === 'met' ? typen() : ''), values });
    if (keer >= 0) duur[soort].push(performance.now() - begin);
    return `${gevonden.length} ${gevonden[0]?.tekst}`;
  };
  for (let keer = -OPWARMEN; keer < lijst.keren; keer++) {
    const [eerst, dan] = keer % 2 === 0 ? (['met', 'zonder'] as const) : (['zonder', 'met'] as const);
    const [een, twee] = [await vraag(eerst, keer), await vraag(dan, keer)];
    if (een !== twee) throw new Error(`${lijst.naam}: not the same rows: ${een} / ${twee}`);
  }
  return { met: kwartiel(duur.met), zonder: kwartiel(duur.zonder) };
}

/** The rows of a list that may be seen, found by the policies: beside the same SQL without them, that finds the same rows. */
export const lijsten: Meting = {
  naam: 'een lijst van 1.000.000 objecten',
  async meet(suite, meld) {
    const { migraties } = (await import(pathToFileURL(join(WORTEL, 'services/registers/dist/src/migraties.js')).href)) as { migraties: Migratie[] };
    const database = await proefDatabase(suite, migraties);
    try {
      meld('objecten laden');
      for (const sql of LADEN) await database.beheer.query(sql, [OVERBRUGGE]);
      await database.beheer.query('vacuum analyze objecttype, objecttype_versie, object, object_versie');
      const rijen = rijenVanBeleid();
      const uit = [];
      for (const lijst of LIJSTEN) {
        meld(lijst.naam);
        const { met, zonder } = await vergelijk(database, lijst, rijen);
        uit.push(cijfer(lijst.naam, met, 'ms', { kaal: zonder, doel: hoogstens(1.1, 'verhouding') }));
      }
      return uit;
    } finally {
      await database.weg();
    }
  },
};

function rijenVanBeleid(): Rijen {
  const perRij = Object.keys(KOLOMMEN) as Rijgegeven[];
  const { voorwaarde } = new Beslisser({ beleid: leesCedar(BELEID) }).beslisRijen(VRAAG, new Set<string>(perRij));
  const rijen = new Rijen(voorwaarde, VRAAG, { soort: 'object', perRij }, 'doelgebonden');
  if (rijen.alle || rijen.geen) throw new Error('the policies leave no condition to measure');
  return rijen;
}
