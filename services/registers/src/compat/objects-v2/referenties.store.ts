import type { Tx } from '@bronhuis/bron';
import type { Referentie } from './record.ts';

export async function voegReferentiesToe(tx: Tx, object: string, versie: number, referenties: readonly Referentie[]): Promise<void> {
  if (referenties.length === 0) return;
  await tx.query(
    `insert into objects_v2_referentie (organisatie, object, versie, soort, url)
     select $1, $2, $3, x.soort, x.url from unnest($4::text[], $5::text[]) as x(soort, url)`,
    [tx.organisatie, object, versie, referenties.map((r) => r.type), referenties.map((r) => r.url)],
  );
}

/**
 * A case is being destroyed: it no longer needs this object. True when another case still does; then only the reference goes.
 */
export async function laatLosAlsAnderenBlijven(tx: Tx, object: string, versie: number, zaak: string): Promise<boolean> {
  const anderen = await tx.query("select 1 from objects_v2_referentie where organisatie = $1 and object = $2 and versie = $3 and soort = 'zaak' and url <> $4 limit 1", [tx.organisatie, object, versie, zaak]);
  if (anderen.length === 0) return false;
  await tx.query("delete from objects_v2_referentie where organisatie = $1 and object = $2 and versie = $3 and soort = 'zaak' and url = $4", [tx.organisatie, object, versie, zaak]);
  return true;
}
