import { maakSleutelpaar } from '@bronhuis/standaarden';
import { Sleutelkluis } from './sleutelkluis.ts';

describe('kluis voor tokensleutels', () => {
  const bundelsleutel = maakSleutelpaar('bundel').prive;
  const geheim = { kty: 'RSA', d: 'geheim-deel' };

  it('geeft terug wat erin ging, en laat in rust niets zien', () => {
    const dicht = new Sleutelkluis(bundelsleutel).sluit(geheim, 'k1');
    expect(dicht.includes('geheim-deel')).toBe(false);
    expect(new Sleutelkluis(bundelsleutel).open(dicht, 'k1')).toEqual(geheim);
  });

  it('opent niet onder een andere naam, met een andere sleutel of na een wijziging', () => {
    const dicht = new Sleutelkluis(bundelsleutel).sluit(geheim, 'k1');
    expect(() => new Sleutelkluis(bundelsleutel).open(dicht, 'k2')).toThrow();
    expect(() => new Sleutelkluis(maakSleutelpaar('ander').prive).open(dicht, 'k1')).toThrow();
    dicht[20] = (dicht[20] ?? 0) ^ 1;
    expect(() => new Sleutelkluis(bundelsleutel).open(dicht, 'k1')).toThrow();
  });
});
