import { Probleem, zoekBsn } from '@bronhuis/standaarden';
import { ongeldig, veldfout } from '../fouten.ts';
import type { Veldfout } from '../fouten.ts';

export const OPERATOREN = ['exact', 'gt', 'gte', 'lt', 'lte', 'icontains', 'in'] as const;
type Operator = (typeof OPERATOREN)[number];
const isOperator = (s: string): s is Operator => OPERATOREN.some((o) => o === s);

const MEESTE = 50;
const LANGSTE = 2_000;
const GETAL = /^[+-]?(\d{1,300}(\.\d{0,300})?|\.\d{1,300})([eE][+-]?\d{1,3})?$/;
const DATUM = /^\d{4}-\d{2}-\d{2}$/;

/** One condition on the data; all of them must hold. */
export type Datafilter =
  | { pad: string[]; operator: 'exact' | 'in'; waarden: { tekst: string; getal: number | null }[] }
  | { pad: string[]; operator: 'icontains'; waarde: string }
  | { pad: string[]; operator: 'gt' | 'gte' | 'lt' | 'lte'; waarde: number | string };

export const getalUit = (tekst: string): number | null => (GETAL.test(tekst) && Number.isFinite(Number(tekst)) ? Number(tekst) : null);

const fout = (naam: string, reden: string): Veldfout => veldfout('', naam === 'data_attrs' ? 'invalid-data-attrs-query' : 'invalid-data-attr-query', reden);

/** `key__operator__value`, cut from the right: the key may have underscores, the value may not. @throws Probleem 400 with every fault */
export function leesDatafilters(dataAttr: readonly string[], dataAttrs: string | undefined): Datafilter[] {
  const teksten = [...dataAttr.map((t) => ['data_attr', t] as const), ...(dataAttrs === undefined || dataAttrs === '' ? [] : dataAttrs.split(',').map((t) => ['data_attrs', t] as const))];
  const fouten: Veldfout[] = [];
  if (teksten.length > MEESTE) throw ongeldig(fout('data_attr', `Ten hoogste ${MEESTE} voorwaarden.`));
  const gelezen = teksten.map(([naam, tekst]) => leesEen(naam, tekst, fouten));
  if (fouten.length > 0) throw ongeldig(...fouten);
  return gelezen.filter((f) => f !== null);
}

function leesEen(naam: string, tekst: string, fouten: Veldfout[]): Datafilter | null {
  const delen = tekst.split('__');
  const [operator = '', waarde = ''] = delen.slice(-2);
  const pad = delen.slice(0, -2);
  const weiger = (reden: string): null => (fouten.push(fout(naam, reden)), null);
  if (pad.length === 0 || pad.some((p) => p === '') || tekst.length > LANGSTE || /[\u0000\p{Surrogate}]/u.test(tekst)) return weiger('Verwacht key__operator__value.');
  if (!isOperator(operator)) return weiger(`Onbekende operator. Kies uit: ${OPERATOREN.join(', ')}.`);
  const getal = getalUit(waarde);
  switch (operator) {
    case 'exact':
      return { pad, operator, waarden: [{ tekst: waarde, getal }] };
    case 'in':
      return { pad, operator, waarden: waarde.split('|').map((w) => ({ tekst: w, getal: getalUit(w) })) };
    case 'icontains':
      return { pad, operator, waarde };
    default:
      if (getal === null && !DATUM.test(waarde)) return weiger(`De operator ${operator} vraagt een getal of een datum.`);
      return { pad, operator, waarde: getal ?? waarde };
  }
}

/** An address is kept in logs and histories: it never names a person (the house's rule for every API). */
export function eisZonderBsn(adres: string): void {
  const leesbaar = ontcijfer(adres);
  if (zoekBsn(leesbaar).length === 0) return;
  throw new Probleem({
    status: 400,
    title: 'De invoer klopt niet',
    detail: 'Een burgerservicenummer staat niet in een adres. Zoek met POST /objects/search; daar mag hetzelfde filter in de inhoud.',
    code: 'invalid',
    invalidParams: [fout('data_attr', 'Een burgerservicenummer staat niet in een adres.')],
  });
}

function ontcijfer(adres: string): string {
  try {
    return decodeURIComponent(adres.replaceAll('+', ' '));
  } catch (fout) {
    if (fout instanceof URIError) return adres;
    throw fout;
  }
}
