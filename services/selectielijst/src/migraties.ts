import type { Migratie } from '@bronhuis/bron';
import { migratie as m0001 } from './migraties/0001-selectielijst.ts';

export const migraties: Migratie[] = [m0001];
