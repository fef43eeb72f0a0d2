import type { Migratie } from '@bronhuis/bron';
import { migratie as begin } from './migraties/0001-verantwoording.ts';

export const migraties: readonly Migratie[] = [begin];
