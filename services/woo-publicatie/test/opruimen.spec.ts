import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { uuidv7, VasteKlok } from '@bronhuis/standaarden';
import { wachtTot, type TestOmgeving } from '@bronhuis/testing';
import type { PublicatieDto } from '../src/publicaties/publicaties.dto.ts';
import { anoniem, gepubliceerd, OVERBRUGGE, start, W } from './hulp.ts';

describe('what ends by itself', () => {
  let o: TestOmgeving;
  const dwaalgast = uuidv7();
  beforeAll(async () => {
    o = await start({
      vooraf: async ({ gegevensMap }) => {
        // As a process leaves it that was killed between placing a file and committing its row, two hours ago; and one of just now.
        const map = join(gegevensMap, 'openbaar', OVERBRUGGE, dwaalgast.slice(-2));
        await mkdir(map, { recursive: true });
        await mkdir(join(gegevensMap, 'aangeboden'), { recursive: true });
        const oud = new Date(Date.now() - 2 * 60 * 60_000);
        for (const pad of [join(map, dwaalgast), join(gegevensMap, 'aangeboden', 'half')]) {
          await writeFile(pad, 'x');
          await utimes(pad, oud, oud);
        }
        await writeFile(join(gegevensMap, 'aangeboden', 'bezig'), 'x');
      },
    });
  });
  afterAll(() => o.stop());

  it('sweeps files that no row names, and leaves young ones alone', async () => {
    const namen = async (): Promise<string[]> => (await readdir(o.gegevensMap, { recursive: true })).map((f) => f.split('/').at(-1) ?? '');
    await wachtTot(async () => !(await namen()).includes(dwaalgast) && !(await namen()).includes('half'), { ms: 20_000 });
    expect(await namen()).toContain('bezig');
  });
});

// A publicatieduur ends on its day, on the calendar of Amsterdam.
it('a publication ends when its term is over', async () => {
  const klok = new VasteKlok(new Date());
  const o = await start({ klok });
  try {
    const p = await gepubliceerd(o);
    const lees = () => o.roep<PublicatieDto & { reden: string }>('GET', `${W}/publicaties/${p.id}`, anoniem());
    const tot = (await lees()).body.publicatieTot;
    klok.zet(`${tot}T12:00:00Z`);
    await wachtTot(async () => (await lees()).status === 410, { ms: 20_000 });
    expect((await lees()).body.reden).toBe('De publicatieduur is verstreken');
    expect((await o.roep('GET', `${W}/documenten/${p.document}/bestand`, anoniem())).status).toBe(410);
  } finally {
    await o.stop();
  }
});
