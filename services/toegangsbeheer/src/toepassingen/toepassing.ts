import { statefulIsAuthorized, type AuthorizationAnswer, type CedarValueJson, type Context, type EntityJson, type StatefulAuthorizationCall } from '@cedar-policy/cedar-wasm/nodejs';
import type { Beleidsregel } from '@bronhuis/toegang';
import type { Eigenschappen, Evaluatieverzoek } from '../authzen/evaluatie.ts';
import { cedarnaam } from './cedarnaam.ts';
import { plaatsVan } from './cedarplaatsen.ts';
import { alsGegevens, type Bezwaar } from './cedarwaarde.ts';
import { leesRegels } from './regelinhoud.ts';

/** Somebody or something that an application decides about, as it is kept with a version. */
export interface Entiteit {
  type: string;
  id: string;
  eigenschappen?: Eigenschappen;
  ouders?: { type: string; id: string }[];
}

/** What an application brings of its own; `acties` are those that its schema or, without one, its rules know. */
export interface Toepassingsinhoud {
  hash: string;
  regels: readonly Beleidsregel[];
  entiteiten: readonly Entiteit[];
  acties: readonly Actie[];
  /** Why it cannot be decided with. */
  onleesbaar?: string;
}

export interface Actie {
  naam: string;
  /** Actions that it belongs to: `action in Action::"beheren"`. */
  groepen: readonly string[];
  /** Only holds others together: nobody does it. */
  isGroep?: boolean;
}

export interface Uitkomst {
  toegestaan: boolean;
  beleid: string[];
  /** For whoever was refused. */
  redenen: string[];
  /** For whoever wrote the rules: what went wrong in them. */
  fouten: string[];
}

/** What names the purpose of a question, for whoever decides about that. */
const DOEL = ['processing_activity_id', 'verwerkingsactiviteit'];

type Uid = { type: string; id: string };
const sleutel = ({ type, id }: Uid): string => `${type} ${id}`;
const actie = (id: string): Uid => ({ type: 'Action', id });

/** An entity as Cedar takes it. */
export const alsCedarentiteit = (e: Entiteit, bezwaren: Bezwaar[], plaats = sleutel(e)): EntityJson => ({
  uid: { type: cedarnaam(e.type), id: e.id },
  attrs: alsGegevens(e.eigenschappen ?? {}, plaats, bezwaren),
  parents: (e.ouders ?? []).map((o) => ({ type: cedarnaam(o.type), id: o.id })),
});

/** Actions with what they belong to, as Cedar takes them. */
export const alsCedaracties = (acties: readonly Actie[]): EntityJson[] => acties.map((a) => ({ uid: actie(a.naam), attrs: {}, parents: a.groepen.map(actie) }));

/**
 * One version of what an application brings, ready to decide with. Cedar sees of the entities those that the question
 * leads to, and of a question what some rule names: nothing else can change the answer.
 */
export class Toepassing {
  readonly hash: string;
  readonly regels: readonly Beleidsregel[];
  /** Names of what can be asked, in order. */
  readonly acties: readonly string[];
  readonly onleesbaar: string | null;
  private readonly gegevens: ReadonlySet<string>;
  private readonly genoemd: readonly Uid[];
  private readonly stappen: number;
  private readonly entiteiten = new Map<string, EntityJson>();
  private readonly perType = new Map<string, string[]>();

  constructor({ hash, regels, entiteiten, acties, onleesbaar }: Toepassingsinhoud) {
    [this.hash, this.regels, this.onleesbaar] = [hash, regels, onleesbaar ?? null];
    const { gegevens, verwijzingen, stappen } = leesRegels(regels);
    [this.gegevens, this.stappen] = [gegevens, stappen];
    this.genoemd = [...new Map(verwijzingen.filter((v) => v.type !== 'Action').map((v) => [sleutel(v), v])).values()];
    this.acties = acties.filter((a) => !a.isGroep).map((a) => a.naam).sort();
    for (const e of [...entiteiten.map((e) => alsCedarentiteit(e, [])), ...alsCedaracties(acties)]) this.entiteiten.set(sleutel(e.uid as Uid), e);
    for (const { type, id } of entiteiten) {
      const ids = this.perType.get(type) ?? [];
      ids.push(id);
      this.perType.set(type, ids);
    }
    for (const ids of this.perType.values()) ids.sort();
  }

  /** Ids of what is kept of a type, in order. */
  van(type: string): readonly string[] {
    return this.perType.get(type) ?? [];
  }

  kent({ type, id }: Uid): boolean {
    return this.entiteiten.has(sleutel({ type: cedarnaam(type), id }));
  }

  /** Of a question what some rule can look at, and the purpose: all that its record needs to keep. */
  kern({ subject, action, resource, context }: Evaluatieverzoek): Evaluatieverzoek {
    const deel = (e: Eigenschappen | undefined): { properties?: Eigenschappen } => (e === undefined ? {} : { properties: this.genoemde(e) });
    return {
      subject: { type: subject.type, id: subject.id, ...deel(subject.properties) },
      action: { name: action.name, ...deel(action.properties) },
      resource: { type: resource.type, id: resource.id, ...deel(resource.properties) },
      ...(context === undefined ? {} : { context: this.genoemde(context) }),
    };
  }

  /**
   * Decides as Cedar does, but for two things: a forbid that fails refuses (it might have forbidden), and so does a question
   * with something that a rule names and Cedar cannot hold.
   */
  beslis(vraag: Evaluatieverzoek): Uitkomst {
    if (this.onleesbaar !== null) return geweigerd(ONLEESBAAR, [this.onleesbaar]);
    const bezwaren: Bezwaar[] = [];
    const { subject, action, resource, context } = this.kern(vraag);
    const [principal, waarop] = [subject, resource].map(({ type, id }) => ({ type: cedarnaam(type), id })) as [Uid, Uid];
    const eigen = new Map<string, EntityJson>();
    for (const [uid, deel, naam] of [[principal, subject, 'subject'], [waarop, resource, 'resource']] as const) {
      const bekend = eigen.get(sleutel(uid)) ?? this.entiteiten.get(sleutel(uid)) ?? { uid, attrs: {}, parents: [] };
      // What is kept stands: a question can add to it, not change it.
      eigen.set(sleutel(uid), { ...bekend, attrs: { ...alsGegevens(deel.properties ?? {}, `${naam}.properties`, bezwaren), ...bekend.attrs } });
    }
    const omstandigheden: Context = { ...alsGegevens(context ?? {}, 'context', bezwaren), action: alsGegevens(action.properties ?? {}, 'action.properties', bezwaren) };
    if (bezwaren.length > 0) return geweigerd('Iets in de vraag waar een regel naar kijkt, is geen waarde waarmee Cedar kan beslissen.', bezwaren.map((b) => `${b.plaats} ${b.reden}`));
    return this.oordeel(principal, actie(action.name), waarop, omstandigheden, eigen);
  }

  private oordeel(principal: Uid, action: Uid, resource: Uid, context: Context, eigen: ReadonlyMap<string, EntityJson>): Uitkomst {
    const plaats = plaatsVan(this.hash, this.regels);
    if ('fouten' in plaats) return geweigerd(ONLEESBAAR, plaats.fouten);
    const entities = this.bereik([principal, action, resource, ...verwijzingenIn(context)], eigen);
    const antwoord = vraagCedar({ principal, action, resource, context, entities, preparsedPolicySetId: plaats.naam });
    if (antwoord.type === 'failure') return geweigerd('Deze vraag is niet te beslissen.', antwoord.errors.map((e) => e.message));
    const { decision, diagnostics } = antwoord.response;
    const fouten = diagnostics.errors.map((e) => `${e.policyId}: ${e.error.message}`);
    const mislukt = diagnostics.errors.map((e) => e.policyId).filter((id) => this.regel(id)?.regel.effect === 'forbid').sort();
    const beleid = [...diagnostics.reason].sort();
    if (mislukt.length > 0) return { ...geweigerd('Een regel die iets verbiedt, is op deze vraag niet toe te passen.', fouten), beleid: mislukt };
    if (decision === 'allow') return { toegestaan: true, beleid, redenen: [], fouten };
    const redenen = beleid.map((id) => this.regel(id)?.regel.annotations?.['toelichting'] ?? id);
    return { toegestaan: false, beleid, redenen: redenen.length > 0 ? redenen : ['Geen regel van de toepassing staat dit toe.'], fouten };
  }

  /** What is kept of these and of what a rule can come to from there: groups, and as far as its attributes go. */
  private bereik(vanaf: readonly Uid[], eigen: ReadonlyMap<string, EntityJson>): EntityJson[] {
    const gevonden = new Map<string, { e: EntityJson; verder: number }>();
    const rij = [...vanaf, ...this.genoemd].map((uid) => ({ uid, verder: this.stappen }));
    for (let n = rij.pop(); n; n = rij.pop()) {
      const { uid, verder } = n;
      const e = eigen.get(sleutel(uid)) ?? this.entiteiten.get(sleutel(uid));
      if (!e || (gevonden.get(sleutel(uid))?.verder ?? -1) >= verder) continue;
      gevonden.set(sleutel(uid), { e, verder });
      // Of a group no rule can look at the attributes, unless it comes there by an attribute too.
      for (const ouder of e.parents as Uid[]) rij.push({ uid: ouder, verder: 0 });
      if (verder > 0) for (const ander of verwijzingenIn(e.attrs)) rij.push({ uid: ander, verder: verder - 1 });
    }
    return [...gevonden.values()].map((g) => g.e);
  }

  private regel(id: string): Beleidsregel | undefined {
    return this.regels.find((r) => r.id === id);
  }

  private genoemde(e: Eigenschappen): Eigenschappen {
    return Object.fromEntries(Object.entries(e).filter(([naam]) => this.gegevens.has(naam) || DOEL.includes(naam)));
  }
}

/** What makes Cedar itself give up is a question that cannot be decided, like any other. */
function vraagCedar(vraag: StatefulAuthorizationCall): AuthorizationAnswer {
  try {
    return statefulIsAuthorized(vraag);
  } catch (fout) {
    return { type: 'failure', errors: [{ message: String(fout), help: null, code: null, url: null, severity: null }], warnings: [] };
  }
}

const ONLEESBAAR = 'De regels van de toepassing zijn niet meer te lezen.';
export const geweigerd = (reden: string, fouten: string[]): Uitkomst => ({ toegestaan: false, beleid: [], redenen: [reden], fouten });

function verwijzingenIn(w: CedarValueJson): Uid[] {
  if (typeof w !== 'object' || w === null) return [];
  if (Array.isArray(w)) return w.flatMap(verwijzingenIn);
  const uid = (w as { __entity?: Uid }).__entity;
  return uid ? [uid] : Object.values(w as Record<string, CedarValueJson>).flatMap(verwijzingenIn);
}
