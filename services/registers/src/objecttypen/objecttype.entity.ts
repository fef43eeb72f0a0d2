import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('objecttype')
export class ObjecttypeRij {
  @PrimaryColumn({ type: 'text' }) organisatie: string;
  @PrimaryColumn({ type: 'uuid' }) id: string;
  /** The newest published version; 0 when there is none yet. */
  @Column({ type: 'bigint' }) versie: number;
  @Column({ type: 'timestamptz' }) registratietijd: Date;
  @Column({ type: 'text' }) naam: string;
  @Column({ type: 'text' }) soort: string;
  /** The newest version is out of use: nothing new is made of the type. */
  @Column({ type: 'boolean', default: false }) uitgefaseerd: boolean;
  /** What policies hear about the newest version (`typegegevens`). */
  @Column({ type: 'smallint', nullable: true }) vertrouwelijkheid: number | null;
  @Column({ type: 'boolean', nullable: true }) persoonsgegevens: boolean | null;
  @Column({ type: 'text', array: true, nullable: true }) verwerkingsactiviteiten: string[] | null;
}

@Entity('objecttype_versie')
export class ObjecttypeVersieRij {
  @PrimaryColumn({ type: 'text' }) organisatie: string;
  @PrimaryColumn({ type: 'uuid' }) objecttype: string;
  @PrimaryColumn({ type: 'bigint' }) versie: number;
  @Column({ type: 'timestamptz' }) registratietijd: Date;
  @Column({ type: 'jsonb' }) inhoud: object;
  @Column({ type: 'boolean' }) brekend: boolean;
  @Column({ type: 'text', nullable: true }) reden: string | null;
}

@Entity('objecttype_concept')
export class ObjecttypeConceptRij {
  @PrimaryColumn({ type: 'text' }) organisatie: string;
  @PrimaryColumn({ type: 'uuid' }) objecttype: string;
  @Column({ type: 'bigint' }) wijziging: number;
  @Column({ type: 'timestamptz' }) registratietijd: Date;
  @Column({ type: 'jsonb' }) inhoud: object;
}

@Entity('objecttype_uitfasering')
export class ObjecttypeUitfaseringRij {
  @PrimaryColumn({ type: 'text' }) organisatie: string;
  @PrimaryColumn({ type: 'uuid' }) objecttype: string;
  @PrimaryColumn({ type: 'bigint' }) versie: number;
  @Column({ type: 'timestamptz' }) registratietijd: Date;
  @Column({ type: 'text', nullable: true }) reden: string | null;
}
