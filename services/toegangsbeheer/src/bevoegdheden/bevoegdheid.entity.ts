import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('bevoegdheid')
export class BevoegdheidEntity {
  @PrimaryColumn({ type: 'text' })
  organisatie: string;

  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'bigint' })
  versie: number;

  @Column({ type: 'timestamptz' })
  registratietijd: Date;

  @Column({ type: 'text' })
  uitvoerder: string;

  @Column({ type: 'text' })
  naam: string;

  @Column({ type: 'text' })
  soort: string;

  @Column({ type: 'text', array: true })
  activiteiten: string[];

  @Column({ type: 'date' })
  van: string;

  @Column({ type: 'date', nullable: true })
  tot: string | null;
}
