import type { Migratie } from '@bronhuis/bron';
import { MAAK_OBJECTEN } from './0005-hete-paden.ts';

const up = /* sql */ `
-- Who registers is the same for all objects of a delivery: given once, it is sent and read once.
create or replace ${MAAK_OBJECTEN({ gedeeld: true })}
`;

const down = /* sql */ `
create or replace ${MAAK_OBJECTEN({ gedeeld: false })}
`;

export const migratie: Migratie = { naam: '0023-wie-voor-allen', up, down };
