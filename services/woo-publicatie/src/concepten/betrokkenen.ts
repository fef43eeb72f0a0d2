import { Inject, Injectable } from '@nestjs/common';
import { Probleem } from '@bronhuis/standaarden';
import { ComponentClient, type Aanroep } from '@bronhuis/toegang';
import type { Betrokkene } from '@bronhuis/verwerking';

const SOORTEN = new Set(['bsn', 'eigen', 'kvk', 'rsin']);

type Pseudoniem = Extract<Betrokkene, { pseudoniem: string }>;

function isBetrokkene(b: unknown): b is Pseudoniem {
  if (typeof b !== 'object' || b === null) return false;
  const { soort, pseudoniem, rol } = b as Record<string, unknown>;
  return typeof soort === 'string' && SOORTEN.has(soort) && typeof pseudoniem === 'string' && pseudoniem !== '' && (rol === undefined || rol === null || typeof rol === 'string');
}

/** Whom a dossier concerns, as pseudonyms only: registers knows, and nobody here needs to know more. */
@Injectable()
export class Betrokkenen {
  constructor(@Inject(ComponentClient) private readonly client: ComponentClient) {}

  /** @throws Probleem 503 when registers does not answer as agreed: without it the publication cannot be accounted for */
  async van(aanroep: Aanroep, dossier: string): Promise<Betrokkene[]> {
    if (!aanroep.doel) throw Probleem.verboden('Openbaar maken kan alleen voor het doel openbaarmaking.', 'doel-ontbreekt');
    const antwoord = await this.client.vraag(aanroep, aanroep.doel.id, 'GET', `/registers/v1/dossiers/${dossier}/betrokkenen`);
    if (antwoord.status === 404 || antwoord.status === 410) throw Probleem.conflict('Het dossier van dit concept is er niet meer.', 'dossier-verdwenen');
    const lijst = (antwoord.body as { betrokkenen?: unknown } | null)?.betrokkenen;
    if (antwoord.status !== 200 || !Array.isArray(lijst) || !lijst.every(isBetrokkene)) {
      throw Probleem.nietBeschikbaar('Nu is niet na te gaan over wie dit dossier gaat. Er is niets openbaar gemaakt. Probeer het zo opnieuw.');
    }
    return lijst.map((b) => ({ soort: b.soort, pseudoniem: b.pseudoniem, ...(b.rol ? { rol: b.rol } : {}) }));
  }
}
