import { readFile } from 'node:fs/promises';
import type { Bron, Tx } from '@bronhuis/bron';
import { markeerGewijzigd } from '../bundel/stand.store.ts';
import type { Identiteitsaanbieder } from '../oauth/identiteit.ts';
import { systeemContext } from '../systeem.ts';
import { eisOrganisaties } from './organisatie.ts';

/** Brings the organisations to what the file of the installation says; none disappears, its data would be left behind. */
export async function laadOrganisaties(bron: Bron, bestand: string): Promise<number> {
  const organisaties = eisOrganisaties(JSON.parse(await readFile(bestand, 'utf8')));
  await bron.transactie(systeemContext(), async (tx) => {
    for (const o of organisaties) {
      await tx.query(
        `insert into organisatie (oin, naam, soort, type, hosts, tooi, rsin) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (oin) do update set naam = excluded.naam, soort = excluded.soort, type = excluded.type, hosts = excluded.hosts,
           tooi = excluded.tooi, rsin = excluded.rsin`,
        [o.oin, o.naam, o.soort, o.type, o.hosts, o.tooi ?? null, o.rsin ?? null],
      );
    }
    await markeerGewijzigd(tx);
  });
  for (const o of organisaties) await bron.transactie({ ...systeemContext(), organisatie: o.oin }, (tx) => zetAanbieder(tx, o.identiteitsaanbieder));
  return organisaties.length;
}

/** What the file says holds: without one, nobody signs in from elsewhere any more. */
async function zetAanbieder(tx: Tx, a: Identiteitsaanbieder | undefined): Promise<void> {
  await tx.query('delete from identiteitsaanbieder where organisatie = $1', [tx.organisatie]);
  if (!a) return;
  await tx.query(
    `insert into identiteitsaanbieder (organisatie, issuer, client_id, werkgever, gebruikersclaim, rollenclaim, rollen, niveaus, laagste_niveau)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [tx.organisatie, a.issuer, a.clientId, a.werkgever ?? null, a.gebruikersclaim, a.rollenclaim, a.rollen, a.niveaus ?? {}, a.laagsteNiveau],
  );
}
