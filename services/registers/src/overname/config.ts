export interface Tokens {
  objecten?: string | undefined;
  objecttypen?: string | undefined;
  naar?: string | undefined;
  beheer?: string | undefined;
}

/** The tokens that the command takes from the environment: this is the only place that reads them. */
export const leesTokens = (omgeving: NodeJS.ProcessEnv = process.env): Tokens => ({
  objecten: omgeving['OBJECTEN_TOKEN'],
  objecttypen: omgeving['OBJECTTYPEN_TOKEN'],
  naar: omgeving['BRONHUIS_TOKEN'],
  beheer: omgeving['BEHEERTOKEN'],
});
