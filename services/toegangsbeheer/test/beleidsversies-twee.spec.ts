import { join } from 'node:path';
import fc from 'fast-check';
import { bouwComponent, leesConfig, type Draaiend } from '@bronhuis/component';
import { roep as roepLos } from '@bronhuis/testing';
import { Beslisser } from '@bronhuis/toegang';
import { leesCedar } from '@bronhuis/toegang/cedar';
import { definitie } from '../src/definitie.ts';
import type { BeleidsversieAntwoord } from '../src/beleidsversies/beleidsversie.dto.ts';
import { eisSet } from '../src/beleidsversies/beleidstekst.ts';
import { Schematoets } from '../src/beleidsversies/schematoets.ts';
import { toeval, Vragenruimte } from '../src/beleidsversies/vragenruimte.ts';
import { leesActies } from '../src/bundel/acties.ts';
import { leesBeleid } from '../src/bundel/beleidsbestanden.ts';
import { keten, MEEGELEVERD, met, VERSIES, type Keten } from './beleidsversies-hulp.ts';
import { opent, type Huis } from './omgeving.ts';

let huis: Huis;
let k: Keten;
let tweede: Draaiend;
beforeAll(async () => {
  huis = await opent();
  k = keten(huis);
  // A second process of the same installation: its own connections, bundle and memory, the same database.
  const config = leesConfig(
    {
      PORT: '0', DATABASE_URL: huis.db.toepassing, DATABASE_URL_WERKER: huis.db.werker, NATS_URL: huis.nats.url, NATS_VOORVOEGSEL: huis.nats.voorvoegsel,
      TOEGANGSBEHEER_URL: huis.buiten.url, GATEWAY_URL: huis.buiten.url, GEHEIMEN_MAP: huis.geheimen.map, GEGEVENS_MAP: join(huis.gegevensMap, 'tweede'), LOG_NIVEAU: 'error',
    },
    { database: true, eigen: definitie.instellingen ?? {} },
  );
  tweede = await bouwComponent(definitie, config, huis.klok);
  await tweede.bundelhouder!.peil();
});
afterAll(async () => {
  await tweede?.stop();
  await huis.stop();
});

interface Uitslag {
  status: number;
  code: string;
  body: BeleidsversieAntwoord;
}
async function doe(url: string, token: string, methode: string, pad: string, body?: object): Promise<Uitslag> {
  const a = await roepLos<BeleidsversieAntwoord & { code?: string }>(url, null, methode, `${VERSIES}${pad}`, { token, headers: { 'if-match': '*' }, ...(body ? { body } : {}) });
  return { status: a.status, code: a.body?.code ?? '', body: a.body };
}
const beide = (): [string, string] => [huis.url, tweede.url];

describe('twee processen', () => {
  it('tegelijk vaststellen: één van de twee, en de ander hoort waarom niet', async () => {
    const [bas, petra, carla] = [await huis.als('bas'), await huis.als('petra'), await huis.als('carla')];
    for (let n = 0; n < 3; n++) {
      const { versie } = await k.concept(met(`ronde-${n}`));
      await k.legVoor(versie);
      for (const url of beide()) expect((await doe(url, bas, 'POST', `/${versie}/_vaststellen`)).code).toBe('eigen-versie');
      const uit = await Promise.all([doe(huis.url, petra, 'POST', `/${versie}/_vaststellen`), doe(tweede.url, carla, 'POST', `/${versie}/_vaststellen`)]);
      expect(uit.map((u) => [u.status, u.code]).sort()).toEqual([[200, ''], [409, 'niet-voorgelegd']]);
    }
  });

  it('twee versies van dezelfde basis tegelijk: één telt, de andere gaat niet stil verloren', async () => {
    const [petra, carla] = [await huis.als('petra'), await huis.als('carla')];
    const basis = await k.nieuwste();
    const [a, b] = [await k.concept(met('van-a')), await k.concept(met('van-b'))];
    for (const c of [a, b]) await k.legVoor(c.versie);
    const uit = await Promise.all([doe(huis.url, petra, 'POST', `/${a.versie}/_vaststellen`), doe(tweede.url, carla, 'POST', `/${b.versie}/_vaststellen`)]);
    expect(uit.map((u) => [u.status, u.code]).sort()).toEqual([[200, ''], [409, 'verouderde-basis']]);
    expect([a.basis, b.basis]).toEqual([basis, basis]);
    // Both processes decide with the one that came first.
    const geldt = uit[0]!.status === 200 ? 'van-a' : 'van-b';
    for (const d of [huis.draaiend, tweede]) {
      await d.bundelhouder!.peil();
      const ids = d.bundelhouder!.huidige().bundel.beleid.map((r) => r.id);
      expect(['van-a', 'van-b'].filter((id) => ids.includes(id))).toEqual([geldt]);
    }
  });

  it('hoe iedereen ook door elkaar werkt: elke versie is van twee personen, en volgt op de vorige', async () => {
    const tokens = { bas: await huis.als('bas'), petra: await huis.als('petra'), carla: await huis.als('carla') };
    const begin = await k.nieuwste();
    let nr = 0;
    const kies = toeval(3);
    // Only the three policies without which nobody could go on, so that a round is quick.
    const klein = leesBeleid().filter((r) => ['beheer-beleid', 'beleid-beoordelen', 'zonder-persoonsgegevens', 'grens-bevoegdheid'].includes(r.id)).map((r) => r.tekst).join('\n');
    const persoon = async (wie: keyof typeof tokens, stappen: number): Promise<Uitslag[]> => {
      const uit: Uitslag[] = [];
      for (let i = 0; i < stappen; i++) {
        const url = beide()[kies(2)]!;
        const [open] = await huis.sql<{ versie: number; status: string }>(`select versie::int, status from beleidsversie where status in ('concept', 'voorgelegd') and versie > $1 order by random() limit 1`, [begin]);
        if (wie === 'bas' && (!open || kies(3) === 0)) uit.push(await doe(url, tokens.bas, 'POST', '', { tekst: `${klein}\n${leesCedar(`@id("stap-${nr}") @toelichting("Stap.") permit (principal, action, resource) when { context.klasse == "openbaar" };`)[0]!.tekst}`, reden: `Stap ${nr++}`, ingangsdatum: '2026-01-01', basis: await k.nieuwste() }));
        else if (open) uit.push(await doe(url, tokens[wie], 'POST', `/${open.versie}/${open.status === 'concept' ? '_voorleggen' : '_vaststellen'}`));
      }
      return uit;
    };
    const vastgesteld = () => huis.sql<{ versie: number; basis: number; auteur: string; beoordelaar: string }>(`select versie::int, basis::int, auteur, beoordelaar from beleidsversie where status = 'vastgesteld' and versie > 0 order by beoordeeld_op`);
    const voorheen = (await vastgesteld()).length;
    const uit: Uitslag[] = [];
    // Chance decides who comes when: until enough was established, or it never is.
    for (let ronde = 0; ronde < 10 && (await vastgesteld()).length < voorheen + 2; ronde++) {
      uit.push(...(await Promise.all([persoon('bas', 14), persoon('petra', 14), persoon('carla', 14)])).flat());
    }
    expect(uit.filter((u) => u.status >= 500)).toEqual([]);
    const vast = await vastgesteld();
    expect(vast.length).toBeGreaterThanOrEqual(voorheen + 2);
    expect(vast.filter((v) => v.auteur === v.beoordelaar || !v.beoordelaar)).toEqual([]);
    expect(vast.map((v) => v.basis)).toEqual([0, ...vast.map((v) => v.versie)].slice(0, -1));
  });
});

describe('uitvoeren en invoeren als bestand', () => {
  it('geeft dezelfde regels onder dezelfde namen, ook met opmerkingen en vreemde tekens', async () => {
    const tekst = `// Regels van é😀 de gemeente\r\n${MEEGELEVERD}\n@id("vreemd") @toelichting("Zegt \\"ja\\" – ook hier; // geen opmerking.")\nforbid (principal, action, resource) when { resource.soort == "a\\n\\u{1F600};" };\n// einde`;
    const { versie, hash } = await k.concept(tekst);
    const uit = await huis.roep('GET', `${VERSIES}/${versie}/tekst`, { token: await huis.als('noor') });
    expect([uit.status, uit.headers.get('content-type'), uit.headers.get('content-disposition'), uit.tekst]).toEqual([200, 'text/plain; charset=utf-8', `attachment; filename="beleid-${versie}.cedar"`, tekst]);
    const weer = await k.concept(uit.tekst);
    expect([weer.hash, weer.regels]).toEqual([hash, (await k.lees(versie)).regels]);
    const nul = await huis.roep('GET', `${VERSIES}/0/tekst`, { token: await huis.als('noor') });
    expect(nul.tekst).toBe(MEEGELEVERD);
  });

  it('beslist hetzelfde op willekeurige vragen: ook regel voor regel weer aan elkaar gezet', async () => {
    const alle = leesBeleid();
    const ruimte = new Vragenruimte(alle, { acties: leesActies(), activiteiten: [{ id: 'VA-01', werkproces: 'zorg' }] });
    const telling = { ja: 0, nee: 0 };
    const schema = new Schematoets(alle);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(alle, { minLength: 1 }), fc.integer(), async (deel, zaad) => {
        const eerst = await eisSet(deel.map((r) => r.tekst).join('\n'), schema);
        const weer = await eisSet(eerst.regels.map((r) => r.tekst).join('\n\n'), schema);
        expect(weer.hash).toBe(eerst.hash);
        const [a, b] = [new Beslisser({ beleid: eerst.regels }), new Beslisser({ beleid: weer.regels })];
        const kies = toeval(zaad);
        for (const { gevallen } of deel.slice(0, 3).map((r) => ruimte.passend(r, 10, 200))) {
          for (const geval of gevallen) {
            const vraag = ruimte.maak(geval, kies);
            const uitkomst = a.beslis(vraag);
            expect(b.beslis(vraag)).toEqual(uitkomst);
            telling[uitkomst.toegestaan ? 'ja' : 'nee']++;
          }
        }
      }),
      { numRuns: 15, seed: 16 },
    );
    expect(Math.min(telling.ja, telling.nee)).toBeGreaterThan(10);
  });
});
