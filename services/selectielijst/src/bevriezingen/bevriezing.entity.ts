import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Grond } from './bevriezing.ts';

/** A hold on the destruction of one dossier; a dossier may have several at once. */
@Entity({ name: 'bevriezing' })
export class BevriezingEntity {
  @PrimaryColumn({ type: 'text' }) organisatie!: string;
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'bigint' }) versie!: number;
  @Column({ type: 'timestamptz' }) registratietijd!: Date;
  @Column({ type: 'uuid' }) dossier!: string;
  @Column({ type: 'text' }) grond!: Grond;
  @Column({ type: 'text' }) toelichting!: string;
  @Column({ type: 'text', nullable: true }) verwijzing!: string | null;
  @Column({ type: 'text', name: 'geplaatst_door' }) geplaatstDoor!: string;
  @Column({ type: 'timestamptz', name: 'geplaatst_op' }) geplaatstOp!: Date;
  @Column({ type: 'text', name: 'opgeheven_door', nullable: true }) opgehevenDoor!: string | null;
  @Column({ type: 'timestamptz', name: 'opgeheven_op', nullable: true }) opgehevenOp!: Date | null;
}
