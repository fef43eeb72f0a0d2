import { Inject, Injectable } from '@nestjs/common';
import { Bron, type Antwoord } from '@bronhuis/bron';
import { eisIfMatch, etag, KLOK } from '@bronhuis/component';
import { datumInAmsterdam, Probleem, type Klok } from '@bronhuis/standaarden';
import { Bundelhouder, type Aanroep } from '@bronhuis/toegang';
import type { Betrokkene } from '@bronhuis/verwerking';
import { leesVrijstelling } from '../contactgegevens/contactgegevens.ts';
import type { Vrijstelling } from '../documenten/patronen.ts';
import { Bestandsopslag } from '../documenten/bestandsopslag.ts';
import { termijnVan } from '../dossiers/dossiers.store.ts';
import { eisConcept, eisPubliceerbaar, publicatieTot } from '../publicaties/publicatie.ts';
import { leesPublicatie, leesVergrendeld, type PublicatieRij } from '../publicaties/publicaties.queries.ts';
import { maakOpenbaar } from '../publicaties/publicatie.store.ts';
import { categorieVan } from '../sitemaps/categorieen.ts';
import { indexeer } from '../zoeken/indexeren.ts';
import { Betrokkenen } from './betrokkenen.ts';
import { alsConcept } from './concepten.dto.ts';
import { keurTeksten } from './teksten.ts';

/** Makes a concept public: one transaction with the index, the event, and one record for everybody it concerns. */
@Injectable()
export class Publiceren {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Betrokkenen) private readonly betrokkenen: Betrokkenen,
    @Inject(Bestandsopslag) private readonly opslag: Bestandsopslag,
    @Inject(Bundelhouder) private readonly bundelhouder: Bundelhouder,
    @Inject(KLOK) private readonly klok: Klok,
  ) {}

  async publiceer(aanroep: Aanroep, id: string, ifMatch: string | undefined): Promise<Antwoord> {
    const { organisatie } = aanroep;
    const vooraf = await leesPublicatie(this.bron, organisatie, id);
    if (!vooraf) throw Probleem.nietGevonden('Dit concept is er niet.');
    const vrij = await leesVrijstelling(this.bron, organisatie, this.bundelhouder.huidige().bundel.organisaties);
    // Asked before the transaction, and only when it will go through: a repeated request gets its first answer without.
    const mag = magNu(vooraf, ifMatch, vrij);
    if (mag) await this.eisBestanden(organisatie, vooraf);
    const betrokkenen = mag ? await this.betrokkenen.van(aanroep, vooraf.dossier) : null;
    return this.bron.schrijf(aanroep, async (tx) => {
      const kop = await tx.vergrendel('publicatie', id);
      if (!kop) throw Probleem.nietGevonden('Dit concept is er niet.');
      const p = await leesVergrendeld(tx, id);
      eisAlles(p, ifMatch, vrij);
      if (!betrokkenen) throw Probleem.conflict('Het concept is op dit moment gewijzigd. Probeer het opnieuw.', 'intussen-gewijzigd');
      const tot = publicatieTot(datumInAmsterdam(this.klok.nu()), await termijnVan(tx, p.dossier));
      await indexeer(tx, id, {
        titel: p.officieleTitel ?? '', omschrijving: p.omschrijving ?? '', kenmerk: p.kenmerk ?? '', categorie: categorieVan(p.categorie)?.naam ?? '',
      });
      await maakOpenbaar(tx, kop, p, tot, p.documenten.map((d) => d.id));
      tx.verwerk(aanroep.regel(verwerking(p, betrokkenen)));
      return { status: 200, body: alsConcept(await leesVergrendeld(tx, id)), headers: { etag: etag(kop.versie) }, onderwerp: id };
    });
  }

  /** What goes out must be what passed the gate, byte for byte. */
  private async eisBestanden(organisatie: string, p: PublicatieRij): Promise<void> {
    for (const d of p.documenten) {
      const goed = (await this.opslag.omvang(organisatie, d.id)) === d.omvang && (await this.opslag.sha256(organisatie, d.id)) === d.sha256;
      if (!goed) throw Probleem.conflict('Het opgeslagen bestand is niet meer het bestand dat is gekeurd. Bied het opnieuw aan.', 'bestand-gewijzigd');
    }
  }
}

/** @throws Probleem */
function eisAlles(p: PublicatieRij, ifMatch: string | undefined, vrij: Vrijstelling): void {
  eisConcept(p);
  eisIfMatch(ifMatch, p.versie);
  eisPubliceerbaar(p);
  const fouten = keurTeksten({ officieleTitel: p.officieleTitel, omschrijving: p.omschrijving }, p.afwegingen, vrij);
  if (fouten.length > 0) throw Probleem.ongeldig(fouten);
}

function magNu(p: PublicatieRij, ifMatch: string | undefined, vrij: Vrijstelling): boolean {
  try {
    eisAlles(p, ifMatch, vrij);
    return true;
  } catch (fout) {
    // The same question is asked again under lock, and answered there.
    if (fout instanceof Probleem) return false;
    throw fout;
  }
}

const verwerking = (p: PublicatieRij, betrokkenen: Betrokkene[]) => ({
  handeling: 'Besluit openbaar gemaakt zonder uw naam',
  gegevens: ['besluit', ...new Set(p.documenten.flatMap((d) => d.bevindingen.map((b) => b.soort)))],
  object: { soort: 'dossier', id: p.dossier, ...(p.kenmerk ? { kenmerk: p.kenmerk } : {}) },
  betrokkenen,
});
