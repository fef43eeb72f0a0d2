import { datumInAmsterdam } from '@bronhuis/standaarden';
import { geldigeActiviteit, organisatieVan, type Beslissingsrecord, type Bundel, type Oordeel } from '@bronhuis/toegang';
import { schrijfCedar } from '@bronhuis/toegang/cedar';
import type { Eigenherhaling } from '../toepassingen/toepassingsbeslissing.ts';
import type { Beslisstanden } from './beslisstanden.ts';
import { herhaal, type Beslisstand, type Herhaling } from './herhaling.ts';
import type { HerhalingAntwoord, RegelAntwoord, UitkomstAntwoord } from './herhaling.dto.ts';

const alsUitkomst = (o: Oordeel): UitkomstAntwoord => ({ besluit: o.toegestaan ? 'toegestaan' : 'geweigerd', redenen: o.redenen, beleid: o.beleid, ...(o.verplichtingen ? { verplichtingen: o.verplichtingen } : {}) });

/**
 * A decision made again with the policies and the data of then, and what it would be now.
 * @param eigen for a decision on what an application brought: made again with that
 */
export async function waarom(standen: Beslisstanden, nu: Beslisstand, b: Beslissingsrecord, eigen: Eigenherhaling | null): Promise<HerhalingAntwoord> {
  const toen = await standen.van(b.bundel);
  const herhaling: Herhaling = 'ontbreekt' in toen ? toen : (eigen?.toen(toen) ?? herhaal(b, toen));
  const vandaag = eigen?.vandaag(nu) ?? herhaal(b, nu);
  const kon = 'uitkomst' in herhaling;
  return {
    beslissing: b.id,
    gelijk: kon ? herhaling.gelijk : null,
    ontbreekt: kon ? [] : herhaling.ontbreekt,
    toen: kon ? alsUitkomst(herhaling.uitkomst) : null,
    vandaag: 'uitkomst' in vandaag ? alsUitkomst(vandaag.uitkomst) : null,
    regels: eigen?.regels ?? ('ontbreekt' in toen ? [] : regelsVan(toen.bundel, b.beleid)),
    ...('ontbreekt' in toen ? { activiteit: null, bevoegdheid: null } : gronden(toen.bundel, b)),
  };
}

function regelsVan(bundel: Bundel, ids: readonly string[]): RegelAntwoord[] {
  return bundel.beleid
    .filter((r) => ids.includes(r.id))
    .map(({ id, regel }) => ({ id, effect: regel.effect, toelichting: regel.annotations?.['toelichting'] ?? null, tekst: schrijfCedar(regel) }));
}

/** On what ground: the activity and, for who acts for another, the bevoegdheid, as they held that day. */
function gronden(bundel: Bundel, b: Beslissingsrecord): Pick<HerhalingAntwoord, 'activiteit' | 'bevoegdheid'> {
  const dag = b.dag ?? datumInAmsterdam(new Date(b.tijdstip));
  const a = b.doel ? geldigeActiviteit(bundel, b.organisatie, b.doel.id, dag) : null;
  const g = bundel.bevoegdheden.find(
    (x) => x.organisatie === b.organisatie && x.uitvoerder === b.uitvoerder && x.van <= dag && (x.tot === null || dag <= x.tot) && (x.activiteiten.includes('*') || x.activiteiten.includes(b.doel?.id ?? '')),
  );
  return {
    activiteit: a && { id: a.id, versie: a.versie, naam: a.naam, bestuursorgaan: a.bestuursorgaan },
    bevoegdheid: g ? { soort: g.soort, uitvoerder: organisatieVan(bundel, g.uitvoerder)?.naam ?? g.uitvoerder, van: g.van, tot: g.tot } : null,
  };
}
