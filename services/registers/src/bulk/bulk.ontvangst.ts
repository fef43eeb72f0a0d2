import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import type { Antwoord } from '@bronhuis/bron';
import { Probleem, uuidv7 } from '@bronhuis/standaarden';
import type { Aanroep } from '@bronhuis/toegang';
import { Bestandsopslag } from '../informatieobjecten/bestandsopslag.ts';
import type { OntvangenBestand } from '../informatieobjecten/bestandsopslag.ts';
import { wieVan } from '../objecten/wie.ts';
import type { Objecttype } from '../objecttypen/objecttype.ts';
import { ONBEKEND } from '../objecttypen/objecttypen.wijzigen.ts';
import { bronvraag, eisVolledigZicht } from '../objecttypen/toegang.ts';
import { Typen } from '../objecttypen/typen.ts';
import type { BulkopdrachtAntwoord } from './bulk.dto.ts';
import { Bulkloper } from './bulk.loper.ts';
import type { Bulkopdracht, Modus, Opdrachtgever } from './bulkopdracht.queries.ts';
import { voegBulkopdrachtToe } from './bulkopdracht.store.ts';

/** One transaction must end: more lines than this go on line by line. */
const MEEST_INEENS = 250_000;
const NIEUWE_REGEL = 10;

/** Takes a delivery in: its lines on disk, and then the work that names them, with the answer of its key. */
@Injectable()
export class Bulkontvangst {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Typen) private readonly typen: Typen,
    @Inject(Bestandsopslag) private readonly opslag: Bestandsopslag,
    @Inject(Bulkloper) private readonly loper: Bulkloper,
  ) {}

  async ontvang(aanroep: Aanroep, id: string, modus: Modus, inhoud: Readable): Promise<Antwoord> {
    const type = await this.magLeveren(aanroep, id);
    const sleutel = aanroep.idempotentie;
    if (!sleutel) throw Probleem.ongeldig([{ name: 'Idempotency-Key', reason: 'Een levering heeft een sleutel nodig, zodat een herhaling niets dubbel doet.', code: 'required' }]);
    const tel = { regels: 0 };
    const bestand = await this.opslag.ontvang(aanroep.organisatie, Readable.from(geteld(inhoud, tel), { objectMode: false }), null);
    try {
      if (modus === 'alles-of-niets' && tel.regels > MEEST_INEENS) throw Probleem.ongeldig([{ name: 'modus', reason: `Alles of niets kan tot ${MEEST_INEENS} regels.`, code: 'te-groot' }]);
      const opdracht = uuidv7();
      const ctx = { ...gegevensVan(aanroep), idempotentie: { ...sleutel, verzoekHash: `${sleutel.verzoekHash} ${bestand.sha256}` } };
      const antwoord = await this.bron.schrijf(ctx, (tx) => this.bewaar(tx, aanroep, { id: opdracht, type, modus, bestand, regels: tel.regels }));
      if ((antwoord.body as BulkopdrachtAntwoord).id === opdracht) this.loper.begin(aanroep.organisatie, opdracht);
      else await this.herhaald(aanroep, bestand);
      return antwoord;
    } catch (fout) {
      // Refused, there is nothing that names the file. Of a fault it is not known: a file without a row is cleaned up later.
      if (fout instanceof Probleem && fout.status < 500) await this.opslag.wis(aanroep.organisatie, bestand.bestand);
      throw fout;
    }
  }

  private async magLeveren(aanroep: Aanroep, id: string): Promise<Objecttype> {
    const vermoed = await this.typen.voorNieuw(aanroep.organisatie, id).catch((fout: unknown) => {
      throw fout instanceof Probleem && fout.status === 400 ? Probleem.nietGevonden(ONBEKEND) : fout;
    });
    const { type } = vermoed;
    aanroep.beslis(bronvraag('object', type), 'objecten:schrijven');
    aanroep.beslis(bronvraag('object', type));
    eisVolledigZicht(aanroep, type);
    eisVolledigZicht(aanroep, type, 'objecten:schrijven');
    if (type.soort !== 'registratie') throw Probleem.conflict(`Dit objecttype is van de soort ${type.soort}, niet registratie.`, 'soort');
    return type;
  }

  private async bewaar(tx: Parameters<Parameters<Bron['schrijf']>[1]>[0], aanroep: Aanroep, w: { id: string; type: Objecttype; modus: Modus; bestand: OntvangenBestand; regels: number }): Promise<Antwoord> {
    const kop = tx.nieuw(w.id);
    const { bestand, omvang } = w.bestand;
    const nieuw = { objecttype: w.type.id, modus: w.modus, bestand, omvang, regels: w.regels, opdracht: opdrachtgever(aanroep) };
    await voegBulkopdrachtToe(tx, kop, nieuw);
    tx.verwerk(aanroep.regel(null));
    const stand: Bulkopdracht = { ...nieuw, id: w.id, status: 'loopt', positie: 0, regel: 0, aangemaakt: 0, gewijzigd: 0, ongewijzigd: 0, fout: 0, begonnen: kop.tijd, klaar: null };
    return { status: 202, body: toon(stand), headers: { location: `/registers/v1/bulkopdrachten/${w.id}` } };
  }

  /** The first one has these lines already. */
  private async herhaald(aanroep: Aanroep, { bestand }: OntvangenBestand): Promise<void> {
    aanroep.nietVastgelegd();
    await this.opslag.wis(aanroep.organisatie, bestand);
  }
}

const gegevensVan = ({ organisatie, traceparent }: Aanroep) => ({ organisatie, traceparent });

const opdrachtgever = (aanroep: Aanroep): Opdrachtgever => ({
  traceparent: aanroep.traceparent,
  uitvoerder: aanroep.uitvoerder,
  gebruiker: aanroep.wie.soort === 'medewerker' ? { soort: 'medewerker', id: aanroep.wie.id } : null,
  applicatie: aanroep.wie.applicatie,
  activiteit: aanroep.doel ? { id: aanroep.doel.id, versie: aanroep.doel.versie } : null,
  wie: wieVan(aanroep),
});

/** Counts the lines on their way. */
async function* geteld(inhoud: Readable, tel: { regels: number }): AsyncGenerator<Buffer> {
  let open = false;
  for await (const stuk of inhoud as AsyncIterable<Buffer>) {
    for (let i = stuk.indexOf(NIEUWE_REGEL); i >= 0; i = stuk.indexOf(NIEUWE_REGEL, i + 1)) tel.regels++;
    open = stuk.at(-1) !== NIEUWE_REGEL;
    yield stuk;
  }
  if (open) tel.regels++;
}

export const toon = (o: Bulkopdracht): BulkopdrachtAntwoord => ({
  id: o.id,
  objecttype: o.objecttype,
  modus: o.modus,
  status: o.status,
  regels: o.regels,
  gelezen: o.regel,
  aangemaakt: o.aangemaakt,
  gewijzigd: o.gewijzigd,
  ongewijzigd: o.ongewijzigd,
  fout: o.fout,
  begonnen: o.begonnen.toISOString(),
  klaar: o.klaar?.toISOString() ?? null,
});
