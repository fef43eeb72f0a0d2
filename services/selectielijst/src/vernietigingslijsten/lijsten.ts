import { Inject, Injectable } from '@nestjs/common';
import { Bron, type Antwoord } from '@bronhuis/bron';
import { etag, KLOK, LOGGER } from '@bronhuis/component';
import { datumInAmsterdam, Probleem, uuidv7, zoekBsn, type Klok } from '@bronhuis/standaarden';
import type { Aanroep } from '@bronhuis/toegang';
import { Ondertekensleutel } from '../verklaringen/sleutel.ts';
import { beoordeel, EIGEN_LIJST, toetsUitvoering } from './beoordelen.ts';
import type { NieuweBeoordelingDto, NieuweLijstDto } from './lijsten.dto.ts';
import { leesKandidaten, leesLijstIn, type Lijstdetail } from './lijsten.queries.ts';
import { begin, bewaarBeoordeling, bewaarLijst, vergrendelSamenstellen, zetInWachtrij } from './lijsten.store.ts';
import { stelSamen, toetsPeildatum } from './samenstellen.ts';
import { alsLijst } from './weergave.ts';
import { Werker } from './werker.ts';

/** As many dossiers as somebody can still judge; what is left over comes on the next list. */
const MAX_KANDIDATEN = 1_000;

/** Making, judging and starting a list. */
@Injectable()
export class Lijsten {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Werker) private readonly werker: Werker,
    @Inject(Ondertekensleutel) private readonly sleutel: Ondertekensleutel,
    @Inject(KLOK) private readonly klok: Klok,
    @Inject(LOGGER) private readonly log: { error(gegevens: object, bericht: string): void },
  ) {}

  async stelOp(aanroep: Aanroep, nieuw: NieuweLijstDto): Promise<Antwoord> {
    const vandaag = datumInAmsterdam(this.klok.nu());
    const peildatum = nieuw.peildatum ?? vandaag;
    toetsPeildatum(peildatum, vandaag);
    weigerBsn('naam', nieuw.naam);
    const antwoord = await this.bron.schrijf(aanroep, async (tx) => {
      await vergrendelSamenstellen(tx);
      const samenstelling = stelSamen(await leesKandidaten(tx, peildatum, MAX_KANDIDATEN), peildatum);
      const kop = tx.nieuw(uuidv7());
      await bewaarLijst(tx, kop, { naam: nieuw.naam, peildatum, door: aanroep.wie.id }, samenstelling);
      if (samenstelling.regels.length > 0) await zetInWachtrij(tx, kop.id, 'plannen');
      tx.verwerk(aanroep.regel(null));
      const headers = { location: `/selectielijst/v1/vernietigingslijsten/${kop.id}` };
      return antwoordMet(201, await leesLijstIn(tx, kop.id), headers);
    });
    this.werker.wek();
    return antwoord;
  }

  beoordeel(aanroep: Aanroep, id: string, nieuw: NieuweBeoordelingDto): Promise<Antwoord> {
    weigerBsn('toelichting', nieuw.toelichting ?? '');
    return this.bron.schrijf(aanroep, async (tx) => {
      const kop = await tx.vergrendel('vernietigingslijst', id);
      const lijst = kop === null ? null : await leesLijstIn(tx, id);
      beslis(aanroep, id, lijst);
      if (kop === null || lijst === null) throw Probleem.nietGevonden('Deze vernietigingslijst is hier niet bekend.');
      const status = beoordeel(lijst, { ...nieuw, persoon: aanroep.wie.id, rollen: aanroep.wie.rollen });
      await bewaarBeoordeling(tx, kop, { rol: nieuw.rol, persoon: aanroep.wie.id, besluit: nieuw.besluit, toelichting: nieuw.toelichting ?? null }, status);
      tx.verwerk(aanroep.regel(null));
      return antwoordMet(201, await leesLijstIn(tx, id));
    });
  }

  async voerUit(aanroep: Aanroep, id: string): Promise<Antwoord> {
    await this.eisSleutel(aanroep.organisatie);
    const antwoord = await this.bron.schrijf(aanroep, async (tx) => {
      const kop = await tx.vergrendel('vernietigingslijst', id);
      if (kop === null) throw Probleem.nietGevonden('Deze vernietigingslijst is hier niet bekend.');
      toetsUitvoering(await leesLijstIn(tx, id));
      await begin(tx, kop, aanroep.wie.id);
      await zetInWachtrij(tx, id, 'uitvoeren');
      tx.verwerk(aanroep.regel(null));
      return antwoordMet(202, await leesLijstIn(tx, id));
    });
    this.werker.wek();
    return antwoord;
  }

  /** Nothing is destroyed that could not be declared afterwards. */
  private async eisSleutel(organisatie: string): Promise<void> {
    try {
      await this.sleutel.prive(organisatie);
    } catch (fout) {
      this.log.error({ fout: (fout as Error).message }, 'no key to declare with');
      throw Probleem.nietBeschikbaar('Er is geen sleutel om de verklaring van vernietiging te ondertekenen. Vraag de beheerder.', 60);
    }
  }
}

/** The policy decides and is recorded; to the maker of the list the answer says the real reason. */
function beslis(aanroep: Aanroep, id: string, lijst: Lijstdetail | null): void {
  try {
    aanroep.beslis({ soort: 'vernietigingslijsten', id, vertrouwelijkheid: 1, persoonsgegevens: false });
  } catch (fout) {
    if (fout instanceof Probleem && lijst?.samengesteldDoor === aanroep.wie.id) throw Probleem.verboden(EIGEN_LIJST, 'eigen-lijst');
    throw fout;
  }
}

function weigerBsn(name: string, tekst: string): void {
  if (zoekBsn(tekst).length > 0) {
    throw Probleem.ongeldig([{ name, reason: 'Hier staat een burgerservicenummer. Noem geen personen.', code: 'bsn-gevonden' }]);
  }
}

const antwoordMet = (status: number, lijst: Lijstdetail, headers: Record<string, string> = {}): Antwoord => ({
  status,
  body: alsLijst(lijst),
  headers: { ...headers, etag: etag(lijst.versie) },
});
