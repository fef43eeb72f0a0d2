import type { Bron } from '@bronhuis/bron';
import { datumInAmsterdam, type Klok } from '@bronhuis/standaarden';
import type { ApiToken, Beleidsregel, Bundel, Bundelbron, ZgwClient } from '@bronhuis/toegang';
import { CompactSign, importJWK, type CryptoKey, type JWK } from 'jose';
import { voorBundel, vraagVoorBundel, type Bundelrij } from '../api-tokens/api-token.queries.ts';
import type { Registratie } from '../applicaties/registratie.ts';
import type { Sleutelbeheer } from '../sleutels/sleutelbeheer.ts';
import { systeemContext } from '../systeem.ts';
import { toetsRegistratie } from '../tokens/beslis-token.ts';
import { clientsVoorBundel, vraagClientsVoorBundel, type ClientBundelrij } from '../zgw-clients/zgw-client.queries.ts';
import { vraagDeel, vraagJws, vraagOrganisaties, vraagRegistraties, vraagStand } from './bundel.queries.ts';
import type { Bundeldeel, Bundelstand, Organisatierij } from './bundel.queries.ts';
import { stelSamen, type Bundelinhoud } from './samenstellen.ts';

const OPRUIMEN_MS = 60_000;

/** Makes a new signed bundle whenever something in it changed; whoever asks gets the newest. */
export class Bundelmaker {
  private ondertekensleutel: CryptoKey | null = null;
  /**
   * Compared once on each day in each process: a version of the policies may begin at midnight, and the files of this
   * release may differ from those in the last bundle.
   */
  private vergelekenOp = '';
  private opgeruimd = 0;

  constructor(
    private readonly bron: Bron,
    private readonly klok: Klok,
    private readonly sleutels: Sleutelbeheer,
    private readonly beleid: (dag: string) => Promise<readonly Beleidsregel[]>,
    private readonly sleutel: JWK,
    /** Issuer of the tokens. */
    private readonly uitgever: string,
  ) {}

  /** For the bundle holder of this very process: no circle at start, and the keys are looked after on the way. */
  readonly bundelbron: Bundelbron = async (etag) => {
    await this.sleutels.zorg();
    await this.ruimOp();
    const huidig = await this.huidig();
    return huidig.etag === etag ? null : { etag: huidig.etag, jws: await huidig.jws() };
  };

  async huidig(): Promise<{ etag: string; jws: () => Promise<string> }> {
    let [stand] = await this.bron.lees<Bundelstand>(systeemContext(), vraagStand());
    if (!stand) throw new Error('table bundelstand has no row');
    if (stand.versie === null || stand.bundelstand === null || stand.bundelstand < stand.stand || this.vergelekenOp !== datumInAmsterdam(this.klok.nu())) {
      await this.maak(stand.stand);
      [stand] = await this.bron.lees<Bundelstand>(systeemContext(), vraagStand());
    }
    const versie = stand?.versie;
    if (!versie) throw new Error('no bundle was made');
    return {
      etag: `"${versie}-${stand?.hash?.slice(0, 16)}"`,
      jws: async () => (await this.bron.lees<{ jws: string }>(systeemContext(), vraagJws(versie)))[0]?.jws ?? '',
    };
  }

  /** `stand` was read before the parts: what changes meanwhile has a higher one and leads to a next bundle. */
  private async maak(stand: number): Promise<void> {
    const nu = this.klok.nu();
    const dag = datumInAmsterdam(nu);
    const { hash, ...inhoud } = stelSamen(await this.delen(nu, dag));
    const vergeleken = await this.bron.transactie(systeemContext(), async (tx) => {
      await tx.query("select pg_advisory_xact_lock(hashtext('bundel'))");
      const [laatste] = await tx.query<{ versie: number; stand: number; hash: string }>('select versie, stand, hash from bundel order by versie desc limit 1');
      if (laatste && laatste.stand > stand) return false;
      if (laatste?.hash === hash) {
        await tx.query('update bundel set stand = $2 where versie = $1', [laatste.versie, stand]);
        return true;
      }
      const bundel: Bundel = { versie: Number(laatste?.versie ?? 0) + 1, hash, uitgegeven: nu.toISOString(), ...inhoud };
      await tx.query('insert into bundel (versie, stand, hash, uitgegeven, jws) values ($1, $2, $3, $4, $5)', [
        bundel.versie, stand, hash, nu, await this.onderteken(bundel),
      ]);
      return true;
    });
    if (vergeleken) this.vergelekenOp = dag;
  }

  private async delen(nu: Date, dag: string): Promise<Bundelinhoud> {
    const organisaties = (await this.bron.lees<Organisatierij>(systeemContext(), vraagOrganisaties())).map((r) => r.organisatie);
    const registraties = (await this.bron.lees<{ registratie: Registratie }>(systeemContext(), vraagRegistraties())).map((r) => r.registratie);
    // What the register says holds for the tokens that there are already, not only for the next.
    const zonderGrond = registraties.filter((a) => toetsRegistratie(a, dag) !== null);
    const delen: Bundeldeel[] = [];
    const apiTokens: ApiToken[] = [];
    const zgwClients: ZgwClient[] = [];
    // One organisatie at a time: no query crosses, not even this one.
    for (const { oin: organisatie } of organisaties) {
      delen.push(...(await this.bron.lees<Bundeldeel>({ organisatie }, vraagDeel(organisatie, nu))));
      apiTokens.push(...voorBundel(await this.bron.lees<Bundelrij>({ organisatie }, vraagVoorBundel(organisatie, dag)), dag));
      zgwClients.push(...clientsVoorBundel(await this.bron.lees<ClientBundelrij>({ organisatie }, vraagClientsVoorBundel(organisatie, dag)), dag));
    }
    return {
      beleid: (await this.beleid(dag)).map(({ id, regel }) => ({ id, regel })),
      organisaties: organisaties.map((o, i) => (delen[i]?.aanmelden ? { ...o, aanmelden: true } : o)),
      bevoegdheden: delen.flatMap((d) => d.bevoegdheden),
      activiteiten: delen.flatMap((d) => d.activiteiten),
      ingetrokken: [...zonderGrond.map((a) => ({ applicatie: a.id })), ...delen.flatMap((d) => d.jtis.map((jti) => ({ jti })))],
      apiTokens,
      zgwClients,
      jwks: await this.sleutels.publiek(),
      uitgever: this.uitgever,
    };
  }

  private async onderteken(bundel: Bundel): Promise<string> {
    this.ondertekensleutel ??= (await importJWK(this.sleutel, 'EdDSA')) as CryptoKey;
    return new CompactSign(Buffer.from(JSON.stringify(bundel)))
      .setProtectedHeader({ alg: 'EdDSA', typ: 'application/vnd.bronhuis.bundel+jws', ...(this.sleutel.kid ? { kid: this.sleutel.kid } : {}) })
      .sign(this.ondertekensleutel);
  }

  private async ruimOp(): Promise<void> {
    const nu = this.klok.nu();
    if (nu.getTime() - this.opgeruimd < OPRUIMEN_MS) return;
    this.opgeruimd = nu.getTime();
    await this.bron.transactie(systeemContext(), async (tx) => {
      await tx.query('delete from gebruikte_jti where verloopt < $1', [nu]);
      await tx.query('delete from oauth_toestand where verloopt < $1', [nu]);
    });
    for (const { organisatie } of await this.bron.lees<Organisatierij>(systeemContext(), vraagOrganisaties())) {
      await this.bron.transactie({ ...systeemContext(), organisatie: organisatie.oin }, (tx) => tx.query('delete from uitgegeven_token where organisatie = $1 and verloopt < $2', [tx.organisatie, nu]));
    }
  }
}
