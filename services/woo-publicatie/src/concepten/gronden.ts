/** The grounds on which something may be left out of a publication (Woo art. 5.1, 5.2, 5.4), in one spelling. */
export const GRONDEN: Readonly<Record<string, string>> = {
  '5.1.1a': 'De eenheid van de Kroon',
  '5.1.1b': 'De veiligheid van de Staat',
  '5.1.1c': 'Vertrouwelijk verstrekte bedrijfs- en fabricagegegevens',
  '5.1.1d': 'Bijzondere persoonsgegevens',
  '5.1.1e': 'Nationale identificatienummers',
  '5.1.2a': 'Internationale betrekkingen',
  '5.1.2b': 'Economische of financiële belangen',
  '5.1.2c': 'Opsporing en vervolging van strafbare feiten',
  '5.1.2d': 'Inspectie, controle en toezicht',
  '5.1.2e': 'Eerbiediging van de persoonlijke levenssfeer',
  '5.1.2f': 'Andere concurrentiegevoelige bedrijfsgegevens',
  '5.1.2g': 'Bescherming van het milieu',
  '5.1.2h': 'Beveiliging van personen en bedrijven en het voorkomen van sabotage',
  '5.1.2i': 'Het goed functioneren van de Staat of bestuursorganen',
  '5.1.5': 'Onevenredige benadeling',
  '5.2': 'Persoonlijke beleidsopvattingen in een stuk voor intern beraad',
  '5.4': 'Stukken van een formateur of informateur',
};

/**
 * `5.1 lid 2 e`, `5.1.2.e`, `artikel 5.1, tweede lid, onder e`, `art. 5.1 lid 2 sub e Woo` → `5.1.2e`.
 * Null when it is no ground of the Woo.
 */
export function canoniekeGrond(invoer: string): string | null {
  const woorden = invoer
    .toLowerCase()
    .replace(/\b(?:wet open overheid|woo|artikel|art\.?|onder(?:deel)?|sub|aanhef en)\b\.?/gu, ' ')
    .replace(/\beerste lid\b/gu, 'lid 1')
    .replace(/\btweede lid\b/gu, 'lid 2')
    .replace(/\bvijfde lid\b/gu, 'lid 5')
    .replace(/\blid\b/gu, '.')
    .replace(/[\s,:;()]+/gu, '');
  const m = /^(5\.\d)(?:\.+(\d))?\.*([a-i])?\.?$/u.exec(woorden.replace(/\.{2,}/gu, '.'));
  if (!m) return null;
  const grond = `${m[1]}${m[2] ? `.${m[2]}` : ''}${m[3] ?? ''}`;
  return grond in GRONDEN ? grond : null;
}
