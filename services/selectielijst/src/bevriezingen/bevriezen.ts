import { Inject, Injectable } from '@nestjs/common';
import { Bron, type Antwoord } from '@bronhuis/bron';
import { eisIfMatch, etag } from '@bronhuis/component';
import { Probleem, uuidv7 } from '@bronhuis/standaarden';
import type { Aanroep } from '@bronhuis/toegang';
import { BevriezingEntity } from './bevriezing.entity.ts';
import { toetsBevriezing, toetsOpheffing } from './bevriezing.ts';
import type { BevriezingDto, NieuweBevriezingDto } from './bevriezingen.dto.ts';
import { leesBevriezing, leesTeBevriezen, type BevriezingRij } from './bevriezingen.queries.ts';

/** Placing and lifting a hold. */
@Injectable()
export class Bevriezen {
  constructor(@Inject(Bron) private readonly bron: Bron) {}

  plaats(aanroep: Aanroep, nieuw: NieuweBevriezingDto): Promise<Antwoord> {
    return this.bron.schrijf(aanroep, async (tx) => {
      // The lock that execution takes too: a hold comes before destruction begins, or too late; never in between.
      const slot = await tx.vergrendel('dossier', nieuw.dossier);
      const dossier = slot === null ? undefined : await leesTeBevriezen(tx, nieuw.dossier);
      if (dossier === undefined) throw Probleem.ongeldig([{ name: 'dossier', reason: 'Dit dossier is hier niet bekend.', code: 'onbekend' }]);
      toetsBevriezing(dossier, nieuw);
      const kop = tx.nieuw(uuidv7());
      const rij: BevriezingRij = {
        id: kop.id,
        dossier: nieuw.dossier,
        kenmerk: dossier.kenmerk,
        grond: nieuw.grond,
        toelichting: nieuw.toelichting,
        verwijzing: nieuw.verwijzing ?? null,
        geplaatstDoor: aanroep.wie.id,
        geplaatstOp: kop.tijd,
        opgehevenDoor: null,
        opgehevenOp: null,
      };
      const { kenmerk: _, ...waarden } = rij;
      await tx.manager.insert(BevriezingEntity, { ...waarden, grond: nieuw.grond, organisatie: tx.organisatie, versie: kop.versie, registratietijd: kop.tijd });
      tx.emit(kop, { type: 'nl.gemeente.bevriezingen.bevriezing-geplaatst', data: { bevriezing: kop.id, dossier: nieuw.dossier, grond: nieuw.grond, versie: kop.versie } });
      tx.verwerk(aanroep.regel(null));
      const headers = { etag: etag(kop.versie), location: `/selectielijst/v1/bevriezingen/${kop.id}` };
      return { status: 201, body: alsBevriezing(rij), headers, onderwerp: nieuw.dossier };
    });
  }

  hefOp(aanroep: Aanroep, id: string, ifMatch: string | undefined): Promise<Antwoord> {
    return this.bron.schrijf(aanroep, async (tx) => {
      const kop = await tx.vergrendel('bevriezing', id);
      const rij = kop === null ? undefined : await leesBevriezing(tx, id);
      if (kop === null || rij === undefined) throw Probleem.nietGevonden('Deze bevriezing is hier niet bekend.');
      if (ifMatch !== undefined) eisIfMatch(ifMatch, kop.vorige);
      toetsOpheffing(rij);
      const waarden = { opgehevenDoor: aanroep.wie.id, opgehevenOp: kop.tijd };
      await tx.manager.update(BevriezingEntity, { organisatie: tx.organisatie, id }, { ...waarden, versie: kop.versie, registratietijd: kop.tijd });
      tx.emit(kop, { type: 'nl.gemeente.bevriezingen.bevriezing-opgeheven', data: { bevriezing: id, dossier: rij.dossier, grond: rij.grond, versie: kop.versie } });
      tx.verwerk(aanroep.regel(null));
      return { status: 200, body: alsBevriezing({ ...rij, ...waarden }), headers: { etag: etag(kop.versie) }, onderwerp: rij.dossier };
    });
  }
}

export const alsBevriezing = (rij: BevriezingRij): BevriezingDto => ({
  ...rij,
  geplaatstOp: rij.geplaatstOp.toISOString(),
  opgehevenOp: rij.opgehevenOp?.toISOString() ?? null,
});
