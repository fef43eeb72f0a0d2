import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import type { Antwoord } from '@bronhuis/bron';
import { eisIfMatch, KLOK } from '@bronhuis/component';
import { Probleem, uuidv7 } from '@bronhuis/standaarden';
import type { Klok } from '@bronhuis/standaarden';
import type { Aanroep } from '@bronhuis/toegang';
import { eisOpen } from '../dossiers/dossier.ts';
import { alsOpslagfout, Bestandsopslag } from '../informatieobjecten/bestandsopslag.ts';
import { verwachtControlegetal } from '../informatieobjecten/bestandscontrole.ts';
import { houdDossiersVast, leesStand } from '../informatieobjecten/informatieobjecten.store.ts';
import { InformatieobjectenWijzigen } from '../informatieobjecten/informatieobjecten.wijzigen.ts';
import { Opruimer } from '../informatieobjecten/opruimer.ts';
import type { Objecttype } from '../objecttypen/objecttype.ts';
import { Typen } from '../objecttypen/typen.ts';
import { nietGevonden, zoekOp } from '../objecttypen/vindplaats.ts';
import { decideDeel, decideVervolg, eisHeel, metLengte, teveel } from './upload.ts';
import type { Deel, Vervolg } from './upload.ts';
import type { UploadAntwoord, UploadInvoer } from './uploads.dto.ts';
import {
  gooiDelenWeg, houdtBestand, leesDelen, leesUpload, neemBeurt, rondUploadAf, schrijfOp, vergrendelUpload, verlooptNa, verwijderUploads, voegDeelToe, voegUploadToe,
} from './uploads.store.ts';
import type { GelezenUpload } from './uploads.store.ts';

/** After so many bytes what came is synced and written down: as much as a kill can cost. */
const ELKE_BYTES = 8 * 1_048_576;

const weg = (): Probleem => Probleem.nietGevonden('Deze upload is er niet, of is vervallen.');
const ingehaald = (): Probleem => Probleem.conflict('Een ander verzoek gaat verder met deze upload.', 'upload-ingehaald');

export interface Stuk extends Vervolg {
  stroom: Readable;
  reprDigest: string | undefined;
  digest: string | undefined;
}

/** Somebody's turn to write. */
interface Beurt {
  upload: GelezenUpload;
  nr: number;
  deel: Deel;
  delen: Deel[];
  verwacht: string | null;
}

/** A file that comes in pieces: each piece may break off and is gone on with, here or in another process on the same store. */
@Injectable()
export class UploadsWijzigen implements BeforeApplicationShutdown {
  private readonly lopend = new Map<Readable, Promise<Antwoord>>();

  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Typen) private readonly typen: Typen,
    @Inject(Bestandsopslag) private readonly opslag: Bestandsopslag,
    @Inject(Opruimer) private readonly opruimer: Opruimer,
    @Inject(InformatieobjectenWijzigen) private readonly informatieobjecten: InformatieobjectenWijzigen,
    @Inject(KLOK) private readonly klok: Klok,
  ) {}

  /** A stop does not wait for a slow sender: what came is written down, and gone on with elsewhere. */
  async beforeApplicationShutdown(): Promise<void> {
    for (const stroom of this.lopend.keys()) stroom.destroy(Probleem.nietBeschikbaar('De voorziening wordt herstart. Ga zo verder met de upload.'));
    await Promise.allSettled(this.lopend.values());
  }

  async begin(aanroep: Aanroep, informatieobject: string, ifMatch: string | undefined, invoer: UploadInvoer): Promise<Antwoord> {
    await zoekOp(this.bron, this.typen, aanroep, 'informatieobject', informatieobject);
    this.opslag.eisPast(invoer.omvang);
    return this.bron.schrijf(aanroep, async (tx) => {
      const dossiers = await houdDossiersVast(tx, informatieobject);
      const kop = await tx.vergrendel('informatieobject', informatieobject);
      if (!kop) throw nietGevonden('informatieobject');
      if (!dossiers.some((d) => d.status === 'open')) eisOpen({ status: 'afgesloten' });
      if ((await leesStand(tx, informatieobject)).bestand !== null) eisIfMatch(ifMatch, kop.vorige);
      const id = uuidv7();
      const verloopt = verlooptNa(this.klok.nu());
      const { mediatype, omvang, sha256 = null } = invoer;
      await voegUploadToe(tx, { id, informatieobject, mediatype, omvang, sha256, ifMatch: ifMatch ?? null, verloopt });
      tx.verwerk(aanroep.regel(null));
      const body: UploadAntwoord = { id, informatieobject, mediatype, omvang, ontvangen: 0, verloopt: verloopt.toISOString() };
      const headers = { ...this.koppen({ omvang, ontvangen: 0, klaar: false, verloopt }), location: `/registers/v1/informatieobjecten/${informatieobject}/uploads/${id}` };
      return { status: 201, body, headers, onderwerp: informatieobject };
    });
  }

  async stand(aanroep: Aanroep, informatieobject: string, id: string): Promise<Record<string, string>> {
    await zoekOp(this.bron, this.typen, aanroep, 'informatieobject', informatieobject);
    const upload = await leesUpload(this.bron, aanroep.organisatie, informatieobject, id, this.klok.nu());
    if (!upload) throw weg();
    return this.koppen(upload);
  }

  async annuleer(aanroep: Aanroep, informatieobject: string, id: string): Promise<void> {
    await zoekOp(this.bron, this.typen, aanroep, 'informatieobject', informatieobject);
    await this.bron.transactie(aanroep, async (tx) => {
      if (!(await vergrendelUpload(tx, informatieobject, id, this.klok.nu()))) throw weg();
      await verwijderUploads(tx, [id], this.klok.nu());
      tx.verwerk(aanroep.regel(null));
    });
    await this.opruimer.probeerTeWissen(aanroep.organisatie);
  }

  /** Adds a piece, and with the last one gives the document its file. */
  async vulAan(aanroep: Aanroep, informatieobject: string, id: string, stuk: Stuk): Promise<Antwoord> {
    const werk = this.ontvang(aanroep, informatieobject, id, stuk);
    this.lopend.set(stuk.stroom, werk);
    return werk.finally(() => this.lopend.delete(stuk.stroom));
  }

  private async ontvang(aanroep: Aanroep, informatieobject: string, id: string, stuk: Stuk): Promise<Antwoord> {
    const { type } = await zoekOp(this.bron, this.typen, aanroep, 'informatieobject', informatieobject);
    const beurt = await this.neemBeurt(aanroep, informatieobject, id, stuk);
    const { upload, deel } = beurt;
    const leg = async (plaats: number, bezig: boolean): Promise<void> => {
      const stand = { ontvangen: deel.vanaf + plaats, bezig, verloopt: verlooptNa(this.klok.nu()) };
      if (!(await schrijfOp(this.bron, aanroep, id, beurt.nr, stand))) throw ingehaald();
    };
    const begin = upload.ontvangen - deel.vanaf;
    const { plaats, fout } = await this.opslag.vulAan(aanroep.organisatie, deel.bestand, begin, stuk.stroom, {
      hoogstens: upload.omvang - deel.vanaf,
      teveel: () => teveel(upload.omvang),
      elkeBytes: ELKE_BYTES,
      vastOp: (p) => leg(p, true),
    });
    try {
      await leg(plaats, false);
    } catch (ook) {
      // Taken over, or thrown away while the file was being made: then nobody else would remove it.
      if (!(await houdtBestand(this.bron, aanroep.organisatie, deel.bestand))) await this.opslag.wis(aanroep.organisatie, deel.bestand);
      throw ook;
    }
    if (fout !== null) throw verbroken(stuk.stroom, fout);
    const ontvangen = deel.vanaf + plaats;
    if (stuk.laatste) {
      eisHeel(upload.omvang, ontvangen);
      return this.rondAf(aanroep, type, beurt);
    }
    return { status: 204, body: null, headers: this.koppen({ ...upload, ontvangen, verloopt: verlooptNa(this.klok.nu()) }) };
  }

  private async neemBeurt(aanroep: Aanroep, informatieobject: string, id: string, stuk: Stuk): Promise<Beurt> {
    const gegeven = verwachtControlegetal(stuk.reprDigest, stuk.digest);
    return this.bron.transactie(aanroep, async (tx) => {
      const nu = this.klok.nu();
      const upload = await vergrendelUpload(tx, informatieobject, id, nu);
      if (!upload) throw weg();
      decideVervolg(upload, stuk);
      const verwacht = gegeven ?? upload.sha256;
      if (stuk.laatste && verwacht === null) {
        throw Probleem.ongeldig([{ name: 'Repr-Digest', reason: 'Geef bij het laatste deel het controlegetal van het hele bestand, of bij het begin van de upload.', code: 'controlegetal-ontbreekt' }]);
      }
      const eerder = await leesDelen(tx, id);
      const { deel, vervangt, isNieuw } = decideDeel(upload, eerder, randomUUID());
      if (vervangt) await gooiDelenWeg(tx, [vervangt.bestand], nu);
      if (isNieuw) await voegDeelToe(tx, id, deel);
      await neemBeurt(tx, id, verlooptNa(nu));
      const delen = [...eerder.filter((d) => d !== vervangt && d !== deel), deel];
      return { upload, nr: upload.beurt + 1, deel, delen, verwacht };
    });
  }

  /** All bytes are there: are they the right ones, and may they be the file of the document? If not, they stay until they expire. */
  private async rondAf(aanroep: Aanroep, type: Objecttype, { upload, nr, delen, verwacht }: Beurt): Promise<Antwoord> {
    const { organisatie, traceparent } = aanroep;
    const { id, informatieobject, mediatype, ifMatch } = upload;
    const heel = await this.opslag.maakHeel(organisatie, metLengte(delen, upload.omvang));
    let blijft = delen.some((d) => d.bestand === heel.bestand);
    try {
      if (heel.sha256 !== verwacht) throw Probleem.ongeldig([{ name: 'Repr-Digest', reason: 'Het controlegetal klopt niet met wat is ontvangen.', code: 'controlegetal' }]);
      const antwoord = await this.bron.schrijf({ organisatie, traceparent }, async (tx) => {
        const bewaard = await this.informatieobjecten.bewaar(tx, aanroep, type, informatieobject, { mediatype, ifMatch: ifMatch ?? undefined }, heel);
        // Last: whoever destroys holds the document first and its uploads after that.
        const nu = await vergrendelUpload(tx, informatieobject, id, this.klok.nu());
        if (!nu || nu.klaar || nu.beurt !== nr) throw ingehaald();
        await gooiDelenWeg(tx, delen.map((d) => d.bestand).filter((b) => !bewaard.gebruikt || b !== heel.bestand), this.klok.nu());
        await rondUploadAf(tx, id);
        blijft ||= bewaard.gebruikt;
        return bewaard.antwoord;
      });
      if (!blijft) await this.opslag.wis(organisatie, heel.bestand);
      await this.opruimer.probeerTeWissen(organisatie);
      return { ...antwoord, headers: { ...antwoord.headers, 'upload-complete': '?1', 'upload-offset': String(upload.omvang) } };
    } catch (fout) {
      // After a lost connection nobody knows whether it was committed: then the sweep decides.
      if (!delen.some((d) => d.bestand === heel.bestand) && fout instanceof Probleem && fout.status !== 503) await this.opslag.wis(organisatie, heel.bestand);
      throw fout;
    }
  }

  private koppen({ omvang, ontvangen, klaar, verloopt }: Pick<GelezenUpload, 'omvang' | 'ontvangen' | 'klaar' | 'verloopt'>): Record<string, string> {
    const seconden = Math.max(0, Math.floor((verloopt.getTime() - this.klok.nu().getTime()) / 1000));
    return { 'upload-offset': String(ontvangen), 'upload-complete': klaar ? '?1' : '?0', 'upload-length': String(omvang), 'upload-limit': `max-size=${this.opslag.meest}, max-age=${seconden}` };
  }
}

/** What ended the piece: usually the sender is gone and hears nothing of this. */
function verbroken(stroom: Readable, fout: unknown): unknown {
  if (fout instanceof Probleem || !stroom.errored) return alsOpslagfout(fout);
  return new Probleem({ status: 400, title: 'De verbinding is verbroken', detail: 'Vraag met HEAD hoeveel er is ontvangen, en ga vanaf daar verder.', code: 'upload-verbroken' });
}

/** An empty piece has no body. */
export const alsStroom = (body: unknown): Readable => (body instanceof Readable ? body : Readable.from([]));
