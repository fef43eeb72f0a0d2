import type { ApplicatieAntwoord, BlijvendeToegang } from './applicatie.dto.ts';
import type { Einde } from './einde.ts';
import type { DoelRechtenAntwoord } from './rechten.dto.ts';
import { krijgtToken } from './rechten.ts';

const KOLOMMEN = [
  'applicatie', 'naam', 'soort', 'status', 'toegang', 'ontbreekt', 'beheerder', 'gegevenseigenaar', 'leverancier', 'hosting', 'verwerkersovereenkomst',
  'verwerkingsactiviteit', 'naam verwerkingsactiviteit', 'handelingen', 'blijvende tokens', 'ZGW-clients', 'laatst gebruikt',
] as const;

const jaNee = (b: boolean): string => (b ? 'ja' : 'nee');

const EINDE: Record<Einde, string> = { later: '', binnenkort: ', loopt binnen dertig dagen af', voorbij: ', verlopen' };

const toegang = (blijvend: readonly BlijvendeToegang[]): string => blijvend.map((b) => `${b.naam} (tot en met ${b.geldigTot}${EINDE[b.einde]})`).join('; ');

const overeenkomst = ({ verwerkersovereenkomst, verwerkersovereenkomstTot: tot }: ApplicatieAntwoord): string =>
  verwerkersovereenkomst === null ? 'ontbreekt' : `${verwerkersovereenkomst}${tot === null ? '' : ` (tot en met ${tot})`}`;

/** A cell of RFC 4180. What a spreadsheet would take for a formula is text: names come from people. */
function cel(waarde: string): string {
  const tekst = /^[=+\-@\t\r]/.test(waarde) ? `'${waarde}` : waarde;
  return /[",\r\n]/.test(tekst) ? `"${tekst.replaceAll('"', '""')}"` : tekst;
}

const regel = (cellen: readonly string[]): string => `${cellen.map(cel).join(',')}\r\n`;

/** The access register: who may what for which purpose, who answers for it and when it was last used. One line for each purpose. */
export function alsCsv(register: readonly { applicatie: ApplicatieAntwoord; doelen: readonly DoelRechtenAntwoord[] }[]): string {
  const regels = register.flatMap(({ applicatie: a, doelen }) => {
    const kop = [
      a.id, a.naam, a.soort, a.status, jaNee(krijgtToken(a)), a.ontbreekt.join('; '), a.beheerder ?? '', a.gegevenseigenaar ?? '', a.leverancier ?? '', a.hosting ?? '',
      a.extern ? overeenkomst(a) : '',
    ];
    const staart = [toegang(a.apiTokens), toegang(a.zgwClients), a.laatstGebruikt ?? ''];
    const los: (DoelRechtenAntwoord | null)[] = doelen.length > 0 ? [...doelen] : [null];
    return los.map((d) => regel([...kop, d?.verwerkingsactiviteit ?? '', d?.naam ?? '', d?.handelingen.map((h) => h.actie).join('; ') ?? '', ...staart]));
  });
  return [regel(KOLOMMEN), ...regels].join('');
}
