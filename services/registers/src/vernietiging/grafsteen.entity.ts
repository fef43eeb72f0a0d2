import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('grafsteen')
export class GrafsteenRij {
  @PrimaryColumn({ type: 'text' }) organisatie: string;
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'text' }) soort: string;
  @Column({ type: 'uuid' }) dossier: string;
  @Column({ type: 'text' }) kenmerk: string;
  @Column({ type: 'uuid' }) objecttype: string;
  @Column({ type: 'bigint' }) versie: number;
  @Column({ name: 'vernietigd_op', type: 'timestamptz' }) vernietigdOp: Date;
  @Column({ type: 'uuid' }) vernietigingslijst: string;
  @Column({ type: 'jsonb' }) grondslag: object;
  @Column({ name: 'plan_hash', type: 'text' }) planHash: string;
  @Column({ type: 'jsonb' }) aantallen: object;
  @Column({ type: 'uuid', array: true }) bestanden: string[];
  @Column({ type: 'jsonb' }) blijft: object;
}
