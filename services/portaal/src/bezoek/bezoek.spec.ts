import { eenmalig, volgendePagina } from './bezoek.ts';

describe('a form that is sent twice', () => {
  it('has the same key for the same request, another one for another, and none when it needs none', () => {
    const een = eenmalig({ methode: 'POST', pad: '/a' }, 'x-1');
    expect(een).toEqual(eenmalig({ methode: 'POST', pad: '/a' }, 'x-1'));
    expect(een).not.toEqual(eenmalig({ methode: 'POST', pad: '/b' }, 'x-1'));
    expect(een).not.toEqual(eenmalig({ methode: 'POST', pad: '/a' }, 'x-2'));
    expect(eenmalig({ methode: 'PUT', pad: '/a' }, 'x-1')).toEqual({});
    expect(eenmalig({ pad: '/a' }, null)).toEqual({});
    expect(eenmalig({ methode: 'POST', pad: '/a' }, 'x\r\nkop: waarde')).toEqual({});
  });
});

describe('the next page of a list', () => {
  it('is under the path of this portal, with what was asked for', () => {
    expect(volgendePagina({ volgende: '/selectielijst/v1/dossiers?omvang=50&na=0199' }, '/dossiers?kenmerk=Z&toon=')).toBe('/dossiers?kenmerk=Z&toon=&na=0199');
    expect(volgendePagina({}, '/dossiers')).toBeNull();
    expect(volgendePagina({ volgende: '/x' }, '/dossiers')).toBeNull();
  });
});
