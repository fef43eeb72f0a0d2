import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Bevinding } from './poort.ts';
import type { Mediatype } from './tekstlezer.ts';

@Entity({ name: 'document' })
export class DocumentEntity {
  @PrimaryColumn({ type: 'text' }) organisatie!: string;
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) publicatie!: string;
  @Column({ type: 'text' }) titel!: string;
  @Column({ type: 'text' }) bestandsnaam!: string;
  @Column({ type: 'text' }) mediatype!: Mediatype;
  @Column({ type: 'bigint' }) omvang!: number;
  @Column({ type: 'text' }) sha256!: string;
  @Column({ type: 'integer' }) paginas!: number;
  @Column({ type: 'uuid', nullable: true }) bron!: string | null;
  @Column({ type: 'jsonb' }) bevindingen!: Bevinding[];
  @Column({ type: 'timestamptz', name: 'aangeboden_op' }) aangebodenOp!: Date;
}
