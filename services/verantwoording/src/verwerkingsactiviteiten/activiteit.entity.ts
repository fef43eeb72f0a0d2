import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Bewaartermijn } from './activiteit.ts';

@Entity('verwerkingsactiviteit')
export class VerwerkingsactiviteitRij {
  @PrimaryColumn({ type: 'text' })
  organisatie: string;
  @PrimaryColumn({ type: 'uuid' })
  id: string;
  @Column({ type: 'text' })
  kenmerk: string;
  @Column({ type: 'bigint' })
  versie: number;
  @Column({ type: 'timestamptz' })
  registratietijd: Date;
}

@Entity('activiteit_versie')
export class ActiviteitVersieRij {
  @PrimaryColumn({ type: 'text' })
  organisatie: string;
  @PrimaryColumn({ type: 'text' })
  kenmerk: string;
  @PrimaryColumn({ type: 'bigint' })
  versie: number;
  @Column({ type: 'text' })
  naam: string;
  @Column({ type: 'text' })
  doel: string;
  @Column({ type: 'text', nullable: true })
  toelichting: string | null;
  @Column({ type: 'jsonb' })
  grondslag: string[];
  @Column({ type: 'text' })
  bestuursorgaan: string;
  @Column({ type: 'text' })
  werkproces: string;
  @Column({ type: 'boolean' })
  vertrouwelijk: boolean;
  @Column({ type: 'jsonb' })
  betrokkenen: string[];
  @Column({ type: 'jsonb' })
  gegevenscategorieen: string[];
  @Column({ type: 'jsonb' })
  bewaartermijn: Bewaartermijn;
  @Column({ type: 'date' })
  van: string;
  @Column({ type: 'date', nullable: true })
  tot: string | null;
  @Column({ name: 'vastgelegd_door', type: 'text' })
  vastgelegdDoor: string;
  @Column({ type: 'timestamptz' })
  registratietijd: Date;
}
