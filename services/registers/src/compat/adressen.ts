import { isUuid } from '@bronhuis/standaarden';

/** Where clients of these standards look; the gateway passes both on as they are. */
export const OBJECTS = 'objects/api/v2';
export const OBJECTTYPES = 'objecttypes/api/v2';

export type Basis = typeof OBJECTS | typeof OBJECTTYPES;

export const isCompat = (adres: string): boolean => [OBJECTS, OBJECTTYPES].some((b) => adres.startsWith(`/${b}/`));
export const basisVan = (adres: string): Basis => (adres.startsWith(`/${OBJECTTYPES}/`) ? OBJECTTYPES : OBJECTS);

/** Addresses as these standards write them: whole, so that a client can follow or compare them. */
export class Adressen {
  constructor(private readonly wortel: string) {}

  object(id: string): string {
    return `${this.wortel}/${OBJECTS}/objects/${id}`;
  }

  /** Of a type as objects name it: at the Objecttypes API, where clients of both versions know it. */
  objecttype(id: string, basis: Basis = OBJECTTYPES): string {
    return `${this.wortel}/${basis}/objecttypes/${id}`;
  }

  versie(id: string, versie: number, basis: Basis = OBJECTTYPES): string {
    return `${this.objecttype(id, basis)}/versions/${versie}`;
  }

  /** The address that was asked for, as the outside knows it. */
  volledig(pad: string): URL {
    return new URL(`${this.wortel}${pad}`);
  }
}

/** The id in an address of an object type. Only that counts: the same type has had, and has, more than one address. */
export function typeIdUit(adres: string): string | null {
  if (!URL.canParse(adres)) return null;
  const delen = new URL(adres).pathname.split('/').filter((d) => d !== '');
  const id = delen.at(-1)?.toLowerCase();
  return id !== undefined && delen.at(-2) === 'objecttypes' && isUuid(id) ? id : null;
}
