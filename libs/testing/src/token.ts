import { randomBytes, randomUUID } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';
import { datumInAmsterdam, plusDuur, sha256Hex, type Klok } from '@bronhuis/standaarden';
import type { ApiToken } from '@bronhuis/toegang';
import type { Geheimen } from './geheimen.ts';
import { OVERBRUGGE } from './organisaties.ts';

export type TokenWens = {
  organisatie?: string;
  /** Default: the organisation itself. */
  uitvoerder?: string;
  soort?: 'applicatie' | 'medewerker' | 'inwoner' | 'component';
  id?: string;
  applicatie?: string;
  rollen?: string[];
  /** Default VA-01; `null` for a token without a purpose. */
  verwerkingsactiviteit?: string | null;
  /** A resident: BSN (made a pseudonym here) or a ready pseudonym. */
  betrokkene?: { bsn: string } | { soort: 'bsn'; pseudoniem: string };
  /** Level of assurance of the sign-in. */
  acr?: 'laag' | 'substantieel' | 'hoog';
  /** Seconds from now; default 600. */
  geldig?: number;
};

const CLIENT = { applicatie: 'zaaksysteem', medewerker: 'portaal', inwoner: 'portaal', component: 'component-selectielijst' };

/** A token as toegangsbeheer gives it, signed with the key of the test bundle. */
export async function maakToken(geheimen: Geheimen, klok: Klok, w: TokenWens = {}): Promise<string> {
  const organisatie = w.organisatie ?? OVERBRUGGE;
  const soort = w.soort ?? 'medewerker';
  const applicatie = w.applicatie ?? (soort === 'component' && w.id ? w.id : CLIENT[soort]);
  const nu = Math.floor(klok.nu().getTime() / 1000);
  const doel = w.verwerkingsactiviteit === undefined ? 'VA-01' : w.verwerkingsactiviteit;
  const betrokkene =
    w.betrokkene && 'bsn' in w.betrokkene
      ? { soort: 'bsn', pseudoniem: geheimen.pseudonimiseerder.pseudoniem(organisatie, 'bsn', w.betrokkene.bsn) }
      : w.betrokkene;
  return new SignJWT({
    client_id: applicatie,
    organisatie,
    act: { sub: w.uitvoerder ?? organisatie },
    ...(doel ? { verwerkingsactiviteit: doel } : {}),
    soort,
    rollen: w.rollen ?? (soort === 'medewerker' ? ['behandelaar'] : soort === 'inwoner' ? ['inwoner'] : []),
    ...(betrokkene ? { betrokkene } : {}),
    ...(w.acr ? { acr: w.acr } : {}),
  })
    .setProtectedHeader({ alg: 'PS256', kid: 'test-token', typ: 'at+jwt' })
    .setIssuer('https://bronhuis.example/toegangsbeheer')
    .setSubject(w.id ?? (soort === 'medewerker' ? 'noor' : soort === 'inwoner' ? 'bakker' : applicatie))
    .setAudience('bronhuis')
    .setIssuedAt(nu)
    .setExpirationTime(nu + (w.geldig ?? 600))
    .setJti(randomUUID())
    .sign(await importJWK(geheimen.token.prive, 'PS256'));
}

export type ApiTokenWens = Partial<Omit<ApiToken, 'hash'>> & { geheim?: string };

/** A lasting token of an application as toegangsbeheer keeps it, and the secret that goes with it. Without wishes: no right to any type. */
export function maakApiToken(klok: Klok, { geheim = randomBytes(20).toString('hex'), ...w }: ApiTokenWens = {}): { geheim: string; apiToken: ApiToken } {
  const vandaag = datumInAmsterdam(klok.nu());
  const organisatie = w.organisatie ?? OVERBRUGGE;
  const standaard = { id: randomUUID(), applicatie: CLIENT.applicatie, organisatie, uitvoerder: organisatie, doel: 'VA-01', van: vandaag, tot: plusDuur(vandaag, 'P1Y'), alleTypen: null, rechten: [] };
  return { geheim, apiToken: { ...standaard, ...w, hash: sha256Hex(geheim) } };
}
