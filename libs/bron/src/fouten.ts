import { Probleem } from '@bronhuis/standaarden';

type DatabaseFout = Error & { code?: string; detail?: string; constraint?: string; driverError?: DatabaseFout };

/** TypeORM wraps what pg says; the code is what counts. */
function oorsprong(fout: unknown): DatabaseFout | null {
  if (!(fout instanceof Error)) return null;
  const f = fout as DatabaseFout;
  return f.driverError instanceof Error ? f.driverError : f;
}

/** SQLSTATE of an error of the database, also when TypeORM wrapped it. */
export function sqlstate(fout: unknown): string | null {
  const code = oorsprong(fout)?.code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : null;
}

/** Did a write break this unique constraint? */
export const schendt = (fout: unknown, beperking: string): boolean => sqlstate(fout) === '23505' && oorsprong(fout)?.constraint === beperking;

/** Deadlock or serialization failure: the database asks to do the work again. */
export const isHerhaalbaar = (fout: unknown): boolean => ['40P01', '40001'].includes(sqlstate(fout) ?? '');

/** Somebody else left an answer under the same Idempotency-Key; nothing was written. */
export const isSleutelBezet = (fout: unknown): boolean => schendt(fout, 'idempotentie_pkey');

/** A prepared statement from before a migration; a fresh connection prepares it anew. */
export const isVerouderdPlan = (fout: unknown): boolean =>
  sqlstate(fout) === '0A000' && /cached plan/.test(oorsprong(fout)?.message ?? '');

const NETWERK = /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_)/;
const VERBROKEN =
  /Connection terminated|connection error and is not queryable|Client was closed|timeout exceeded when trying to connect|Query read timeout|terminating connection|Cannot use a pool after calling end/i;

/** The connection is gone or was never there. */
export function isVerbroken(fout: unknown): boolean {
  const f = oorsprong(fout);
  if (!f) return false;
  const staat = sqlstate(f) ?? '';
  return (
    staat.startsWith('08') ||
    ['57P01', '57P02', '57P03', '53300', '25P03'].includes(staat) ||
    NETWERK.test(f.code ?? '') ||
    VERBROKEN.test(f.message)
  );
}

/** 57014 statement timeout, 55P03 lock timeout, 53xxx out of memory or disk. */
const isOverbelast = (fout: unknown): boolean => /^(57014|55P03|53...)$/.test(sqlstate(fout) ?? '');

/** Text that JSON can hold and PostgreSQL cannot: U+0000 and half a surrogate pair. */
const isOnopslaanbaar = (fout: unknown): boolean => {
  const staat = sqlstate(fout);
  return staat === '22021' || staat === '22P05' || (staat === '22P02' && /Unicode/.test(oorsprong(fout)?.detail ?? ''));
};

/** What the caller should hear: away and busy become 503, a text that cannot be kept 400, everything else stays what it is. */
export function vertaalFout(fout: unknown): unknown {
  if (fout instanceof Probleem) return fout;
  if (isVerbroken(fout)) {
    return met(Probleem.nietBeschikbaar('De gegevensbron is even niet bereikbaar. Probeer het zo weer.', 1), fout);
  }
  if (isOverbelast(fout) || isHerhaalbaar(fout)) {
    return met(Probleem.nietBeschikbaar('De gegevensbron heeft het te druk. Probeer het zo weer.', 1), fout);
  }
  if (isOnopslaanbaar(fout)) {
    const reason = 'Een tekst bevat een teken dat niet kan worden opgeslagen (zoals U+0000).';
    return met(Probleem.ongeldig([{ name: 'body', reason, code: 'teken' }]), fout);
  }
  return fout;
}

function met(probleem: Probleem, oorzaak: unknown): Probleem {
  probleem.cause = oorzaak;
  return probleem;
}
