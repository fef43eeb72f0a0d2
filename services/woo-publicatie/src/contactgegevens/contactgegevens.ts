import type { Bron, Tx } from '@bronhuis/bron';
import type { Organisatie } from '@bronhuis/toegang';
import type { Vrijstelling } from '../documenten/patronen.ts';

export interface Contactgegevens {
  versie: number;
  emaildomeinen: string[];
  telefoonnummers: string[];
  adressen: string[];
}

const LEES = 'select versie, emaildomeinen, telefoonnummers, adressen from contactgegevens where organisatie = $1';
const BEWAAR = `insert into contactgegevens (organisatie, versie, emaildomeinen, telefoonnummers, adressen) values ($1, $2, $3, $4, $5)
  on conflict (organisatie) do update set versie = excluded.versie, emaildomeinen = excluded.emaildomeinen,
    telefoonnummers = excluded.telefoonnummers, adressen = excluded.adressen`;

const LEEG: Contactgegevens = { versie: 0, emaildomeinen: [], telefoonnummers: [], adressen: [] };

export async function leesContactgegevens(bron: Bron, organisatie: string): Promise<Contactgegevens> {
  return (await bron.lees<Contactgegevens>({ organisatie }, { name: 'woo_contact', text: LEES, values: [organisatie] }))[0] ?? LEEG;
}

export async function vergrendelContactgegevens(tx: Tx): Promise<Contactgegevens> {
  // The first write of an organisatie has no row to lock yet.
  await tx.query("select pg_advisory_xact_lock(hashtextextended('contactgegevens ' || $1, 0))", [tx.organisatie]);
  return (await tx.query<Contactgegevens>(LEES, [tx.organisatie]))[0] ?? LEEG;
}

export async function bewaarContactgegevens(tx: Tx, c: Contactgegevens): Promise<void> {
  await tx.query(BEWAAR, [tx.organisatie, c.versie, JSON.stringify(c.emaildomeinen), JSON.stringify(c.telefoonnummers), JSON.stringify(c.adressen)]);
}

/** What the gate lets through for this organisatie. */
export async function leesVrijstelling(bron: Bron, organisatie: string, organisaties: Organisatie[]): Promise<Vrijstelling> {
  const { emaildomeinen, telefoonnummers, adressen } = await leesContactgegevens(bron, organisatie);
  return { emaildomeinen, telefoonnummers, adressen, rsins: organisaties.flatMap((o) => (o.rsin ? [o.rsin] : [])) };
}
