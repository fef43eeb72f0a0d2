import type { ApiTokenrecht, Modus } from '@bronhuis/toegang';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('api_token')
export class ApiTokenEntity {
  @PrimaryColumn({ type: 'text' })
  organisatie: string;

  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ type: 'bigint' })
  versie: number;

  @Column({ type: 'timestamptz' })
  registratietijd: Date;

  @Column({ type: 'text' })
  applicatie: string;

  @Column({ type: 'text' })
  naam: string;

  @Column({ type: 'text', nullable: true })
  contactpersoon: string | null;

  @Column({ type: 'text', nullable: true })
  email: string | null;

  @Column({ type: 'text' })
  doel: string;

  @Column({ type: 'text' })
  hash: string;

  @Column({ type: 'boolean' })
  meegebracht: boolean;

  @Column({ type: 'date' })
  van: string;

  @Column({ type: 'date' })
  tot: string;

  @Column({ type: 'text', name: 'alle_typen', nullable: true })
  alleTypen: Modus | null;

  @Column({ type: 'jsonb' })
  rechten: ApiTokenrecht[];

  @Column({ type: 'timestamptz', name: 'ingetrokken_op', nullable: true })
  ingetrokkenOp: Date | null;
}
