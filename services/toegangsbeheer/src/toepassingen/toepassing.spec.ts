import cedar from '@cedar-policy/cedar-wasm/nodejs';
import fc from 'fast-check';
import type { Eigenschappen, Evaluatieverzoek } from '../authzen/evaluatie.ts';
import { hashVan, leesInhoud } from './inhoud.ts';
import { alsCedaracties, alsCedarentiteit, Toepassing, type Entiteit } from './toepassing.ts';

const regel = (id: string, rest: string): string => `@id("${id}")\n@toelichting("Regel ${id}.")\n${rest}\n`;
const REGELS = [
  'permit (principal in groep::"g1", action, resource);',
  'permit (principal, action == Action::"lees", resource in groep::"g2");',
  'permit (principal, action in Action::"beheren", resource) when { principal has baas && principal.baas == resource };',
  'permit (principal is user, action, resource) when { principal has baas && principal.baas has rol && principal.baas.rol == "hoofd" };',
  'permit (principal, action, resource) when { principal has baas && principal.baas has baas && principal.baas.baas has baas && principal.baas.baas.baas in groep::"g2" };',
  'permit (principal, action, resource) when { context has wie && context.wie has baas.baas && context.wie.baas.baas has rol };',
  'permit (principal, action, resource) when { resource has eigenaar && resource.eigenaar in principal };',
  'permit (principal, action, resource) when { user::"u3" has rol && user::"u3".rol == "hoofd" && context has ruim };',
  'permit (principal, action, resource) when { context has wie && context.wie in groep::"g3" };',
  'permit (principal, action == Action::"wis", resource) when { context.action has zacht && context.action.zacht };',
  'forbid (principal, action == Action::"wis", resource) unless { principal in groep::"g1" || principal in groep::"g4" };',
  'forbid (principal, action, resource) when { resource has status && resource.status == "dicht" && principal != resource };',
];
const SCHEMALOOS = REGELS.map((r, i) => regel(`r${i}`, r));
const acties = [{ naam: 'lees', groepen: [] }, { naam: 'wis', groepen: ['beheren'] }, { naam: 'beheren', groepen: [], isGroep: true }];

const uid = fc.oneof(fc.record({ type: fc.constant('user'), id: fc.constantFrom('u1', 'u2', 'u3', 'u9') }), fc.record({ type: fc.constant('groep'), id: fc.constantFrom('g1', 'g2', 'g3', 'g4') }));
const eigenschappen = fc.record({ rol: fc.constantFrom('hoofd', 'lid'), status: fc.constantFrom('open', 'dicht'), baas: uid.map((u) => ({ __entity: u })), eigenaar: uid.map((u) => ({ __entity: u })) }, { requiredKeys: [] });
/** Groups only upwards: no circle. */
const entiteiten: fc.Arbitrary<Entiteit[]> = fc.tuple(...['u1', 'u2', 'u3', 'g1', 'g2', 'g3'].map((id) =>
  fc.record({ eigenschappen, hoger: fc.subarray(['g1', 'g2', 'g3', 'g4'].filter((g) => id.startsWith('u') || g > id)) })
    .map(({ eigenschappen: e, hoger }): Entiteit => ({ type: id.startsWith('u') ? 'user' : 'groep', id, eigenschappen: e as Eigenschappen, ouders: hoger.map((g) => ({ type: 'groep', id: g })) })),
)).chain((alle) => fc.subarray(alle));
const vraag: fc.Arbitrary<Evaluatieverzoek> = fc.record({
  subject: uid, resource: uid, action: fc.record({ name: fc.constantFrom('lees', 'wis', 'onbekend'), properties: fc.record({ zacht: fc.boolean() }, { requiredKeys: [] }) }),
  context: fc.record({ ruim: fc.boolean(), wie: uid.map((u) => ({ __entity: u })), brief: fc.string() }, { requiredKeys: [] }),
});

/** Cedar itself, with everything there is. */
function metAlles(beleid: string, alle: readonly Entiteit[], v: Evaluatieverzoek): { toegestaan: boolean; beleid: string[] } {
  const { subject: principal, resource } = v;
  const staticPolicies = Object.fromEntries(leesInhoud({ beleid }).regels.map((r) => [r.id, r.regel as never]));
  const uit = cedar.isAuthorized({
    principal, resource, action: { type: 'Action', id: v.action.name }, context: { ...(v.context as object), action: v.action.properties as never },
    policies: { staticPolicies }, entities: [...alle.map((e) => alsCedarentiteit(e, [])), ...alsCedaracties(acties)],
  });
  if (uit.type === 'failure') throw new Error(uit.errors.map((e) => e.message).join());
  expect(uit.response.diagnostics.errors).toEqual([]);
  return { toegestaan: uit.response.decision === 'allow', beleid: [...uit.response.diagnostics.reason].sort() };
}

describe('een toepassing', () => {
  it('beslist met wat een vraag nodig heeft als Cedar met alles', () => {
    const [ja, nee] = [{ aantal: 0 }, { aantal: 0 }];
    fc.assert(
      fc.property(fc.subarray(SCHEMALOOS, { minLength: 1 }), entiteiten, vraag, (regels, alle, v) => {
        const beleid = regels.join('');
        const t = new Toepassing({ ...leesInhoud({ beleid, entiteiten: alle }), acties });
        const { toegestaan, beleid: beslist } = t.beslis(v);
        expect({ toegestaan, beleid: beslist }).toEqual(metAlles(beleid, alle, v));
        // What its record keeps is enough to decide the same.
        expect(t.beslis(t.kern(v))).toEqual(t.beslis(v));
        expect(t.kern(v).context).not.toHaveProperty('brief');
        (toegestaan ? ja : nee).aantal++;
      }),
      { numRuns: 200 },
    );
    expect(Math.min(ja.aantal, nee.aantal)).toBeGreaterThan(20);
  });

  it('houdt zich uit elkaar met veel anderen, meer dan er tegelijk gelezen blijven', () => {
    const alle = Array.from({ length: 50 }, (_, i) => new Toepassing(leesInhoud({ beleid: regel(`van-${i}`, `permit (principal, action == Action::"a${i}", resource);`) })));
    const v = (name: string): Evaluatieverzoek => ({ subject: { type: 'x', id: '1' }, action: { name }, resource: { type: 'x', id: '1' } });
    for (const keer of [1, 2]) {
      for (const [i, t] of alle.entries()) {
        expect([keer, t.beslis(v(`a${i}`)).beleid, t.beslis(v(`a${(i + 1) % 50}`)).toegestaan]).toEqual([keer, [`van-${i}`], false]);
        expect(alle[(i * 7) % 50]!.beslis(v(`a${(i * 7) % 50}`)).beleid).toEqual([`van-${(i * 7) % 50}`]);
      }
    }
  });

  it('kent de handelingen van haar schema, zonder de groepen; of wat haar regels noemen', () => {
    const beleid = regel('a', 'permit (principal, action in [Action::"b", Action::"a"], resource) when { action == Action::"c" };');
    expect(new Toepassing(leesInhoud({ beleid })).acties).toEqual(['a', 'b', 'c']);
    const schema = 'entity x; action groep; action a in groep appliesTo { principal: x, resource: x };';
    expect(new Toepassing(leesInhoud({ beleid: regel('a', 'permit (principal, action in Action::"groep", resource);'), schema })).acties).toEqual(['a']);
  });

  it('weigert alles als zij niet te lezen is, met de reden', () => {
    const t = new Toepassing({ hash: 'x', regels: [], entiteiten: [], acties: [], onleesbaar: 'kapot' });
    expect(t.beslis({ subject: { type: 'x', id: '1' }, action: { name: 'a' }, resource: { type: 'x', id: '1' } })).toEqual({ toegestaan: false, beleid: [], redenen: [expect.any(String)], fouten: ['kapot'] });
  });

  it('heeft een hash van wat er staat, niet van hoe het is opgeslagen', () => {
    const invoer = { beleid: regel('a', 'permit (principal, action, resource);'), entiteiten: [{ type: 'x', id: '1', eigenschappen: { b: 1, a: [2] } }] };
    expect(hashVan(JSON.parse(JSON.stringify(invoer)) as typeof invoer)).toBe(hashVan({ ...invoer, entiteiten: [{ id: '1', type: 'x', eigenschappen: { a: [2], b: 1 } }] }));
    expect(hashVan(invoer)).not.toBe(hashVan({ ...invoer, schema: 'entity x;' }));
  });
});
