import { jetstream } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import pg from 'pg';
import PDFDocument from 'pdfkit';
import { maakCloudEvent, nieuweTrace, uuidv7 } from '@bronhuis/standaarden';
import { OVERBRUGGE, testComponent, VOORBEELDSTAD, wachtTot, WERKORGANISATIE, type Antwoord, type TestOmgeving, type TestWensen } from '@bronhuis/testing';
import type { ConceptDto, ConceptenDto } from '../src/concepten/concepten.dto.ts';
import { definitie } from '../src/definitie.ts';

export const W = '/woo-publicatie/v1';
export const BESCHIKKINGEN = 'c_46a81018';
export const WOO = { categorie: BESCHIKKINGEN, bijUitkomst: ['verleend', 'geweigerd', 'ingetrokken'] };
export const BETROKKENEN = [
  { soort: 'bsn', pseudoniem: 'k1:aanvrager', rol: 'aanvrager' },
  { soort: 'bsn', pseudoniem: 'k1:omwonende', rol: 'omwonende' },
];

export async function start(wensen: Partial<TestWensen> = {}): Promise<TestOmgeving> {
  const o = await testComponent({ start: definitie, ...wensen });
  o.buiten.op('GET', '/registers/v1/dossiers/{id}/betrokkenen', { status: 200, body: { betrokkenen: BETROKKENEN } });
  return o;
}

export const willem = (o: TestOmgeving, organisatie = OVERBRUGGE): Promise<string> =>
  o.token({ organisatie, uitvoerder: organisatie === OVERBRUGGE ? WERKORGANISATIE : organisatie, soort: 'medewerker', id: 'willem', rollen: ['woo-coordinator'], verwerkingsactiviteit: 'VA-02' });

export const selectielijst = (o: TestOmgeving, organisatie = OVERBRUGGE): Promise<string> =>
  o.token({ organisatie, soort: 'component', id: 'component-selectielijst', applicatie: 'component-selectielijst', rollen: [], verwerkingsactiviteit: 'VA-03' });

/** As the gateway does for somebody who is not signed in. */
export const anoniem = (organisatie = OVERBRUGGE): { headers: Record<string, string> } => ({ headers: { 'x-bronhuis-organisatie': organisatie } });

export interface Gebeurtenis {
  id?: string;
  kenmerk?: string;
  organisatie?: string;
  gebeurtenis?: string;
  versie?: number;
  status?: 'open' | 'afgesloten';
  uitkomst?: string | null;
  einddatum?: string | null;
  woo?: typeof WOO | null;
}

/** Publishes an event as registers does. @returns the id of the dossier */
export async function meld(o: TestOmgeving, g: Gebeurtenis = {}): Promise<string> {
  const dossier = g.id ?? uuidv7();
  const gebeurtenis = g.gebeurtenis ?? 'dossier-gewijzigd';
  const versie = g.versie ?? 1;
  const data = gebeurtenis === 'dossier-vernietigd'
    ? { dossier, kenmerk: g.kenmerk ?? 'Z-0147', objecttype: 'x', grondslag: { nummer: '11.1.1' }, vernietigingslijst: null, tijdstip: o.klok.nu().toISOString() }
    : {
        dossier, kenmerk: g.kenmerk ?? 'Z-0147', objecttype: uuidv7(), objecttypeNaam: 'Evenementendossier', soort: 'dossier', status: g.status ?? 'open', startdatum: '2025-03-01',
        uitkomst: g.uitkomst === undefined ? 'verleend' : g.uitkomst, einddatum: g.einddatum ?? null, waarderingsregel: null, woo: g.woo === undefined ? WOO : g.woo,
        vertrouwelijkheid: 2, overgenomen: false, informatieobjecten: [], relaties: [], versie,
      };
  await stuurEvent(o, 'registers', `nl.gemeente.dossiers.${gebeurtenis}`, dossier, versie, data, g.organisatie);
  return dossier;
}

export async function stuurEvent(o: TestOmgeving, component: string, type: string, subject: string, versie: number, data: object, organisatie = OVERBRUGGE): Promise<void> {
  const event = maakCloudEvent({ organisatie, component, type, subject, versie, data, traceparent: nieuweTrace(), tijd: o.klok.nu() });
  const nc = await connect({ servers: o.nats.url });
  try {
    await jetstream(nc).publish(`${o.nats.voorvoegsel}.${component}.${organisatie}.${type.replace('nl.gemeente.', '')}`, JSON.stringify(event), { msgID: event.id });
  } finally {
    await nc.close();
  }
}

export async function concepten(o: TestOmgeving, dossier: string, status = 'concept', organisatie = OVERBRUGGE): Promise<ConceptDto[]> {
  const antwoord = await o.roep<ConceptenDto>('GET', `${W}/concepten?status=${status}&dossier=${dossier}`, { token: await willem(o, organisatie) });
  if (antwoord.status !== 200) throw new Error(antwoord.tekst);
  return antwoord.body.resultaten;
}

/** A decided dossier on NATS, and the concept that it gives. */
export async function nieuwConcept(o: TestOmgeving, g: Gebeurtenis = {}): Promise<ConceptDto> {
  const dossier = await meld(o, g);
  let concept: ConceptDto | undefined;
  await wachtTot(async () => (concept = (await concepten(o, dossier, 'concept', g.organisatie))[0]) !== undefined, { ms: 10_000 });
  if (!concept) throw new Error('no concept');
  return concept;
}

export function pdf(maak: (d: PDFKit.PDFDocument) => void, opties: PDFKit.PDFDocumentOptions = {}): Promise<Buffer> {
  return new Promise((klaar) => {
    const d = new PDFDocument(opties);
    const delen: Buffer[] = [];
    d.on('data', (b: Buffer) => delen.push(b));
    d.on('end', () => klaar(Buffer.concat(delen)));
    maak(d);
    d.end();
  });
}

/** The decision without names, two pages; `woord` stands on the second only. */
export const publicatieversie = (woord = 'dranghekken'): Promise<Buffer> =>
  pdf((d) => {
    d.text('Besluit op de aanvraag van een evenementenvergunning, kenmerk Z-0147. De burgemeester verleent de vergunning voor het Buurtfeest Lindeplein aan [5.1.2e].');
    d.addPage().text(`Voorschriften: de organisator plaatst ${woord} langs de rijbaan en houdt de doorgang vrij voor hulpdiensten, zie artikel 5.1.2e.`);
  });

export const bied = async (o: TestOmgeving, concept: string, inhoud: Buffer, wens: { type?: string; query?: string; sleutel?: string; token?: string } = {}): Promise<Antwoord<{ id: string; code?: string; detail: string; invalidParams?: { name: string; reason: string; code: string }[]; paginas: number; bevindingen: unknown[]; opmerkingen: string[] }>> =>
  o.roep('POST', `${W}/concepten/${concept}/documenten?${wens.query ?? 'bestandsnaam=besluit.pdf'}`, {
    token: wens.token ?? (await willem(o)),
    body: inhoud,
    headers: { 'content-type': wens.type ?? 'application/pdf', ...(wens.sleutel ? { 'idempotency-key': wens.sleutel } : {}) },
  });

export async function publiceer(o: TestOmgeving, id: string, token: string, extra: Record<string, string> = {}): Promise<Antwoord<ConceptDto & { detail?: string; invalidParams?: { code: string }[] }>> {
  const huidig = await o.roep<ConceptDto>('GET', `${W}/concepten/${id}`, { token });
  return o.roep('POST', `${W}/concepten/${id}/_publiceren`, { token, headers: { 'if-match': huidig.headers.get('etag') ?? '', ...extra } });
}

/** From event to public: what most tests start from. */
export async function gepubliceerd(o: TestOmgeving, g: Gebeurtenis & { titel?: string; inhoud?: Buffer } = {}): Promise<{ id: string; document: string; dossier: string }> {
  const concept = await nieuwConcept(o, g);
  const token = await willem(o, g.organisatie);
  const document = await bied(o, concept.id, g.inhoud ?? (await publicatieversie()), { token });
  if (document.status !== 201) throw new Error(document.tekst);
  const titel = await o.roep('PATCH', `${W}/concepten/${concept.id}`, { token, headers: { 'if-match': document.headers.get('etag') ?? '' }, body: { officieleTitel: g.titel ?? 'Evenementenvergunning Buurtfeest Lindeplein' } });
  if (titel.status !== 200) throw new Error(titel.tekst);
  const klaar = await publiceer(o, concept.id, token);
  if (klaar.status !== 200) throw new Error(klaar.tekst);
  return { id: concept.id, document: document.body.id, dossier: concept.dossier };
}

export async function alsBeheerder<R extends pg.QueryResultRow>(o: TestOmgeving, sql: string, values: unknown[] = []): Promise<R[]> {
  const client = new pg.Client({ connectionString: o.db.beheer });
  await client.connect();
  try {
    return (await client.query<R>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

export { OVERBRUGGE, VOORBEELDSTAD };
