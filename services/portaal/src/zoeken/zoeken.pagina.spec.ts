import { startpagina, zoekpagina } from './zoeken.pagina.ts';

const treffer = {
  publicatie: 'p1',
  titel: 'Besluit <buurtfeest>',
  fragmentdelen: [{ tekst: 'het <b>', treffer: false }, { tekst: 'podium', treffer: true }, { tekst: ' op het plein', treffer: false }],
  pagina: 2,
  gepubliceerdOp: '2026-11-22T10:00:00Z',
};

describe('searching', () => {
  it('shows what was found, where, and the word marked; text of a document is never HTML', () => {
    const blad = String(zoekpagina('podium', { aantal: 1, links: {}, resultaten: [treffer] }, null).inhoud);
    expect(blad).toContain('het &lt;b&gt;<mark>podium</mark> op het plein');
    expect(blad).toContain('Pagina 2. Openbaar sinds 22 november 2026');
    expect(blad).toContain('1 resultaat voor “podium”');
    expect(blad).toContain('href="/publicaties/p1"');
    expect(blad).toContain('Besluit &lt;buurtfeest&gt;');
  });

  it('says it when nothing was found, and helps', () => {
    const blad = String(zoekpagina('xyz"', { links: {}, resultaten: [] }, null).inhoud);
    expect(blad).toContain('Niets gevonden voor “xyz&quot;”');
    expect(blad).toContain('Probeer een ander woord');
  });

  it('does not count what it does not know', () => {
    expect(String(zoekpagina('q', { links: {}, resultaten: [treffer] }, '/zoeken?q=q&na=1').inhoud)).toContain('Resultaten voor “q”');
    expect(String(zoekpagina('q', { links: {}, resultaten: [treffer] }, '/zoeken?q=q&na=1').inhoud)).toContain('href="/zoeken?q=q&amp;na=1"');
  });

  it('the first page leads to what is new and to one’s own data', () => {
    const b = { gemeente: { oin: '1', naam: 'Gemeente Overbrugge', demonstratie: true }, persoon: null };
    const blad = String(startpagina(b, [{ id: 'p1', officieleTitel: 'Besluit', gepubliceerdOp: '2026-11-22T10:00:00Z' }]).inhoud);
    expect(blad).toContain('22 november 2026');
    expect(blad).toContain('href="/uw-gegevens"');
    expect(String(startpagina(b, []).inhoud)).not.toContain('Kortgeleden');
    const zonder = String(startpagina(b, null).inhoud);
    expect([zonder.includes('Zoeken werkt nu even niet'), zonder.includes('action="/zoeken"'), zonder.includes('/uw-gegevens')]).toEqual([true, false, true]);
    const medewerker = { id: 'n', naam: 'Noor', soort: 'medewerker' as const, rollen: ['behandelaar'] };
    expect(String(startpagina({ ...b, persoon: medewerker }, []).inhoud)).not.toContain('/uw-gegevens');
  });
});
