import { leesCedar } from '@bronhuis/toegang/cedar';
import type { Bundel } from '@bronhuis/toegang';
import { leesBeleid } from '../bundel/beleidsbestanden.ts';
import { beslisVaststellen, eisEerderGeldig, eisEigenConcept, eisMedewerker, eisVoorgelegd } from './beslis-beleidsversie.ts';
import { blijftWijzigbaar } from './buitensluiting.ts';

const versie = { versie: 3, status: 'voorgelegd', auteur: 'bas', basis: 2, ingangsdatum: '2026-12-01', geldigVanaf: null } as const;
const petra = { soort: 'medewerker', id: 'petra' } as const;
const bas = { soort: 'medewerker', id: 'bas' } as const;
const code = (f: () => unknown): string => {
  try {
    f();
    return 'ja';
  } catch (fout) {
    return (fout as { code: string }).code;
  }
};

describe('vier ogen', () => {
  it('een ander dan de auteur stelt vast, op de gevraagde dag of anders vandaag', () => {
    expect(beslisVaststellen(versie, petra, 2, '2026-11-22')).toBe('2026-12-01');
    expect(beslisVaststellen(versie, petra, 2, '2026-12-05')).toBe('2026-12-05');
    expect(code(() => beslisVaststellen(versie, bas, 2, '2026-11-22'))).toBe('eigen-versie');
    expect(code(() => beslisVaststellen({ ...versie, status: 'concept' }, petra, 2, '2026-11-22'))).toBe('niet-voorgelegd');
    expect(code(() => beslisVaststellen(versie, petra, 4, '2026-11-22'))).toBe('verouderde-basis');
  });

  it('alleen een medewerker, en alleen het eigen concept', () => {
    for (const soort of ['applicatie', 'component', 'inwoner', 'anoniem'] as const) expect(code(() => eisMedewerker({ soort, id: 'x' }))).toBe('geen-medewerker');
    expect(code(() => eisMedewerker(bas))).toBe('ja');
    expect(code(() => eisEigenConcept(versie, bas))).toBe('geen-concept');
    expect(code(() => eisEigenConcept({ ...versie, status: 'concept' }, petra))).toBe('andere-auteur');
    expect(code(() => eisEigenConcept({ ...versie, status: 'concept' }, bas))).toBe('ja');
    for (const status of ['concept', 'afgewezen', 'vastgesteld', 'geldend', 'vervallen'] as const) expect(code(() => eisVoorgelegd({ ...versie, status }))).toBe('niet-voorgelegd');
  });

  it('terug kan alleen naar wat al eens is ingegaan', () => {
    expect(code(() => eisEerderGeldig({ ...versie, geldigVanaf: '2026-11-22' }, '2026-11-22'))).toBe('ja');
    expect(code(() => eisEerderGeldig({ ...versie, geldigVanaf: '2026-11-23' }, '2026-11-22'))).toBe('nooit-gegolden');
    expect(code(() => eisEerderGeldig(versie, '2026-11-22'))).toBe('nooit-gegolden');
  });
});

describe('wie kan het beleid daarna nog wijzigen', () => {
  const [A, B] = ['00000001999990007000', '00000001999990019000'];
  const bundel = { organisaties: [A, B].map((oin) => ({ oin, naam: oin, soort: 'demonstratie', type: 'gemeente', hosts: [] })), bevoegdheden: [], activiteiten: [] } as unknown as Bundel;
  const hier = { organisatie: A!, uitvoerder: A! };
  const blijft = (regels: ReturnType<typeof leesBeleid>) => blijftWijzigbaar(regels, bundel, hier, { dag: '2026-11-22', uur: 10, niveau: 1, netwerk: 'extern' });
  const zonder = (...ids: string[]) => leesBeleid().filter((r) => !ids.includes(r.id));
  const erbij = (rest: string) => [...leesBeleid(), ...leesCedar(`@id("proef") ${rest}`)];

  it('met het meegeleverde beleid iemand, en zonder een van de drie rechten niemand', () => {
    expect(blijft(leesBeleid())).toBe(true);
    for (const id of ['beheer-beleid', 'beleid-beoordelen', 'zonder-persoonsgegevens']) expect([id, blijft(zonder(id))]).toEqual([id, false]);
    expect(blijft(erbij('forbid (principal, action == Bronhuis::Action::"beleid:vaststellen", resource);'))).toBe(false);
    expect(blijft(erbij('forbid (principal, action, resource) when { context.demonstratie };'))).toBe(false);
    // What nobody is known to have does not count: a level above that of now, another network.
    expect([1, 2].map((n) => blijft(erbij(`forbid (principal, action, resource) when { context.niveau < ${n} };`)))).toEqual([true, false]);
    expect(blijft(erbij('forbid (principal, action, resource) when { context.netwerk != "intern" };'))).toBe(false);
  });

  it('één gemeente is genoeg: het beleid is van de hele installatie', () => {
    expect(blijft(erbij(`forbid (principal, action, resource) when { context.organisatie == "${A}" };`))).toBe(true);
    expect(blijft(erbij('forbid (principal, action, resource) when { context.organisatie like "*" };'))).toBe(false);
  });
});
