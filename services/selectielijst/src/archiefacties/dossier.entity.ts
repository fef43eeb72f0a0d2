import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Gewaardeerd, Soort, Stap, Waarderingsregel } from './afleiding.ts';

export type Dossierstatus = 'open' | 'afgesloten' | 'vernietigd';

/** A dossier of the source, as far as its retention goes. */
@Entity({ name: 'dossier' })
export class DossierEntity {
  @PrimaryColumn({ type: 'text' }) organisatie!: string;
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'bigint' }) versie!: number;
  @Column({ type: 'timestamptz' }) registratietijd!: Date;
  @Column({ type: 'bigint' }) bronversie!: number;
  @Column({ type: 'text' }) kenmerk!: string;
  @Column({ type: 'text' }) objecttype!: string;
  @Column({ type: 'text', name: 'objecttype_naam' }) objecttypeNaam!: string;
  @Column({ type: 'text' }) status!: Dossierstatus;
  @Column({ type: 'date', nullable: true }) startdatum!: string | null;
  @Column({ type: 'text', nullable: true }) uitkomst!: string | null;
  @Column({ type: 'date', nullable: true }) einddatum!: string | null;
  @Column({ type: 'jsonb', nullable: true }) waarderingsregel!: Waarderingsregel | null;
  @Column({ type: 'text', nullable: true }) soort!: Soort | null;
  @Column({ type: 'jsonb', nullable: true }) waardering!: Gewaardeerd | null;
  @Column({ type: 'date', nullable: true }) archiefactiedatum!: string | null;
  @Column({ type: 'text' }) toelichting!: string;
  @Column({ type: 'jsonb' }) afleiding!: Stap[];
  @Column({ type: 'timestamptz', name: 'vernietigd_op', nullable: true }) vernietigdOp!: Date | null;
  @Column({ type: 'uuid', nullable: true }) vernietigingslijst!: string | null;
}
