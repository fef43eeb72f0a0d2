import type { Bron } from '@bronhuis/bron';
import { datumInAmsterdam, type Klok } from '@bronhuis/standaarden';
import { leesZgwJwt, type Bundelhouder } from '@bronhuis/toegang';
import type { VerwerkingSchrijver } from '@bronhuis/verwerking';
import type { Sleutelkluis } from '../sleutels/sleutelkluis.ts';
import { systeemContext } from '../systeem.ts';
import { beslisToken } from '../tokens/beslis-token.ts';
import { alsFeiten, vraagFeiten, type Feitenrij } from '../tokens/token.queries.ts';
import { maakTokenbeslissing } from '../tokens/tokenbeslissing.ts';
import type { Tokenuitgever } from '../tokens/tokenuitgever.ts';
import { openGeheim } from './geheim.ts';
import { eindeVan, klopt } from './toets-jwt.ts';
import { vraagMelding, vraagOrganisatieVanClient, type Meldrij } from './zgw-client.queries.ts';
import { merkMelding } from './zgw-client.store.ts';

export interface Gewisseld {
  token: string;
  /** Seconds that it may be used for this JWT: to the end of the first of the two. */
  verlooptOver: number;
}

/** From the JWT of a ZGW client to a token of the house: decided, recorded and signed as every other. */
export class ZgwTokens {
  constructor(
    private readonly bron: Bron,
    private readonly klok: Klok,
    private readonly kluis: Sleutelkluis,
    private readonly uitgever: Tokenuitgever,
    private readonly schrijver: VerwerkingSchrijver,
    private readonly bundelhouder: Bundelhouder,
  ) {}

  /** @returns null when there is no token for it, whatever the reason: a stranger learns nothing */
  async wissel(jwt: string, traceparent: string): Promise<Gewisseld | null> {
    const gelezen = leesZgwJwt(`Bearer ${jwt}`);
    const client = gelezen && (await this.client(gelezen.clientId));
    if (!gelezen || !client) return null;
    const nu = this.klok.nu();
    const dag = datumInAmsterdam(nu);
    const einde = eindeVan(gelezen, nu);
    if (!klopt(gelezen, openGeheim(this.kluis, client.organisatie, client.id, client.geheim)) || einde === null || dag < client.van || dag > client.tot) return null;
    const { token, verlooptOver } = (await this.beslis(client, nu, dag, traceparent)) ?? {};
    if (token === undefined || verlooptOver === undefined) return null;
    if ((client.laatstGebruikt ?? '') < dag) {
      await this.bron.transactie({ organisatie: client.organisatie, traceparent }, (tx) => merkMelding(tx, client.id, dag));
    }
    return { token, verlooptOver: Math.min(verlooptOver, Math.floor(einde - nu.getTime() / 1000)) };
  }

  private async client(clientId: string): Promise<Meldrij | undefined> {
    const [waar] = await this.bron.lees<{ organisatie: string }>(systeemContext(), vraagOrganisatieVanClient(clientId));
    return waar && (await this.bron.lees<Meldrij>({ organisatie: waar.organisatie }, vraagMelding(waar.organisatie, clientId)))[0];
  }

  /** With the facts of now, as the token endpoint does; a refusal of a known client is recorded too. */
  private async beslis(c: Meldrij, nu: Date, dag: string, traceparent: string): Promise<Gewisseld | null> {
    const { organisatie, registratie: a } = c;
    const vraag = vraagFeiten({ organisatie, uitvoerder: a.uitvoerder, applicatie: a.id, persoon: null, dag });
    const [feiten] = await this.bron.lees<Feitenrij>({ organisatie }, vraag);
    if (!feiten) throw new Error('a select without from has one row');
    const besluit = beslisToken(a, { activiteit: c.doel, gebruiker: null }, alsFeiten(feiten, a.uitvoerder), dag);
    const geweigerd = 'reden' in besluit;
    const beslissing = maakTokenbeslissing({
      traceparent,
      tijdstip: nu,
      organisatie,
      uitvoerder: a.uitvoerder ?? organisatie,
      wie: { soort: a.soort, id: a.id, applicatie: a.id, rollen: [] },
      actie: 'tokens:aanmaken',
      doel: c.doel,
      reden: geweigerd ? besluit.reden : null,
      regel: geweigerd ? `token-${besluit.fout}` : 'token',
      bundel: this.bundelhouder.huidige().bundel,
    });
    await this.schrijver.schrijf(organisatie, { verwerking: null, beslissing: { ...beslissing, resource: { soort: 'token', type: 'zgw-client', id: c.id } } });
    return geweigerd ? null : this.uitgever.geefUit(this.uitgever.claims(besluit));
  }
}
