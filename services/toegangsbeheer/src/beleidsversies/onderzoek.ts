import { Beslisser, toontMeer, type Beleidsregel, type Uitkomst, type Vraag } from '@bronhuis/toegang';
import { toeval, Vragenruimte, type Bekend } from './vragenruimte.ts';

export const SOORTEN_WAARSCHUWING = ['nooit-van-toepassing', 'overschaduwd', 'ruimer', 'meer-velden', 'zonder-bevoegdheid'] as const;

/** A question with the policies that decided it, without anybody's name. */
export interface Voorbeeldvraag {
  wie: string;
  id: string;
  rollen: string[];
  actie: string;
  klasse: string;
  doel: string;
  werkproces: string;
  component: string;
  soort: string;
  vertrouwelijkheid: number;
  persoonsgegevens: boolean;
  bevoegd: boolean;
  niveau: number;
  netwerk: string;
  weekdag: number;
  uur: number;
  regels: string[];
}

export interface Waarschuwing {
  soort: (typeof SOORTEN_WAARSCHUWING)[number];
  /** The policy that it is about; null: about the set. */
  regel: string | null;
  uitleg: string;
  aantal: number;
  voorbeelden: Voorbeeldvraag[];
}

/** What was found in a set of policies, by how many questions. */
export interface Bevinding {
  vragen: number;
  waarschuwingen: Waarschuwing[];
}

/** As it is kept with a version: also against which version it was held. */
export interface Onderzoek extends Bevinding {
  vergelekenMet: number;
}

const HOOGSTENS = { vragen: 60_000, pogingen: 2_000, pogingenSamen: 1_500_000, vulling: 48, gevallen: 60, voorbeelden: 5 };

interface Bevindingen {
  alleen: Set<string>;
  naast: Map<string, Set<string>>;
  ruimer: Map<string, Voorbeeldvraag>;
  meerVelden: Map<string, Voorbeeldvraag>;
  onbevoegd: Map<string, Voorbeeldvraag>;
  vragen: number;
}

/**
 * Evaluates, rather than reasons: each policy of the new set and of the set in force is tried on the questions for which
 * it holds, with what it says nothing of chosen by chance (and the same each time). So what is found is so; what is not
 * found may still be there.
 */
export async function onderzoek(nieuw: readonly Beleidsregel[], geldend: readonly Beleidsregel[], bekend: Bekend): Promise<Bevinding> {
  const vorm = (r: Beleidsregel): string => JSON.stringify(r);
  const zelfde = new Set(nieuw.map(vorm));
  const allemaal = [...nieuw.map((regel) => ({ regel, van: 'nieuw' })), ...geldend.filter((r) => !zelfde.has(vorm(r))).map((regel) => ({ regel, van: 'geldend' }))];
  const ruimte = new Vragenruimte(allemaal.map((r) => r.regel), bekend);
  const beslissers = { nieuw: new Beslisser({ beleid: nieuw }), geldend: new Beslisser({ beleid: geldend }) };
  const gevonden: Bevindingen = { alleen: new Set(), naast: new Map(), ruimer: new Map(), meerVelden: new Map(), onbevoegd: new Map(), vragen: 0 };
  const waarschuwingen: Waarschuwing[] = [];
  const pogingen = Math.max(200, Math.min(HOOGSTENS.pogingen, Math.floor(HOOGSTENS.pogingenSamen / allemaal.length)));
  const gevallen = Math.max(2, Math.min(HOOGSTENS.gevallen, Math.floor(HOOGSTENS.vragen / HOOGSTENS.vulling / allemaal.length)));
  for (const { regel, van } of allemaal) {
    const past = ruimte.passend(regel, gevallen, pogingen);
    const kies = toeval(11);
    for (const geval of past.gevallen) for (let n = 0; n < HOOGSTENS.vulling; n++) stel(ruimte.maak(geval, kies), regel.id, beslissers, gevonden);
    if (van === 'nieuw') waarschuwingen.push(...overRegel(regel, past, gevonden));
    // Others are served in between.
    await new Promise((klaar) => setImmediate(klaar));
  }
  return { vragen: gevonden.vragen, waarschuwingen: [...waarschuwingen, ...overSet(gevonden)] };
}

function stel(vraag: Vraag, id: string, beslissers: { nieuw: Beslisser; geldend: Beslisser }, b: Bevindingen): void {
  b.vragen++;
  const uitkomst = beslissers.nieuw.beslis(vraag);
  if (uitkomst.toegestaan && uitkomst.beleid.length === 1 && uitkomst.beleid[0] === id) b.alleen.add(id);
  else if (!b.alleen.has(id)) {
    const naast = b.naast.get(id) ?? new Set();
    for (const ander of uitkomst.beleid) if (ander !== id) naast.add(ander);
    b.naast.set(id, naast);
  }
  if (!uitkomst.toegestaan) return;
  const nu = beslissers.geldend.beslis(vraag);
  if (nu.toegestaan && toontMeer(uitkomst.verplichtingen ?? {}, nu.verplichtingen ?? {})) b.meerVelden.set(JSON.stringify(vraag), alsVoorbeeld(vraag, uitkomst));
  if (!nu.toegestaan) b.ruimer.set(JSON.stringify(vraag), alsVoorbeeld(vraag, uitkomst));
  if (!vraag.context.bevoegd && vraag.context.klasse !== 'openbaar') b.onbevoegd.set(JSON.stringify(vraag), alsVoorbeeld(vraag, uitkomst));
}

function overRegel({ id, regel }: Beleidsregel, past: ReturnType<Vragenruimte['passend']>, b: Bevindingen): Waarschuwing[] {
  if (past.gevallen.length === 0) {
    const hoe = past.uitputtend ? 'Elke combinatie van waarden waar zij over gaat is geprobeerd.' : 'Een deel van de combinaties van waarden waar zij over gaat is geprobeerd.';
    return [{ soort: 'nooit-van-toepassing', regel: id, uitleg: `Er is geen vraag gevonden waarvoor deze regel geldt. ${hoe}`, aantal: 0, voorbeelden: [] }];
  }
  if (regel.effect !== 'permit' || b.alleen.has(id)) return [];
  const anderen = [...(b.naast.get(id) ?? [])].sort();
  const uitleg = `Bij elke gevonden vraag waarvoor deze regel geldt, beslissen andere regels al hetzelfde, of verbieden zij het: ${anderen.slice(0, 10).join(', ')}.`;
  return [{ soort: 'overschaduwd', regel: id, uitleg, aantal: anderen.length, voorbeelden: [] }];
}

function overSet(b: Bevindingen): Waarschuwing[] {
  const melding = (soort: Waarschuwing['soort'], uitleg: string, gevonden: Map<string, Voorbeeldvraag>): Waarschuwing[] =>
    gevonden.size === 0 ? [] : [{ soort, regel: null, uitleg, aantal: gevonden.size, voorbeelden: verschillende([...gevonden.values()]) }];
  return [
    ...melding('ruimer', 'Deze onderzochte vragen zijn nu geweigerd en worden toegestaan.', b.ruimer),
    ...melding('meer-velden', 'Bij deze onderzochte vragen zijn straks gegevens te zien die nu worden weggelaten of gemaskeerd.', b.meerVelden),
    ...melding('zonder-bevoegdheid', 'Deze onderzochte vragen worden toegestaan aan wie geen bevoegdheid heeft, terwijl het niet om iets openbaars gaat.', b.onbevoegd),
  ];
}

/** Of other policies and actions first: five times the same says little. */
function verschillende(alle: Voorbeeldvraag[]): Voorbeeldvraag[] {
  const per = new Map<string, Voorbeeldvraag>();
  for (const v of alle) if (!per.has(`${v.regels} ${v.actie}`)) per.set(`${v.regels} ${v.actie}`, v);
  return [...per.values(), ...alle.filter((v) => ![...per.values()].includes(v))].slice(0, HOOGSTENS.voorbeelden);
}

const alsVoorbeeld = ({ principal, actie, resource, context }: Vraag, { beleid }: Uitkomst): Voorbeeldvraag => ({
  wie: principal.soort,
  id: principal.id,
  rollen: principal.rollen,
  actie,
  klasse: context.klasse,
  doel: context.doel,
  werkproces: context.werkproces,
  component: resource.component,
  soort: resource.soort,
  vertrouwelijkheid: resource.vertrouwelijkheid,
  persoonsgegevens: resource.persoonsgegevens,
  bevoegd: context.bevoegd,
  niveau: context.niveau,
  netwerk: context.netwerk,
  weekdag: context.weekdag,
  uur: context.uur,
  regels: beleid,
});
