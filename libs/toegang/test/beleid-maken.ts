import fc from 'fast-check';
import type { Vraag } from '../src/beslisser.ts';

// Few values, so that what is generated meets what is asked; and some that are easily taken for another.
const ORGANISATIES = ['0001', '0002', '*', ''];
export const DOELEN = ['VA-01', 'VA-02', 'VA-1', '', 'VA-01\n'];
export const SOORTEN = ['dossier', 'object', 'a*b', '*', 'é😀x'];
const ROLLEN = ['behandelaar', 'teamleider', 'fg', ''];
const ACTIES = ['dossiers:lezen', 'dossiers:schrijven', 'objecten:lezen', 'objecten:', 'los', 'a:b:c'];
const TYPEN = ['Applicatie', 'Medewerker', 'Inwoner', 'Component', 'Anoniem'];
const TEKSTEN: Record<string, readonly string[]> = {
  'context.organisatie': ORGANISATIES, 'context.uitvoerder': ORGANISATIES, 'context.doel': DOELEN, 'context.werkproces': ['zorg', 'toezicht'],
  'context.klasse': ['doelgebonden', 'openbaar'], 'context.onderwerp': ['dossiers', 'objecten', 'los', 'a'], 'context.handeling': ['lezen', '', 'b:c'],
  'context.netwerk': ['intern', 'extern'], 'principal.applicatie': ['app', ''], 'resource.soort': SOORTEN, 'resource.component': ['registers', ''],
};
const GETALLEN = ['resource.vertrouwelijkheid', 'context.niveau', 'context.uur', 'context.weekdag'];
const WAARHEDEN = ['context.bevoegd', 'context.doelGeldig', 'context.eigenOrganisatie', 'context.demonstratie', 'resource.persoonsgegevens'];
const VERZAMELINGEN: Record<string, readonly string[]> = { 'principal.rollen': ROLLEN, 'resource.activiteiten': DOELEN };

const kies = fc.constantFrom;
const als = (w: string): string => JSON.stringify(w);
const reeks = (waarden: readonly string[]): fc.Arbitrary<string> => fc.subarray([...waarden], { minLength: 1 }).map((w) => `[${w.map(als).join(', ')}]`);
const gegeven = kies(...Object.keys(TEKSTEN));
const verzameling = kies(...Object.keys(VERZAMELINGEN));
const patroon = fc.array(kies('V', 'A', '-', '0', '1', '*', '*', '\\*', 'é', '😀', 'x', 'b', 'dos', 'a_b', 'a%', '\\\\'), { maxLength: 5 }).map((d) => `"${d.join('')}"`);
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
  { weight: 2, arbitrary: fc.tuple(kies(...GETALLEN), kies('<', '<=', '>', '>=', '==', '!='), fc.integer({ min: -1, max: 4 })).map(([g, op, n]) => `${g} ${op} ${n}`) },
  { weight: 1, arbitrary: kies('[0, 2].contains(resource.vertrouwelijkheid)', '[1, 3].contains(context.niveau)', 'context.niveau < resource.vertrouwelijkheid', 'context.uur >= context.weekdag') },
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
const alsBeleid = (regels: (Gemaakt & { plicht?: string })[]): string =>
  regels.map((r, i) => `@id("regel-${i}") ${r.plicht ?? ''} ${r.effect}(${r.bereik.principal}, ${r.bereik.action}, ${r.bereik.resource})${r.voorop ? ` when { ${r.voorop} }` : ''}${r.plicht?.startsWith('@opw') ? ` when { context.niveau < ${r.plicht.includes('laag') ? 1 : r.plicht.includes('hoog') ? 3 : 2} }` : ''}${r.delen.map(([w, u]) => ` ${w} { ${u} }`).join('')};`).join('\n');
type Gemaakt = typeof regel extends fc.Arbitrary<infer R> ? R : never;
export const beleid = fc.array(regel, { minLength: 1, maxLength: 7 }).map(alsBeleid);

/** Fields, and some below others; what may be a text and what is not. */
export const PADEN = ['/a', '/a/b', '/a/b/c', '/a/d', '/e', '/e/*/f', '/e/*', '/ab'];
const annotatie = ({ effect }: { effect: string }): fc.Arbitrary<string> =>
  effect === 'forbid'
    ? fc.option(kies('laag', 'substantieel', 'hoog'), { freq: 5, nil: null }).map((n) => (n ? `@opwaarderen("${n}")` : ''))
    : fc.tuple(fc.subarray(PADEN), fc.array(kies('weglaten', 'maskeren'), { minLength: PADEN.length, maxLength: PADEN.length })).map(([paden, hoe]) =>
        (['weglaten', 'maskeren'] as const).map((wat) => paden.filter((_, i) => hoe[i] === wat)).map((p, i) => (p.length > 0 ? `@${['weglaten', 'maskeren'][i]}("${p.join(', ')}")` : '')).join(' '));
/** The same with obligations. */
export const beleidMetPlicht = fc.array(regel.chain((r) => annotatie(r).map((plicht) => ({ ...r, ...(plicht.startsWith('@opw') ? { voorop: null, delen: [] } : {}), plicht }))), { minLength: 1, maxLength: 5 }).map(alsBeleid);
export const vraag: fc.Arbitrary<Vraag> = fc.record({
  principal: fc.record({ soort: kies('applicatie', 'medewerker', 'inwoner', 'component', 'anoniem'), id: kies('', 'app', 'x'), rollen: fc.subarray(ROLLEN), applicatie: kies('app', '') }),
  actie: kies(...ACTIES.filter((a) => a.split(':').length <= 2)),
  resource: fc.record({ soort: kies(...SOORTEN), component: kies('registers', ''), vertrouwelijkheid: fc.integer({ min: 0, max: 3 }), persoonsgegevens: fc.boolean(), activiteiten: fc.subarray(DOELEN) }),
  context: fc.record({
    klasse: kies('doelgebonden', 'openbaar'), organisatie: kies(...ORGANISATIES), uitvoerder: kies(...ORGANISATIES), eigenOrganisatie: fc.boolean(), bevoegd: fc.boolean(),
    doel: kies(...DOELEN), werkproces: kies('zorg', 'toezicht'), doelGeldig: fc.boolean(), demonstratie: fc.boolean(),
    niveau: fc.integer({ min: 0, max: 3 }), netwerk: kies('intern', 'extern'), uur: fc.integer({ min: 0, max: 5 }), weekdag: fc.integer({ min: 1, max: 7 }),
  }),
});
