import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Afweging } from '../documenten/poort.ts';
import type { Status, Weglating } from './publicatie.ts';

/** Concept and publication are one thing with one id; its status says which. */
@Entity({ name: 'publicatie' })
export class PublicatieEntity {
  @PrimaryColumn({ type: 'text' }) organisatie!: string;
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'bigint' }) versie!: number;
  @Column({ type: 'timestamptz' }) registratietijd!: Date;
  @Column({ type: 'uuid' }) dossier!: string;
  @Column({ type: 'text' }) status!: Status;
  @Column({ type: 'text' }) categorie!: string;
  @Column({ type: 'text', name: 'officiele_titel', nullable: true }) officieleTitel!: string | null;
  @Column({ type: 'text', nullable: true }) omschrijving!: string | null;
  @Column({ type: 'date', nullable: true }) besluitdatum!: string | null;
  @Column({ type: 'jsonb' }) afwegingen!: Afweging[];
  @Column({ type: 'jsonb' }) weglatingen!: Weglating[];
  @Column({ type: 'timestamptz', name: 'aangemaakt_op' }) aangemaaktOp!: Date;
  @Column({ type: 'timestamptz', name: 'gepubliceerd_op', nullable: true }) gepubliceerdOp!: Date | null;
  @Column({ type: 'date', name: 'publicatie_tot', nullable: true }) publicatieTot!: string | null;
  @Column({ type: 'timestamptz', name: 'einde_op', nullable: true }) eindeOp!: Date | null;
  @Column({ type: 'text', name: 'einde_toelichting', nullable: true }) eindeToelichting!: string | null;
}
