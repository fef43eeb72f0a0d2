/** Access that lasts until its last day, whoever uses it. */
export interface Blijvend {
  naam: string;
  geldigTot: string;
  /** absent in answers of before it was told */
  einde?: 'later' | 'binnenkort' | 'voorbij';
  laatstGebruikt: string | null;
}

/** What this portal reads of the register of applications in toegangsbeheer. */
export interface Applicatie {
  id: string;
  naam: string;
  soort: 'applicatie' | 'component' | 'portaal';
  beheerder: string | null;
  gegevenseigenaar: string | null;
  leverancier: string | null;
  hosting: string | null;
  extern: boolean;
  verwerkersovereenkomst: string | null;
  verwerkersovereenkomstTot?: string | null;
  /** how it shows who it is; absent in answers of before there was a choice */
  clientauthenticatie?: 'private_key_jwt' | 'tls_client_auth' | 'self_signed_tls_client_auth';
  jwks?: { keys: unknown[] };
  jwksUri?: string | null;
  certificaatnaam?: string | null;
  redirectUris?: string[];
  status: 'actief' | 'ingetrokken';
  /** names of what is missing; as long as something is, it gets no access */
  ontbreekt: string[];
  /** lasting tokens that were not withdrawn, the first to end first; absent in answers of before there were any */
  apiTokens?: Blijvend[];
  /** clients that sign a JWT of their own, likewise */
  zgwClients?: Blijvend[];
  laatstGebruikt: string | null;
}

/** All of it that a form changes: a change replaces the whole registration. */
export interface Registratie extends Applicatie {
  verwerkersovereenkomstTot: string | null;
  clientauthenticatie: NonNullable<Applicatie['clientauthenticatie']>;
  jwks: { keys: unknown[] };
  jwksUri: string | null;
  certificaatnaam: string | null;
  /** its tokens hold only on a connection with its certificate */
  gebondenTokens: boolean;
  redirectUris: string[];
  /** for which work this municipality lets it ask */
  activiteiten: string[];
}

export interface Rechten {
  toegang: boolean;
  doelen: { verwerkingsactiviteit: string; naam: string | null; geldig: boolean; handelingen: { actie: string; beleid: string[] }[] }[];
}

export interface Applicaties {
  links: { volgende?: string };
  resultaten: Applicatie[];
}
