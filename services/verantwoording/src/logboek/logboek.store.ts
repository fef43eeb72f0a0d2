import { reeks, type Tx } from '@bronhuis/bron';
import { voegBladerenToe, type Rand } from './boom.ts';
import { BETROKKENEN, VERWERKINGEN, type Geplaatst } from './logboek.tabellen.ts';
import { BEGIN_VAN_DE_KETEN, bladVanBetrokkene, bladVanVerwerking, schakel, type BetrokkeneRij, type VerwerkingRij } from './rij.ts';

export interface Logkop {
  rand: Rand;
  keten: Buffer;
  registratietijd: Date;
}

/** One processing with its betrokkenen, ready to enter the log, that fills in `registratietijd` and `verwerkingBlad`. */
export interface Invoer {
  verwerking: VerwerkingRij;
  betrokkenen: BetrokkeneRij[];
}

interface KopRij {
  grootte: number;
  keten: Buffer;
  rand: Buffer[];
  registratietijd: Date;
}

const NIEUWE_KOP = `insert into logkop (organisatie, grootte, keten, rand, registratietijd) values ($1, 0, $2, '{}', $3) on conflict do nothing`;
const KOP = 'select grootte, keten, rand, registratietijd from logkop where organisatie = $1 for update';
const BEWAAR_KOP = 'update logkop set grootte = $2, keten = $3, rand = $4, registratietijd = $5 where organisatie = $1';
const BEKEND = 'select id from bekende_verwerkingen($1, $2) as id';

const TEGELS = `insert into logtegel (organisatie, niveau, nummer, hashes)
  select $1, x.* from unnest($2::integer[], $3::bigint[], $4::bytea[]) as x`;

/** The head of the log, locked until commit: whoever holds it decides on the order of the rows. Null: no log yet. */
export async function vergrendelKop(tx: Tx): Promise<Logkop | null> {
  const [rij] = await tx.query<KopRij>(KOP, [tx.organisatie]);
  return rij ? { rand: { grootte: rij.grootte, niveaus: rij.rand }, keten: rij.keten, registratietijd: rij.registratietijd } : null;
}

async function beginLog(tx: Tx, nu: Date): Promise<Logkop> {
  await tx.query(NIEUWE_KOP, [tx.organisatie, BEGIN_VAN_DE_KETEN, nu]);
  const kop = await vergrendelKop(tx);
  if (!kop) throw new Error('the head of the log is gone');
  return kop;
}

/**
 * Adds processings to the log, each once however often it comes. Gives how many were new. The connection is pipelined:
 * the rows are sent in small lots, so that the database stores one lot while the next is being hashed.
 */
export async function voegToe(tx: Tx, invoer: readonly Invoer[], nu: Date): Promise<number> {
  // Safe without a conflict clause: the second statement looks after the first has got the lock on the head.
  const gevraagd = [vergrendelKop(tx), tx.query<{ id: string }>(BEKEND, [tx.organisatie, reeks(invoer.map((i) => i.verwerking.id))])] as const;
  const [bestaand, bekende] = await Promise.all(gevraagd);
  const bekend = new Set(bekende.map((r) => r.id));
  const kop = bestaand ?? (await beginLog(tx, nu));
  const nieuw = [...new Map(invoer.filter((i) => !bekend.has(i.verwerking.id)).map((i) => [i.verwerking.id, i])).values()];
  if (nieuw.length === 0) return 0;

  const aanwas = new Aanwas(kop, new Date(Math.max(nu.getTime(), kop.registratietijd.getTime())));
  const verzonden: Promise<unknown>[] = [];
  for (let i = 0; i < nieuw.length; i += PARTIJ) verzonden.push(...aanwas.partij(nieuw.slice(i, i + PARTIJ)).map((o) => tx.query(o.sql, [tx.organisatie, ...o.values])));
  verzonden.push(...aanwas.slot().map((o) => tx.query(o.sql, [tx.organisatie, ...o.values])));
  await Promise.all(verzonden);
  return nieuw.length;
}

const PARTIJ = 200;

type Opdracht = { sql: string; values: unknown[] };

/** What grows: the rows that come, in the order in which they come, and the head that follows from them. */
class Aanwas {
  private keten: Buffer;
  private index: number;
  private readonly bladeren: Buffer[] = [];
  private readonly registratietijd: string;

  constructor(
    private readonly kop: Logkop,
    private readonly tijd: Date,
  ) {
    this.keten = kop.keten;
    this.index = kop.rand.grootte;
    this.registratietijd = tijd.toISOString();
  }

  partij(invoer: readonly Invoer[]): Opdracht[] {
    const ouders: Geplaatst<VerwerkingRij>[] = [];
    const kinderen: Geplaatst<BetrokkeneRij>[] = [];
    for (const { verwerking, betrokkenen } of invoer) {
      verwerking.registratietijd = this.registratietijd;
      const blad = bladVanVerwerking(verwerking);
      ouders.push(this.plaats(verwerking, blad));
      for (const betrokkene of betrokkenen) {
        betrokkene.verwerkingBlad = blad;
        kinderen.push(this.plaats(betrokkene, bladVanBetrokkene(betrokkene)));
      }
    }
    const opdrachten = [{ sql: VERWERKINGEN.sql, values: [this.tijd, ...VERWERKINGEN.waarden(ouders)] }];
    if (kinderen.length > 0) opdrachten.push({ sql: BETROKKENEN.sql, values: BETROKKENEN.waarden(kinderen) });
    return opdrachten;
  }

  slot(): Opdracht[] {
    const { rand, tegels } = voegBladerenToe(this.kop.rand, this.bladeren);
    const kop = { sql: BEWAAR_KOP, values: [rand.grootte, this.keten, rand.niveaus, this.tijd] };
    if (tegels.length === 0) return [kop];
    return [{ sql: TEGELS, values: [tegels.map((t) => t.niveau), tegels.map((t) => t.nummer), tegels.map((t) => t.hashes)] }, kop];
  }

  private plaats<R>(rij: R, blad: Buffer): Geplaatst<R> {
    const geplaatst = { rij, index: this.index++, vorige: this.keten };
    this.keten = schakel(this.keten, blad);
    this.bladeren.push(blad);
    return geplaatst;
  }
}
