import { Beslisser, KLASSEN, type Beleidsregel, type Vraag } from '@bronhuis/toegang';
import { KENDE_ROLLEN } from './rollen.ts';
import { onderdelen, waardenIn, type Dimensie } from './onderdelen.ts';

/** What the installation knows beside its policies. */
export interface Bekend {
  acties: readonly string[];
  activiteiten: readonly { id: string; werkproces: string }[];
}

const MEESTE_ACTIVITEITEN = 30;
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
}
type Lijsten = { [D in Dimensie]: readonly Waarden[D][] };
const DIMENSIES: readonly Dimensie[] = ['wie', 'actie', 'doel', 'bron', 'typen', 'klasse', 'partijen'];

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

  constructor(regels: readonly Beleidsregel[], bekend: Bekend) {
    this.lijsten = maakLijsten(waardenIn(regels), bekend);
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
    const beslisser = new Beslisser({ beleid: [{ ...regel, regel: { ...regel.regel, effect: 'permit' } }] });
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
    return { gevallen: spreid(gevallen, hoogstens), uitputtend: totaal <= pogingen };
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

function stelSamen({ wie, actie, doel, bron, typen, klasse, partijen }: Waarden): Vraag {
  return {
    principal: wie,
    actie,
    resource: { ...bron, activiteiten: typen.bijDoel ? [doel.doel, ...typen.vast] : typen.vast },
    // Nobody signed in: there is nobody to be competent (`stelVraag`).
    context: { klasse, ...doel, ...partijen, bevoegd: partijen.bevoegd || wie.soort === 'anoniem' },
  };
}

type Genoemd = ReturnType<typeof waardenIn>;
const teksten = (g: Genoemd, naam: string): string[] => [...(g.get(naam) ?? [])].filter((w) => typeof w === 'string');
const met = (lijst: readonly string[], ...erbij: string[]): string[] => [...new Set([...lijst, ...erbij])];

function maakLijsten(g: Genoemd, bekend: Bekend): Lijsten {
  return {
    wie: aanroepers(g),
    actie: bekend.acties,
    doel: doelen(g, bekend),
    bron: met(teksten(g, 'resource.soort'), ANDERS).flatMap((soort) =>
      met(teksten(g, 'resource.component'), ANDERS).flatMap((component) =>
        [0, 1, 2, 3].flatMap((vertrouwelijkheid) => [false, true].map((persoonsgegevens) => ({ soort, component, vertrouwelijkheid, persoonsgegevens }))),
      ),
    ).concat(genoemdeBronnen(g)),
    typen: [{ bijDoel: true, vast: [] }, { bijDoel: false, vast: [] }, { bijDoel: false, vast: [ANDERS] }, ...teksten(g, 'resource.activiteiten').map((t) => ({ bijDoel: false, vast: [t] }))],
    klasse: KLASSEN,
    partijen: partijen(g),
  };
}

/** A policy may name one source as `component/soort`. */
const genoemdeBronnen = (g: Genoemd): Waarden['bron'][] =>
  teksten(g, 'Bronhuis::Bron').flatMap((id) => {
    const [component = '', soort = ''] = [id.slice(0, id.indexOf('/')), id.slice(id.indexOf('/') + 1)];
    return [false, true].map((persoonsgegevens) => ({ soort, component, vertrouwelijkheid: 1, persoonsgegevens }));
  });

function aanroepers(g: Genoemd): Waarden['wie'][] {
  const rollen = met(teksten(g, 'principal.rollen'), ...KENDE_ROLLEN, ANDERS);
  const samen = [...(g.get('rollen samen') ?? [])].map((r) => JSON.parse(String(r)) as string[]);
  const via = met(teksten(g, 'principal.applicatie'), 'portaal');
  const los = (soort: 'applicatie' | 'component', type: string): Waarden['wie'][] => met(teksten(g, type), ANDERS).map((id) => ({ soort, id, rollen: [], applicatie: id }));
  return [
    ...[...rollen.map((r) => [r]), ...samen, []].map((r): Waarden['wie'] => ({ soort: 'medewerker', id: '', rollen: r, applicatie: 'portaal' })),
    ...via.filter((a) => a !== 'portaal').flatMap((applicatie) => rollen.map((r): Waarden['wie'] => ({ soort: 'medewerker', id: '', rollen: [r], applicatie }))),
    ...los('applicatie', 'Bronhuis::Applicatie'),
    ...via.map((a): Waarden['wie'] => ({ soort: 'applicatie', id: a, rollen: [], applicatie: a })),
    ...los('component', 'Bronhuis::Component'),
    { soort: 'inwoner', id: '', rollen: ['inwoner'], applicatie: 'portaal' },
    { soort: 'anoniem', id: 'anoniem', rollen: [], applicatie: '' },
  ];
}

function doelen(g: Genoemd, { activiteiten }: Bekend): Doel[] {
  const genoemd = teksten(g, 'context.doel').filter((d) => d !== '');
  const kent = [...activiteiten].sort((a, b) => Number(genoemd.includes(b.id)) - Number(genoemd.includes(a.id))).slice(0, MEESTE_ACTIVITEITEN);
  const paren = new Map(kent.map((a) => [`${a.id} ${a.werkproces}`, a]));
  // A werkproces or purpose that no activity has yet: the policy may be older than the register.
  for (const werkproces of met(teksten(g, 'context.werkproces').filter((w) => w !== ''), ANDERS)) paren.set(`nieuw ${werkproces}`, { id: `nieuw-${werkproces}`, werkproces });
  for (const id of genoemd.filter((d) => !kent.some((a) => a.id === d))) {
    for (const werkproces of met(teksten(g, 'context.werkproces'), ANDERS)) paren.set(`${id} ${werkproces}`, { id, werkproces });
  }
  return [
    ...[...paren.values()].map(({ id, werkproces }) => ({ doel: id, werkproces, doelGeldig: true })),
    { doel: '', werkproces: '', doelGeldig: false },
    ...met(genoemd, ANDERS).map((doel) => ({ doel, werkproces: '', doelGeldig: false })),
  ];
}

function partijen(g: Genoemd): Partijen[] {
  const organisaties = met(teksten(g, 'context.organisatie'), ANDERS);
  const uitvoerders = met(teksten(g, 'context.uitvoerder'), 'uitvoerder');
  const uit = organisaties.flatMap((organisatie) => [
    { organisatie, uitvoerder: organisatie, eigenOrganisatie: true, bevoegd: true },
    ...uitvoerders.filter((u) => u !== organisatie).flatMap((uitvoerder) => [true, false].map((bevoegd) => ({ organisatie, uitvoerder, eigenOrganisatie: false, bevoegd }))),
  ]);
  return uit.flatMap((p) => [true, false].map((demonstratie) => ({ ...p, demonstratie })));
}
