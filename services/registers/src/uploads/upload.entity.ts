import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('upload')
export class UploadRij {
  @PrimaryColumn({ type: 'text' }) organisatie: string;
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid' }) informatieobject: string;
  @Column({ type: 'text' }) mediatype: string;
  @Column({ type: 'bigint' }) omvang: number;
  @Column({ type: 'text', nullable: true }) sha256: string | null;
  @Column({ name: 'if_match', type: 'text', nullable: true }) ifMatch: string | null;
  @Column({ type: 'timestamptz' }) verloopt: Date;
}
