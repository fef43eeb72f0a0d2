import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('controleverzoek')
export class ControleverzoekRij {
  @PrimaryColumn({ type: 'text' })
  organisatie: string;
  @PrimaryColumn({ type: 'uuid' })
  id: string;
  @Column({ type: 'bigint' })
  versie: number;
  @Column({ type: 'timestamptz' })
  registratietijd: Date;
  @Column({ type: 'text' })
  medewerker: string;
  @Column({ type: 'text' })
  reden: string;
  @Column({ type: 'date' })
  van: string;
  @Column({ type: 'date' })
  tot: string;
  @Column({ type: 'text' })
  status: 'aangevraagd' | 'goedgekeurd';
  @Column({ type: 'text' })
  aanvrager: string;
  @Column({ name: 'aangevraagd_op', type: 'timestamptz' })
  aangevraagdOp: Date;
  @Column({ type: 'text', nullable: true })
  goedkeurder: string | null;
  @Column({ name: 'goedgekeurd_op', type: 'timestamptz', nullable: true })
  goedgekeurdOp: Date | null;
}
