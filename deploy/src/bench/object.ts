import type { Suite } from './suite.ts';

/** The kind `standplaats` of the demonstration. */
const STANDPLAATS = '01994a00-0001-7000-8000-000000000009';

export const objectInvoer = (): string =>
  JSON.stringify({
    objecttype: STANDPLAATS,
    beginGeldigheid: '2026-01-01',
    gegevens: {
      plaats: 'Lindeplein, bij de fontein',
      oppervlakte: 24,
      houder: { bsn: '999993021', naam: 'Saskia Bakker', adres: 'Lindeplein 4, 1234 AB Overbrugge', email: 's.bakker@example.nl', telefoon: '0600000000' },
    },
  });

export async function maakObject(suite: Suite, token: string): Promise<string> {
  const antwoord = await fetch(`${suite.url('registers')}/registers/v1/objecten`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: objectInvoer(),
  });
  const tekst = await antwoord.text();
  if (antwoord.status !== 201) throw new Error(`een object maken geeft ${antwoord.status}: ${tekst}`);
  return (JSON.parse(tekst) as { id: string }).id;
}
