import type { Antwoord, Bron, Kop, Tx } from '@bronhuis/bron';
import { eisIfMatch, etag } from '@bronhuis/component';
import { datumInAmsterdam, Probleem, uuidv7, type Datum, type Klok } from '@bronhuis/standaarden';
import type { Aanroep } from '@bronhuis/toegang';
import { schrijfcontext } from '../applicaties/applicaties.ts';
import { beslisBehouden, beslisEinde, beslisToekennen, eisIngediend, toetsVerzoek, vraagtAandacht, type Verzoekfeiten } from './beslis-toegangsverzoek.ts';
import type { ToegangsverzoekAntwoord, ToegangsverzoekInvoer, ToekenningInvoer } from './toegangsverzoek.dto.ts';
import { ToegangsverzoekEntity } from './toegangsverzoek.entity.ts';
import { EEN, FEITEN, vraagVerzoek, vraagVerzoeken, type Filter, type Stap, type Verzoekrij } from './toegangsverzoek.queries.ts';
import { beeindigTokens } from './uitgegeven.ts';

const onbekend = (): Probleem => Probleem.nietGevonden('Dit verzoek om toegang is er niet.');

const alsAntwoord = (v: Verzoekrij, dag: Datum): ToegangsverzoekAntwoord => ({
  ...v,
  vraagtAandacht: vraagtAandacht(v, dag),
  stappen: v.stappen.map((s) => ({ ...s, tijdstip: new Date(s.tijdstip).toISOString() })),
});

type Verandering = Partial<Pick<Verzoekrij, 'status' | 'beoordelaar' | 'van' | 'tot' | 'geldigTot'>> & { stap: Stap['stap']; toelichting: string };

/** Access for a time: asked for by a manager, granted by another, looked at again, ended. */
export class Toegangsverzoeken {
  constructor(
    private readonly bron: Bron,
    private readonly klok: Klok,
  ) {}

  async lijst(organisatie: string, f: Filter, na: string | null, omvang: number): Promise<ToegangsverzoekAntwoord[]> {
    const dag = this.vandaag();
    return (await this.bron.lees<Verzoekrij>({ organisatie }, vraagVerzoeken(organisatie, dag, f, na, omvang))).map((v) => alsAntwoord(v, dag));
  }

  /** @throws Probleem 404 */
  async lees(organisatie: string, id: string): Promise<ToegangsverzoekAntwoord> {
    const dag = this.vandaag();
    const [v] = await this.bron.lees<Verzoekrij>({ organisatie }, vraagVerzoek(organisatie, dag, id));
    if (!v) throw onbekend();
    return alsAntwoord(v, dag);
  }

  /** @throws Probleem 400, 403 */
  async dienIn(aanroep: Aanroep, invoer: ToegangsverzoekInvoer): Promise<Antwoord> {
    eisMedewerker(aanroep);
    return this.bron.schrijf(schrijfcontext(aanroep), async (tx) => {
      const dag = this.vandaag();
      const [feiten] = await tx.query<Verzoekfeiten>(FEITEN, [tx.organisatie, invoer.medewerker ?? null, invoer.applicatie ?? null, dag]);
      if (!feiten) throw new Error('a select without from has one row');
      toetsVerzoek(invoer, feiten, dag);
      const kop = tx.nieuw(uuidv7(this.klok.nu()));
      const { medewerker = null, applicatie = null, rol = null, herbeoordelen = 'P3M', activiteiten, reden, tot } = invoer;
      await tx.manager.insert(ToegangsverzoekEntity, {
        organisatie: tx.organisatie, id: kop.id, versie: kop.versie, registratietijd: kop.tijd, medewerker, applicatie, rol, herbeoordelen, activiteiten, reden, tot,
        status: 'ingediend', aanvrager: aanroep.wie.id,
      });
      await schrijfStap(tx, kop, { stap: 'ingediend', toelichting: reden, geldigTot: null }, aanroep.wie.id);
      return this.rondAf(tx, aanroep, kop, 201);
    });
  }

  /** @throws Probleem 400, 403, 404, 409, 412, 428 */
  kenToe(aanroep: Aanroep, id: string, ifMatch: string | undefined, { tot, toelichting }: ToekenningInvoer): Promise<Antwoord> {
    return this.verander(aanroep, id, ifMatch, (v, dag) => ({ ...beslisToekennen(v, aanroep.wie.id, tot, dag), status: 'toegekend', beoordelaar: aanroep.wie.id, stap: 'toegekend', toelichting }));
  }

  /** @throws Probleem 403, 404, 409, 412, 428 */
  wijsAf(aanroep: Aanroep, id: string, ifMatch: string | undefined, toelichting: string): Promise<Antwoord> {
    return this.verander(aanroep, id, ifMatch, (v) => {
      eisIngediend(v);
      return { status: 'afgewezen', beoordelaar: aanroep.wie.id, stap: 'afgewezen', toelichting };
    });
  }

  /** @throws Probleem 403, 404, 409, 412, 428 */
  behoud(aanroep: Aanroep, id: string, ifMatch: string | undefined, toelichting: string): Promise<Antwoord> {
    return this.verander(aanroep, id, ifMatch, (v, dag) => ({ geldigTot: beslisBehouden(v, aanroep.wie.id, dag), stap: 'behouden', toelichting }));
  }

  /** Its tokens end with it, everywhere within five seconds. @throws Probleem 403, 404, 409, 412, 428 */
  beeindig(aanroep: Aanroep, id: string, ifMatch: string | undefined, toelichting: string): Promise<Antwoord> {
    return this.verander(aanroep, id, ifMatch, (v) => {
      const stap = beslisEinde(v, aanroep.wie.id);
      return { status: stap, stap, toelichting };
    });
  }

  private async verander(aanroep: Aanroep, id: string, ifMatch: string | undefined, beslis: (v: Verzoekrij, dag: Datum) => Verandering): Promise<Antwoord> {
    eisMedewerker(aanroep);
    return this.bron.schrijf(schrijfcontext(aanroep), async (tx) => {
      const dag = this.vandaag();
      const kop = await tx.vergrendel('toegangsverzoek', id);
      const [v] = await tx.query<Verzoekrij>(EEN, [tx.organisatie, dag, id]);
      if (!kop || !v) throw onbekend();
      eisIfMatch(ifMatch, kop.vorige);
      await pasToe(tx, kop, beslis(v, dag), aanroep.wie.id);
      return this.rondAf(tx, aanroep, kop, 200);
    });
  }

  private async rondAf(tx: Tx, aanroep: Aanroep, kop: Kop, status: number): Promise<Antwoord> {
    const dag = this.vandaag();
    const [v] = await tx.query<Verzoekrij>(EEN, [tx.organisatie, dag, kop.id]);
    if (!v) throw onbekend();
    tx.verwerk(aanroep.regel(null));
    const location = `/toegangsbeheer/v1/toegangsverzoeken/${kop.id}`;
    return { status, body: alsAntwoord(v, dag), headers: { etag: etag(kop.versie), ...(status === 201 ? { location } : {}) } };
  }

  private vandaag(): Datum {
    return datumInAmsterdam(this.klok.nu());
  }
}

async function pasToe(tx: Tx, kop: Kop, { stap, toelichting, ...kolommen }: Verandering, door: string): Promise<void> {
  await tx.manager.update(ToegangsverzoekEntity, { organisatie: tx.organisatie, id: kop.id }, { ...kolommen, versie: kop.versie, registratietijd: kop.tijd });
  await schrijfStap(tx, kop, { stap, toelichting, geldigTot: kolommen.geldigTot ?? null }, door);
  if (stap === 'beeindigd') await beeindigTokens(tx, { verzoek: kop.id }, { reden: 'De toegang waarop dit token rustte, is beëindigd', tijd: kop.tijd, door });
}

async function schrijfStap(tx: Tx, kop: Kop, s: Pick<Stap, 'stap' | 'toelichting' | 'geldigTot'>, door: string): Promise<void> {
  await tx.query('insert into toegangsverzoek_stap (organisatie, verzoek, versie, stap, door, tijdstip, toelichting, geldig_tot) values ($1, $2, $3, $4, $5, $6, $7, $8)', [
    tx.organisatie, kop.id, kop.versie, s.stap, door, kop.tijd, s.toelichting, s.geldigTot,
  ]);
  // Ids only: who it is for stays here.
  tx.emit(kop, { type: 'nl.gemeente.toegangsverzoeken.toegangsverzoek-gewijzigd', data: { toegangsverzoek: kop.id, stap: s.stap, versie: kop.versie } });
}

/** Whoever left: what was asked is withdrawn, what was granted is ended. */
export async function beeindigVoorMedewerker(tx: Tx, medewerker: string, wat: { reden: string; door: string }): Promise<void> {
  const open = await tx.query<{ id: string; status: string }>(
    `select id, status from toegangsverzoek where organisatie = $1 and medewerker = $2 and status in ('ingediend', 'toegekend') order by id`,
    [tx.organisatie, medewerker],
  );
  for (const { id, status } of open) {
    const kop = await tx.vergrendel('toegangsverzoek', id);
    const stap = status === 'toegekend' ? 'beeindigd' : 'ingetrokken';
    if (kop) await pasToe(tx, kop, { status: stap, stap, toelichting: wat.reden }, wat.door);
  }
}

/** In code and not in policy: policies could otherwise give it away. @throws Probleem 403 */
function eisMedewerker({ wie }: Aanroep): void {
  if (wie.soort !== 'medewerker') throw Probleem.verboden('Alleen een medewerker vraagt toegang aan of beslist daarover.', 'geen-medewerker');
}
