import { Beslisser, type Vraag } from '../beslisser.ts';
import { leesCedar } from '../cedar.ts';
import { Rijen } from '../rijen.ts';
import type { Bron } from '../vraag.ts';
import type { Rijgegeven } from './deels.ts';
import type { Kolommen } from './sql.ts';

const BRON: Bron = { soort: 'dossier' };
const VRAAG: Vraag = {
  principal: { soort: 'medewerker', id: '', rollen: ['behandelaar'], applicatie: 'app' },
  actie: 'dossiers:lezen',
  resource: { soort: 'dossier', component: 'registers', vertrouwelijkheid: 2, persoonsgegevens: true, activiteiten: [] },
  context: { klasse: 'doelgebonden', organisatie: '1', uitvoerder: '1', eigenOrganisatie: true, bevoegd: true, doel: "VA'1", werkproces: 'zorg', doelGeldig: true, demonstratie: false, niveau: 0, netwerk: 'extern', uur: 11, weekdag: 7 },
};
const KOLOMMEN: Kolommen = { soort: { sql: 'r.soort', verplicht: true }, vertrouwelijkheid: { sql: 'r.v' }, persoonsgegevens: { sql: 'r.p', verplicht: true }, activiteiten: { sql: 'r.a', verplicht: true } };

/** What is left of these policies, with the values that travel beside the text. */
function over(tekst: string, perRij: Rijgegeven[] = ['vertrouwelijkheid', 'persoonsgegevens', 'activiteiten'], kolommen = KOLOMMEN) {
  const { toegestaan, beleid, voorwaarde } = new Beslisser({ beleid: leesCedar(tekst) }).beslisRijen(VRAAG, new Set<string>(perRij));
  const rijen = new Rijen(voorwaarde, VRAAG, BRON, 'doelgebonden');
  const waarden: unknown[] = [];
  return { toegestaan, beleid, rijen, sql: rijen.sql(kolommen, (w, type) => `$${waarden.push(w)}::${type}`), waarden };
}
const mag = (als: string): string => `@id("mag") permit(principal, action, resource) when { ${als} };`;

describe('what is left of the policies of a list', () => {
  it('is nothing when all is known: every row, or none with its reason', () => {
    expect(over(mag('context.werkproces == "zorg"'))).toMatchObject({ toegestaan: true, beleid: ['mag'], sql: 'true', rijen: { alle: true, geen: false } });
    expect(over(mag('context.werkproces == "toezicht" && resource.vertrouwelijkheid < 2'))).toMatchObject({ toegestaan: false, beleid: [], sql: 'false', rijen: { alle: false, geen: true } });
    expect(over(`${mag('true')} @id("nooit") forbid(principal, action, resource) when { context.doelGeldig };`)).toMatchObject({ toegestaan: false, beleid: ['nooit'], sql: 'false' });
  });

  it('asks of the row only what the call does not say, and carries each value once beside the text', () => {
    expect(over(mag('principal.rollen.contains("behandelaar") && resource.activiteiten.contains(context.doel) && !(resource.persoonsgegevens && resource.activiteiten.contains(context.doel))'))).toMatchObject({
      sql: '(((r.a)::text[] @> array[$1::text]) and (not ((r.p)::boolean and ((r.a)::text[] @> array[$1::text]))))',
      waarden: ["VA'1"],
    });
  });

  it('is as a question that does not say it where a row has nothing: true or false, never unknown', () => {
    expect(over(mag('resource.vertrouwelijkheid <= 1'))).toMatchObject({ sql: '(coalesce((r.v)::bigint, $1::bigint) <= $2::bigint)', waarden: [2, 1] });
  });

  it('names the policies that may hold for a row, and those that take rows away', () => {
    const tekst = `${mag('resource.persoonsgegevens')} @id("ook") permit(principal, action, resource) when { resource.vertrouwelijkheid == 0 };
      @id("anders") permit(principal is Bronhuis::Inwoner, action, resource);
      @id("geheim") forbid(principal, action, resource) when { resource.vertrouwelijkheid == 3 };
      @id("onbevoegd") forbid(principal, action, resource) unless { context.bevoegd };`;
    const uit = over(tekst);
    expect(uit).toMatchObject({ toegestaan: true, beleid: ['geheim', 'mag', 'ook'] });
    expect(uit.sql).toMatch(/^\(\(.* or .*\) and \(not \(.* = .*\)\)\)$/);
    expect(uit.rijen.geldtVoor({ persoonsgegevens: true, vertrouwelijkheid: 3 })).toBe(false);
    expect(uit.rijen.geldtVoor({ persoonsgegevens: true, vertrouwelijkheid: 1 })).toBe(true);
  });

  it('has no wildcards but those of the policy', () => {
    const uit = over(String.raw`@id("mag") permit(principal, action, resource) when { resource.soort like "a_b%\*\\*" };`, ['soort']);
    expect(uit).toMatchObject({ sql: "((r.soort)::text like $1::text escape '\\')", waarden: [String.raw`a\_b\%*\\%`] });
  });

  it('knows the kind of thing of a row as a policy names it', () => {
    expect(over('@id("mag") permit(principal, action, resource == Bronhuis::Bron::"registers/object");', ['soort'])).toMatchObject({
      sql: '(($2::text || (r.soort)::text) = any($1::text[]))',
      waarden: [['Bronhuis::Bron registers/object'], 'Bronhuis::Bron registers/'],
    });
  });

  it('is not written without a column for what a policy asks', () => {
    expect(() => over(mag('resource.vertrouwelijkheid <= 1'), ['vertrouwelijkheid'], {})).toThrow('no column for vertrouwelijkheid');
  });

  it('never holds what no row can: such a policy is not read', () => {
    expect(() => new Beslisser({ beleid: leesCedar(String.raw`@id("mag") permit(principal, action, resource) when { resource.soort == "a\0" };`) })).toThrow('mag: a text with a NUL');
  });
});
