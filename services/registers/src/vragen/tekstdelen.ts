/** A part of a text that the database puts together: as it stands, without a quote, or what this gives, which is never null. */
export type Deel = { vast: string } | { sql: string };

/**
 * The parts as one text. With `||` and as few as there can be: `concat` turns each part into characters, looks for its end and
 * copies it, which for a hundred objects of 1 KB is a sixth of the whole question.
 */
export function plak(delen: readonly Deel[]): string {
  const uit: string[] = [];
  let vast = '';
  const sluit = (): void => {
    if (vast !== '') uit.push(`'${vast}'`);
    vast = '';
  };
  for (const deel of delen) {
    if ('vast' in deel) vast += deel.vast;
    else {
      sluit();
      uit.push(deel.sql);
    }
  }
  sluit();
  return uit.join(' || ');
}

/** A value that has no sign that JSON escapes. */
export const tekst = (sql: string): Deel[] => [{ vast: '"' }, { sql: `${sql}::text` }, { vast: '"' }];
export const tekstOfNull = (sql: string): Deel[] => [{ sql: `coalesce('"' || ${sql}::text || '"', 'null')` }];
export const jsonOfNull = (sql: string): Deel[] => [{ sql: `coalesce((${sql})::text, 'null')` }];
export const getal = (sql: string): Deel[] => [{ sql: `${sql}::text` }];

export const TIJDSTIP = `to_char(v.registratietijd at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
