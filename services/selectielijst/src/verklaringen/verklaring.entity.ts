import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OndertekendeVerklaring } from './verklaring.ts';

@Entity({ name: 'verklaring' })
export class VerklaringEntity {
  @PrimaryColumn({ type: 'text' }) organisatie!: string;
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'bigint' }) versie!: number;
  @Column({ type: 'timestamptz' }) registratietijd!: Date;
  @Column({ type: 'uuid' }) lijst!: string;
  @Column({ type: 'json' }) document!: OndertekendeVerklaring;
}
