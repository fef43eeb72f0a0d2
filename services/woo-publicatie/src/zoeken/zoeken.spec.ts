import { enkelvouden, exacteTekens, hulpwoorden, samenstellingsdelen } from './woordhulp.ts';
import { fragmentdelen, MARKERING, ontleed } from './zoekvraag.ts';

describe('words that the stemmer misses', () => {
  it.each([['subsidies', 'subsidie'], ['bestemmingsplannen', 'bestemmingsplan'], ['huizen', 'huis'], ['brieven', 'brief'], ["foto's", 'foto'], ['vergunningen', 'vergunning']])('%s can be %s', (meer, een) =>
    expect(enkelvouden(meer)).toContain(een),
  );

  it.each([['gemeenteraad', 'raad'], ['omgevingsvergunning', 'omgeving'], ['omgevingsvergunningen', 'vergunning'], ['evenementenvergunning', 'vergunning'], ['buurtfeest', 'buurt'], ['verkeersbesluit', 'verkeer']])('%s holds %s', (heel, deel) =>
    expect(samenstellingsdelen(heel)).toContain(deel),
  );

  it('leaves a word alone that is no compound', () => {
    expect(samenstellingsdelen('raad')).toEqual([]);
    expect(samenstellingsdelen('draad')).toEqual([]);
    expect(enkelvouden('plein')).toEqual([]);
  });

  it('keeps case numbers and legal references whole', () => {
    expect(exacteTekens('Zaak Z-0147 van 2026, artikel 5.1.2e en Z-2026-00123. Einde 12.')).toEqual(['z-0147', '5.1.2e', 'z-2026-00123']);
    expect(hulpwoorden('Subsidies voor de gemeenteraad')).toEqual(['subsidie', 'gemeente', 'raad']);
  });
});

describe('a question as people type it', () => {
  it('words together, phrase, not, or', () => {
    expect(ontleed('feest -kermis "lange zin" OF plein').map((g) => g.map((t) => [t.tekst[0], t.niet]))).toEqual([[['feest', false]], [['kermis', true]], [['"lange zin"', false], ['plein', false]]]);
    expect(ontleed('Z-0147')[0]?.[0]?.exact).toEqual(['z-0147']);
  });

  it('is never more than twelve terms, and nothing for nothing', () => {
    expect(ontleed('a '.repeat(50))).toHaveLength(12);
    for (const q of ['', '   ', '"" - !!', 'of']) expect(ontleed(q)).toEqual([]);
  });

  it('gives a fragment in pieces, so that nobody needs to trust its text', () => {
    expect(fragmentdelen(`een <b>\n${MARKERING.begin}feest${MARKERING.eind} hier`)).toEqual([{ tekst: 'een <b> ', treffer: false }, { tekst: 'feest', treffer: true }, { tekst: ' hier', treffer: false }]);
  });
});
