import type { Migratie } from '@bronhuis/bron';
import { migratie as objecttypen } from './migraties/0001-objecttypen.ts';
import { migratie as dossiers } from './migraties/0002-dossiers.ts';
import { migratie as objecten } from './migraties/0003-objecten.ts';
import { migratie as vernietiging } from './migraties/0004-vernietiging.ts';
import { migratie as hetePaden } from './migraties/0005-hete-paden.ts';
import { migratie as vragen } from './migraties/0006-vragen.ts';
import { migratie as objecttypeversies } from './migraties/0007-objecttypeversies.ts';
import { migratie as zicht } from './migraties/0008-zicht.ts';
import { migratie as sleutels } from './migraties/0009-sleutels.ts';
import { migratie as indexen } from './migraties/0010-indexen.ts';
import { migratie as geometrie } from './migraties/0011-geometrie.ts';
import { migratie as dossiersEnBestanden } from './migraties/0012-dossiers-en-bestanden.ts';
import { migratie as bulk } from './migraties/0013-bulk.ts';
import { migratie as compat } from './migraties/0014-compat.ts';
import { migratie as typegegevens } from './migraties/0015-typegegevens.ts';
import { migratie as maskers } from './migraties/0016-maskers.ts';

export const migraties: Migratie[] = [objecttypen, dossiers, objecten, vernietiging, hetePaden, vragen, objecttypeversies, zicht, sleutels, indexen, geometrie, dossiersEnBestanden, bulk, compat, typegegevens, maskers];
