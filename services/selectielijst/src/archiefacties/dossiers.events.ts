import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { Tx } from '@bronhuis/bron';
import type { CloudEvent, Datum } from '@bronhuis/standaarden';
import { vindResultaat } from '../lijsten/boekenkast.ts';
import { leidAf, type Waarderingsregel } from './afleiding.ts';
import { bewaarArchiefactie, leesStand, maakGrafsteen } from './dossiers.store.ts';

interface DossierGebeurtenis {
  dossier: string;
  kenmerk: string;
  objecttype: string;
  objecttypeNaam: string;
  status: 'open' | 'afgesloten';
  startdatum: Datum | null;
  uitkomst: string | null;
  einddatum: Datum | null;
  /** Open again since this day; events from before this was told leave it out. */
  heropendOp?: Datum | null;
  waarderingsregel: Waarderingsregel | null;
}

interface DossierVernietigd {
  dossier: string;
  kenmerk: string;
  objecttype: string;
  vernietigingslijst: string | null;
  tijdstip: string;
}

/** Follows the dossiers of registers: each change gives a new archive action, a destruction leaves a tombstone. */
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

  @EventPattern<string>('nl.gemeente.dossiers.dossier-vernietigd')
  async vernietigd(@Payload() event: CloudEvent<DossierVernietigd>, @Ctx() tx: Tx): Promise<void> {
    const { dossier, kenmerk, objecttype, vernietigingslijst, tijdstip } = event.data;
    const kop = await tx.vergrendel('dossier', dossier);
    // The execution of a list lays the tombstone itself, before this event comes round.
    if (kop !== null && (await leesStand(tx, dossier)).status === 'vernietigd') return;
    await maakGrafsteen(tx, kop ?? tx.nieuw(dossier), { kenmerk, objecttype, vernietigingslijst, tijdstip: new Date(tijdstip) });
  }
}

async function volg(event: CloudEvent<DossierGebeurtenis>, tx: Tx): Promise<void> {
  const { dossier, kenmerk, objecttype, objecttypeNaam, status, startdatum, uitkomst, einddatum, heropendOp = null, waarderingsregel } = event.data;
  const bronversie = Number(event.sequence);
  const kop = await tx.vergrendel('dossier', dossier);
  const vorige = kop === null ? null : await leesStand(tx, dossier);
  if (vorige !== null && (vorige.status === 'vernietigd' || vorige.bronversie >= bronversie)) return;
  const bron = { bronversie, kenmerk, objecttype, objecttypeNaam, status, startdatum, uitkomst, einddatum, waarderingsregel };
  await bewaarArchiefactie(tx, kop ?? tx.nieuw(dossier), bron, leidAf({ ...bron, heropendOp }, vindResultaat), vorige);
}
