import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('dossier')
export class DossierRij {
  @PrimaryColumn({ type: 'text' }) organisatie: string;
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'bigint' }) versie: number;
  @Column({ type: 'timestamptz' }) registratietijd: Date;
  @Column({ type: 'uuid' }) objecttype: string;
  @Column({ type: 'bigint' }) typeversie: number;
  @Column({ type: 'text' }) kenmerk: string;
  @Column({ type: 'text' }) onderwerp: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'date' }) startdatum: string;
  @Column({ type: 'text', nullable: true }) uitkomst: string | null;
  @Column({ type: 'date', nullable: true }) einddatum: string | null;
  @Column({ name: 'heropend_op', type: 'date', nullable: true }) heropendOp: string | null;
  @Column({ type: 'jsonb' }) gegevens: object;
  @Column({ type: 'jsonb' }) betrokkenen: object;
  @Column({ name: 'overgenomen_uit', type: 'jsonb', nullable: true }) overgenomenUit: object | null;
}

@Entity('dossier_relatie')
export class DossierRelatieRij {
  @PrimaryColumn({ type: 'text' }) organisatie: string;
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid' }) dossier: string;
  @Column({ type: 'text' }) soort: string;
  @Column({ type: 'text' }) omschrijving: string;
  @Column({ type: 'text' }) systeem: string;
  @Column({ type: 'text', nullable: true }) selectielijstnummer: string | null;
}

@Entity('dossierstatus')
export class DossierStatusRij {
  @PrimaryColumn({ type: 'text' }) organisatie: string;
  @PrimaryColumn({ type: 'uuid' }) dossier: string;
  @PrimaryColumn({ type: 'bigint' }) versie: number;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'timestamptz' }) sinds: Date;
  @Column({ type: 'text', nullable: true }) uitkomst: string | null;
  @Column({ type: 'date', nullable: true }) einddatum: string | null;
  @Column({ type: 'text', nullable: true }) reden: string | null;
  @Column({ type: 'jsonb', nullable: true }) wie: object | null;
}
