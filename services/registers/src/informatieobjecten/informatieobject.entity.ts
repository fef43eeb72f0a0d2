import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('informatieobject')
export class InformatieobjectRij {
  @PrimaryColumn({ type: 'text' }) organisatie: string;
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'bigint' }) versie: number;
  @Column({ type: 'timestamptz' }) registratietijd: Date;
  @Column({ type: 'uuid' }) objecttype: string;
  @Column({ type: 'bigint' }) typeversie: number;
  @Column({ type: 'text' }) soort: string;
  @Column({ type: 'text' }) titel: string;
  @Column({ type: 'jsonb' }) gegevens: object;
  @Column({ type: 'jsonb' }) betrokkenen: object;
  @Column({ type: 'uuid', nullable: true }) bestand: string | null;
  @Column({ type: 'text', nullable: true }) mediatype: string | null;
  @Column({ type: 'bigint', nullable: true }) omvang: number | null;
  @Column({ type: 'text', nullable: true }) sha256: string | null;
}

@Entity('dossier_informatieobject')
export class DossierInformatieobjectRij {
  @PrimaryColumn({ type: 'text' }) organisatie: string;
  @PrimaryColumn({ type: 'uuid' }) dossier: string;
  @PrimaryColumn({ type: 'uuid' }) informatieobject: string;
}

@Entity('te_wissen_bestand')
export class TeWissenBestandRij {
  @PrimaryColumn({ type: 'text' }) organisatie: string;
  @PrimaryColumn({ type: 'uuid' }) bestand: string;
  @Column({ type: 'timestamptz' }) sinds: Date;
}
