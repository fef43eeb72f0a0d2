import { Probleem } from '@bronhuis/standaarden';
import { leesBeleidstekst } from '../bundel/beleidsbestanden.ts';
import { eisSet, hashVan, verschil } from './beleidstekst.ts';

const regel = (id: string, rest = 'permit (principal, action, resource);') => `@id("${id}") @toelichting("Proef.") ${rest}`;
const met = (voorwaarde: string) => regel('proef', `permit (principal, action, resource) when { ${voorwaarde} };`);

function bezwaren(tekst: string): string[] {
  try {
    eisSet(tekst);
    return [];
  } catch (fout) {
    if (!(fout instanceof Probleem)) throw fout;
    expect(fout.status).toBe(400);
    return fout.invalidParams!.map((p) => `${p.name} ${p.code}`);
  }
}

describe('tekst van het beleid', () => {
  it('wordt gelezen met een hash die niet van de volgorde of de opmaak afhangt', () => {
    const set = eisSet(leesBeleidstekst());
    expect(set.regels.length).toBeGreaterThan(20);
    expect(hashVan([...set.regels].reverse())).toBe(set.hash);
    expect(eisSet(`// kop\n${regel('b')}\n\n${regel('a')}`).hash).toBe(eisSet(`${regel('a')}${regel('b')}`).hash);
    expect(eisSet(regel('a')).hash).not.toBe(eisSet(regel('b')).hash);
  });

  it.each([
    ['geen Cedar', 'permit (principal', ['tekst cedar']],
    ['niets', '// alleen dit', ['tekst leeg']],
    ['een sjabloon, dat anders stil zou wegvallen', `${regel('a')} @id("b") @toelichting("x") forbid (principal == ?principal, action, resource);`, ['tekst sjabloon']],
    ['geen naam', 'permit (principal, action, resource);', ['tekst id']],
    ['een vreemde naam', regel('Een Naam'), ['tekst id']],
    ['geen reden', '@id("a") permit (principal, action, resource); @id("b") @toelichting(" ") permit (principal, action, resource);', ['tekst.a toelichting', 'tekst.b toelichting']],
    ['twee keer dezelfde naam', `${regel('a')}${regel('a')}`, ['tekst.a dubbel']],
    ['een verschreven gegeven', `${regel('goed')}${met('context.doell == "x"')}`, ['tekst.proef schema']],
    ['een verschreven actie', regel('proef', 'permit (principal, action == Bronhuis::Action::"dossiers:leezen", resource);'), ['tekst.proef schema']],
    ['wat de regels niet kunnen', met('resource.vertrouwelijkheid + 1 > 2'), ['tekst.proef vorm']],
    ['een tekst zonder einde', `${regel('a')} "`, ['tekst cedar']],
  ])('wordt geweigerd met %s', (_, tekst, verwacht) => {
    expect(bezwaren(tekst)).toEqual(verwacht);
  });

  // Each of these brings down the WebAssembly of Cedar for the whole process when it gets there.
  it.each([
    ['haken', met(`${'('.repeat(400)}true${')'.repeat(400)}`), 'te-diep'],
    ['verzamelingen', met(`${'['.repeat(400)}"a"${']'.repeat(400)}.isEmpty()`), 'te-diep'],
    ['voegwoorden', met(Array(600).fill('context.bevoegd').join(' && ')), 'te-lang'],
    ['voorwaarden', regel('a', `permit (principal, action, resource) ${'when { context.bevoegd } '.repeat(1_000)};`), 'te-lang'],
    ['of-of', met(`${'if context.bevoegd then true else '.repeat(400)}true`), 'te-lang'],
    ['punten', met(`context${'.a'.repeat(3_000)}`), 'te-lang'],
  ])('breekt niets met eindeloos veel %s', (_, tekst, code) => {
    expect(bezwaren(tekst)).toEqual([`tekst ${code}`]);
    expect(bezwaren(regel('a'))).toEqual([]);
  });

  it('mag zo groot zijn als de grenzen toelaten, en telt niet wat in opmerkingen en teksten staat', () => {
    const diep = `${'('.repeat(28)}${Array(36).fill('context.bevoegd').join(' && ')}${')'.repeat(28)}`;
    expect(bezwaren(met(diep))).toEqual([]);
    expect(bezwaren(`// ${'('.repeat(500)}\n@id("a") @toelichting("${'. && '.repeat(500)}") permit (principal, action, resource);`)).toEqual([]);
    expect(bezwaren(Array.from({ length: 300 }, (_, i) => regel(`r-${i}`, 'permit (principal, action, resource) when { context.bevoegd };')).join('\n'))).toEqual([]);
  });

  it('zegt wat er anders is', () => {
    const [a, b] = [eisSet(`${regel('a')}${regel('b')}`), eisSet(`${regel('b', 'forbid (principal, action, resource);')}${regel('c')}`)];
    expect(verschil(a.regels, b.regels)).toEqual({ erbij: ['a'], weg: ['c'], anders: ['b'] });
    expect(verschil(a.regels, a.regels)).toEqual({ erbij: [], weg: [], anders: [] });
  });
});
