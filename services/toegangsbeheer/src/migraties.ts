import type { Migratie } from '@bronhuis/bron';
import { migratie as toegang } from './migraties/0001-toegang.ts';
import { migratie as apiTokens } from './migraties/0002-api-tokens.ts';
import { migratie as beleidsversies } from './migraties/0003-beleidsversies.ts';
import { migratie as terugvinden } from './migraties/0004-beslissingen-terugvinden.ts';
import { migratie as oauth } from './migraties/0005-oauth.ts';
import { migratie as autorisaties } from './migraties/0006-autorisaties.ts';
import { migratie as toegangsverzoeken } from './migraties/0007-toegangsverzoeken.ts';
import { migratie as toepassingen } from './migraties/0008-toepassingen.ts';
import { migratie as logboek } from './migraties/0009-logboek.ts';

export const migraties: Migratie[] = [toegang, apiTokens, beleidsversies, terugvinden, oauth, autorisaties, toegangsverzoeken, toepassingen, logboek];
