import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('zgw_client')
export class ZgwClientEntity {
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

  @Column({ type: 'text', name: 'client_id' })
  clientId: string;

  @Column({ type: 'text' })
  naam: string;

  @Column({ type: 'text' })
  doel: string;

  @Column({ type: 'bytea', nullable: true })
  geheim: Buffer | null;

  @Column({ type: 'boolean' })
  meegebracht: boolean;

  @Column({ type: 'date' })
  van: string;

  @Column({ type: 'date' })
  tot: string;

  @Column({ type: 'timestamptz', name: 'ingetrokken_op', nullable: true })
  ingetrokkenOp: Date | null;
}
