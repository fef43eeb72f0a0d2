import type { Toon } from '../lay-out/onderdelen.ts';
import { hoofdletter } from '../woorden.ts';
import type { Betrokkeneplaats, Objecttype, Soort } from './registers.contract.ts';

/** 'reactie-omwonende' → 'Reactie omwonende' */
export const naamVanType = (t: Pick<Objecttype, 'naam'>): string => hoofdletter(t.naam.replaceAll('-', ' '));

export const SOORT: Record<Soort, string> = { registratie: 'Registratie', dossier: 'Dossier', informatieobject: 'Document' };

export const SOORTUITLEG: Record<Soort, string> = {
  registratie: 'Een gegeven dat we bijhouden: wat geldt er, vanaf wanneer, en sinds wanneer weten we dat.',
  dossier: 'Een zaak, met alles wat erbij hoort.',
  informatieobject: 'Een document in een of meer dossiers.',
};

export const STATUS: Record<Objecttype['status'], readonly [string, Toon]> = {
  concept: ['Concept', 'warning'],
  gepubliceerd: ['Gepubliceerd', 'success'],
  uitgefaseerd: ['Uitgefaseerd', 'inactive'],
};

/** The four levels of the classification (BIV), in its own words. */
export const BESCHIKBAARHEID = ['niet nodig', 'belangrijk', 'noodzakelijk', 'essentieel'] as const;
export const INTEGRITEIT = ['niet zeker', 'beschermd', 'hoog', 'absoluut'] as const;
export const VERTROUWELIJKHEID = ['openbaar', 'bedrijfsvertrouwelijk', 'vertrouwelijk', 'geheim'] as const;

export const HERKEND_AAN: Record<Betrokkeneplaats['soort'], string> = { bsn: 'burgerservicenummer', eigen: 'eigen nummer van de gemeente', kvk: 'KvK-nummer', rsin: 'RSIN' };

export const FREQUENTIE: Record<string, string> = {
  doorlopend: 'Doorlopend', dagelijks: 'Elke dag', wekelijks: 'Elke week', maandelijks: 'Elke maand', 'per-kwartaal': 'Elk kwartaal', jaarlijks: 'Elk jaar', onregelmatig: 'Op wisselende momenten',
};

/** When the term begins (ImZTC, afleidingswijze brondatum). */
export const TERMIJN_BEGINT: Record<string, string> = {
  afgehandeld: 'als de zaak klaar is',
  ander_datumkenmerk: 'op een datum die in een ander systeem staat',
  eigenschap: 'op een datum die in het dossier staat',
  gerelateerde_zaak: 'als een andere zaak klaar is',
  hoofdzaak: 'als de hoofdzaak klaar is',
  ingangsdatum_besluit: 'als het besluit ingaat',
  termijn: 'een vaste tijd nadat de zaak klaar is',
  vervaldatum_besluit: 'als het besluit niet meer geldt',
  zaakobject: 'op een datum van waar de zaak over gaat',
};
