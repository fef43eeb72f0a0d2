import { weekdagVan } from '@bronhuis/standaarden';
import type { Rijgegeven } from './beleid/deels.ts';
import { type Bundel, geldigeActiviteit, isBevoegd, organisatieVan } from './bundel.ts';
import type { Vraag } from './beslisser.ts';
import type { Netwerk } from './omstandigheden.ts';
import type { Klasse } from './route.ts';

/** What is asked for, as far as a decision needs to know. */
export interface Bron {
  soort: string;
  id?: string;
  type?: string;
  /** Id of its type, for a token whose rights are told by type. */
  objecttype?: string;
  vertrouwelijkheid?: 0 | 1 | 2 | 3;
  persoonsgegevens?: boolean;
  /** The verwerkingsactiviteiten that may use this type. */
  activiteiten?: string[];
  /** Of a list that is decided at once: what differs from row to row. What is said of it here holds for a row that has nothing. */
  perRij?: readonly Rijgegeven[];
  /** Who asks can leave out or mask fields of it. Of what cannot, a decision that asks so is a refusal. */
  velden?: true;
}

/** When, how surely and from where it is asked. */
export interface Omstandigheden {
  /** In Europe/Amsterdam: the day, and the hour (0 to 23). */
  dag: string;
  uur: number;
  /** Of the sign-in: 0 unknown, 1 laag, 2 substantieel, 3 hoog. */
  niveau: number;
  netwerk: Netwerk;
}

/** A question before the bundle is looked into: who, for whom, for which purpose, on which day, what. */
export interface Aanvraag extends Omstandigheden {
  wie: { soort: Vraag['principal']['soort']; id: string; rollen: string[]; applicatie: string | null };
  organisatie: string;
  uitvoerder: string;
  /** Who acted before, when the token was handed on: each of them must be competent too. */
  keten?: readonly string[];
  doel: string | null;
  /** Nobody signed in: there is nobody to be competent. */
  anoniem: boolean;
  actie: string;
  klasse: Klasse;
  component: string;
  bron: Bron;
}

/** What the policies see of a source that did not say so itself. */
export const bronVoorBeleid = (bron: Bron, klasse: Klasse): Pick<Vraag['resource'], 'soort' | 'vertrouwelijkheid' | 'persoonsgegevens' | 'activiteiten'> => ({
  soort: bron.soort,
  vertrouwelijkheid: bron.vertrouwelijkheid ?? (klasse === 'doelgebonden' ? 2 : 1),
  persoonsgegevens: bron.persoonsgegevens ?? klasse === 'doelgebonden',
  activiteiten: bron.activiteiten ?? [],
});

/**
 * The question with what the bundle knows of it. The one way from a call, a question over AuthZEN or a decision of long
 * ago to the policies, so that each is decided alike. People are not named: policies are about roles and purposes.
 */
export function stelVraag(bundel: Bundel, a: Aanvraag): Vraag {
  const { wie, organisatie, uitvoerder, doel, klasse } = a;
  const actoren = [uitvoerder, ...(a.keten ?? [])];
  const activiteit = doel === null ? null : geldigeActiviteit(bundel, organisatie, doel, a.dag);
  return {
    principal: { soort: wie.soort, id: wie.soort === 'medewerker' || wie.soort === 'inwoner' ? '' : wie.id, rollen: wie.rollen, applicatie: wie.applicatie ?? '' },
    actie: a.actie,
    resource: { component: a.component, ...bronVoorBeleid(a.bron, klasse) },
    context: {
      klasse,
      organisatie,
      uitvoerder,
      eigenOrganisatie: actoren.every((oin) => oin === organisatie),
      bevoegd: a.anoniem || actoren.every((oin) => isBevoegd(bundel, oin, organisatie, doel, a.dag)),
      doel: doel ?? '',
      werkproces: activiteit?.werkproces ?? '',
      doelGeldig: activiteit !== null,
      demonstratie: organisatieVan(bundel, organisatie)?.soort === 'demonstratie',
      niveau: a.niveau,
      netwerk: a.netwerk,
      uur: a.uur,
      weekdag: weekdagVan(a.dag),
    },
  };
}
