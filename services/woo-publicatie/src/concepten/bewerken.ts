import { Inject, Injectable } from '@nestjs/common';
import { Bron, type Antwoord, type Tx } from '@bronhuis/bron';
import { eisIfMatch, etag } from '@bronhuis/component';
import { Probleem, type InvalidParam } from '@bronhuis/standaarden';
import { Bundelhouder, type Aanroep } from '@bronhuis/toegang';
import { leesVrijstelling } from '../contactgegevens/contactgegevens.ts';
import type { Vrijstelling } from '../documenten/patronen.ts';
import type { Afweging } from '../documenten/poort.ts';
import { eisConcept, type Weglating } from '../publicaties/publicatie.ts';
import { leesVergrendeld, type PublicatieRij } from '../publicaties/publicaties.queries.ts';
import { verwijderInhoud, wijzig, type Velden } from '../publicaties/publicatie.store.ts';
import { alsConcept } from './concepten.dto.ts';
import { canoniekeGrond } from './gronden.ts';
import { keurTeksten } from './teksten.ts';

/** Changes to a concept; every one goes through the gate, because every text of it becomes public. */
@Injectable()
export class Bewerken {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Bundelhouder) private readonly bundelhouder: Bundelhouder,
  ) {}

  async velden(aanroep: Aanroep, id: string, ifMatch: string | undefined, velden: Pick<Velden, 'officieleTitel' | 'omschrijving' | 'besluitdatum'>): Promise<Antwoord> {
    const vrij = await this.vrijstelling(aanroep);
    return this.wijzig(aanroep, id, { ifMatch, verplicht: true }, (p) => {
      eisGoed(keurTeksten({ officieleTitel: velden.officieleTitel, omschrijving: velden.omschrijving }, p.afwegingen, vrij));
      return velden;
    });
  }

  async afwegingen(aanroep: Aanroep, id: string, ifMatch: string | undefined, afwegingen: Afweging[]): Promise<Antwoord> {
    const goed = afwegingen.map((a) => ({ ...a, grond: grond(a.grond) }));
    // Personal contact data can only be weighed against privacy (Woo art. 5.1 lid 2 e).
    eisGoed(goed.flatMap((a, i) => (a.grond === '5.1.2e' ? [] : [{ name: `afwegingen.${i}.grond`, reason: 'Weeg persoonsgegevens af op grond van artikel 5.1 lid 2 onder e (5.1.2e).', code: 'grond-onjuist' }])));
    return this.wijzig(aanroep, id, { ifMatch, verplicht: false }, () => ({ afwegingen: goed as Afweging[] }));
  }

  async weglatingen(aanroep: Aanroep, id: string, ifMatch: string | undefined, weglatingen: Weglating[]): Promise<Antwoord> {
    const vrij = await this.vrijstelling(aanroep);
    const goed = weglatingen.map((w) => ({ ...w, grond: grond(w.grond) }));
    eisGoed([
      ...goed.flatMap((w, i) => (w.grond ? [] : [{ name: `weglatingen.${i}.grond`, reason: 'Dit is geen grond uit artikel 5.1, 5.2 of 5.4 van de Woo.', code: 'grond-onjuist' }])),
      ...goed.flatMap((w, i) => keurTeksten({ [`weglatingen.${i}.omschrijving`]: w.omschrijving }, [], vrij)),
    ]);
    return this.wijzig(aanroep, id, { ifMatch, verplicht: false }, () => ({ weglatingen: goed as Weglating[] }));
  }

  async verwijderDocument(aanroep: Aanroep, id: string, document: string, ifMatch: string | undefined): Promise<Antwoord> {
    return this.wijzig(aanroep, id, { ifMatch, verplicht: false }, async (p, tx, kop) => {
      const weg = await verwijderInhoud(tx, kop, p.dossier, document);
      if (weg.length === 0) throw Probleem.nietGevonden('Dit document hoort niet bij dit concept.');
      return {};
    });
  }

  private vrijstelling(aanroep: Aanroep): Promise<Vrijstelling> {
    return leesVrijstelling(this.bron, aanroep.organisatie, this.bundelhouder.huidige().bundel.organisaties);
  }

  private async wijzig(
    aanroep: Aanroep,
    id: string,
    versie: { ifMatch: string | undefined; verplicht: boolean },
    werk: (p: PublicatieRij, tx: Tx, kop: NonNullable<Awaited<ReturnType<Tx['vergrendel']>>>) => Velden | Promise<Velden>,
  ): Promise<Antwoord> {
    return this.bron.schrijf(aanroep, async (tx) => {
      const kop = await tx.vergrendel('publicatie', id);
      if (!kop) throw Probleem.nietGevonden('Dit concept is er niet.');
      const p = await leesVergrendeld(tx, id);
      eisConcept(p);
      if (versie.verplicht || versie.ifMatch) eisIfMatch(versie.ifMatch, kop.vorige);
      await wijzig(tx, kop, await werk(p, tx, kop));
      tx.verwerk(aanroep.regel(null));
      return { status: 200, body: alsConcept(await leesVergrendeld(tx, id)), headers: { etag: etag(kop.versie) }, onderwerp: id };
    });
  }
}

const grond = (invoer: string): string => canoniekeGrond(invoer) ?? '';

function eisGoed(fouten: InvalidParam[]): void {
  if (fouten.length > 0) throw Probleem.ongeldig(fouten);
}
