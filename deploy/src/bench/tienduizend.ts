import type { Aanvraag, Bundel } from '@bronhuis/toegang';
import type { GeschrevenRegel } from '@bronhuis/toegang/cedar';

export const ORGANISATIES = 50;
const [APPLICATIES, REGELS, DOELEN] = [1_000, 10_000, 20];

const oin = (n: number): string => String(n).padStart(20, '0');
const HANDELINGEN = ['lezen', 'schrijven', 'aanmaken', 'sluiten'];
const SOORTEN = ['dossiers', 'objecten', 'informatieobjecten'];

/** What fifty municipalities would write: each application for a purpose, on one kind of thing, beside what holds for all. */
export function beleid(): string {
  const vast = `
    @id("grens-bevoegdheid") forbid (principal, action, resource) unless { context.bevoegd };
    @id("grens-doel") forbid (principal, action, resource) when { context.klasse == "doelgebonden" && !context.doelGeldig };
    @id("beheer") permit (principal is Bronhuis::Medewerker, action, resource) when { principal.rollen.contains("applicatiebeheerder") && !resource.persoonsgegevens };`;
  const eigen = Array.from({ length: REGELS - 3 }, (_, n) => {
    const soort = SOORTEN[n % SOORTEN.length] as string;
    const acties = HANDELINGEN.slice(0, 1 + (n % HANDELINGEN.length)).map((h) => `Bronhuis::Action::"${soort}:${h}"`);
    return `@id("regel-${n}") permit (principal == Bronhuis::Applicatie::"app-${n % APPLICATIES}", action in [${acties.join(', ')}], resource)
      when { context.organisatie == "${oin(n % ORGANISATIES)}" && context.doel == "VA-${n % DOELEN}" && resource.activiteiten.contains(context.doel) && resource.vertrouwelijkheid <= ${n % 4} };`;
  });
  return [vast, ...eigen].join('\n');
}

export const inhoud = (regels: readonly GeschrevenRegel[]): Omit<Bundel, 'versie' | 'hash' | 'uitgegeven'> => ({
  beleid: regels.map(({ id, regel }) => ({ id, regel })),
  organisaties: Array.from({ length: ORGANISATIES }, (_, n) => ({ oin: oin(n), naam: `Gemeente ${n}`, soort: 'productie', type: 'gemeente', hosts: [] })),
  bevoegdheden: Array.from({ length: ORGANISATIES }, (_, n) => ({ id: String(n), uitvoerder: oin((n + 1) % ORGANISATIES), organisatie: oin(n), activiteiten: ['*'], soort: 'mandaat', van: '2020-01-01', tot: null })),
  activiteiten: Array.from({ length: ORGANISATIES * DOELEN }, (_, n) => ({
    organisatie: oin(n % ORGANISATIES), id: `VA-${Math.floor(n / ORGANISATIES)}`, versie: 1, naam: 'x', werkproces: 'zorg', bestuursorgaan: 'college', vertrouwelijk: false, van: '2020-01-01', tot: null,
  })),
  ingetrokken: [],
  apiTokens: [],
  zgwClients: [],
  jwks: [],
});

/** A call of one of the applications; about half of them may. */
export function aanvraag(n: number): Aanvraag {
  const soort = SOORTEN[n % SOORTEN.length] as string;
  return {
    wie: { soort: 'applicatie', id: `app-${n % APPLICATIES}`, rollen: [], applicatie: `app-${n % APPLICATIES}` },
    organisatie: oin(n % ORGANISATIES), uitvoerder: oin((n + (n % 2)) % ORGANISATIES), doel: `VA-${n % DOELEN}`, anoniem: false, actie: `${soort}:${HANDELINGEN[n % 2]}`, klasse: 'doelgebonden',
    component: 'registers', bron: { soort, vertrouwelijkheid: (n % 3) as 0 | 1 | 2, activiteiten: [`VA-${n % DOELEN}`] }, dag: '2026-11-22', uur: 11, niveau: 0, netwerk: 'extern',
  };
}
