import { huidigeSleutel, LEVENSDUUR_MS, NALOOP_MS, PUBLICATIETIJD_MS, rotatieplan, type Sleutelstand } from './rotatie.ts';

const t0 = new Date('2026-11-22T10:00:00Z');
const na = (ms: number): Date => new Date(t0.getTime() + ms);
const huidig: Sleutelstand = { kid: 'a', gemaakt: na(-3600_000), vanaf: na(-3600_000), tot: null };
const volgende: Sleutelstand = { kid: 'b', gemaakt: na(-3600_000), vanaf: null, tot: null };

describe('rotatie van tokensleutels', () => {
  it('begint met een sleutel die tekent en een die alvast bekend is', () => {
    expect(rotatieplan([], t0, false)).toEqual([{ soort: 'maak', gebruikVanaf: t0 }, { soort: 'maak', gebruikVanaf: null }]);
  });

  it('doet niets zolang de sleutel jong genoeg is', () => {
    expect(rotatieplan([huidig, volgende], t0, false)).toEqual([]);
  });

  it('wisselt op verzoek meteen als de volgende lang genoeg bekend is, en maakt een nieuwe volgende', () => {
    expect(rotatieplan([huidig, volgende], t0, true)).toEqual([
      { soort: 'neem-over', van: 'a', naar: 'b', op: t0 },
      { soort: 'maak', gebruikVanaf: null },
    ]);
  });

  it('tekent nooit met een sleutel die nog niet lang genoeg bekend is', () => {
    const vers = { ...volgende, gemaakt: na(-1000) };
    expect(rotatieplan([huidig, vers], t0, true)[0]).toEqual({ soort: 'neem-over', van: 'a', naar: 'b', op: na(PUBLICATIETIJD_MS - 1000) });
  });

  it('plant een wisseling niet twee keer', () => {
    const gepland = [{ ...huidig, tot: na(30_000) }, { ...volgende, vanaf: na(30_000) }, { ...volgende, kid: 'c' }];
    expect(rotatieplan(gepland, t0, true)).toEqual([]);
    expect(huidigeSleutel(gepland, t0)?.kid).toBe('a');
    expect(huidigeSleutel(gepland, na(30_000))?.kid).toBe('b');
  });

  it('wisselt vanzelf na de levensduur', () => {
    expect(rotatieplan([{ ...huidig, vanaf: na(-LEVENSDUUR_MS) }, volgende], t0, false)[0]?.soort).toBe('neem-over');
  });

  it('houdt een oude sleutel bekend tot de laatste token ermee verlopen is', () => {
    const oud = { kid: 'o', gemaakt: na(-LEVENSDUUR_MS), vanaf: na(-LEVENSDUUR_MS), tot: na(-NALOOP_MS + 1) };
    expect(rotatieplan([oud, huidig, volgende], t0, false)).toEqual([]);
    expect(rotatieplan([oud, huidig, volgende], na(1), false)).toEqual([{ soort: 'verwijder', kid: 'o' }]);
  });
});
