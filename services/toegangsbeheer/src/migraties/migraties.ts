import type { Migratie } from '@bronhuis/bron';
import { migratie as toegang } from './0001-toegang.ts';

export const migraties: readonly Migratie[] = [toegang];
