import { jetstream } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import pg from 'pg';
import { canoniek, maakCloudEvent, nieuweTrace, sha256Hex, uuidv7, type Klok } from '@bronhuis/standaarden';
import { OVERBRUGGE, testComponent, wachtTot, WERKORGANISATIE, type TestOmgeving, type TestWensen } from '@bronhuis/testing';
import type { Waarderingsregel } from '../src/archiefacties/afleiding.ts';
import { definitie } from '../src/definitie.ts';
import type { DossierDto } from '../src/archiefacties/dossiers.dto.ts';
import type { LijstDto } from '../src/vernietigingslijsten/lijsten.dto.ts';

export const S = '/selectielijst/v1';

export const start = (wensen: Partial<TestWensen> = {}): Promise<TestOmgeving> => testComponent({ start: definitie, ...wensen });

export const regel = (uitkomsten: Record<string, string> = { verleend: '11.1.1', geweigerd: '11.2', ingetrokken: '11.3', afgebroken: '11.4' }): Waarderingsregel => ({
  selectielijst: { naam: 'Selectielijst gemeenten en intergemeentelijke organen', jaar: 2020 },
  procestype: '11',
  uitkomsten,
  afleidingswijze: 'afgehandeld',
  brondatum: 'einddatum',
});

/** People of the demonstration, with the purpose of archive management. */
export const mensen = {
  ingrid: { id: 'ingrid', rollen: ['informatiebeheerder'] },
  thijs: { id: 'thijs', rollen: ['teamleider'] },
  arjan: { id: 'arjan', rollen: ['archivaris'] },
  greet: { id: 'greet', rollen: ['zorgdrager'] },
  noor: { id: 'noor', rollen: ['behandelaar'] },
  willem: { id: 'willem', rollen: ['woo-coordinator'] },
};

export const als = (o: TestOmgeving, wie: { id: string; rollen: string[] }, organisatie = OVERBRUGGE, doel: string | null = 'VA-03'): Promise<string> =>
  o.token({ organisatie, uitvoerder: organisatie === OVERBRUGGE ? WERKORGANISATIE : organisatie, soort: 'medewerker', ...wie, verwerkingsactiviteit: doel });

export interface Gebeurtenis {
  id?: string;
  kenmerk: string;
  organisatie?: string;
  gebeurtenis?: 'dossier-geopend' | 'dossier-gewijzigd' | 'dossier-afgesloten' | 'dossier-heropend' | 'dossier-vernietigd';
  versie?: number;
  status?: 'open' | 'afgesloten';
  uitkomst?: string | null;
  einddatum?: string | null;
  heropendOp?: string;
  waarderingsregel?: Waarderingsregel | null;
}

/** Publishes an event as registers does. @returns the id of the dossier */
export async function meld(o: TestOmgeving, g: Gebeurtenis): Promise<string> {
  const id = g.id ?? uuidv7();
  const organisatie = g.organisatie ?? OVERBRUGGE;
  const einddatum = g.einddatum ?? null;
  const versie = g.versie ?? 1;
  const gebeurtenis = g.gebeurtenis ?? (einddatum === null ? 'dossier-geopend' : 'dossier-afgesloten');
  const data =
    gebeurtenis === 'dossier-vernietigd'
      ? { dossier: id, kenmerk: g.kenmerk, objecttype: 'evenementendossier', grondslag: null, vernietigingslijst: null, tijdstip: o.klok.nu().toISOString() }
      : {
          dossier: id,
          kenmerk: g.kenmerk,
          objecttype: 'evenementendossier',
          objecttypeNaam: 'Evenementenvergunning',
          soort: 'dossier',
          status: g.status ?? (einddatum === null ? 'open' : 'afgesloten'),
          startdatum: '2025-03-01',
          uitkomst: g.uitkomst === undefined ? 'verleend' : g.uitkomst,
          einddatum,
          ...(g.heropendOp === undefined ? {} : { heropendOp: g.heropendOp }),
          waarderingsregel: g.waarderingsregel === undefined ? regel() : g.waarderingsregel,
          woo: null,
          vertrouwelijkheid: 2,
          overgenomen: false,
          informatieobjecten: [],
          relaties: [],
          versie,
        };
  const type = `nl.gemeente.dossiers.${gebeurtenis}`;
  const event = maakCloudEvent({ organisatie, component: 'registers', type, subject: id, versie, data, traceparent: nieuweTrace(), tijd: o.klok.nu() });
  const nc = await connect({ servers: o.nats.url });
  try {
    await jetstream(nc).publish(`${o.nats.voorvoegsel}.registers.${organisatie}.dossiers.${gebeurtenis}`, JSON.stringify(event), { msgID: event.id });
  } finally {
    await nc.close();
  }
  return id;
}

/** The dossier as this component shows it, once it has heard of it. */
export async function dossier(o: TestOmgeving, id: string, klaar: (d: DossierDto) => boolean = () => true): Promise<DossierDto> {
  const token = await als(o, mensen.ingrid);
  let laatste: DossierDto | null = null;
  await wachtTot(
    async () => {
      const antwoord = await o.roep<DossierDto>('GET', `${S}/dossiers/${id}`, { token });
      laatste = antwoord.status === 200 ? antwoord.body : null;
      return laatste !== null && klaar(laatste);
    },
    { wat: `dossier ${id}` },
  );
  if (laatste === null) throw new Error('unreachable: the wait ended');
  return laatste;
}

export async function lijstTot(o: TestOmgeving, id: string, klaar: (l: LijstDto) => boolean, ms = 20_000): Promise<LijstDto> {
  const token = await als(o, mensen.ingrid);
  let laatste: LijstDto | null = null;
  await wachtTot(
    async () => {
      laatste = (await o.roep<LijstDto>('GET', `${S}/vernietigingslijsten/${id}`, { token })).body;
      return klaar(laatste);
    },
    { ms, wat: `vernietigingslijst ${id}` },
  ).catch((fout: unknown) => {
    throw new Error(`${(fout as Error).message}: ${JSON.stringify(laatste)}`);
  });
  if (laatste === null) throw new Error('unreachable: the wait ended');
  return laatste;
}

export async function stelOp(o: TestOmgeving, naam = 'Evenementen'): Promise<LijstDto> {
  const antwoord = await o.roep<LijstDto>('POST', `${S}/vernietigingslijsten`, { token: await als(o, mensen.ingrid), body: { naam } });
  if (antwoord.status !== 201) throw new Error(antwoord.tekst);
  return antwoord.body;
}

export async function keurGoed(o: TestOmgeving, id: string): Promise<void> {
  for (const [wie, rol] of [
    [mensen.thijs, 'proceseigenaar'],
    [mensen.arjan, 'archivaris'],
    [mensen.greet, 'zorgdrager'],
  ] as const) {
    const antwoord = await o.roep('POST', `${S}/vernietigingslijsten/${id}/beoordelingen`, { token: await als(o, wie), body: { rol, besluit: 'akkoord' } });
    if (antwoord.status !== 201) throw new Error(antwoord.tekst);
  }
}

export type Vraag = '_plan' | '_controle' | '_uitvoering' | '_bewijs';

interface Bestand {
  kenmerk: string;
  versie: number;
  documenten: number;
  weg: boolean;
}

/**
 * The two sources behind the gateway: the contract of destruction as it is written, over real HTTP, with dossiers in
 * memory. `tussen` lets a test step in before or after the work of a call.
 */
export class Bronnenwereld {
  readonly dossiers = new Map<string, Bestand>();
  readonly vernietigd: string[] = [];
  readonly vragen: string[] = [];
  tussen: (bron: string, vraag: Vraag, moment: 'voor' | 'na', ids: string[]) => Promise<void> = async () => undefined;
  resten = new Map<string, number>();
  weiger = new Map<string, string>();

  constructor(o: TestOmgeving) {
    this.sluitAan(o);
  }

  /** Serves the component of this environment too (a second replica). */
  sluitAan(o: TestOmgeving): void {
    for (const bron of ['registers', 'woo-publicatie']) {
      for (const vraag of ['_plan', '_controle', '_uitvoering', '_bewijs'] as const) {
        o.buiten.op('POST', `/${bron}/v1/vernietigingen/${vraag}`, async ({ body }) => {
          const ids = (body as { dossiers: (string | { id: string })[] }).dossiers.map((d) => (typeof d === 'string' ? d : d.id));
          this.vragen.push(`${bron} ${vraag}`);
          await this.tussen(bron, vraag, 'voor', ids);
          const dossiers = (body as { dossiers: never[] }).dossiers.map((d) => this[vraag](bron, d));
          await this.tussen(bron, vraag, 'na', ids);
          return { status: 200, body: { dossiers: dossiers.filter((d) => d !== null) } };
        });
      }
    }
  }

  voegToe(id: string, kenmerk: string): void {
    for (const bron of ['registers', 'woo-publicatie']) this.dossiers.set(`${bron} ${id}`, { kenmerk, versie: 1, documenten: 4, weg: false });
  }

  /** Something changes at the source after the list was made. */
  wijzig(bron: string, id: string): void {
    this.bij(bron, id).versie += 1;
  }

  private bij(bron: string, id: string): Bestand {
    const bestand = this.dossiers.get(`${bron} ${id}`);
    if (!bestand) throw new Error(`unknown to ${bron}: ${id}`);
    return bestand;
  }

  private hash(bron: string, id: string): string {
    return sha256Hex(canoniek([bron, id, this.bij(bron, id).versie]));
  }

  private _plan(bron: string, id: string): object | null {
    const bestand = this.dossiers.get(`${bron} ${id}`);
    if (!bestand) return null;
    const gaat =
      bron === 'registers'
        ? [
            { soort: 'dossier', id, omschrijving: `Dossier ${bestand.kenmerk}` },
            ...Array.from({ length: bestand.documenten }, (_, i) => ({ soort: 'informatieobject', id: `${id}-${i}`, omschrijving: `Document: ${i}` })),
            { soort: 'bestand', id: `${id}-b`, omschrijving: 'Bestand', omvang: 1000, sha256: 'ab'.repeat(32) },
          ]
        : [{ soort: 'publicatie', id, omschrijving: 'Publicatie' }];
    const blijft = bron === 'registers' ? [{ soort: 'relatie', omschrijving: 'Factuur 2025-118', reden: 'Blijft bewaard in financieel systeem', selectielijstnummer: '18.3' }] : [];
    return { id, kenmerk: bestand.kenmerk, versie: bestand.versie, gaat, blijft, hash: this.hash(bron, id) };
  }

  private _controle(bron: string, vraag: { id: string; hash: string }): object {
    const akkoord = this.hash(bron, vraag.id) === vraag.hash;
    return { id: vraag.id, akkoord, ...(akkoord ? {} : { reden: 'Het dossier is veranderd sinds de lijst is opgesteld.' }) };
  }

  private _uitvoering(bron: string, vraag: { id: string; hash: string }): object {
    const reden = this.weiger.get(`${bron} ${vraag.id}`);
    if (reden !== undefined) return { id: vraag.id, vernietigd: false, reden };
    const bestand = this.bij(bron, vraag.id);
    if (!bestand.weg) {
      bestand.weg = true;
      this.vernietigd.push(`${bron} ${vraag.id}`);
    }
    return { id: vraag.id, vernietigd: true, tijdstip: new Date().toISOString(), aantallen: {} };
  }

  private _bewijs(bron: string, id: string): object {
    const aantal = this.resten.get(`${bron} ${id}`) ?? (this.bij(bron, id).weg ? 0 : 1);
    return { id, resten: aantal > 0 ? [{ waar: 'zoekindex', aantal }] : [], blijft: [] };
  }
}

/** Dates before today, as the chain uses them: due since 74 days. */
export function voorVandaag(klok: Klok, dagen: number): string {
  return new Date(klok.nu().getTime() - dagen * 86_400_000).toISOString().slice(0, 10);
}

/** Looks into the database from outside, as no component may. */
export async function inDatabase<R>(o: TestOmgeving, sql: string, waarden: unknown[] = []): Promise<R[]> {
  const client = new pg.Client({ connectionString: o.db.beheer });
  await client.connect();
  try {
    return (await client.query(sql, waarden)).rows as R[];
  } finally {
    await client.end();
  }
}
