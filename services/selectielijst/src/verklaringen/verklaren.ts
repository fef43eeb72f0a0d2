import { Inject, Injectable } from '@nestjs/common';
import { Bron, type Context, type Tx } from '@bronhuis/bron';
import { CONFIG, KLOK, type Config } from '@bronhuis/component';
import { datumInAmsterdam, isDuur, onderteken, uuidv7, type Klok } from '@bronhuis/standaarden';
import { Bundelhouder } from '@bronhuis/toegang';
import { leesLijstIn, type Lijstdetail } from '../vernietigingslijsten/lijsten.queries.ts';
import { rondLijstAf } from '../vernietigingslijsten/lijsten.store.ts';
import { telSoort, type Regel } from '../vernietigingslijsten/regel.ts';
import { Ondertekensleutel } from './sleutel.ts';
import { VerklaringEntity } from './verklaring.entity.ts';
import { stelVerklaringOp, type OndertekendeVerklaring, type VernietigdDossier } from './verklaring.ts';

/** Ends a list: the signed declaration and the end of the list are one transaction. */
@Injectable()
export class Verklaren {
  private readonly backupBewaartermijn: string;

  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Bundelhouder) private readonly bundel: Bundelhouder,
    @Inject(Ondertekensleutel) private readonly sleutel: Ondertekensleutel,
    @Inject(KLOK) private readonly klok: Klok,
    @Inject(CONFIG) config: Config,
  ) {
    this.backupBewaartermijn = config.eigen['BACKUP_BEWAARTERMIJN'] ?? '';
    if (!isDuur(this.backupBewaartermijn)) throw new Error('BACKUP_BEWAARTERMIJN must be an ISO 8601 duration in days or more, like P30D');
  }

  async rondAf(ctx: Context, id: string): Promise<void> {
    const prive = await this.sleutel.prive(ctx.organisatie);
    await this.bron.transactie(ctx, async (tx) => {
      const kop = await tx.vergrendel('vernietigingslijst', id);
      if (kop === null) throw new Error('the list that was carried out is not there');
      const lijst = await leesLijstIn(tx, id);
      if (lijst.status !== 'in-uitvoering') return;
      const vernietigd = lijst.regels.filter((r) => r.staat === 'vernietigd');
      if (vernietigd.length === 0) return rondLijstAf(tx, kop, null);
      const verklaring = this.stelOp(tx, lijst, vernietigd);
      const document: OndertekendeVerklaring = { verklaring, handtekening: onderteken(verklaring, prive) };
      const nieuw = tx.nieuw(verklaring.id);
      const rij = { organisatie: tx.organisatie, id: nieuw.id, versie: nieuw.versie, registratietijd: nieuw.tijd, lijst: id, document };
      await tx.manager.insert(VerklaringEntity, rij);
      tx.emit(nieuw, { type: 'nl.gemeente.vernietigingen.verklaring-opgemaakt', data: { verklaring: nieuw.id, vernietigingslijst: id, aantal: vernietigd.length, versie: nieuw.versie } });
      return rondLijstAf(tx, kop, nieuw.id);
    });
  }

  private stelOp(tx: Tx, lijst: Lijstdetail, vernietigd: Regel[]) {
    const nu = this.klok.nu();
    const naam = this.bundel.huidige().bundel.organisaties.find((o) => o.oin === tx.organisatie)?.naam;
    if (naam === undefined) throw new Error('the organisation of the list is not in the bundle');
    return stelVerklaringOp({
      id: uuidv7(nu),
      nu,
      vandaag: datumInAmsterdam(nu),
      organisatie: { oin: tx.organisatie, naam },
      lijst: {
        id: lijst.id,
        naam: lijst.naam,
        peildatum: lijst.peildatum,
        samengesteldDoor: lijst.samengesteldDoor,
        samengesteldOp: lijst.samengesteldOp,
        uitvoeringDoor: lijst.uitvoeringDoor ?? '',
        begonnen: lijst.uitvoeringBegonnen ?? '',
      },
      beoordelingen: lijst.beoordelingen,
      vernietigd: vernietigd.map(alsVernietigd),
      nietVernietigd: lijst.regels.filter((r) => r.staat !== 'vernietigd').map((r) => ({ kenmerk: r.kenmerk, reden: r.reden ?? '' })),
      backupBewaartermijn: this.backupBewaartermijn,
    });
  }
}

function alsVernietigd(regel: Regel): VernietigdDossier {
  const plan = regel.plan ?? [];
  return {
    dossier: regel.dossier,
    kenmerk: regel.kenmerk,
    type: regel.objecttypeNaam,
    startdatum: regel.startdatum,
    einddatum: regel.einddatum,
    aantalDocumenten: telSoort(plan, 'registers', 'informatieobject'),
    gepubliceerd: plan.some((d) => d.component === 'woo-publicatie' && d.gaat.some((g) => g.soort === 'publicatie')),
    grondslag: {
      selectielijst: regel.waardering.lijst,
      jaar: regel.waardering.jaar,
      nummer: regel.waardering.nummer,
      omschrijving: regel.waardering.omschrijving,
      bewaartermijn: regel.waardering.bewaartermijn ?? '',
    },
    hash: regel.hash ?? '',
    blijft: plan.flatMap((d) => d.blijft.map((b) => ({ ...b, bron: d.component }))),
  };
}
