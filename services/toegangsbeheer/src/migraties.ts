import type { Migratie } from '@bronhuis/bron';
import { migratie as toegang } from './migraties/0001-toegang.ts';
import { migratie as apiTokens } from './migraties/0002-api-tokens.ts';

export const migraties: Migratie[] = [toegang, apiTokens];
