/** The rooms behind the door. */
export type Doel = 'toegangsbeheer' | 'registers' | 'selectielijst' | 'woo-publicatie' | 'verantwoording' | 'portaal';

export interface Bestemming {
  doel: Doel;
  /** Path at the component, with the query. */
  pad: string;
  /** What clients of before the house carry is welcome here too: the lasting token of an application, or a JWT that it signed itself. */
  token: boolean;
}

/** APIs of others that a component serves too, each with a contract of its own at that component. */
export const FACADES = [
  { naam: 'objects', doel: 'registers', pad: '/objects/api/v2' },
  { naam: 'objecttypes', doel: 'registers', pad: '/objecttypes/api/v2' },
  { naam: 'autorisaties', doel: 'toegangsbeheer', pad: '/autorisaties/api/v1' },
] as const;

/** The one table: prefix outside → room and prefix inside. First match wins; what matches nothing is a page of the portaal. */
export const ROUTES: readonly { buiten: string; doel: Doel; binnen: string; token?: true }[] = [
  { buiten: '/toegangsbeheer/access/v1/', doel: 'toegangsbeheer', binnen: '/toegangsbeheer/access/v1/' },
  ...(['toegangsbeheer', 'registers', 'selectielijst', 'woo-publicatie', 'verantwoording'] as const).map((doel) => ({
    buiten: `/${doel}/v1/`,
    doel,
    binnen: `/${doel}/v1/`,
  })),
  ...FACADES.map(({ doel, pad }) => ({ buiten: `${pad}/`, doel, binnen: `${pad}/`, token: true as const })),
  { buiten: '/.well-known/authzen-configuration', doel: 'toegangsbeheer', binnen: '/.well-known/authzen-configuration' },
  { buiten: '/.well-known/oauth-authorization-server', doel: 'toegangsbeheer', binnen: '/.well-known/oauth-authorization-server' },
  { buiten: '/robots.txt', doel: 'woo-publicatie', binnen: '/woo-publicatie/v1/robots.txt' },
  { buiten: '/sitemaps/', doel: 'woo-publicatie', binnen: '/woo-publicatie/v1/sitemaps/' },
];

/** Paths that exist inside but not outside. */
const BINNEN_ALLEEN = new Set(['/toegangsbeheer/v1/bundel', '/toegangsbeheer/v1/zgw-tokens']);

/** Components with an API, for the documentation and for readiness. */
export const APIS = ['toegangsbeheer', 'registers', 'selectielijst', 'woo-publicatie', 'verantwoording'] as const;

/** What a request line cannot hold (RFC 9112 §3.2). */
const GEEN_ADRES = /[^\x21-\x7e\x80-\xff]/;
const ANDERS_TE_LEZEN = /\/\/|\/\.{1,2}(\/|$)|%2e|%2f|%5c|\\/i;

/**
 * Where a request goes, or null when there is nothing at that path.
 * @param url path with query as it came in
 */
export function bestemming(url: string): Bestemming | null {
  const vraagteken = url.indexOf('?');
  const pad = vraagteken < 0 ? url : url.slice(0, vraagteken);
  const query = vraagteken < 0 ? '' : url.slice(vraagteken);
  // A path that a component might read otherwise than this table does is nobody's path.
  if (!pad.startsWith('/') || GEEN_ADRES.test(url) || ANDERS_TE_LEZEN.test(pad)) return null;
  if (BINNEN_ALLEEN.has(pad)) return null;
  for (const r of ROUTES) {
    if (r.buiten.endsWith('/') ? pad.startsWith(r.buiten) : pad === r.buiten) {
      return { doel: r.doel, pad: r.binnen + pad.slice(r.buiten.length) + query, token: r.token === true };
    }
  }
  // Health, metrics and unknown versions of an API are not pages.
  if (/^\/(health|metrics|docs|(objects|objecttypes|autorisaties)\/api)(\/|$)/.test(pad) || APIS.some((a) => pad === `/${a}` || pad.startsWith(`/${a}/`))) return null;
  return { doel: 'portaal', pad: url, token: false };
}
