import fc from 'fast-check';
import { Beslisser, type Vraag } from '../src/beslisser.ts';
import type { Veldplichten } from '../src/beleid/plicht.ts';
import { leesCedar, type GeschrevenRegel } from '../src/cedar.ts';
import { NIVEAUS } from '../src/omstandigheden.ts';
import { Rijen } from '../src/rijen.ts';
import type { Klasse } from '../src/route.ts';
import type { Bron } from '../src/vraag.ts';
import { beleidMetPlicht, PADEN, vraag } from './beleid-maken.ts';

/** What somebody sees at a place: 2 is what it is, 1 the mask, 0 nothing. */
type Gezien = 0 | 1 | 2;
/** Worked out for one place, from above down, by who knows nothing of how pointers are put together. */
function zicht({ weglaten = [], maskeren = [] }: Veldplichten, pad: string, isTekst: boolean): Gezien {
  const delen = pad.split('/').slice(1);
  for (let n = 1; n <= delen.length; n++) {
    const hier = `/${delen.slice(0, n).join('/')}`;
    if (weglaten.includes(hier)) return 0;
    if (maskeren.includes(hier)) return n === delen.length && isTekst ? 1 : 0;
  }
  return 2;
}

const alleen = (r: GeschrevenRegel): Beslisser => new Beslisser({ beleid: [{ id: r.id, regel: { ...r.regel, effect: 'permit', annotations: {} } }] });
const geldt = (regels: readonly GeschrevenRegel[], v: Vraag, effect: string): GeschrevenRegel[] => regels.filter((r) => r.regel.effect === effect && alleen(r).beslis(v).toegestaan);
const velden = ({ regel }: GeschrevenRegel): Veldplichten =>
  Object.fromEntries(['weglaten', 'maskeren'].flatMap((naam) => (regel.annotations?.[naam] ? [[naam, regel.annotations[naam].split(', ')]] : [])));
const niveau = ({ regel }: GeschrevenRegel): number => NIVEAUS.findIndex((n) => n === regel.annotations?.['opwaarderen']) + 1;
const PER_RIJ = new Set(['soort', 'vertrouwelijkheid', 'persoonsgegevens', 'activiteiten']);
const PLAATSEN = PADEN.flatMap((pad) => [pad, `${pad}/z`]);

describe('the obligations of a decision', () => {
  it('show what some policy that permits shows, and no more: 20,000 decisions of random policies', () => {
    const telling = { weg: 0, masker: 0, heel: 0, hoger: 0, nietHoger: 0 };
    fc.assert(
      fc.property(beleidMetPlicht, fc.array(vraag, { minLength: 20, maxLength: 20 }), (tekst, vragen) => {
        const regels = leesCedar(tekst);
        const beslisser = new Beslisser({ beleid: regels });
        for (const v of vragen) {
          const { toegestaan, verplichtingen = {} } = beslisser.beslis(v);
          const verboden = geldt(regels, v, 'forbid');
          if (toegestaan) {
            for (const pad of PLAATSEN) {
              for (const isTekst of [true, false]) {
                const verwacht = Math.max(...geldt(regels, v, 'permit').map((r) => zicht(velden(r), pad, isTekst)));
                const gezien = zicht(verplichtingen, pad, isTekst);
                if (gezien !== verwacht) expect({ pad, isTekst, verplichtingen, gezien }).toMatchObject({ gezien: verwacht });
              }
            }
            telling[verplichtingen.weglaten ? 'weg' : verplichtingen.maskeren ? 'masker' : 'heel']++;
          } else if (verboden.length > 0) {
            const hoogste = Math.max(...verboden.map(niveau));
            const bij = { ...v, context: { ...v.context, niveau: hoogste } };
            const mens = ['medewerker', 'inwoner'].includes(v.principal.soort);
            const helpt = mens && verboden.every((r) => niveau(r) > v.context.niveau) && geldt(regels, bij, 'forbid').length === 0 && geldt(regels, bij, 'permit').length > 0;
            expect(verplichtingen).toEqual(helpt ? { opwaarderen: NIVEAUS[hoogste - 1] } : {});
            telling[helpt ? 'hoger' : 'nietHoger']++;
          } else expect(verplichtingen).toEqual({});
        }
      }),
      { numRuns: 1_000, seed: 23 },
    );
    for (const [wat, n] of Object.entries(telling)) expect([wat, n > 40]).toEqual([wat, true]);
  }, 120_000);

  it('of a list hide from each row what that row hides: 6,000 lists, each with six rows', () => {
    let [meer, gekozen] = [0, 0];
    fc.assert(
      fc.property(beleidMetPlicht, fc.array(fc.tuple(vraag, fc.array(vraag, { minLength: 6, maxLength: 6 })), { minLength: 10, maxLength: 10 }), (tekst, lijsten) => {
        const beslisser = new Beslisser({ beleid: leesCedar(tekst) });
        for (const [v, rijen] of lijsten) {
          const lijst = beslisser.beslisRijen(v, PER_RIJ);
          const heel = beslisser.beslisRijen(v, PER_RIJ, false);
          const zonder = new Rijen(heel.voorwaarde, v, v.resource as Bron, v.context.klasse as Klasse);
          for (const { resource } of rijen) {
            const rij = beslisser.beslis({ ...v, resource: { ...resource, component: v.resource.component } });
            // Where nothing can be left out, the rows are those of which nothing has to be.
            if (heel.toegestaan && !heel.verplichtingen && zonder.geldtVoor(resource as Bron)) {
              expect([rij.toegestaan, rij.verplichtingen]).toEqual([true, undefined]);
              gekozen++;
            }
            if (!rij.toegestaan) continue;
            for (const pad of PLAATSEN) for (const isTekst of [true, false]) {
              const [inLijst, los] = [zicht(lijst.verplichtingen ?? {}, pad, isTekst), zicht(rij.verplichtingen ?? {}, pad, isTekst)];
              if (inLijst > los) expect({ pad, isTekst, lijst, rij }).toBe('not more than of the row');
              if (los < 2) meer++;
            }
          }
        }
      }),
      { numRuns: 600, seed: 24 },
    );
    expect(meer).toBeGreaterThan(1_000);
    expect(gekozen).toBeGreaterThan(500);
  }, 120_000);
});

describe('obligations that cannot be', () => {
  const met = (annotaties: string, effect = 'permit') => () => new Beslisser({ beleid: leesCedar(`@id("x") ${annotaties} ${effect}(principal, action, resource);`) });
  it.each([
    ['@weglaten("bsn")', 'permit', '"bsn" is geen JSON Pointer'],
    ['@weglaten("/bsn,")', 'permit', '"" is geen JSON Pointer'],
    ['@weglaten', 'permit', '"" is geen JSON Pointer'],
    ['@maskeren("/a~2")', 'permit', 'geen JSON Pointer'],
    ['@weglaten("/a") @maskeren("/a")', 'permit', '/a staat er twee keer'],
    ['@weglaten("/a") @maskeren("/b")', 'forbid', '@weglaten hoort bij een regel die iets toestaat (permit), @maskeren hoort'],
    ['@opwaarderen("hoog")', 'permit', '@opwaarderen hoort bij een regel die iets verbiedt (forbid)'],
    ['@opwaarderen("3")', 'forbid', '@opwaarderen noemt een niveau: laag, substantieel, hoog'],
    [`@weglaten("${Array.from({ length: 51 }, (_, i) => `/v${i}`).join(',')}")`, 'permit', 'hoogstens 50 velden'],
  ])('are refused with the policy: %s on %s', (annotaties, effect, reden) => {
    expect(met(annotaties, effect)).toThrow(reden);
  });
  it('are none when nothing is attached', () => {
    expect(met('@toelichting("x") @bron("y")')().metVelden).toBe(false);
    expect(met('@maskeren("/a~1b, /c")')().metVelden).toBe(true);
  });
});
