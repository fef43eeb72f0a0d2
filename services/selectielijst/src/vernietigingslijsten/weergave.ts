import { BEOORDELAARS } from './beoordelen.ts';
import type { LijstDto, LijstKopDto, RegelDto } from './lijsten.dto.ts';
import type { Lijstdetail, Lijstrij } from './lijsten.queries.ts';
import type { Regel } from './regel.ts';

export function alsKop(lijst: Lijstrij): LijstKopDto {
  return {
    id: lijst.id,
    naam: lijst.naam,
    peildatum: lijst.peildatum,
    status: lijst.status,
    samengesteldDoor: lijst.samengesteldDoor,
    samengesteldOp: lijst.samengesteldOp,
    reden: lijst.reden,
    aanDeBeurt: lijst.status === 'in-beoordeling' ? (BEOORDELAARS[lijst.beoordelingen.length] ?? null) : null,
    beoordelingen: lijst.beoordelingen,
    aantalDossiers: lijst.aantalDossiers,
    aantalAfgevallen: lijst.aantalAfgevallen,
    ...(lijst.verklaring === null ? {} : { verklaring: lijst.verklaring }),
  };
}

export function alsLijst(lijst: Lijstdetail): LijstDto {
  const afgevallen = lijst.regels.filter((r) => r.staat === 'afgevallen');
  return {
    ...alsKop(lijst),
    regels: lijst.regels.filter((r) => r.staat !== 'afgevallen').map(alsRegel),
    afgevallen: afgevallen.map((r) => ({ dossier: r.dossier, kenmerk: r.kenmerk, reden: r.reden ?? '' })),
  };
}

function alsRegel(r: Regel): RegelDto {
  const plan = r.plan ?? [];
  const w = r.waardering;
  return {
    dossier: r.dossier,
    kenmerk: r.kenmerk,
    objecttype: r.objecttype,
    objecttypeNaam: r.objecttypeNaam,
    archiefactiedatum: r.archiefactiedatum,
    grondslag: `${w.lijst} ${w.jaar}, ${w.nummer}${w.bewaartermijn === null ? '' : ` (${w.bewaartermijn})`}`,
    gaat: plan.flatMap((d) => d.gaat.map((g) => ({ component: d.component, ...g }))),
    blijft: plan.flatMap((d) => d.blijft.map((b) => ({ component: d.component, ...b }))),
    hash: r.hash,
    staat: r.staat,
    reden: r.reden,
    vernietigdOp: r.vernietigdOp?.toISOString() ?? null,
  };
}
