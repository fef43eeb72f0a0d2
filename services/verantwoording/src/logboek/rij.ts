import { bladHash, sha256, sha256Hex } from '@bronhuis/standaarden';

/** One processing as it stands in the log: the parent of a row for each betrokkene. */
export interface VerwerkingRij {
  id: string;
  organisatie: string;
  traceId: string;
  spanId: string;
  /** ISO 8601 in UTC with milliseconds: the text that is hashed. */
  tijdstip: string;
  registratietijd: string;
  uitvoerder: string;
  component: string;
  activiteit: string;
  activiteitVersie: number;
  bewaartermijn: string | null;
  teVernietigenOp: string | null;
  handeling: string;
  gegevens: string[];
  object: { soort: string; id: string; kenmerk: string | null };
  applicatie: string | null;
  gebruiker: { soort: string; id: string } | null;
  geweigerd: boolean;
  aantalBetrokkenen: number;
  zout: Buffer;
}

export interface BetrokkeneRij {
  organisatie: string;
  verwerking: string;
  verwerkingBlad: Buffer;
  tijdstip: string;
  soort: string;
  pseudoniem: string;
  rol: string | null;
  zout: Buffer;
}

/** The parent row as a stranger may see it: employee and number of betrokkenen are behind `verzegeld`. */
export interface OpenbareVerwerking {
  activiteit: string;
  activiteitVersie: number;
  applicatie: string | null;
  bewaartermijn: string | null;
  component: string;
  gegevens: string[];
  geweigerd: boolean;
  handeling: string;
  id: string;
  object: { id: string; kenmerk: string | null; soort: string };
  organisatie: string;
  registratietijd: string;
  soort: 'verwerking';
  spanId: string;
  teVernietigenOp: string | null;
  tijdstip: string;
  traceId: string;
  uitvoerder: string;
  verzegeld: string;
}

export interface OpenbareBetrokkene {
  afdruk: string;
  organisatie: string;
  rol: string | null;
  soort: 'betrokkene';
  soortBetrokkene: string;
  tijdstip: string;
  verwerking: string;
  verwerkingBlad: string;
}

/**
 * A salted commitment. The salt stands beside the row: when the row is destroyed the salt goes with it, and the leaf
 * that stays in the tree says nothing about anybody, while every proof over it remains valid.
 */
export const afdruk = (zout: Uint8Array, waarde: string): string =>
  sha256Hex(Buffer.concat([zout, Buffer.from(waarde, 'utf8')]));

/**
 * The members stand in the order of RFC 8785, so that `JSON.stringify` of this object is its canonical form (the
 * spec compares the two); sorting each of thousands of rows per second again would cost more than hashing them.
 */
export function openbareVerwerking(r: VerwerkingRij): OpenbareVerwerking {
  const g = r.gebruiker;
  return {
    activiteit: r.activiteit,
    activiteitVersie: r.activiteitVersie,
    applicatie: r.applicatie,
    bewaartermijn: r.bewaartermijn,
    component: r.component,
    gegevens: r.gegevens,
    geweigerd: r.geweigerd,
    handeling: r.handeling,
    id: r.id,
    object: { id: r.object.id, kenmerk: r.object.kenmerk, soort: r.object.soort },
    organisatie: r.organisatie,
    registratietijd: r.registratietijd,
    soort: 'verwerking',
    spanId: r.spanId,
    teVernietigenOp: r.teVernietigenOp,
    tijdstip: r.tijdstip,
    traceId: r.traceId,
    uitvoerder: r.uitvoerder,
    verzegeld: afdruk(r.zout, JSON.stringify({ betrokkenen: r.aantalBetrokkenen, gebruiker: g ? { id: g.id, soort: g.soort } : null })),
  };
}

export function openbareBetrokkene(r: BetrokkeneRij): OpenbareBetrokkene {
  return {
    afdruk: afdruk(r.zout, r.pseudoniem),
    organisatie: r.organisatie,
    rol: r.rol,
    soort: 'betrokkene',
    soortBetrokkene: r.soort,
    tijdstip: r.tijdstip,
    verwerking: r.verwerking,
    verwerkingBlad: r.verwerkingBlad.toString('hex'),
  };
}

// The position is not in the leaf: it is the place in the tree, so a row that was moved is recognised elsewhere.
export const bladVanVerwerking = (r: VerwerkingRij): Buffer => bladHash(JSON.stringify(openbareVerwerking(r)));
export const bladVanBetrokkene = (r: BetrokkeneRij): Buffer => bladHash(JSON.stringify(openbareBetrokkene(r)));

export const BEGIN_VAN_DE_KETEN = Buffer.alloc(32);

const schakeling = Buffer.alloc(65, 2);

/** The chain: every row carries the value that the log had before it. */
export function schakel(vorige: Uint8Array, blad: Uint8Array): Buffer {
  schakeling.set(vorige, 1);
  schakeling.set(blad, 33);
  return sha256(schakeling);
}
