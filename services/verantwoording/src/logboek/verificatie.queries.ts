import type pg from 'pg';
import type { Rij } from './bevindingen.ts';
import {
  alsBetrokkene,
  alsControlepunt,
  alsVerwerking,
  BETROKKENE_KOLOMMEN,
  CONTROLEPUNT_KOLOMMEN,
  VERWERKING_KOLOMMEN,
  type BetrokkeneUitDatabase,
  type ControlepuntUitDatabase,
  type VerwerkingUitDatabase,
} from './logboek.queries.ts';
import { bladVanBetrokkene, bladVanVerwerking } from './rij.ts';
import type { Logbron } from './vergelijk.ts';

const ORGANISATIES = `select organisatie from logkop union select organisatie from controlepunt union select organisatie from verwerking
  union select organisatie from verwerking_betrokkene union select organisatie from logtegel order by 1`;
const KOP = 'select grootte::float8 as grootte, keten, rand from logkop where organisatie = $1';
const PUNTEN = `select ${CONTROLEPUNT_KOLOMMEN} from controlepunt c where c.organisatie = $1`;
const TEGEL = 'select hashes from logtegel where organisatie = $1 and niveau = $2 and nummer = $3';
const OUDERS = `select ${VERWERKING_KOLOMMEN} from verwerking r where r.organisatie = $1 and r.logindex >= $2 and ($3::bigint is null or r.logindex < $3) order by r.logindex`;
const KINDEREN = `select ${BETROKKENE_KOLOMMEN} from verwerking_betrokkene b where b.organisatie = $1 and b.logindex >= $2 and ($3::bigint is null or b.logindex < $3) order by b.logindex`;

export async function organisatiesMetLog(db: pg.ClientBase): Promise<string[]> {
  return (await db.query<{ organisatie: string }>(ORGANISATIES)).rows.map((r) => r.organisatie);
}

/** The log of one organisatie; in one snapshot, so that rows that arrive meanwhile do not look like damage. */
export async function logbron(db: pg.ClientBase, organisatie: string): Promise<Logbron> {
  const kop = (await db.query<{ grootte: number; keten: Buffer; rand: Buffer[] }>(KOP, [organisatie])).rows[0];
  const punten = (await db.query<ControlepuntUitDatabase>(PUNTEN, [organisatie])).rows;
  return {
    organisatie,
    kop: kop ? { grootte: kop.grootte, keten: kop.keten, niveaus: kop.rand } : null,
    controlepunten: punten.map(alsControlepunt),
    tegel: async (niveau, nummer) => (await db.query<{ hashes: Buffer }>(TEGEL, [organisatie, niveau, nummer])).rows[0]?.hashes ?? null,
    rijen: async (van, tot) => {
      const ouders = (await db.query<VerwerkingUitDatabase>(OUDERS, [organisatie, van, tot])).rows.map(alsOuder);
      const kinderen = (await db.query<BetrokkeneUitDatabase>(KINDEREN, [organisatie, van, tot])).rows.map(alsKind);
      return [...ouders, ...kinderen].sort((a, b) => a.index - b.index);
    },
  };
}

const alsOuder = (r: VerwerkingUitDatabase): Rij => ({
  tabel: 'verwerking',
  index: Number(r.logindex),
  id: r.id,
  blad: bladVanVerwerking(alsVerwerking(r)),
  vorige: r.vorige,
  volgt: r.aantal_betrokkenen,
});

const alsKind = (r: BetrokkeneUitDatabase): Rij => ({
  tabel: 'verwerking_betrokkene',
  index: Number(r.logindex),
  id: r.verwerking,
  blad: bladVanBetrokkene(alsBetrokkene(r)),
  vorige: r.vorige,
  volgt: 0,
});
