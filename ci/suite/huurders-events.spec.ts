import { randomUUID } from 'node:crypto';
import { filterVan, naamVanConsument, naamVanStroom, onderwerpVan, type Consumptie } from '../../libs/events/src/stromen.ts';
import { definities, typenVan, type Definitie } from './afnemers.ts';
import { OVERBRUGGE, totGereed, VOORBEELDSTAD, WERKORGANISATIE } from './hulp.ts';
import { alsBeheer, rustigeStand, VAN_NIEMAND, verschil, woordenIn, woordenVan, type Woorden } from './stand.ts';
import { Stromen } from './stromen.ts';

// Every type of event that any component consumes, made from the handlers and from what lies in the streams: sent in the
// name of another organisatie with what real events of Overbrugge say, it must leave Overbrugge exactly as it was.

const VOORVOEGSEL = process.env['NATS_VOORVOEGSEL'] ?? 'bronhuis';
/** Records of a log are facts: their events have no versions. */
const LOGSTROMEN = ['verwerkingen', 'beslissingen'];
let versie = 900_000_000_000_000_000n;

interface Bericht {
  subject: string;
  payload: string;
}

/** A handler of a type, the stream that it is read from, and real events of Overbrugge to imitate. */
interface Geval {
  component: string;
  stroom: string;
  type: string;
  domein: string;
  echt: Bericht[];
}

let stromen: Stromen;
let alle: Definitie[];
let gevallen: Geval[];
let woorden: Woorden;

const bronVan = (payload: string, oin: string): string => payload.replace(/urn:nld:oin:\d{20}:systeem/, `urn:nld:oin:${oin}:systeem`);
const vanOrganisatie = (subject: string, oin: string): string => subject.replace(/\.\d{20}\./, `.${oin}.`);
const domeinVan = (type: string): string => type.split('.')[2]!;
const veld = (payload: string, naam: string): string => String((JSON.parse(payload) as Record<string, unknown>)[naam]);

/** Real events of Overbrugge in what a component reads, by type. */
async function echteEvents(c: Consumptie): Promise<Map<string, Bericht[]>> {
  const stroom = naamVanStroom(VOORVOEGSEL, c.stroom);
  const uit = new Map<string, Bericht[]>();
  const subjecten = Object.keys(await stromen.subjecten(stroom, filterVan(VOORVOEGSEL, c))).filter((s) => s.includes(`.${OVERBRUGGE}.`));
  for (const subject of subjecten) {
    for (const payload of await stromen.uitersten(stroom, subject)) {
      // What an earlier proof left there is no event of Overbrugge.
      if (!veld(payload, 'source').includes(OVERBRUGGE)) continue;
      const type = veld(payload, 'type');
      uit.set(type, [...(uit.get(type) ?? []), { subject, payload }]);
    }
  }
  return uit;
}

/** A type of which Overbrugge has no event now borrows the content of another one of its domain: they say the same fields. */
function leen(type: string, c: Consumptie, echt: Map<string, Bericht[]>): Bericht[] {
  const ander = [...echt].find(([t]) => domeinVan(t) === domeinVan(type))?.[1][0];
  if (!ander) return [];
  return [{ subject: onderwerpVan(VOORVOEGSEL, c.stroom, OVERBRUGGE, type), payload: ander.payload.replaceAll(veld(ander.payload, 'type'), type) }];
}

async function maakGevallen(): Promise<Geval[]> {
  const uit: Geval[] = [];
  for (const d of alle) {
    for (const c of d.consumeert ?? []) {
      const echt = await echteEvents(c);
      const past = (type: string): boolean => (c.domein ? domeinVan(type) === c.domein : true);
      // A log has one domain, its own name; other streams have the domains of their types.
      const mijn = typenVan(d).filter((t) => past(t) && (LOGSTROMEN.includes(domeinVan(t)) ? domeinVan(t) === c.stroom : !LOGSTROMEN.includes(c.stroom)));
      for (const type of new Set([...mijn, ...echt.keys()])) {
        uit.push({ component: d.naam, stroom: c.stroom, type, domein: domeinVan(type), echt: echt.get(type) ?? leen(type, c, echt) });
      }
    }
  }
  return uit;
}

/** Things of Overbrugge that a component knows, those first of which it knows most: they have most to lose. */
async function dingen(component: string, domein: string): Promise<string[]> {
  const { rows } = await alsBeheer(component, (c) =>
    c.query<{ onderwerp: string }>('select distinct onderwerp from bron.inkomend_stand where organisatie = $1 and domein = $2', [OVERBRUGGE, domein]),
  );
  const gewicht = (id: string): number => [...(woorden.get(id) ?? [])].filter((t) => t.startsWith(`${component} `)).length;
  return rows.map((r) => r.onderwerp).sort((p, q) => gewicht(q) - gewicht(p)).slice(0, 6);
}

/** Content of Overbrugge, as new as can be: about what the event itself was about, and about other things that are there. */
async function berichten(g: Geval): Promise<Bericht[]> {
  const vers = (payload: string): string => {
    const e = JSON.parse(payload) as Record<string, unknown>;
    return JSON.stringify({ ...e, id: randomUUID(), ...(LOGSTROMEN.includes(g.domein) ? {} : { sequence: String(versie++) }) });
  };
  const mal = g.echt[0]!;
  const over = (await dingen(g.component, g.domein)).map((id) => ({ subject: mal.subject, payload: mal.payload.replaceAll(veld(mal.payload, 'subject'), id) }));
  return [...g.echt, ...(LOGSTROMEN.includes(g.domein) ? [] : over)].map((b) => ({ subject: b.subject, payload: vers(b.payload) }));
}

const telVan = async (oin: string): Promise<Record<string, number>> => {
  const uit: Record<string, number> = {};
  for (const stroom of new Set(alle.flatMap((d) => [d.naam, ...(d.consumeert ?? []).map((c) => c.stroom)]))) {
    const naam = naamVanStroom(VOORVOEGSEL, stroom);
    if (await stromen.jsm.streams.info(naam).catch(() => null)) Object.assign(uit, await stromen.subjecten(naam, `${VOORVOEGSEL}.${stroom}.${oin}.>`));
  }
  return uit;
};

/** Sends each message as a component of the other would, and once more with the owner inside that the content had. */
async function inNaamVan(ander: string, deel: Geval[], gezegd: Set<string>): Promise<Map<string, Set<string>>> {
  const verstuurd = new Map<string, Set<string>>();
  for (const g of deel) {
    for (const b of await berichten(g)) {
      const eigen = bronVan(b.payload, ander).replace(/"kenmerk":"[^"]*"/g, '"kenmerk":"van een ander"');
      for (const payload of [eigen.replaceAll(OVERBRUGGE, ander), eigen]) {
        const nieuw = JSON.stringify({ ...(JSON.parse(payload) as object), id: randomUUID(), ...(LOGSTROMEN.includes(g.domein) ? {} : { sequence: String(versie++) }) });
        await stromen.publiceer(vanOrganisatie(b.subject, ander), nieuw);
        for (const w of woordenIn(nieuw)) gezegd.add(w);
        // A message of a log that is refused is known by its records, not by its own id.
        if (LOGSTROMEN.includes(g.domein) && payload === eigen) continue;
        verstuurd.set(g.component, (verstuurd.get(g.component) ?? new Set()).add(veld(nieuw, 'id')));
      }
    }
  }
  return verstuurd;
}

beforeAll(async () => {
  await totGereed();
  stromen = await Stromen.open();
  alle = await definities();
  woorden = await woordenVan(OVERBRUGGE);
  gevallen = await maakGevallen();
});

afterAll(() => stromen.sluit());

test('every consumer at the broker is one that a component declares, and every handler has an event of Overbrugge to try', async () => {
  const verklaard = alle.flatMap((d) => (d.consumeert ?? []).map((c) => `${naamVanStroom(VOORVOEGSEL, c.stroom)} ${naamVanConsument(d.naam, c)} ${filterVan(VOORVOEGSEL, c)}`));
  expect(await stromen.consumenten(VOORVOEGSEL)).toEqual(verklaard.sort());
  const geprobeerd = new Set(gevallen.map((g) => `${g.component} ${g.type}`));
  const afgehandeld = alle.flatMap((d) => typenVan(d).map((t) => `${d.naam} ${t}`));
  expect(afgehandeld.length).toBeGreaterThanOrEqual(alle.filter((d) => d.consumeert).length);
  expect(afgehandeld.filter((a) => !geprobeerd.has(a))).toEqual([]);
  expect(gevallen.filter((g) => g.echt.length === 0).map((g) => `${g.component} ${g.type}`)).toEqual([]);
  // What the components did handle in this installation is nothing else.
  for (const d of alle.filter((x) => x.consumeert)) {
    const { rows } = await alsBeheer(d.naam, (c) => c.query<{ type: string }>("select distinct type from bron.inkomend where uitkomst = 'verwerkt'"));
    expect(rows.map((r) => r.type).filter((t) => !typenVan(d).includes(t))).toEqual([]);
  }
});

test('an event whose source and subject name different organisaties changes nothing, for neither, whichever is which', async () => {
  const voor = await rustigeStand();
  const tellingVoor = await telVan(OVERBRUGGE);
  let onderA = 0;
  let onderB = 0;
  for (const g of gevallen) {
    for (const b of await berichten(g)) {
      await stromen.publiceer(vanOrganisatie(b.subject, VOORBEELDSTAD), b.payload);
      await stromen.publiceer(b.subject, bronVan(b.payload, VOORBEELDSTAD));
      // Also in what it says inside: as if an event of the other were delivered here.
      await stromen.publiceer(b.subject, b.payload.replaceAll(OVERBRUGGE, VOORBEELDSTAD));
      onderB++;
      onderA += 2;
    }
  }
  await stromen.totAllesGezienIs(VOORVOEGSEL);
  const na = await rustigeStand();
  expect(onderB).toBeGreaterThanOrEqual(gevallen.length);
  for (const wie of [OVERBRUGGE, VOORBEELDSTAD, WERKORGANISATIE, VAN_NIEMAND]) expect(verschil(voor, na, wie)).toEqual([]);
  // No component answered with a message of its own.
  const som = (t: Record<string, number>): number => Object.values(t).reduce((p, q) => p + q, 0);
  expect(som(await telVan(OVERBRUGGE)) - som(tellingVoor)).toBe(onderA);
});

test('an event in the name of another organisatie about things of Overbrugge touches nothing of Overbrugge and learns nothing of it', async () => {
  // Not Voorbeeldstad: what is written in its name stays, and the proofs after this one look at what it can see.
  const ander = WERKORGANISATIE;
  const bekend = [await woordenVan(VOORBEELDSTAD), await woordenVan(ander)];
  const voor = await rustigeStand();
  const tellingVoor = await telVan(OVERBRUGGE);
  const gezegd = new Set<string>();
  // What ends a thing last: it takes the traces of the thing with it.
  for (const deel of [gevallen.filter((g) => !g.type.endsWith('-vernietigd')), gevallen.filter((g) => g.type.endsWith('-vernietigd'))]) {
    const verstuurd = await inNaamVan(ander, deel, gezegd);
    await stromen.totAllesGezienIs(VOORVOEGSEL);
    for (const [component, ids] of verstuurd) {
      const { rows } = await alsBeheer(component, (c) => c.query<{ organisatie: string; n: number }>('select organisatie, count(distinct id)::int n from bron.inkomend where id = any($1) group by 1', [[...ids]]));
      const einde = deel.every((g) => g.type.endsWith('-vernietigd'));
      expect([component, rows]).toEqual([component, [{ organisatie: ander, n: einde ? expect.any(Number) : ids.size }]]);
    }
  }
  const na = await rustigeStand();
  expect(verschil(voor, na, OVERBRUGGE)).toEqual([]);
  expect(verschil(voor, na, VOORBEELDSTAD)).toEqual([]);
  expect(await telVan(OVERBRUGGE)).toEqual(tellingVoor);
  // What only Overbrugge had, and no message told, stands with nobody else now.
  // Dates and numbers (the version of what was destroyed) say nothing of anybody; an OIN does.
  const zegtNiets = (w: string): boolean => /^\d{4}-\d\d-\d\d|^\d{1,19}$/.test(w);
  const geheim = new Set([...woorden.keys()].filter((w) => /\d/.test(w) && !zegtNiets(w) && !gezegd.has(w) && !bekend.some((b) => b.has(w))));
  expect(geheim.size).toBeGreaterThan(100);
  const nu = await woordenVan(ander);
  expect([...nu].filter(([w]) => geheim.has(w)).map(([w, waar]) => `${w} in ${[...waar].join()}`)).toEqual([]);
});
