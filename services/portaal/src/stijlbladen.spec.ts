import { kiesVorm, Stijl } from './stijlbladen.ts';

describe('the house style', () => {
  it('stands in the order in which later rules win, under addresses of its content', async () => {
    const stijl = await Stijl.lees();
    expect(stijl.paden.map((p) => p.split('/').at(-1))).toEqual(['voorbeeld.css', 'utrecht.css', 'portaal.css']);
    for (const pad of stijl.paden) expect(pad).toMatch(/^\/portaal\/stijl\/[0-9a-f]{16}\//);
    expect((await Stijl.lees()).paden).toEqual(stijl.paden);
  });

  it.each([
    ['gzip, deflate, br', 'br'],
    ['gzip;q=0.8', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['', 'identity'],
  ])('“%s” gets %s', (kop, vorm) => expect(kiesVorm(kop)).toBe(vorm));
});
