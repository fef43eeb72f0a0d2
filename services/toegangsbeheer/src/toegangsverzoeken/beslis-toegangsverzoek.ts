import { minDuur, plusDuur, Probleem, type Datum, type InvalidParam } from '@bronhuis/standaarden';
import { KENDE_ROLLEN } from '../beleidsversies/rollen.ts';
import { ALLEEN_ZELF } from '../tokens/beslis-token.ts';
import type { ToegangsverzoekInvoer } from './toegangsverzoek.dto.ts';

export const STATUSSEN = ['ingediend', 'toegekend', 'verlopen', 'afgewezen', 'ingetrokken', 'beeindigd'] as const;
/** `verlopen`: granted, and over, because its last day passed or nobody looked at it again. */
export type Status = (typeof STATUSSEN)[number];

export const PERIODEN = ['P1M', 'P3M', 'P6M', 'P1Y'] as const;
export type Periode = (typeof PERIODEN)[number];

/** No right for longer than this: after it somebody asks again. */
const LANGST = 'P1Y';
/** Two weeks before a right is over it asks for attention. */
const VOORAF = 'P14D';

/** Roles that can be asked for. Who manages or controls is appointed by the employer. */
export const ROLLEN_OP_VERZOEK: readonly string[] = KENDE_ROLLEN.filter((r) => !ALLEEN_ZELF.includes(r));

export interface Verzoek {
  medewerker: string | null;
  aanvrager: string;
  status: Status;
  van: Datum | null;
  tot: Datum;
  herbeoordelen: Periode;
  geldigTot: Datum | null;
}

/** What the register says of who or what it is for. */
export interface Verzoekfeiten {
  /** Is the employee, or the application, known here? */
  bekend: boolean;
  /** Activities of the organisatie that hold today. */
  geldig: string[];
}

/** @throws Probleem 400 with every wrong field */
export function toetsVerzoek(i: ToegangsverzoekInvoer, f: Verzoekfeiten, dag: Datum): void {
  const fouten: InvalidParam[] = [];
  const fout = (name: string, reason: string, code: string) => fouten.push({ name, reason, code });
  if ((i.medewerker === undefined) === (i.applicatie === undefined)) fout('medewerker', 'Noem een medewerker of een applicatie, en niet allebei.', 'keuze');
  else if (!f.bekend) fout(i.medewerker === undefined ? 'applicatie' : 'medewerker', 'Staat niet in het register van uw organisatie.', 'onbekend');
  if ((i.rol === undefined) !== (i.medewerker === undefined)) fout('rol', i.rol === undefined ? 'Noem de rol.' : 'Een applicatie heeft geen rol, alleen doelen.', 'keuze');
  else if (i.rol !== undefined && !ROLLEN_OP_VERZOEK.includes(i.rol)) fout('rol', `Kies uit: ${ROLLEN_OP_VERZOEK.join(', ')}. Wie beheert of controleert, wijst de werkgever aan.`, 'enum');
  for (const [n, a] of i.activiteiten.entries()) if (!f.geldig.includes(a)) fout(`activiteiten.${n}`, 'Deze verwerkingsactiviteit geldt vandaag niet voor uw organisatie.', 'onbekend');
  fouten.push(...bezwarenTegenDag(i.tot, dag));
  if (fouten.length > 0) throw Probleem.ongeldig(fouten);
}

const bezwarenTegenDag = (tot: Datum, dag: Datum): InvalidParam[] =>
  tot >= dag && tot <= plusDuur(dag, LANGST) ? [] : [{ name: 'tot', reason: `Kies een dag van vandaag tot en met ${plusDuur(dag, LANGST)}.`, code: 'bereik' }];

const eisStatus = (v: Verzoek, status: Status, wat: string): void => {
  if (v.status !== status) throw Probleem.conflict(`Dit verzoek is ${v.status}: ${wat}.`, 'status');
};

/** In code and not in policy: policies could otherwise give it away. @throws Probleem 403 */
function eisAnder(v: Verzoek, wie: string): void {
  if (v.aanvrager === wie) throw Probleem.verboden('U vroeg dit zelf. Een ander beslist erover.', 'eigen-verzoek');
  if (v.medewerker === wie) throw Probleem.verboden('Dit gaat over uw eigen toegang. Een ander beslist erover.', 'eigen-toegang');
}

/** @param tot last day when the one who grants wants another. @throws Probleem 400, 403, 409 */
export function beslisToekennen(v: Verzoek, wie: string, tot: Datum | undefined, dag: Datum): { van: Datum; tot: Datum; geldigTot: Datum } {
  eisStatus(v, 'ingediend', 'er valt niets meer toe te kennen');
  eisAnder(v, wie);
  const laatste = tot ?? v.tot;
  const fouten = bezwarenTegenDag(laatste, dag);
  if (fouten.length > 0) throw Probleem.ongeldig(fouten);
  return { van: dag, tot: laatste, geldigTot: volgende(v.herbeoordelen, laatste, dag) };
}

/** @throws Probleem 409 */
export const eisIngediend = (v: Verzoek): void => eisStatus(v, 'ingediend', 'er valt niets meer over te beslissen');

/** Looked at again, and still needed: until the next time. @throws Probleem 403, 409 */
export function beslisBehouden(v: Verzoek, wie: string, dag: Datum): Datum {
  eisStatus(v, 'toegekend', 'vraag de toegang opnieuw aan');
  eisAnder(v, wie);
  return volgende(v.herbeoordelen, v.tot, dag);
}

/** What was not granted yet is withdrawn, what holds is ended. @throws Probleem 403 to withdraw what another asked, 409 */
export function beslisEinde(v: Verzoek, wie: string): 'ingetrokken' | 'beeindigd' {
  if (v.status === 'toegekend') return 'beeindigd';
  eisStatus(v, 'ingediend', 'er valt niets te beëindigen');
  if (v.aanvrager !== wie) throw Probleem.verboden('Een ander vroeg dit aan. Wijs het af, of laat die ander het intrekken.', 'andere-aanvrager');
  return 'ingetrokken';
}

const volgende = (periode: Periode, tot: Datum, dag: Datum): Datum => {
  const weer = plusDuur(dag, periode);
  return weer < tot ? weer : tot;
};

/** Does it need somebody to look at it again, before it is over by itself? On its very last day a new request is needed. */
export const vraagtAandacht = (v: Pick<Verzoek, 'status' | 'geldigTot' | 'tot'>, dag: Datum): boolean =>
  v.status === 'toegekend' && v.geldigTot !== null && v.geldigTot < v.tot && minDuur(v.geldigTot, VOORAF) <= dag;
