import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { Tx } from '@bronhuis/bron';
import { type CloudEvent, isDuur } from '@bronhuis/standaarden';
import { laatVervallen, maakConcept } from '../publicaties/publicatie.store.ts';
import { vernietigDossier } from '../vernietiging/vernietig.ts';
import { volgendeStap, type WooRegel } from './conceptregel.ts';
import { bewaarDossier, bewaarTermijn, publicatiesVan, vergrendelDossier } from './dossiers.store.ts';

interface DossierGebeurtenis {
  dossier: string;
  kenmerk: string;
  objecttypeNaam: string;
  status: 'open' | 'afgesloten';
  uitkomst: string | null;
  einddatum: string | null;
  woo: WooRegel | null;
}

interface DossierVernietigd {
  dossier: string;
  grondslag: { nummer?: string } | null;
  vernietigingslijst: string | null;
}

interface ArchiefactieBepaald {
  dossier: string;
  waardering: { bewaartermijn?: string | null } | null;
}

/** Follows the dossiers of registers: a decision gives a concept, a destruction ends the publication. */
@Controller()
export class DossierEvents {
  @EventPattern<string>('nl.gemeente.dossiers.dossier-geopend')
  geopend(@Payload() event: CloudEvent<DossierGebeurtenis>, @Ctx() tx: Tx): Promise<void> {
    return volg(event, tx);
  }

  @EventPattern<string>('nl.gemeente.dossiers.dossier-gewijzigd')
  gewijzigd(@Payload() event: CloudEvent<DossierGebeurtenis>, @Ctx() tx: Tx): Promise<void> {
    return volg(event, tx);
  }

  @EventPattern<string>('nl.gemeente.dossiers.dossier-afgesloten')
  afgesloten(@Payload() event: CloudEvent<DossierGebeurtenis>, @Ctx() tx: Tx): Promise<void> {
    return volg(event, tx);
  }

  @EventPattern<string>('nl.gemeente.dossiers.dossier-heropend')
  heropend(@Payload() event: CloudEvent<DossierGebeurtenis>, @Ctx() tx: Tx): Promise<void> {
    return volg(event, tx);
  }

  /** Normally the execution of a list came first; a source that went another way must not leave its publication. */
  @EventPattern<string>('nl.gemeente.dossiers.dossier-vernietigd')
  async vernietigd(@Payload() event: CloudEvent<DossierVernietigd>, @Ctx() tx: Tx): Promise<void> {
    const { dossier, grondslag, vernietigingslijst } = event.data;
    await vernietigDossier(tx, dossier, { vernietigingslijst, nummer: grondslag?.nummer ?? null, tijdstip: new Date(event.time) });
  }

  /** The term of the dossier bounds how long a publication may stay. */
  @EventPattern<string>('nl.gemeente.archiefacties.archiefactie-bepaald')
  async archiefactie(@Payload() event: CloudEvent<ArchiefactieBepaald>, @Ctx() tx: Tx): Promise<void> {
    const termijn = event.data.waardering?.bewaartermijn;
    const dossier = await vergrendelDossier(tx, event.data.dossier);
    if (dossier?.status === 'vernietigd') return;
    await bewaarTermijn(tx, event.data.dossier, isDuur(termijn) ? termijn : null);
  }
}

async function volg(event: CloudEvent<DossierGebeurtenis>, tx: Tx): Promise<void> {
  const { dossier: id, kenmerk, objecttypeNaam, status, uitkomst, einddatum, woo } = event.data;
  const bronversie = Number(event.sequence);
  const vorige = await vergrendelDossier(tx, id);
  // A late event of a destroyed dossier must not leave its number here either.
  if (vorige?.status === 'vernietigd') return tx.wisSporen([id]);
  if (vorige && vorige.bronversie > bronversie) return;
  await bewaarDossier(tx, id, { bronversie, status, kenmerk, objecttypeNaam, uitkomst, einddatum, woo }, vorige === null);
  const publicaties = await publicatiesVan(tx, id);
  const stap = volgendeStap({ status, uitkomst, woo }, publicaties);
  if (stap.stap === 'maak-concept') await maakConcept(tx, id, stap.categorie);
  if (stap.stap === 'laat-vervallen') {
    const concept = publicaties.find((p) => p.id === stap.publicatie);
    const kop = await tx.vergrendel('publicatie', stap.publicatie);
    if (concept && kop) await laatVervallen(tx, kop, concept);
  }
}
