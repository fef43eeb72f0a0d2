import { preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import fc from 'fast-check';
import { Beslisser, type Vraag } from '../src/beslisser.ts';
import { leesCedar } from '../src/cedar.ts';

/** Cedar itself decides the same question: the oracle. */
function alsCedar(naam: string, { principal, actie, resource, context }: Vraag): { toegestaan: boolean; beleid: string[]; fouten: string[] } {
  const TYPE = { applicatie: 'Applicatie', medewerker: 'Medewerker', inwoner: 'Inwoner', component: 'Component', anoniem: 'Anoniem' };
  const wie = { type: `Bronhuis::${TYPE[principal.soort]}`, id: principal.id };
  const wat = { type: 'Bronhuis::Bron', id: `${resource.component}/${resource.soort}` };
  const [onderwerp = '', handeling = ''] = actie.split(':');
  const antwoord = statefulIsAuthorized({
    principal: wie,
    action: { type: 'Bronhuis::Action', id: actie },
    resource: wat,
    context: { ...context, onderwerp, handeling },
    preparsedPolicySetId: naam,
    entities: [
      { uid: wie, attrs: { rollen: principal.rollen, applicatie: principal.applicatie }, parents: [] },
      { uid: wat, attrs: { ...resource }, parents: [] },
    ],
  });
  if (antwoord.type === 'failure') throw new Error(antwoord.errors.map((e) => e.message).join('; '));
  const { decision, diagnostics } = antwoord.response;
  return { toegestaan: decision === 'allow', beleid: [...diagnostics.reason].sort(), fouten: diagnostics.errors.map((e) => e.error.message) };
}

// Few values, so that what is generated meets what is asked; and some that are easily taken for another.
const ORGANISATIES = ['0001', '0002', '*', ''];
const DOELEN = ['VA-01', 'VA-02', 'VA-1', '', 'VA-01\n'];
const SOORTEN = ['dossier', 'object', 'a*b', '*', 'é😀x'];
const ROLLEN = ['behandelaar', 'teamleider', 'fg', ''];
const ACTIES = ['dossiers:lezen', 'dossiers:schrijven', 'objecten:lezen', 'objecten:', 'los', 'a:b:c'];
const TYPEN = ['Applicatie', 'Medewerker', 'Inwoner', 'Component', 'Anoniem'];
const TEKSTEN: Record<string, readonly string[]> = {
  'context.organisatie': ORGANISATIES, 'context.uitvoerder': ORGANISATIES, 'context.doel': DOELEN, 'context.werkproces': ['zorg', 'toezicht'],
  'context.klasse': ['doelgebonden', 'openbaar'], 'context.onderwerp': ['dossiers', 'objecten', 'los', 'a'], 'context.handeling': ['lezen', '', 'b:c'],
  'principal.applicatie': ['app', ''], 'resource.soort': SOORTEN, 'resource.component': ['registers', ''],
};
const WAARHEDEN = ['context.bevoegd', 'context.doelGeldig', 'context.eigenOrganisatie', 'context.demonstratie', 'resource.persoonsgegevens'];
const VERZAMELINGEN: Record<string, readonly string[]> = { 'principal.rollen': ROLLEN, 'resource.activiteiten': DOELEN };

const kies = fc.constantFrom;
const als = (w: string): string => JSON.stringify(w);
const reeks = (waarden: readonly string[]): fc.Arbitrary<string> => fc.subarray([...waarden], { minLength: 1 }).map((w) => `[${w.map(als).join(', ')}]`);
const gegeven = kies(...Object.keys(TEKSTEN));
const verzameling = kies(...Object.keys(VERZAMELINGEN));
const patroon = fc.array(kies('V', 'A', '-', '0', '1', '*', '*', '\\*', 'é', '😀', 'x', 'b', 'dos'), { maxLength: 5 }).map((d) => `"${d.join('')}"`);
const entiteit = fc.oneof(
  fc.tuple(kies(...TYPEN), kies('', 'app', 'x')).map(([t, id]) => ['principal', `Bronhuis::${t}::${als(id)}`]),
  kies(...ACTIES).map((a) => ['action', `Bronhuis::Action::${als(a)}`]),
  fc.tuple(kies('registers', ''), kies(...SOORTEN)).map(([c, s]) => ['resource', `Bronhuis::Bron::${als(`${c}/${s}`)}`]),
);

const blad: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: gegeven.chain((g) => fc.oneof(kies('==', '!=').chain((op) => kies(...TEKSTEN[g]!).map((w) => `${g} ${op} ${als(w)}`)), reeks(TEKSTEN[g]!).map((s) => `${s}.contains(${g})`))) },
  { weight: 1, arbitrary: fc.tuple(gegeven, gegeven).map(([a, b]) => `${a} == ${b}`) },
  { weight: 2, arbitrary: fc.tuple(gegeven, patroon).map(([g, p]) => `${g} like ${p}`) },
  { weight: 3, arbitrary: verzameling.chain((v) => fc.tuple(kies('containsAny', 'containsAll'), reeks(VERZAMELINGEN[v]!)).map(([op, s]) => `${v}.${op}(${s})`)) },
  { weight: 2, arbitrary: verzameling.chain((v) => fc.oneof(kies(...VERZAMELINGEN[v]!).map((w) => `${v}.contains(${als(w)})`), gegeven.map((g) => `${v}.contains(${g})`), fc.constant(`${v}.isEmpty()`), fc.constant(`${v} == []`), reeks(VERZAMELINGEN[v]!).map((s) => `${s} == ${v}`))) },
  { weight: 1, arbitrary: fc.constant('principal.rollen.containsAny(resource.activiteiten)') },
  { weight: 2, arbitrary: kies(...WAARHEDEN) },
  { weight: 2, arbitrary: fc.tuple(kies('<', '<=', '>', '>=', '==', '!='), fc.integer({ min: -1, max: 4 })).map(([op, n]) => `resource.vertrouwelijkheid ${op} ${n}`) },
  { weight: 1, arbitrary: fc.constant('[0, 2].contains(resource.vertrouwelijkheid)') },
  { weight: 2, arbitrary: kies(...TYPEN).map((t) => `principal is Bronhuis::${t}`) },
  { weight: 2, arbitrary: fc.tuple(entiteit, kies('==', '!=', 'in')).map(([[wie, e], op]) => `(${wie} ${op} ${e})`) },
  { weight: 1, arbitrary: fc.array(entiteit, { minLength: 1, maxLength: 3 }).map((es) => `${es[0]![0]} in [${es.map((e) => e[1]).join(', ')}]`) },
  { weight: 1, arbitrary: fc.oneof(kies('context has doel', 'context has geheim', 'resource has soort', 'principal has rollen'), fc.boolean().map(String)) },
);
const uitdrukking = fc.letrec<{ u: string }>((tie) => ({
  u: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    { weight: 4, arbitrary: blad },
    { weight: 2, arbitrary: fc.tuple(tie('u'), kies('&&', '||'), tie('u')).map(([a, op, b]) => `((${a}) ${op} (${b}))`) },
    { weight: 1, arbitrary: tie('u').map((u) => `!(${u})`) },
    { weight: 1, arbitrary: fc.tuple(tie('u'), tie('u'), tie('u')).map(([a, b, c]) => `(if ${a} then ${b} else ${c})`) },
  ),
})).u;

const bereik = fc.record({
  principal: fc.oneof({ weight: 3, arbitrary: fc.constant('principal') }, kies(...TYPEN).map((t) => `principal is Bronhuis::${t}`), kies('', 'app').map((id) => `principal == Bronhuis::Component::${als(id)}`)),
  action: fc.oneof({ weight: 2, arbitrary: fc.constant('action') }, kies(...ACTIES).map((a) => `action == Bronhuis::Action::${als(a)}`), fc.subarray(ACTIES, { minLength: 1 }).map((as) => `action in [${as.map((a) => `Bronhuis::Action::${als(a)}`).join(', ')}]`)),
  resource: fc.oneof({ weight: 5, arbitrary: fc.constant('resource') }, fc.constant('resource is Bronhuis::Bron'), kies(...SOORTEN).map((s) => `resource == Bronhuis::Bron::${als(`registers/${s}`)}`)),
});
const regel = fc.record({
  effect: kies('permit', 'permit', 'permit', 'forbid'),
  bereik,
  // What the index goes by is there more often than chance would have it.
  voorop: fc.option(fc.oneof(kies('context.organisatie', 'context.doel', 'resource.soort').chain((g) => fc.oneof(kies(...TEKSTEN[g]!).map((w) => `${g} == ${als(w)}`), reeks(TEKSTEN[g]!).map((s) => `${s}.contains(${g})`)))), { nil: null }),
  delen: fc.array(fc.tuple(kies('when', 'when', 'unless'), uitdrukking), { maxLength: 2 }),
});
const beleid = fc.array(regel, { minLength: 1, maxLength: 7 }).map((regels) =>
  regels.map((r, i) => `@id("regel-${i}") ${r.effect}(${r.bereik.principal}, ${r.bereik.action}, ${r.bereik.resource})${r.voorop ? ` when { ${r.voorop} }` : ''}${r.delen.map(([w, u]) => ` ${w} { ${u} }`).join('')};`).join('\n'),
);
const vraag: fc.Arbitrary<Vraag> = fc.record({
  principal: fc.record({ soort: kies('applicatie', 'medewerker', 'inwoner', 'component', 'anoniem'), id: kies('', 'app', 'x'), rollen: fc.subarray(ROLLEN), applicatie: kies('app', '') }),
  actie: kies(...ACTIES.filter((a) => a.split(':').length <= 2)),
  resource: fc.record({ soort: kies(...SOORTEN), component: kies('registers', ''), vertrouwelijkheid: fc.integer({ min: 0, max: 3 }), persoonsgegevens: fc.boolean(), activiteiten: fc.subarray(DOELEN) }),
  context: fc.record({
    klasse: kies('doelgebonden', 'openbaar'), organisatie: kies(...ORGANISATIES), uitvoerder: kies(...ORGANISATIES), eigenOrganisatie: fc.boolean(), bevoegd: fc.boolean(),
    doel: kies(...DOELEN), werkproces: kies('zorg', 'toezicht'), doelGeldig: fc.boolean(), demonstratie: fc.boolean(),
  }),
});

describe('policies as functions', () => {
  it('answer as Cedar itself, with the same policies as reason: 100,000 pairs of policies and questions', () => {
    const [AANTAL, ELK] = [1_250, 80];
    const telling = { toegestaan: 0, verboden: 0, niets: 0, meer: 0 };
    let nr = 0;
    fc.assert(
      fc.property(beleid, fc.array(vraag, { minLength: ELK, maxLength: ELK }), (tekst, vragen) => {
        const regels = leesCedar(tekst);
        const beslisser = new Beslisser({ beleid: regels });
        // One name: what Cedar keeps of a set is replaced by the next.
        const naam = `proef-${nr++ % 2}`;
        const gelezen = preparsePolicySet(naam, { staticPolicies: Object.fromEntries(regels.map((r) => [r.id, r.tekst])) });
        if (gelezen.type === 'failure') throw new Error(gelezen.errors.map((e) => e.message).join('; '));
        for (const v of vragen) {
          const ons = beslisser.beslis(v);
          // As text: a comparison by Jest takes as long as the decision of Cedar.
          const [gevonden, verwacht] = [{ ...ons, fouten: [] }, alsCedar(naam, v)];
          if (JSON.stringify(gevonden) !== JSON.stringify(verwacht)) expect([v, gevonden]).toEqual([v, verwacht]);
          telling[ons.toegestaan ? 'toegestaan' : ons.beleid.length > 0 ? 'verboden' : 'niets']++;
          if (ons.beleid.length > 1) telling.meer++;
        }
      }),
      { numRuns: AANTAL, seed: 4, endOnFailure: false },
    );
    // A comparison of refusals alone would prove little.
    for (const n of Object.values(telling)) expect(n).toBeGreaterThan((AANTAL * ELK) / 25);
  }, 300_000);
});
