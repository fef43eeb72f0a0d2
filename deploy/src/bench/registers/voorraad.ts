import { isBsn } from '@bronhuis/standaarden';
import { OVERBRUGGE, VOORBEELDSTAD } from '../../keten/verhaal.ts';
import type { Suite } from '../suite.ts';

export const TYPEN_PER_ORGANISATIE = 10;
export const PER_TYPE = 50_000;
export const STATUSSEN = ['aangevraagd', 'in-behandeling', 'verleend', 'geweigerd', 'ingetrokken', 'vervallen', 'verlengd', 'onbekend'] as const;

export interface Register {
  organisatie: string;
  objecttype: string;
}

/** What is held: object types of two municipalities, each with its indexed fields, its place on the map and whom it concerns. */
export async function maakRegisters(suite: Suite): Promise<Register[]> {
  const registers: Register[] = [];
  for (const organisatie of [OVERBRUGGE, VOORBEELDSTAD]) {
    const token = await suite.beheertoken(organisatie);
    for (let nr = 1; nr <= TYPEN_PER_ORGANISATIE; nr++) registers.push({ organisatie, objecttype: await maakType(suite, token, `meting-${nr}`) });
  }
  return registers;
}

async function maakType(suite: Suite, token: string, naam: string): Promise<string> {
  const tekst = (maxLength: number): object => ({ type: 'string', minLength: 1, maxLength });
  const body = {
    naam,
    soort: 'registratie',
    schema: {
      type: 'object',
      required: ['nummer', 'status', 'straat', 'datum', 'bedrag', 'houder'],
      additionalProperties: false,
      properties: {
        nummer: tekst(20),
        status: { enum: [...STATUSSEN] },
        straat: tekst(60),
        datum: { type: 'string', format: 'date' },
        bedrag: { type: 'number', minimum: 0 },
        houder: { type: 'object', required: ['bsn'], additionalProperties: false, properties: { bsn: { type: 'string', pattern: '^[0-9]{9}$' }, naam: tekst(60) } },
        toelichting: tekst(2_000),
      },
    },
    classificatie: { beschikbaarheid: 1, integriteit: 1, vertrouwelijkheid: 1 },
    betrokkenen: [{ pad: '/houder/bsn', soort: 'bsn', rol: 'houder' }],
    gegevenscategorieen: ['naam', 'burgerservicenummer'],
    verwerkingsactiviteiten: ['VA-01'],
    sleutel: ['/nummer'],
    indexen: ['/status', '/datum', '/bedrag'],
    geometrie: true,
  };
  const antwoord = await fetch(`${suite.url('registers')}/registers/v1/objecttypen`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify(body),
  });
  const gekregen = await antwoord.text();
  if (antwoord.status !== 201) throw new Error(`een objecttype maken geeft ${antwoord.status}: ${gekregen}`);
  return (JSON.parse(gekregen) as { id: string }).id;
}

/** The same numbers in every run: a generator of Lehmer. */
function toeval(zaad: number): () => number {
  let stand = zaad;
  return () => (stand = (stand * 48_271) % 2_147_483_647) / 2_147_483_647;
}

const WOORDEN = 'de het een van voor bij aanvraag besluit gemeente bewoner straat plein vergunning termijn brief gesprek bezwaar advies ligging hoek gevel terras kraam markt evenement overlast afspraak bezoek tekening'.split(' ');

/** Fictitious people: numbers that pass the eleven test. */
function bsn(nr: number): string {
  for (let n = 100_000_000 + nr * 7; ; n++) if (isBsn(String(n))) return String(n);
}

export interface Ding {
  beginGeldigheid: string;
  gegevens: Record<string, unknown>;
  geometrie: { type: 'Point'; coordinates: [number, number] };
}

/** About 1 KB as JSON. Places lie in the Netherlands. */
export function maakDing(zaad: number, nr: number): Ding {
  const t = toeval(zaad * 1_000_003 + nr * 7_919 + 1);
  const kies = <T>(lijst: readonly T[]): T => lijst[Math.floor(t() * lijst.length)] as T;
  const dag = (jaar: number): string => `${jaar}-${String(1 + Math.floor(t() * 12)).padStart(2, '0')}-${String(1 + Math.floor(t() * 28)).padStart(2, '0')}`;
  const jaar = 2015 + Math.floor(t() * 10);
  return {
    beginGeldigheid: dag(jaar),
    gegevens: {
      nummer: `N${zaad}-${nr}`,
      status: kies(STATUSSEN),
      straat: `${kies(WOORDEN)}${kies(WOORDEN)}straat ${1 + Math.floor(t() * 200)}`,
      datum: dag(jaar),
      bedrag: Math.round(t() * 100_000) / 10,
      houder: { bsn: bsn(Math.floor(t() * 1_000_000)), naam: `Bewoner ${kies(WOORDEN)}` },
      toelichting: Array.from({ length: 95 }, () => kies(WOORDEN)).join(' '),
    },
    geometrie: { type: 'Point', coordinates: [Number((4 + t() * 3).toFixed(6)), Number((51 + t() * 2).toFixed(6))] },
  };
}
