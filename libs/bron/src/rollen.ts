export type Rollen = { toepassing: string; werker: string; eigenaar: string };

/** The three login roles of a component's database. */
export function rollen(component: string): Rollen {
  const naam = databaseNaam(component);
  return { toepassing: `${naam}_toepassing`, werker: `${naam}_werker`, eigenaar: `${naam}_eigenaar` };
}

/** `woo-publicatie` → `woo_publicatie`. */
export function databaseNaam(component: string): string {
  const naam = component.replaceAll('-', '_');
  if (!/^[a-z][a-z0-9_]{1,40}$/.test(naam)) throw new Error(`"${component}" is geen bruikbare naam voor een database`);
  return naam;
}

/** The roles that belong to an owner role: migrations derive their names from whoever runs them, so that clones share the roles. */
export function rollenVan(eigenaar: string): Rollen {
  const naam = /^(.+)_eigenaar$/.exec(eigenaar)?.[1];
  if (!naam) throw new Error(`Migraties draaien als een rol die op _eigenaar eindigt, niet als "${eigenaar}"`);
  return rollen(naam);
}
