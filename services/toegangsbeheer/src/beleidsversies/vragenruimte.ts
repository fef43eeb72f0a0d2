import { Beslisser, KLASSEN, NETWERKEN, type Beleidsregel, type Vraag } from '@bronhuis/toegang';
import { KENDE_ROLLEN } from './rollen.ts';
import { onderdelen, waardenIn, type Dimensie } from './onderdelen.ts';

/** What the installation knows beside its policies. */
export interface Bekend {
  acties: readonly string[];
  activiteiten: readonly { id: string; werkproces: string }[];
}

const MEESTE_ACTIVITEITEN = 30;
/** Of what goes together in pairs, and of one list: a set that names thousands of values must not fill the memory. */
const MEESTE_PAREN = 500;
const MEESTE_WAARDEN = 4_000;
const ANDERS = 'anders';

type Doel = Pick<Vraag['context'], 'doel' | 'werkproces' | 'doelGeldig'>;
type Partijen = Pick<Vraag['context'], 'organisatie' | 'uitvoerder' | 'eigenOrganisatie' | 'bevoegd' | 'demonstratie'>;
interface Waarden {
  wie: Vraag['principal'];
  actie: string;
  doel: Doel;
  bron: Omit<Vraag['resource'], 'activiteiten'>;
  /** `bijDoel`: the type is used for the purpose of the question. */
  typen: { bijDoel: boolean; vast: string[] };
  klasse: string;
  partijen: Partijen;
  niveau: number;
  netwerk: Vraag['context']['netwerk'];
  tijd: Pick<Vraag['context'], 'uur' | 'weekdag'>;
}
type Lijsten = { [D in Dimensie]: readonly Waarden[D][] };
const DIMENSIES: readonly Dimensie[] = ['wie', 'actie', 'doel', 'bron', 'typen', 'klasse', 'partijen', 'niveau', 'netwerk', 'tijd'];
/** All that there are: policies compare them with less and more. */
const TIJDEN = [1, 2, 3, 4, 5, 6, 7].flatMap((weekdag) => Array.from({ length: 24 }, (_, uur) => ({ uur, weekdag })));
const ALLE_NIVEAUS = [0, 1, 2, 3];

/** The same numbers each time: what was found must be found again. */
export function toeval(zaad: number): (n: number) => number {
  let s = zaad;
  return (n) => {
    s = (s + 0x6d2b79f5) | 0;
    let t = Math.imul(s ^ (s >>> 15), 1 | s);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * n);
  };
}

/**
 * The questions that tell policies apart. Policies compare with fixed values only, so of each datum the values that some
 * policy names and one other are enough; they are put together as they can occur (a purpose with its werkproces, an
 * uitvoerder with or without bevoegdheid).
 */
export class Vragenruimte {
  private readonly lijsten: Lijsten;
  /** All that is named stands with all that it may come with. */
  private readonly volledig: boolean;

  constructor(regels: readonly Beleidsregel[], bekend: Bekend) {
    const stand = { volledig: true };
    this.lijsten = maakLijsten(waardenIn(regels), bekend, stand);
    this.volledig = stand.volledig;
  }

  /**
   * Questions for which this policy holds, at most `hoogstens`. All combinations of what it speaks of are tried, or when
   * there are more than `pogingen`, so many of them by chance.
   */
  passend(regel: Beleidsregel, hoogstens: number, pogingen: number): { gevallen: Partial<Waarden>[]; uitputtend: boolean } {
    const delen = onderdelen(regel);
    const lijsten: Lijsten = { ...this.lijsten };
    for (const d of DIMENSIES) {
      const eigen = delen.filter((x) => x.dimensies.length === 1 && x.dimensies[0] === d);
      if (eigen.length > 0) Object.assign(lijsten, { [d]: zeef(lijsten, d, eigen.map((x) => new Beslisser({ beleid: [x.regel] }))) });
    }
    const spreekt = DIMENSIES.filter((d) => delen.some((x) => x.dimensies.includes(d)));
    const totaal = spreekt.reduce((n, d) => n * lijsten[d].length, 1);
    const beslisser = new Beslisser({ beleid: [{ ...regel, regel: { ...regel.regel, effect: 'permit', annotations: {} } }] });
    const kies = toeval(7);
    const gevallen: Partial<Waarden>[] = [];
    for (let n = 0; n < Math.min(totaal, pogingen); n++) {
      let plaats = totaal <= pogingen ? n : kies(totaal);
      const geval: Record<string, unknown> = {};
      for (const d of spreekt) {
        const lijst = lijsten[d];
        geval[d] = lijst[plaats % lijst.length];
        plaats = Math.floor(plaats / lijst.length);
      }
      if (beslisser.beslis(stelSamen({ ...eerste(this.lijsten), ...geval })).toegestaan) gevallen.push(geval as Partial<Waarden>);
    }
    return { gevallen: spreid(gevallen, hoogstens), uitputtend: this.volledig && totaal <= pogingen };
  }

  /** The question of a case, with what the case leaves open chosen by chance. */
  maak(geval: Partial<Waarden>, kies: (n: number) => number): Vraag {
    const open = Object.fromEntries(DIMENSIES.map((d) => [d, this.lijsten[d][kies(this.lijsten[d].length)]]));
    return stelSamen({ ...(open as unknown as Waarden), ...geval });
  }
}

const eerste = (l: Lijsten): Waarden => Object.fromEntries(DIMENSIES.map((d) => [d, l[d][0]])) as unknown as Waarden;

const zeef = (l: Lijsten, d: Dimensie, beslissers: readonly Beslisser[]): unknown[] =>
  l[d].filter((w) => beslissers.every((b) => b.beslis(stelSamen({ ...eerste(l), [d]: w } as Waarden)).toegestaan));

function spreid<T>(alles: T[], hoogstens: number): T[] {
  if (alles.length <= hoogstens) return alles;
  return Array.from({ length: hoogstens }, (_, i) => alles[Math.floor((i * alles.length) / hoogstens)] as T);
}

function stelSamen({ wie, actie, doel, bron, typen, klasse, partijen, niveau, netwerk, tijd }: Waarden): Vraag {
  return {
    principal: wie,
    actie,
    resource: { ...bron, activiteiten: typen.bijDoel ? [doel.doel, ...typen.vast] : typen.vast },
    // Nobody signed in: there is nobody to be competent (`stelVraag`).
    context: { klasse, ...doel, ...partijen, bevoegd: partijen.bevoegd || wie.soort === 'anoniem', niveau: wie.soort === 'medewerker' || wie.soort === 'inwoner' ? niveau : 0, netwerk, ...tijd },
  };
}

type Genoemd = ReturnType<typeof waardenIn>;
const teksten = (g: Genoemd, naam: string): string[] => [...(g.get(naam) ?? [])].filter((w) => typeof w === 'string');
const met = (lijst: readonly string[], ...erbij: string[]): string[] => [...new Set([...lijst, ...erbij])];

type Stand = { volledig: boolean };

/** Each with each; or when that are too many, each of both at least once. */
function paren(a: readonly string[], b: readonly string[], stand: Stand): [string, string][] {
  if (a.length * b.length <= MEESTE_PAREN) return a.flatMap((x) => b.map((y): [string, string] => [x, y]));
  stand.volledig = false;
  const keer = Math.max(1, Math.floor(MEESTE_PAREN / Math.max(a.length, b.length)));
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => i).flatMap((i) =>
    Array.from({ length: keer }, (_, j): [string, string] => (a.length >= b.length ? [a[i]!, b[(i * keer + j) % b.length]!] : [a[(i * keer + j) % a.length]!, b[i]!])),
  );
}

function begrens<T>(lijst: T[], stand: Stand): T[] {
  if (lijst.length > MEESTE_WAARDEN) stand.volledig = false;
  return spreid(lijst, MEESTE_WAARDEN);
}

function maakLijsten(g: Genoemd, bekend: Bekend, stand: Stand): Lijsten {
  const bronnen = paren(met(teksten(g, 'resource.soort'), ANDERS), met(teksten(g, 'resource.component'), ANDERS), stand).flatMap(([soort, component]) =>
    [0, 1, 2, 3].flatMap((vertrouwelijkheid) => [false, true].map((persoonsgegevens) => ({ soort, component, vertrouwelijkheid, persoonsgegevens }))),
  );
  const typen = [{ bijDoel: true, vast: [] }, { bijDoel: false, vast: [] }, { bijDoel: false, vast: [ANDERS] }, ...teksten(g, 'resource.activiteiten').map((t) => ({ bijDoel: false, vast: [t] }))];
  return {
    wie: begrens(aanroepers(g, stand), stand),
    actie: bekend.acties,
    doel: begrens(doelen(g, bekend, stand), stand),
    bron: begrens([...bronnen, ...genoemdeBronnen(g)], stand),
    typen: begrens(typen, stand),
    klasse: KLASSEN,
    partijen: begrens(partijen(g, stand), stand),
    niveau: ALLE_NIVEAUS,
    netwerk: NETWERKEN,
    tijd: TIJDEN,
  };
}

/** A policy may name one source as `component/soort`. */
const genoemdeBronnen = (g: Genoemd): Waarden['bron'][] =>
  teksten(g, 'Bronhuis::Bron').flatMap((id) => {
    const [component = '', soort = ''] = [id.slice(0, id.indexOf('/')), id.slice(id.indexOf('/') + 1)];
    return [false, true].map((persoonsgegevens) => ({ soort, component, vertrouwelijkheid: 1, persoonsgegevens }));
  });

function aanroepers(g: Genoemd, stand: Stand): Waarden['wie'][] {
  const rollen = met(teksten(g, 'principal.rollen'), ...KENDE_ROLLEN, ANDERS);
  const samen = [...(g.get('rollen samen') ?? [])].map((r) => JSON.parse(String(r)) as string[]);
  const via = met(teksten(g, 'principal.applicatie'), 'portaal');
  const los = (soort: 'applicatie' | 'component', type: string): Waarden['wie'][] => met(teksten(g, type), ANDERS).map((id) => ({ soort, id, rollen: [], applicatie: id }));
  return [
    ...[...rollen.map((r) => [r]), ...samen, []].map((r): Waarden['wie'] => ({ soort: 'medewerker', id: '', rollen: r, applicatie: 'portaal' })),
    ...paren(via.filter((a) => a !== 'portaal'), rollen, stand).map(([applicatie, r]): Waarden['wie'] => ({ soort: 'medewerker', id: '', rollen: [r], applicatie })),
    ...los('applicatie', 'Bronhuis::Applicatie'),
    ...via.map((a): Waarden['wie'] => ({ soort: 'applicatie', id: a, rollen: [], applicatie: a })),
    ...los('component', 'Bronhuis::Component'),
    { soort: 'inwoner', id: '', rollen: ['inwoner'], applicatie: 'portaal' },
    { soort: 'anoniem', id: 'anoniem', rollen: [], applicatie: '' },
  ];
}

function doelen(g: Genoemd, { activiteiten }: Bekend, stand: Stand): Doel[] {
  const genoemd = teksten(g, 'context.doel').filter((d) => d !== '');
  const kent = [...activiteiten].sort((a, b) => Number(genoemd.includes(b.id)) - Number(genoemd.includes(a.id))).slice(0, MEESTE_ACTIVITEITEN);
  const samen = new Map(kent.map((a) => [`${a.id} ${a.werkproces}`, a]));
  // A werkproces or purpose that no activity has yet: the policy may be older than the register.
  for (const werkproces of met(teksten(g, 'context.werkproces').filter((w) => w !== ''), ANDERS)) samen.set(`nieuw ${werkproces}`, { id: `nieuw-${werkproces}`, werkproces });
  const onbekend = genoemd.filter((d) => !kent.some((a) => a.id === d));
  for (const [id, werkproces] of paren(onbekend, met(teksten(g, 'context.werkproces'), ANDERS), stand)) samen.set(`${id} ${werkproces}`, { id, werkproces });
  return [
    ...[...samen.values()].map(({ id, werkproces }) => ({ doel: id, werkproces, doelGeldig: true })),
    { doel: '', werkproces: '', doelGeldig: false },
    ...met(genoemd, ANDERS).map((doel) => ({ doel, werkproces: '', doelGeldig: false })),
  ];
}

function partijen(g: Genoemd, stand: Stand): Partijen[] {
  const organisaties = met(teksten(g, 'context.organisatie'), ANDERS);
  const uitvoerders = met(teksten(g, 'context.uitvoerder'), 'uitvoerder');
  const uit = [
    ...organisaties.map((organisatie) => ({ organisatie, uitvoerder: organisatie, eigenOrganisatie: true, bevoegd: true })),
    ...paren(organisaties, uitvoerders, stand)
      .filter(([organisatie, uitvoerder]) => uitvoerder !== organisatie)
      .flatMap(([organisatie, uitvoerder]) => [true, false].map((bevoegd) => ({ organisatie, uitvoerder, eigenOrganisatie: false, bevoegd }))),
  ];
  return uit.flatMap((p) => [true, false].map((demonstratie) => ({ ...p, demonstratie })));
}
