import type { Migratie } from '@bronhuis/bron';
import { migratie as toegang } from './migraties/0001-toegang.ts';

export const migraties: Migratie[] = [toegang];
