import type { JWK } from 'jose';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('applicatie')
export class ApplicatieEntity {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'bigint' })
  versie: number;

  @Column({ type: 'timestamptz' })
  registratietijd: Date;

  @Column({ type: 'text' })
  soort: string;

  @Column({ type: 'text' })
  naam: string;

  @Column({ type: 'text', nullable: true })
  uitvoerder: string | null;

  @Column({ type: 'jsonb' })
  jwks: { keys: JWK[] };

  @Column({ type: 'text', name: 'jwks_uri', nullable: true })
  jwksUri: string | null;

  @Column({ type: 'text' })
  clientauthenticatie: string;

  @Column({ type: 'text', nullable: true })
  certificaatnaam: string | null;

  @Column({ type: 'boolean', name: 'gebonden_tokens' })
  gebondenTokens: boolean;

  @Column({ type: 'text', name: 'redirect_uris', array: true })
  redirectUris: string[];

  @Column({ type: 'text', nullable: true })
  beheerder: string | null;

  @Column({ type: 'text', nullable: true })
  gegevenseigenaar: string | null;

  @Column({ type: 'text', nullable: true })
  leverancier: string | null;

  @Column({ type: 'text', nullable: true })
  hosting: string | null;

  @Column({ type: 'boolean' })
  extern: boolean;

  @Column({ type: 'text', nullable: true })
  verwerkersovereenkomst: string | null;

  @Column({ type: 'date', name: 'verwerkersovereenkomst_tot', nullable: true })
  verwerkersovereenkomstTot: string | null;

  @Column({ type: 'text', array: true })
  overal: string[];

  @Column({ type: 'text' })
  status: string;
}
