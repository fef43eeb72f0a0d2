import { jest } from '@jest/globals';
import { Rondes } from './rondes.ts';

/** Work of which a test ends each round itself. */
function proef(elkeMs = 1000) {
  const lopend: { klaar: () => void; faal: (fout: Error) => void }[] = [];
  const fouten: string[] = [];
  const stand = { begonnen: 0 };
  const werk = (): Promise<void> => {
    stand.begonnen++;
    return new Promise((klaar, faal) => lopend.push({ klaar, faal }));
  };
  const rondes = new Rondes(werk, { elkeMs, mislukt: (fout) => fouten.push(fout) });
  return { rondes, lopend, fouten, stand };
}

const na = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);

describe('rounds', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('begin after one interval, and the next one interval after the end of the one before', async () => {
    const { rondes, lopend, stand } = proef();
    rondes.start();
    await na(999);
    expect(stand.begonnen).toBe(0);
    await na(1);
    expect(stand.begonnen).toBe(1);
    await na(10_000);
    expect(stand.begonnen).toBe(1);
    lopend[0]?.klaar();
    await na(999);
    expect(stand.begonnen).toBe(1);
    await na(1);
    expect(stand.begonnen).toBe(2);
  });

  it('tell a failure, and go on with the next', async () => {
    const { rondes, lopend, fouten, stand } = proef();
    rondes.start();
    await na(1000);
    lopend[0]?.faal(new Error('weg'));
    await na(1000);
    expect({ fouten, begonnen: stand.begonnen }).toEqual({ fouten: ['weg'], begonnen: 2 });
  });

  it('never run together: asked for meanwhile, one more follows at once, however often it was asked', async () => {
    const { rondes, lopend, stand } = proef();
    const eerste = rondes.wek();
    await na(0);
    const volgende = [rondes.wek(), rondes.wek(), rondes.wek()];
    await na(0);
    expect(stand.begonnen).toBe(1);
    lopend[0]?.klaar();
    await eerste;
    await na(0);
    expect(stand.begonnen).toBe(2);
    lopend[1]?.klaar();
    await Promise.all(volgende);
    expect(stand.begonnen).toBe(2);
  });

  it('give other work its turn, and survive its failure', async () => {
    const { rondes, lopend, fouten, stand } = proef();
    const volgorde: string[] = [];
    const ronde = rondes.wek().then(() => volgorde.push('ronde'));
    const ander = [
      rondes.wek(async () => void volgorde.push('ander')),
      rondes.wek(() => Promise.reject(new Error('kapot'))),
      rondes.wek(async () => void volgorde.push('nog een')),
    ];
    await na(0);
    expect(volgorde).toEqual([]);
    lopend[0]?.klaar();
    await Promise.all([ronde, ...ander]);
    expect({ volgorde, fouten, begonnen: stand.begonnen }).toEqual({ volgorde: ['ronde', 'ander', 'nog een'], fouten: ['kapot'], begonnen: 1 });
  });

  it('stop: the round under way is waited for, and none begins any more', async () => {
    const { rondes, lopend, stand } = proef();
    rondes.start();
    await na(1000);
    void rondes.wek();
    let gestopt = false;
    const einde = rondes.stop().then(() => (gestopt = true));
    await na(5000);
    expect({ gestopt, klok: rondes.gestopt }).toEqual({ gestopt: false, klok: true });
    lopend[0]?.klaar();
    await einde;
    await rondes.wek();
    rondes.start();
    await na(5000);
    expect({ begonnen: stand.begonnen, timers: jest.getTimerCount() }).toEqual({ begonnen: 1, timers: 0 });
  });

  it('do not keep a process alive', () => {
    jest.useRealTimers();
    const timers = (): number => process.getActiveResourcesInfo().filter((soort) => soort === 'Timeout').length;
    const { rondes } = proef(60_000);
    const vooraf = timers();
    rondes.start();
    expect(timers()).toBe(vooraf);
    return rondes.stop();
  });
});
