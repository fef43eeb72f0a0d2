import type { Migratie } from './migreer.ts';
import { migratie as bron } from './migraties/0001-bron.ts';
import { migratie as events } from './migraties/0002-events.ts';
import { migratie as samen } from './migraties/0003-samen.ts';
import { migratie as organisatie } from './migraties/0004-organisatie.ts';
import { migratie as eenmaal } from './migraties/0005-organisatie-eenmaal.ts';

/** The migrations of the source itself; a component runs its own after these. */
export const bronMigraties: readonly Migratie[] = [bron, events, samen, organisatie, eenmaal];
