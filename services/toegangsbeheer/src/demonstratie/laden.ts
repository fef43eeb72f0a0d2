import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bron, Tx } from '@bronhuis/bron';
import { leesGeheim } from '@bronhuis/component';
import { datumInAmsterdam, minDuur, nieuweTrace, type Klok } from '@bronhuis/standaarden';
import type { Activiteit, Organisatie } from '@bronhuis/toegang';
import type { Pseudonimiseerder } from '@bronhuis/verwerking';
import type { JWK } from 'jose';
import type { BewaardeActiviteit } from '../activiteiten/activiteit.ts';
import { voegToe as voegActiviteitToe } from '../activiteiten/activiteit.store.ts';
import type { Registratie } from '../applicaties/registratie.ts';
import type { BevoegdheidInvoer } from '../bevoegdheden/bevoegdheid.dto.ts';
import { markeerGewijzigd } from '../bundel/stand.store.ts';
import { eigenMap } from '../map.ts';
import { systeemContext } from '../systeem.ts';

type Demonstratieapplicatie = Omit<Registratie, 'uitvoerder' | 'overal' | 'status'> & {
  organisatie: string | null;
  /** `organisatie: '*'`: a component of the house, for whatever organisatie. */
  activiteiten: { organisatie: string; activiteiten: string[] }[];
  sleutelbestand: string;
};

interface Demonstratiepersoon {
  id: string;
  naam: string;
  omschrijving: string;
  soort: 'medewerker' | 'inwoner';
  rollen: string[];
  werkgever: string | null;
  organisaties: string[];
  bsn?: string;
}

/** Dates are days, or `gisteren`: the day before the demonstration was loaded. */
type Demonstratiebevoegdheid = BevoegdheidInvoer & { id: string; organisatie: string };

export interface Laadomgeving {
  bron: Bron;
  klok: Klok;
  geheimenMap: string;
  pseudonimiseerder: Pseudonimiseerder;
}

const lees = <T>(naam: string): T => JSON.parse(readFileSync(join(eigenMap('demonstratie'), `${naam}.json`), 'utf8')) as T;

/**
 * Loads the demonstration organisations, people, applications and mandates. Once: what is there already stays as it is,
 * except the public keys, that follow the key files of this installation.
 * @returns how many rows were new
 */
export async function laadDemonstratie({ bron, klok, geheimenMap, pseudonimiseerder }: Laadomgeving): Promise<number> {
  const nu = klok.nu();
  const gisteren = minDuur(datumInAmsterdam(nu), 'P1D');
  const organisaties = lees<Organisatie[]>('organisaties');
  const applicaties = await Promise.all(
    lees<Demonstratieapplicatie[]>('applicaties').map(async (a) => ({ ...a, sleutel: publiek(await leesGeheim<JWK>(geheimenMap, a.sleutelbestand), a.id) })),
  );
  let nieuw = await bron.transactie(systeemContext(), async (tx) => {
    let n = 0;
    for (const o of organisaties) n += await voegOrganisatieToe(tx, o);
    for (const a of applicaties) n += await voegApplicatieToe(tx, a, a.sleutel, nu);
    if (n > 0) await markeerGewijzigd(tx);
    return n;
  });
  const personen = lees<Demonstratiepersoon[]>('personen');
  const bevoegdheden = lees<Demonstratiebevoegdheid[]>('bevoegdheden');
  const activiteiten = lees<(Activiteit & { bewaartermijn: { termijn: string } })[]>('verwerkingsactiviteiten').map((a) => ({ ...a, bewaartermijn: a.bewaartermijn.termijn }));
  for (const { oin } of organisaties) {
    nieuw += await bron.transactie({ organisatie: oin, traceparent: nieuweTrace() }, async (tx) => {
      let n = 0;
      for (const a of applicaties) n += await voegDoelenToe(tx, a);
      for (const b of bevoegdheden.filter((x) => x.organisatie === oin)) n += await voegBevoegdheidToe(tx, b, gisteren, nu);
      for (const a of activiteiten.filter((x) => x.organisatie === oin)) n += await voegNieuweActiviteitToe(tx, a);
      for (const p of personen.filter((x) => x.organisaties.includes(oin))) {
        const betrokkene = p.bsn ? { soort: 'bsn', pseudoniem: pseudonimiseerder.pseudoniem(oin, 'bsn', p.bsn) } : null;
        n += await voegPersoonToe(tx, p, betrokkene);
      }
      if (n > 0) await markeerGewijzigd(tx);
      return n;
    });
  }
  return nieuw;
}

function publiek(sleutel: JWK, applicatie: string): JWK {
  const { kty, crv, x, y, n, e, kid } = sleutel;
  return JSON.parse(JSON.stringify({ kty, crv, x, y, n, e, kid: kid ?? applicatie, use: 'sig' })) as JWK;
}

async function telt(tx: Tx, sql: string, waarden: unknown[]): Promise<number> {
  return (await tx.query<object>(`${sql} returning 1`, waarden)).length;
}

const voegOrganisatieToe = (tx: Tx, o: Organisatie): Promise<number> =>
  telt(tx, 'insert into organisatie (oin, naam, soort, type, hosts, tooi, rsin) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing', [
    o.oin, o.naam, o.soort, o.type, o.hosts, o.tooi ?? null, o.rsin ?? null,
  ]);

const voegApplicatieToe = (tx: Tx, a: Demonstratieapplicatie, sleutel: JWK, nu: Date): Promise<number> =>
  telt(
    tx,
    `insert into applicatie (id, versie, registratietijd, soort, naam, uitvoerder, jwks, beheerder, gegevenseigenaar, leverancier, hosting,
       extern, verwerkersovereenkomst, overal, status)
     values ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'actief')
     on conflict (id) do update set jwks = excluded.jwks, versie = applicatie.versie + 1 where applicatie.jwks <> excluded.jwks`,
    [
      a.id, nu, a.soort, a.naam, a.organisatie, JSON.stringify({ keys: [sleutel] }), a.beheerder, a.gegevenseigenaar, a.leverancier, a.hosting,
      a.extern, a.verwerkersovereenkomst, a.activiteiten.filter((x) => x.organisatie === '*').flatMap((x) => x.activiteiten),
    ],
  );

async function voegDoelenToe(tx: Tx, a: Demonstratieapplicatie): Promise<number> {
  const doelen = a.activiteiten.find((x) => x.organisatie === tx.organisatie);
  if (!doelen) return 0;
  return telt(tx, 'insert into applicatie_doel (organisatie, applicatie, activiteiten) values ($1, $2, $3) on conflict do nothing', [tx.organisatie, a.id, doelen.activiteiten]);
}

const voegBevoegdheidToe = (tx: Tx, b: Demonstratiebevoegdheid, gisteren: string, nu: Date): Promise<number> =>
  telt(
    tx,
    `insert into bevoegdheid (organisatie, id, versie, registratietijd, uitvoerder, naam, soort, activiteiten, van, tot)
     values ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [tx.organisatie, b.id, nu, b.uitvoerder, b.naam, b.soort, b.activiteiten, b.van, b.tot === 'gisteren' ? gisteren : b.tot],
  );

const voegPersoonToe = (tx: Tx, p: Demonstratiepersoon, betrokkene: object | null): Promise<number> =>
  telt(
    tx,
    `insert into persoon (organisatie, id, naam, omschrijving, soort, rollen, werkgever, betrokkene)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [tx.organisatie, p.id, p.naam, p.omschrijving, p.soort, p.rollen, p.werkgever, betrokkene],
  );

/** Only what the register of verantwoording has not told about yet. */
async function voegNieuweActiviteitToe(tx: Tx, a: BewaardeActiviteit): Promise<number> {
  const bekend = await tx.query<object>('select 1 from activiteit where organisatie = $1 and id = $2', [tx.organisatie, a.id]);
  return bekend.length === 0 && (await voegActiviteitToe(tx, a)) ? 1 : 0;
}
