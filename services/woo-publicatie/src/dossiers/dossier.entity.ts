import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { WooRegel } from './conceptregel.ts';

/** What remains of a destroyed dossier: when, by which list, how much, and the marks by which a leftover would be known. */
export interface Vernietiging {
  tijdstip: string;
  vernietigingslijst: string | null;
  nummer: string | null;
  publicaties: string[];
  bestanden: { document: string; omvang: number; sha256: string }[];
  aantallen: { publicaties: number; documenten: number; paginas: number };
}

/** Projection of a dossier of registers. */
@Entity({ name: 'dossier' })
export class DossierEntity {
  @PrimaryColumn({ type: 'text' }) organisatie!: string;
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'bigint' }) bronversie!: number;
  @Column({ type: 'text' }) status!: 'open' | 'afgesloten' | 'vernietigd';
  @Column({ type: 'text', nullable: true }) kenmerk!: string | null;
  @Column({ type: 'text', name: 'objecttype_naam', nullable: true }) objecttypeNaam!: string | null;
  @Column({ type: 'text', nullable: true }) uitkomst!: string | null;
  @Column({ type: 'date', nullable: true }) einddatum!: string | null;
  @Column({ type: 'jsonb', nullable: true }) woo!: WooRegel | null;
  @Column({ type: 'jsonb', nullable: true }) vernietiging!: Vernietiging | null;
}
