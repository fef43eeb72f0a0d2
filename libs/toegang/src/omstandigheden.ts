/** Levels of assurance (eIDAS), as `acr` in a token names them; policies compare `context.niveau`: 1, 2 and 3. */
export const NIVEAUS = ['laag', 'substantieel', 'hoog'] as const;
export type Niveau = (typeof NIVEAUS)[number];

/** 0 for whoever did not sign in, or in a way that nobody vouches for. */
export const niveauVan = (acr: unknown): number => NIVEAUS.findIndex((n) => n === acr) + 1;

export const NETWERKEN = ['intern', 'extern'] as const;
export type Netwerk = (typeof NETWERKEN)[number];

/** Where the call came from; only the gateway sets it. */
export const NETWERKKOP = 'x-bronhuis-netwerk';

/** Without anybody who says otherwise a call is from outside. */
export const netwerkVan = (kop: unknown): Netwerk => (kop === 'intern' ? 'intern' : 'extern');
