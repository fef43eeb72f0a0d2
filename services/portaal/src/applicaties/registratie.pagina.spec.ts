import type { Bezoeker } from '../lay-out/bezoeker.ts';
import { registratiepagina, woordVan, type Registratieblad } from './registratie.pagina.ts';

const b: Bezoeker = {
  gemeente: { oin: '00000001999990007000', naam: 'Gemeente Overbrugge', demonstratie: true },
  persoon: { id: 'bas', naam: 'Bas', soort: 'medewerker', rollen: ['applicatiebeheerder'] },
  formuliercode: 'code',
  eenmalig: 'een',
  melding: null,
  pad: '/applicaties/nieuw',
};
const namen = { organisatie: () => null, activiteit: (id: string) => (id === 'VA-08' ? 'Parkeren' : null) };
const blad: Registratieblad = { b, wijzigt: null, velden: {}, doelen: [{ id: 'VA-01', naam: 'Evenementen' }], namen, bekend: [], mislukt: null };
const tekst = (anders: Partial<Registratieblad> = {}): string => String(registratiepagina({ ...blad, ...anders }).inhoud);

describe('the form of an application', () => {
  it('asks who runs a new one, and of one that is there whether it may go on', () => {
    expect(tekst()).toContain('action="/applicaties/nieuw"');
    expect(tekst()).toContain('name="uitvoerder"');
    expect(tekst()).not.toContain('name="status"');
    const wijzigt = tekst({ wijzigt: { id: 'zaak', gezien: '"7"' }, velden: { status: 'actief' } });
    expect(wijzigt).toContain('action="/applicaties/zaak/wijzigen"');
    expect(wijzigt).toContain('name="gezien" value="&quot;7&quot;"');
    expect(wijzigt).not.toContain('name="uitvoerder"');
    expect(wijzigt).toMatch(/value="actief"\s+checked/);
    expect(wijzigt).toMatch(/name="status" value="ingetrokken"\s+aria-describedby="status-1-uitleg" {2}required/);
  });

  it('keeps work that was chosen and does not hold today', () => {
    const velden = { 'activiteiten-VA-08': 'ja', 'activiteiten-VA-99': 'ja', 'activiteiten-VA-01': 'nee' };
    expect(tekst({ velden })).toMatch(/name="activiteiten-VA-08" value="ja"\s+aria-describedby="activiteiten-1-uitleg" checked/);
    for (const woord of ['Evenementen', 'Parkeren', 'VA-99', 'Dit werk geldt vandaag niet.']) expect(tekst({ velden })).toContain(woord);
    expect(tekst({ velden })).not.toMatch(/name="activiteiten-VA-01" value="ja"\s+checked/);
    expect(tekst({ doelen: [] })).toContain('nog geen werk vastgelegd');
  });

  it('says above what is wrong with a link to each field, and there again', () => {
    const mislukt = { status: 400, titel: 'Er klopt iets niet', uitleg: 'Er is niets veranderd.', fouten: { alles: ['Zo niet.'], naam: ['Te lang.', 'Te kort.'], extern: ['Kies.'] } };
    const pagina = registratiepagina({ ...blad, mislukt, velden: { naam: '<b>' } });
    const inhoud = String(pagina.inhoud);
    expect([pagina.status, pagina.titel]).toEqual([400, 'Er klopt iets niet: registreer een applicatie']);
    expect(inhoud).toMatch(/role="alert"[^>]*>.*Zo niet\..*href="#naam">Naam van de applicatie: Te lang\.<.*href="#extern-0">/s);
    expect(inhoud).toMatch(/id="naam-fout"><p>Te lang\.<\/p><p>Te kort\.<\/p><\/div>\s*<input[^>]*value="&lt;b&gt;"[^>]*aria-describedby="naam-fout" aria-invalid="true" required/s);
    expect(inhoud).toMatch(/<fieldset class="keuzes utrecht-form-field--invalid" aria-describedby="extern-fout">/);
  });

  it('has words for what stands in a field', () => {
    const v = { extern: 'ja', status: 'actief', verwerkersovereenkomstTot: '2027-12-31', redirectUris: 'https://a\r\nhttps://b', 'activiteiten-VA-08': 'ja', 'activiteiten-VA-01': 'ja', naam: ' Z ' };
    expect((['extern', 'status', 'verwerkersovereenkomstTot', 'redirectUris', 'activiteiten', 'naam', 'jwksUri'] as const).map((n) => woordVan(n, v, namen))).toEqual([
      'Ja', 'Ja, zij mag werken', '31 december 2027', 'https://a en https://b', 'Parkeren en VA-01', 'Z', '',
    ]);
  });
});
