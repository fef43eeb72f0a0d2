import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Onderzoek } from './onderzoek.ts';

@Entity('beleidsversie')
export class BeleidsversieEntity {
  @PrimaryColumn({ type: 'bigint' })
  versie: number;

  @Column({ type: 'bigint' })
  wijziging: number;

  @Column({ type: 'timestamptz' })
  registratietijd: Date;

  @Column({ type: 'text' })
  status: string;

  @Column({ type: 'bigint', nullable: true })
  basis: number | null;

  @Column({ type: 'text' })
  tekst: string;

  @Column({ type: 'text' })
  hash: string;

  @Column({ type: 'jsonb', nullable: true })
  onderzoek: Onderzoek | null;

  @Column({ type: 'text', nullable: true })
  auteur: string | null;

  @Column({ type: 'text', name: 'auteur_van', nullable: true })
  auteurVan: string | null;

  @Column({ type: 'text' })
  reden: string;

  @Column({ type: 'date' })
  ingangsdatum: string;

  @Column({ type: 'timestamptz' })
  aangemaakt: Date;

  @Column({ type: 'timestamptz', name: 'voorgelegd_op', nullable: true })
  voorgelegdOp: Date | null;

  @Column({ type: 'text', nullable: true })
  beoordelaar: string | null;

  @Column({ type: 'text', name: 'beoordelaar_van', nullable: true })
  beoordelaarVan: string | null;

  @Column({ type: 'timestamptz', name: 'beoordeeld_op', nullable: true })
  beoordeeldOp: Date | null;

  @Column({ type: 'text', nullable: true })
  oordeel: string | null;

  @Column({ type: 'date', name: 'geldig_vanaf', nullable: true })
  geldigVanaf: string | null;

  @Column({ type: 'bigint', name: 'terug_naar', nullable: true })
  terugNaar: number | null;
}
