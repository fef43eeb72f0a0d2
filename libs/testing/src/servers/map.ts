import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Folder of the project, the same from the source and from `dist`. */
export function projectmap(): string {
  let hier = import.meta.dirname;
  while (!existsSync(join(hier, 'nx.json'))) {
    if (hier === dirname(hier)) throw new Error(`geen project boven ${import.meta.dirname}`);
    hier = dirname(hier);
  }
  return hier;
}
