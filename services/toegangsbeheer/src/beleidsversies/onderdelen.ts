import type { Beleidsregel } from '@bronhuis/toegang';

/** What a policy can speak of, put together as it comes together in a question. */
export type Dimensie = 'wie' | 'actie' | 'doel' | 'bron' | 'typen' | 'klasse' | 'partijen' | 'niveau' | 'netwerk' | 'tijd';

type Uitdrukking = Record<string, unknown>;
type Regel = Beleidsregel['regel'];

const VAN_CONTEXT: Record<string, Dimensie> = { doel: 'doel', werkproces: 'doel', doelGeldig: 'doel', klasse: 'klasse', handeling: 'actie', onderwerp: 'actie', niveau: 'niveau', netwerk: 'netwerk', uur: 'tijd', weekdag: 'tijd' };
const VAN_GEHEEL: Record<string, Dimensie> = { principal: 'wie', action: 'actie', resource: 'bron' };

function dimensieVan(deel: string, naam: string): Dimensie {
  if (deel === 'principal') return 'wie';
  if (deel === 'resource') return naam === 'activiteiten' ? 'typen' : 'bron';
  return VAN_CONTEXT[naam] ?? 'partijen';
}

/** Every expression inside, this one first; the form is that of Cedar's own JSON. */
function* alle(x: unknown): Generator<Uitdrukking> {
  if (typeof x !== 'object' || x === null) return;
  if (!Array.isArray(x)) yield x as Uitdrukking;
  for (const deel of Object.values(x)) yield* alle(deel);
}

type Toegang = { left?: { Var?: string }; attr?: string };
const gegevenVan = (u: Uitdrukking): { deel: string; naam: string } | null => {
  const t = u['.'] as Toegang | undefined;
  return t?.left?.Var && t.attr ? { deel: t.left.Var, naam: t.attr } : null;
};

function dimensiesVan(body: unknown): Dimensie[] {
  const uit = new Set<Dimensie>();
  const zoek = (x: unknown): void => {
    if (typeof x !== 'object' || x === null) return;
    const g = Array.isArray(x) ? null : gegevenVan(x as Uitdrukking);
    if (g) uit.add(dimensieVan(g.deel, g.naam));
    else {
      const geheel = VAN_GEHEEL[String((x as Uitdrukking)['Var'])];
      if (geheel) uit.add(geheel);
      for (const deel of Object.values(x)) zoek(deel);
    }
  };
  zoek(body);
  return [...uit];
}

export interface Onderdeel {
  dimensies: Dimensie[];
  /** This part alone, as a policy that permits. */
  regel: Beleidsregel;
}

const ALLES = { op: 'All' };

/** A policy in parts that must all hold. */
export function onderdelen({ id, regel }: Beleidsregel): Onderdeel[] {
  const leeg: Regel = { effect: 'permit', principal: ALLES, action: ALLES, resource: ALLES, conditions: [] };
  const deel = (dimensies: Dimensie[], anders: Partial<Regel>): Onderdeel => ({ dimensies, regel: { id, regel: { ...leeg, ...anders } } });
  const bereik = (['principal', 'action', 'resource'] as const)
    .filter((wie) => (regel[wie] as { op?: string }).op !== 'All')
    .map((wie) => deel([VAN_GEHEEL[wie] as Dimensie], { [wie]: regel[wie] }));
  const voorwaarden = regel.conditions.flatMap(({ kind, body }) => splits(body as Uitdrukking, kind === 'when' ? '&&' : '||').map((b) => deel(dimensiesVan(b), { conditions: [{ kind, body: b }] })));
  return [...bereik, ...voorwaarden];
}

/** when { a && b } is when { a } when { b }; unless { a || b } is unless { a } unless { b }. */
function splits(body: Uitdrukking, op: '&&' | '||'): Uitdrukking[] {
  const paar = body[op] as { left: Uitdrukking; right: Uitdrukking } | undefined;
  return paar ? [...splits(paar.left, op), ...splits(paar.right, op)] : [body];
}

/**
 * The fixed values that policies compare with, by what they compare: `principal.rollen`, an entity by its type, and
 * under `rollen samen` the roles that stand together in one set.
 */
export function waardenIn(regels: readonly Beleidsregel[]): Map<string, Set<string | number>> {
  const uit = new Map<string, Set<string | number>>();
  const voeg = (naam: string, waarde: string | number): void => {
    const daar = uit.get(naam);
    if (daar) daar.add(waarde);
    else uit.set(naam, new Set([waarde]));
  };
  for (const { regel } of regels) {
    for (const u of [...alle(regel.principal), ...alle(regel.action), ...alle(regel.resource), ...alle(regel.conditions)]) {
      const e = (u['__entity'] ?? u) as { type?: unknown; id?: unknown };
      if (typeof e.type === 'string' && typeof e.id === 'string') voeg(e.type, e.id);
      vergelijking(u, voeg);
    }
  }
  return uit;
}

const VERGELIJKINGEN = ['==', '!=', '<', '<=', '>', '>=', 'contains', 'containsAll', 'containsAny', 'like'];

function vergelijking(u: Uitdrukking, voeg: (naam: string, waarde: string | number) => void): void {
  const op = VERGELIJKINGEN.find((o) => o in u);
  if (!op) return;
  const binnen = [...alle(u[op])];
  const gegevens = binnen.map(gegevenVan).filter((g) => g !== null).map((g) => `${g.deel}.${g.naam}`);
  const waarden = binnen.map((b) => b['Value']).filter((w): w is string | number => typeof w === 'string' || typeof w === 'number');
  const patroon = (u[op] as { pattern?: ('Wildcard' | { Literal: string })[] }).pattern;
  if (patroon) waarden.push(patroon.map((p) => (p === 'Wildcard' ? '' : p.Literal)).join(''));
  for (const naam of gegevens) {
    for (const w of waarden) voeg(naam, w);
    if (naam === 'principal.rollen' && waarden.length > 1) voeg('rollen samen', JSON.stringify(waarden));
  }
}
