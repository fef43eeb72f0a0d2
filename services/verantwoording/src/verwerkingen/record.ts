import { isOin, isUuid, zoekBsn } from '@bronhuis/standaarden';

/** A record of a processing as it arrives in the stream `verwerkingen`; another component made it, so nothing is believed. */
export interface Record {
  id: string;
  traceId: string;
  spanId: string;
  tijdstip: string;
  organisatie: string;
  uitvoerder: string;
  component: string;
  activiteit: string;
  activiteitVersie: number;
  handeling: string;
  gegevens: string[];
  object: { soort: string; id: string; kenmerk: string | null };
  betrokkenen: { soort: string; pseudoniem: string; rol: string | null }[];
  gebruiker: { soort: string; id: string } | null;
  applicatie: string | null;
  geweigerd: boolean;
}

/** Why a record cannot enter the log. The message names the field, never what stood in it: it ends up in logs. */
export class OngeldigRecord extends Error {
  override readonly name = 'OngeldigRecord';
}

const PSEUDONIEM = /^[a-z0-9]{1,16}:[A-Za-z0-9_-]{43}$/;
const SOORTEN = new Set(['bsn', 'eigen', 'kvk', 'rsin']);

/** NUL does not fit in a text of PostgreSQL, half a character comes back as another: what is hashed must be what is read back. */
const NIET_TE_BEWAREN = /\u0000|\p{Cs}/u;

type Onbekend = { [veld: string]: unknown };

function voorwerp(waarde: unknown, veld: string): Onbekend {
  if (typeof waarde !== 'object' || waarde === null || Array.isArray(waarde)) throw new OngeldigRecord(`${veld} ontbreekt of is geen object`);
  return waarde as Onbekend;
}

function tekst(waarde: unknown, veld: string, patroon?: RegExp): string {
  if (typeof waarde !== 'string' || waarde === '' || waarde.length > 1000) throw new OngeldigRecord(`${veld} ontbreekt of is geen tekst`);
  if (NIET_TE_BEWAREN.test(waarde)) throw new OngeldigRecord(`${veld} bevat een teken dat niet te bewaren is`);
  if (patroon && !patroon.test(waarde)) throw new OngeldigRecord(`${veld} heeft niet de juiste vorm`);
  return waarde;
}

const tekstOfNiets = (waarde: unknown, veld: string): string | null =>
  waarde === undefined || waarde === null ? null : tekst(waarde, veld);

function lijst(waarde: unknown, veld: string): unknown[] {
  if (!Array.isArray(waarde)) throw new OngeldigRecord(`${veld} ontbreekt of is geen lijst`);
  return waarde;
}

/** Every string in which a person could have typed something. Pseudonyms have a fixed form of their own. */
function vrijeTeksten(r: Record): [veld: string, waarde: string | null][] {
  return [
    ['handeling', r.handeling],
    ...r.gegevens.map((g): [string, string] => ['gegevens', g]),
    ['object.soort', r.object.soort],
    ['object.id', r.object.id],
    ['object.kenmerk', r.object.kenmerk],
    ...r.betrokkenen.map((b): [string, string | null] => ['betrokkenen.rol', b.rol]),
    ['gebruiker.soort', r.gebruiker?.soort ?? null],
    ['gebruiker.id', r.gebruiker?.id ?? null],
    ['applicatie', r.applicatie],
    ['component', r.component],
    ['activiteit', r.activiteit],
  ];
}

/**
 * Reads a record for the log of `organisatie`, or says why it cannot enter. A BSN that slipped through at a producer
 * is stopped here: what is in the log cannot be taken out of it again.
 */
export function leesRecord(data: unknown, organisatie: string): Record {
  const d = voorwerp(data, 'record');
  const object = voorwerp(d['object'], 'object');
  if (d['organisatie'] !== organisatie) throw new OngeldigRecord('organisatie is een andere dan die van de stroom');
  if (!isUuid(d['id'])) throw new OngeldigRecord('id is geen UUID');
  if (!isOin(d['uitvoerder'])) throw new OngeldigRecord('uitvoerder is geen OIN');
  const tijdstip = new Date(tekst(d['tijdstip'], 'tijdstip'));
  if (Number.isNaN(tijdstip.getTime()) || tijdstip.getUTCFullYear() < 1900 || tijdstip.getUTCFullYear() > 2199) throw new OngeldigRecord('tijdstip is geen tijdstip');
  const versie = d['activiteitVersie'];
  if (typeof versie !== 'number' || !Number.isInteger(versie) || versie < 0 || versie > 2 ** 31 - 1) throw new OngeldigRecord('activiteitVersie is geen geheel getal');
  const gebruiker = d['gebruiker'] === null || d['gebruiker'] === undefined ? null : voorwerp(d['gebruiker'], 'gebruiker');

  const perPseudoniem = new Map<string, Record['betrokkenen'][number]>();
  for (const b of lijst(d['betrokkenen'], 'betrokkenen').map((x) => voorwerp(x, 'betrokkenen'))) {
    const soort = tekst(b['soort'], 'betrokkenen.soort');
    if (!SOORTEN.has(soort)) throw new OngeldigRecord('betrokkenen.soort is niet bekend');
    const pseudoniem = tekst(b['pseudoniem'], 'betrokkenen.pseudoniem', PSEUDONIEM);
    if (!perPseudoniem.has(pseudoniem)) perPseudoniem.set(pseudoniem, { soort, pseudoniem, rol: tekstOfNiets(b['rol'], 'betrokkenen.rol') });
  }
  const record: Record = {
    // As PostgreSQL gives it back: what is hashed must be what is read.
    id: d['id'].toLowerCase(),
    traceId: tekst(d['traceId'], 'traceId', /^[0-9a-f]{32}$/),
    spanId: tekst(d['spanId'], 'spanId', /^[0-9a-f]{16}$/),
    tijdstip: tijdstip.toISOString(),
    organisatie,
    uitvoerder: d['uitvoerder'],
    component: tekst(d['component'], 'component'),
    activiteit: tekst(d['activiteit'], 'activiteit'),
    activiteitVersie: versie,
    handeling: tekst(d['handeling'], 'handeling'),
    gegevens: lijst(d['gegevens'], 'gegevens').map((g) => tekst(g, 'gegevens')),
    object: { soort: tekst(object['soort'], 'object.soort'), id: tekst(object['id'], 'object.id'), kenmerk: tekstOfNiets(object['kenmerk'], 'object.kenmerk') },
    betrokkenen: [...perPseudoniem.values()],
    gebruiker: gebruiker && { soort: tekst(gebruiker['soort'], 'gebruiker.soort'), id: tekst(gebruiker['id'], 'gebruiker.id') },
    applicatie: tekstOfNiets(d['applicatie'], 'applicatie'),
    geweigerd: d['geweigerd'] === true,
  };
  weigerBsn(vrijeTeksten(record));
  return record;
}

/** Most records hold no eight digits in a row at all: those are let through by one look at all their texts. */
function weigerBsn(teksten: [veld: string, waarde: string | null][]): void {
  if (!/\d{8}/.test(teksten.map(([, waarde]) => waarde).join('\n'))) return;
  for (const [veld, waarde] of teksten) {
    if (waarde !== null && zoekBsn(waarde).length > 0) throw new OngeldigRecord(`${veld} bevat een burgerservicenummer`);
  }
}
