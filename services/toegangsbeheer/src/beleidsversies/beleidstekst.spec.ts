import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Probleem } from '@bronhuis/standaarden';
import { leesBeleid, leesBeleidstekst } from '../bundel/beleidsbestanden.ts';
import { eigenMap } from '../map.ts';
import { eisSet as eisMet, hashVan, verschil } from './beleidstekst.ts';
import { Schematoets } from './schematoets.ts';

const schema = new Schematoets([]);
const eisSet = (tekst: string) => eisMet(tekst, schema);

const regel = (id: string, rest = 'permit (principal, action, resource);') => `@id("${id}") @toelichting("Proef.") ${rest}`;
const met = (voorwaarde: string) => regel('proef', `permit (principal, action, resource) when { ${voorwaarde} };`);

async function bezwaren(tekst: string): Promise<string[]> {
  try {
    await eisSet(tekst);
    return [];
  } catch (fout) {
    if (!(fout instanceof Probleem)) throw fout;
    expect(fout.status).toBe(400);
    return fout.invalidParams!.map((p) => `${p.name} ${p.code}`);
  }
}

describe('tekst van het beleid', () => {
  it('wordt gelezen met een hash die niet van de volgorde of de opmaak afhangt', async () => {
    const set = await eisSet(leesBeleidstekst());
    expect(set.regels.length).toBeGreaterThan(20);
    expect(hashVan([...set.regels].reverse())).toBe(set.hash);
    expect((await eisSet(`// kop\n${regel('b')}\n\n${regel('a')}`)).hash).toBe((await eisSet(`${regel('a')}${regel('b')}`)).hash);
    expect((await eisSet(regel('a'))).hash).not.toBe((await eisSet(regel('b'))).hash);
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
    ['een annotatie die er niet is', regel('proef', '@weglatten("/bsn") permit (principal, action, resource);'), ['tekst.proef annotatie']],
    ['een veld dat geen pad is, en een verbod dat velden weglaat', `${regel('a', '@maskeren("bsn") permit (principal, action, resource);')}${regel('b', '@weglaten("/bsn") forbid (principal, action, resource);')}`, ['tekst.a verplichting', 'tekst.b verplichting']],
    ['opwaarderen bij een toestemming, en naar een niveau dat er niet is', regel('proef', '@opwaarderen("sterk") permit (principal, action, resource);'), ['tekst.proef verplichting', 'tekst.proef verplichting']],
    ['een tekst zonder einde', `${regel('a')} "`, ['tekst cedar']],
  ])('wordt geweigerd met %s', async (_, tekst, verwacht) => {
    expect(await bezwaren(tekst)).toEqual(verwacht);
  });

  it('mag verplichtingen dragen, die met de regel mee in de hash zitten', async () => {
    const [met, zonder] = [await eisSet(regel('a', '@weglaten("/bsn, /adres/huisnummer") @maskeren("/telefoon") permit (principal, action, resource);')), await eisSet(regel('a'))];
    expect(met.regels[0]!.regel.annotations).toMatchObject({ weglaten: '/bsn, /adres/huisnummer', maskeren: '/telefoon' });
    expect(met.hash).not.toBe(zonder.hash);
    expect(verschil(met.regels, zonder.regels).anders).toEqual(['a']);
    expect(await bezwaren(regel('a', '@opwaarderen("hoog") forbid (principal, action, resource) when { context.niveau < 3 && context.netwerk == "extern" && context.uur >= 18 && context.weekdag > 5 };'))).toEqual([]);
  });

  it('kan wat README van het beleid als voorbeeld geeft', async () => {
    const voorbeeld = /```cedar\n([\s\S]*?)```/.exec(readFileSync(join(eigenMap('beleid'), 'README.md'), 'utf8'))?.[1] ?? '';
    expect((await eisSet(voorbeeld)).regels.map((r) => r.id)).toEqual(['balie-zonder-bsn', 'geheim-sterk-aangemeld']);
  });

  // Each of these brings down the WebAssembly of Cedar for the whole process when it gets there.
  it.each([
    ['haken', met(`${'('.repeat(400)}true${')'.repeat(400)}`), 'te-diep'],
    ['verzamelingen', met(`${'['.repeat(400)}"a"${']'.repeat(400)}.isEmpty()`), 'te-diep'],
    ['voegwoorden', met(Array(600).fill('context.bevoegd').join(' && ')), 'te-lang'],
    ['voorwaarden', regel('a', `permit (principal, action, resource) ${'when { context.bevoegd } '.repeat(1_000)};`), 'te-lang'],
    ['of-of', met(`${'if context.bevoegd then true else '.repeat(400)}true`), 'te-lang'],
    ['punten', met(`context${'.a'.repeat(3_000)}`), 'te-lang'],
  ])('breekt niets met eindeloos veel %s', async (_, tekst, code) => {
    expect(await bezwaren(tekst)).toEqual([`tekst ${code}`]);
    expect(await bezwaren(regel('a'))).toEqual([]);
  });

  it('mag zo groot zijn als de grenzen toelaten, en telt niet wat in opmerkingen en teksten staat', async () => {
    const diep = `${'('.repeat(28)}${Array(36).fill('context.bevoegd').join(' && ')}${')'.repeat(28)}`;
    expect(await bezwaren(met(diep))).toEqual([]);
    expect(await bezwaren(`// ${'('.repeat(500)}\n@id("a") @toelichting("${'. && '.repeat(500)}") permit (principal, action, resource);`)).toEqual([]);
    expect(await bezwaren(Array.from({ length: 300 }, (_, i) => regel(`r-${i}`, 'permit (principal, action, resource) when { context.bevoegd };')).join('\n'))).toEqual([]);
  });

  it('wordt per regel één keer aan het schema gehouden; wat niet past blijft niet passen', async () => {
    const [goed, fout] = [regel('a'), met('context.doell == "x"')];
    const toets = new Schematoets(leesBeleid());
    for (let n = 0; n < 2; n++) {
      expect((await eisMet(`${leesBeleidstekst()}${goed}`, toets)).regels.map((r) => r.id)).toContain('a');
      await expect(eisMet(`${goed}${fout}`, toets)).rejects.toThrow('klopt niet');
    }
  });

  it('zegt wat er anders is', async () => {
    const [a, b] = [await eisSet(`${regel('a')}${regel('b')}`), await eisSet(`${regel('b', 'forbid (principal, action, resource);')}${regel('c')}`)];
    expect(verschil(a.regels, b.regels)).toEqual({ erbij: ['a'], weg: ['c'], anders: ['b'] });
    expect(verschil(a.regels, a.regels)).toEqual({ erbij: [], weg: [], anders: [] });
  });
});
