import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('toegangsverzoek')
export class ToegangsverzoekEntity {
  @PrimaryColumn({ type: 'text' })
  organisatie: string;

  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'bigint' })
  versie: number;

  @Column({ type: 'timestamptz' })
  registratietijd: Date;

  @Column({ type: 'text', nullable: true })
  medewerker: string | null;

  @Column({ type: 'text', nullable: true })
  applicatie: string | null;

  @Column({ type: 'text', nullable: true })
  rol: string | null;

  @Column({ type: 'text', array: true })
  activiteiten: string[];

  @Column({ type: 'text' })
  reden: string;

  @Column({ type: 'date' })
  tot: string;

  @Column({ type: 'text' })
  herbeoordelen: string;

  @Column({ type: 'text' })
  status: string;

  @Column({ type: 'text' })
  aanvrager: string;

  @Column({ type: 'text', nullable: true })
  beoordelaar: string | null;

  @Column({ type: 'date', nullable: true })
  van: string | null;

  @Column({ type: 'date', name: 'geldig_tot', nullable: true })
  geldigTot: string | null;
}
