import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Gewaardeerd } from '../archiefacties/afleiding.ts';
import type { Beoordelaar, Besluit, Lijststatus } from './beoordelen.ts';
import type { Plandeel, Regelstaat } from './regel.ts';

@Entity({ name: 'vernietigingslijst' })
export class LijstEntity {
  @PrimaryColumn({ type: 'text' }) organisatie!: string;
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'bigint' }) versie!: number;
  @Column({ type: 'timestamptz' }) registratietijd!: Date;
  @Column({ type: 'text' }) naam!: string;
  @Column({ type: 'date' }) peildatum!: string;
  @Column({ type: 'text' }) status!: Lijststatus;
  @Column({ type: 'text', name: 'samengesteld_door' }) samengesteldDoor!: string;
  @Column({ type: 'timestamptz', name: 'samengesteld_op' }) samengesteldOp!: Date;
  @Column({ type: 'text', nullable: true }) reden!: string | null;
  @Column({ type: 'text', name: 'uitvoering_door', nullable: true }) uitvoeringDoor!: string | null;
  @Column({ type: 'timestamptz', name: 'uitvoering_begonnen', nullable: true }) uitvoeringBegonnen!: Date | null;
  @Column({ type: 'uuid', nullable: true }) verklaring!: string | null;
}

@Entity({ name: 'vernietigingslijst_regel' })
export class RegelEntity {
  @PrimaryColumn({ type: 'text' }) organisatie!: string;
  @PrimaryColumn({ type: 'uuid' }) lijst!: string;
  @PrimaryColumn({ type: 'uuid' }) dossier!: string;
  @Column({ type: 'text' }) kenmerk!: string;
  @Column({ type: 'text' }) objecttype!: string;
  @Column({ type: 'text', name: 'objecttype_naam' }) objecttypeNaam!: string;
  @Column({ type: 'date', nullable: true }) startdatum!: string | null;
  @Column({ type: 'text', nullable: true }) uitkomst!: string | null;
  @Column({ type: 'date', nullable: true }) einddatum!: string | null;
  @Column({ type: 'jsonb' }) waardering!: Gewaardeerd;
  @Column({ type: 'date' }) archiefactiedatum!: string;
  @Column({ type: 'text' }) staat!: Regelstaat;
  @Column({ type: 'boolean' }) levend!: boolean;
  @Column({ type: 'jsonb', nullable: true }) plan!: Plandeel[] | null;
  @Column({ type: 'text', nullable: true }) hash!: string | null;
  @Column({ type: 'text', nullable: true }) reden!: string | null;
  @Column({ type: 'integer' }) pogingen!: number;
  @Column({ type: 'timestamptz', name: 'vernietigd_op', nullable: true }) vernietigdOp!: Date | null;
}

@Entity({ name: 'beoordeling' })
export class BeoordelingEntity {
  @PrimaryColumn({ type: 'text' }) organisatie!: string;
  @PrimaryColumn({ type: 'uuid' }) lijst!: string;
  @PrimaryColumn({ type: 'text' }) rol!: Beoordelaar;
  @Column({ type: 'text' }) persoon!: string;
  @Column({ type: 'text' }) besluit!: Besluit;
  @Column({ type: 'timestamptz' }) tijdstip!: Date;
  @Column({ type: 'text', nullable: true }) toelichting!: string | null;
}
