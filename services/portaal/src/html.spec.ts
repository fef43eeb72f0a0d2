import fc from 'fast-check';
import { adres, html } from './html.ts';

describe('templates', () => {
  it('escape everything that is put in, and only that', () => {
    expect(String(html`<p title="${'"\'><script>'}">${'a & <b>'}</p>`)).toBe('<p title="&quot;&#39;&gt;&lt;script&gt;">a &amp; &lt;b&gt;</p>');
    expect(String(html`<ul>${['<', html`<li>x</li>`, 3, ['&']]}</ul>`)).toBe('<ul>&lt;<li>x</li>3&amp;</ul>');
  });

  it('nothing gives nothing, zero gives a zero', () => {
    expect(String(html`${null}${undefined}${false}${''}${0}`)).toBe('0');
  });

  it('no text can open a tag or leave an attribute', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (s) => !/[<>"']/.test(String(html`${s}`))));
  });

  it('a value is one part of an address', () => {
    expect(adres`/dossiers/${'../x?y#z'}/bestand?q=${'a&b=c'}`).toBe('/dossiers/..%2Fx%3Fy%23z/bestand?q=a%26b%3Dc');
    expect(adres`/zoeken`).toBe('/zoeken');
  });
});
