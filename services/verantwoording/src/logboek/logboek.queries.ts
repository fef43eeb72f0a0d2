import type { Tx } from '@bronhuis/bron';
import type { Handtekening } from '@bronhuis/standaarden';
import { inclusiepad, type Rand } from './boom.ts';
import type { Controlepunt } from './controlepunt.ts';
import type { BetrokkeneRij, VerwerkingRij } from './rij.ts';

/** Times as the text that was hashed: UTC with milliseconds, whatever the session's settings. */
const tijd = (kolom: string): string => `to_char(${kolom} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export const VERWERKING_KOLOMMEN = `r.id, r.logindex, r.organisatie, ${tijd('r.tijdstip')} as tijdstip, ${tijd('r.registratietijd')} as registratietijd,
  r.trace_id, r.span_id, r.uitvoerder, r.component, r.activiteit, r.activiteit_versie, r.bewaartermijn,
  to_char(r.te_vernietigen_op, 'YYYY-MM-DD') as te_vernietigen_op, r.handeling, r.gegevens, r.object_soort, r.object_id, r.object_kenmerk,
  r.applicatie, r.gebruiker_soort, r.gebruiker_id, r.geweigerd, r.aantal_betrokkenen, r.zout, r.vorige`;
export const BETROKKENE_KOLOMMEN = `b.logindex, b.organisatie, b.verwerking, b.verwerking_blad, ${tijd('b.tijdstip')} as tijdstip, b.soort,
  b.pseudoniem, b.rol, b.zout, b.vorige`;
export const CONTROLEPUNT_KOLOMMEN = `c.organisatie, c.grootte::float8 as grootte, encode(c.wortel, 'hex') as wortel, encode(c.keten, 'hex') as keten,
  ${tijd('c.tijdstip')} as tijdstip, c.handtekening`;

export interface VerwerkingUitDatabase {
  id: string;
  logindex: number | string;
  organisatie: string;
  tijdstip: string;
  registratietijd: string;
  trace_id: string;
  span_id: string;
  uitvoerder: string;
  component: string;
  activiteit: string;
  activiteit_versie: number;
  bewaartermijn: string | null;
  te_vernietigen_op: string | null;
  handeling: string;
  gegevens: string[];
  object_soort: string;
  object_id: string;
  object_kenmerk: string | null;
  applicatie: string | null;
  gebruiker_soort: string | null;
  gebruiker_id: string | null;
  geweigerd: boolean;
  aantal_betrokkenen: number;
  zout: Buffer;
  vorige: Buffer;
}

export interface BetrokkeneUitDatabase {
  logindex: number | string;
  organisatie: string;
  verwerking: string;
  verwerking_blad: Buffer;
  tijdstip: string;
  soort: string;
  pseudoniem: string;
  rol: string | null;
  zout: Buffer;
  vorige: Buffer;
}

export const alsVerwerking = (r: VerwerkingUitDatabase): VerwerkingRij => ({
  id: r.id,
  organisatie: r.organisatie,
  traceId: r.trace_id,
  spanId: r.span_id,
  tijdstip: r.tijdstip,
  registratietijd: r.registratietijd,
  uitvoerder: r.uitvoerder,
  component: r.component,
  activiteit: r.activiteit,
  activiteitVersie: r.activiteit_versie,
  bewaartermijn: r.bewaartermijn,
  teVernietigenOp: r.te_vernietigen_op,
  handeling: r.handeling,
  gegevens: r.gegevens,
  object: { soort: r.object_soort, id: r.object_id, kenmerk: r.object_kenmerk },
  applicatie: r.applicatie,
  gebruiker: r.gebruiker_id === null || r.gebruiker_soort === null ? null : { soort: r.gebruiker_soort, id: r.gebruiker_id },
  geweigerd: r.geweigerd,
  aantalBetrokkenen: r.aantal_betrokkenen,
  zout: r.zout,
});

export const alsBetrokkene = (r: BetrokkeneUitDatabase): BetrokkeneRij => ({
  organisatie: r.organisatie,
  verwerking: r.verwerking,
  verwerkingBlad: r.verwerking_blad,
  tijdstip: r.tijdstip,
  soort: r.soort,
  pseudoniem: r.pseudoniem,
  rol: r.rol,
  zout: r.zout,
});

export type ControlepuntUitDatabase = Omit<Controlepunt, 'soort'> & { handtekening: Handtekening };

export const alsControlepunt = ({ organisatie, grootte, wortel, keten, tijdstip, handtekening }: ControlepuntUitDatabase): Controlepunt => ({
  soort: 'bronhuis-controlepunt',
  organisatie,
  grootte,
  wortel,
  keten,
  tijdstip,
  handtekening,
});

const KOP = 'select grootte, rand from logkop where organisatie = $1';
const TEGEL = 'select hashes from logtegel where organisatie = $1 and niveau = $2 and nummer = $3';
const LAATSTE = `select ${CONTROLEPUNT_KOLOMMEN} from controlepunt c where c.organisatie = $1 order by c.grootte desc limit 1`;

/** Path of a leaf under a checkpoint: a handful of tiles, whatever the size of the log. */
export async function padVan(tx: Tx, index: number, grootte: number): Promise<Buffer[]> {
  const [kop] = await tx.query<{ grootte: number; rand: Buffer[] }>(KOP, [tx.organisatie]);
  const rand: Rand = { grootte: kop?.grootte ?? 0, niveaus: kop?.rand ?? [] };
  const gelezen = new Map<string, Promise<Buffer>>();
  const lees = async (niveau: number, nummer: number): Promise<Buffer> => {
    const [rij] = await tx.query<{ hashes: Buffer }>(TEGEL, [tx.organisatie, niveau, nummer]);
    return rij?.hashes ?? rand.niveaus[niveau] ?? Buffer.alloc(0);
  };
  return inclusiepad(index, grootte, (niveau, nummer) => {
    const sleutel = `${niveau}/${nummer}`;
    const tegel = gelezen.get(sleutel) ?? lees(niveau, nummer);
    gelezen.set(sleutel, tegel);
    return tegel;
  });
}

export async function laatsteControlepunt(tx: Tx): Promise<Controlepunt | null> {
  const [rij] = await tx.query<ControlepuntUitDatabase>(LAATSTE, [tx.organisatie]);
  return rij ? alsControlepunt(rij) : null;
}
