import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A folder that ships beside the code (`beleid`, `demonstratie`); the same from source and from `dist`. */
export function eigenMap(naam: string): string {
  let hier = import.meta.dirname;
  while (!existsSync(join(hier, 'package.json'))) {
    const hoger = dirname(hier);
    if (hoger === hier) throw new Error(`no package.json above ${import.meta.dirname}`);
    hier = hoger;
  }
  return join(hier, naam);
}
