export { Bron } from './bron.ts';
export { catalogus, onbeveiligd } from './catalogus.ts';
export { databaseUrls, maakDatabase, type DatabaseUrls, type Wachtwoorden } from './database.ts';
export { isVerbroken, schendt, sqlstate, vertaalFout } from './fouten.ts';
export { bronMigraties } from './migraties.ts';
export { migreer, terug, type Migratie } from './migreer.ts';
export { kolom, reeks, teksten } from './reeks.ts';
export { databaseNaam, rollen, type Rollen } from './rollen.ts';
export type { Antwoord, BronOpties, Context, Entiteiten, Idempotentie, Ineens, IneensUitkomst, Kop, Nalatenschap, Poolstand, Tx, Verwerkingsregel, Vraag } from './types.ts';
