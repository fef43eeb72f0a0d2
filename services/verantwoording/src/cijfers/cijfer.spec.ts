import { toonbaar } from './cijfer.ts';

it.each([
  [1, '<5'],
  [4, '<5'],
  [5, '5'],
  [1200, '1200'],
])('a count of %i is shown as %s', (aantal, tekst) => expect(toonbaar(aantal)).toBe(tekst));
