import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('objecttype')
export class ObjecttypeRij {
  @PrimaryColumn({ type: 'text' }) organisatie: string;
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'bigint' }) versie: number;
  @Column({ type: 'timestamptz' }) registratietijd: Date;
  @Column({ type: 'text' }) naam: string;
  @Column({ type: 'text' }) soort: string;
}

@Entity('objecttype_versie')
export class ObjecttypeVersieRij {
  @PrimaryColumn({ type: 'text' }) organisatie: string;
  @PrimaryColumn({ type: 'uuid' }) objecttype: string;
  @PrimaryColumn({ type: 'bigint' }) versie: number;
  @Column({ type: 'timestamptz' }) registratietijd: Date;
  @Column({ type: 'jsonb' }) inhoud: object;
}
