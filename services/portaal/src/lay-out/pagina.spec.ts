import { html } from '../html.ts';
import type { Bezoeker } from './bezoeker.ts';
import { foutpagina, redenVoorMensen } from './fouten.ts';
import { aankruisvakjes, formulier, keuzerondjes, tekstveld } from './formulier.ts';
import { gegevens, meldingskader, tabel } from './onderdelen.ts';
import { document } from './pagina.ts';

const stijl = { paden: ['/portaal/stijl/1/a.css'], teken: '/portaal/stijl/1/t.svg' };
const bezoeker: Bezoeker = {
  gemeente: { oin: '00000001999990007000', naam: 'Gemeente Overbrugge', demonstratie: true },
  persoon: null,
  formuliercode: 'code<1>',
  eenmalig: 'een',
  melding: null,
  pad: '/',
};
const pagina = { titel: 'Titel & meer', inhoud: html`<h1>x</h1>` };

describe('the document around a page', () => {
  it('says on every page of a demonstration what it is, and asks not to be indexed', () => {
    const demonstratie = document(bezoeker, pagina, stijl);
    expect(demonstratie).toContain('Dit is een demonstratie: verzonnen gegevens');
    expect(demonstratie).toContain('content="noindex, nofollow"');
    const echt = document({ ...bezoeker, gemeente: { ...bezoeker.gemeente, demonstratie: false } }, pagina, stijl);
    expect(echt).not.toContain('demonstratie:');
    expect(echt).not.toContain('noindex');
  });

  it('has what a strict Content-Security-Policy allows: no script, no inline style, nothing of elsewhere', () => {
    const blad = document({ ...bezoeker, melding: { soort: 'gelukt', titel: 'Ja', regels: ['a'] } }, pagina, stijl);
    expect(blad).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=|https?:\/\//);
    expect(blad).toContain('<html lang="nl"');
    expect(blad).toContain('<title>Titel &amp; meer | Gemeente Overbrugge</title>');
    expect(blad).toContain('href="#inhoud"');
  });

  it('shows who is signed in and lets them go with the code of the session', () => {
    const persoon = { id: 'n', naam: 'Noor <de Graaf>', soort: 'medewerker' as const, rollen: ['behandelaar'] };
    const blad = document({ ...bezoeker, persoon, pad: '/dossiers/1' }, pagina, stijl);
    expect(blad).toContain('Noor &lt;de Graaf&gt;');
    expect(blad).toContain('value="code&lt;1&gt;"');
    expect(blad).toMatch(/href="\/dossiers" aria-current="page"/);
    expect(blad).not.toContain('href="/aanmelden"');
  });
});

describe('parts of a page', () => {
  it('a form posts with the code, and a field without need says so', () => {
    const f = String(formulier(bezoeker, { naar: '/x', knop: 'Doe' }, tekstveld({ naam: 'a', label: 'A' }), tekstveld({ naam: 'b', label: 'B', verplicht: true, uitleg: 'Zo' })));
    expect(f).toContain('method="post"');
    expect(f).toContain('name="formuliercode" value="code&lt;1&gt;"');
    expect(f.match(/\(hoeft niet\)/g)).toHaveLength(1);
    expect(f).toContain('aria-describedby="b-uitleg" required');
  });

  it('choices belong to a question', () => {
    const k = String(keuzerondjes('wie', 'Wie bent u?', [{ waarde: 'a', label: 'A', uitleg: 'u' }, { waarde: 'b', label: 'B' }], 'b'));
    expect(k).toContain('<legend class="utrecht-form-label">Wie bent u?</legend>');
    expect(k.match(/type="radio"/g)).toHaveLength(2);
    expect(k).toMatch(/value="b"\s+checked/);
  });

  it('of more answers each has its own name; what is wrong is said where it is', () => {
    const keuzes = [{ waarde: 'a', label: 'A' }, { waarde: 'b', label: 'B', uitleg: 'u' }];
    const k = String(aankruisvakjes({ naam: 'werk', label: 'Welk werk?', uitleg: 'Kies', fouten: ['Kies er een.'] }, keuzes, ['b']));
    expect(k).toMatch(/<fieldset class="keuzes utrecht-form-field--invalid" aria-describedby="werk-uitleg werk-fout">/);
    expect(k).toMatch(/name="werk-b" value="ja"\s+aria-describedby="werk-1-uitleg" checked/);
    expect(k.match(/ checked/g)).toHaveLength(1);
    expect(String(tekstveld({ naam: 'a', label: 'A', fouten: ['Nee <x>.'] }))).toMatch(/id="a-fout"><p>Nee &lt;x&gt;\.<\/p><\/div>.*aria-describedby="a-fout" aria-invalid="true"/s);
    expect(String(tekstveld({ naam: 'a', label: 'A' }))).not.toMatch(/aria-|-fout/);
  });

  it('leaves out what has no value, and names each column on a narrow screen', () => {
    expect(String(gegevens([['A', 'x'], ['B', null], ['C', '']]))).not.toMatch(/<dt>[BC]/);
    expect(String(tabel('t', [{ kop: 'Zaak', cel: (r: string) => r }, { kop: 'Tot', cel: () => 2 }], ['Z-1']))).toContain('data-kop="Tot">2</td>');
  });

  it('a message that something failed is announced at once, one that it worked politely', () => {
    expect(String(meldingskader({ soort: 'mislukt', titel: 'Nee', regels: ['a', 'b'] }))).toMatch(/role="alert".*<li/s);
    expect(String(meldingskader({ soort: 'gelukt', titel: 'Ja', regels: [] }))).toContain('role="status"');
    expect(meldingskader(null)).toBeNull();
  });
});

describe('errors', () => {
  it.each([400, 401, 403, 404, 409, 410, 413, 429, 500, 502, 503])('%i is a page in plain Dutch with a way on', (status) => {
    const p = foutpagina(status, 'Omdat <dit>.');
    expect(p.status).toBe(status);
    expect(String(p.inhoud)).toContain('href="/"');
    expect(String(p.inhoud)).toContain('Omdat &lt;dit&gt;.');
    expect(String(p.inhoud)).not.toMatch(/HTTP|server|token|fout \d/i);
  });

  it('tells the words of a refusal, not those of a breakdown', () => {
    expect(redenVoorMensen(403, 'Geen mandaat.')).toBe('Geen mandaat.');
    expect(redenVoorMensen(503, 'ECONNREFUSED')).toBeUndefined();
    expect(redenVoorMensen(500, 'stack')).toBeUndefined();
  });
});
