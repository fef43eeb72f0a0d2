import type { Migratie } from '../migreer.ts';
import { BEPAAL } from './0004-organisatie.ts';

// Looked up once instead of three times, for each row that is looked up in a lateral or written: a sixteenth of a list of a
// hundred objects. That it has twenty digits is asked where it is set, once for each transaction.
const up = /* sql */ `
create or replace function bron.organisatie() returns text language sql stable parallel safe as $$
  select coalesce(nullif(current_setting('bron.organisatie', true), ''), bron.geen_organisatie())
$$;
`;

const down = /* sql */ `create or replace ${BEPAAL}`;

export const migratie: Migratie = { naam: '0005-organisatie-eenmaal', up, down };
