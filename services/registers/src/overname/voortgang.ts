import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * Which objects came over, with how many records: a line each, written behind the answer of the register. Who starts again
 * skips an object that has not more records by now; a line that a fault cut off is as if it were not there.
 */
export class Voortgang {
  private readonly records = new Map<string, number>();

  constructor(private readonly bestand: string) {
    if (!existsSync(bestand)) return;
    const tekst = readFileSync(bestand, 'utf8');
    const heel = tekst.slice(0, tekst.lastIndexOf('\n') + 1);
    if (heel !== tekst) writeFileSync(bestand, heel);
    for (const regel of heel.split('\n')) {
      const [id, aantal] = regel.split(' ');
      if (id && aantal) this.records.set(id, Number(aantal));
    }
  }

  heeft(id: string, laatsteIndex: number): boolean {
    return (this.records.get(id) ?? 0) >= laatsteIndex;
  }

  meld(objecten: readonly { id: string; laatsteIndex: number }[]): void {
    appendFileSync(this.bestand, objecten.map((o) => `${o.id} ${o.laatsteIndex}\n`).join(''));
    for (const o of objecten) this.records.set(o.id, o.laatsteIndex);
  }
}
