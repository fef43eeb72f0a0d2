import type { Context } from '@bronhuis/bron';
import { nieuweTrace } from '@bronhuis/standaarden';

/** Work on tables that belong to no organisatie still runs in a transaction of one: of nobody, so it sees no tenant's row. */
export const systeemContext = (): Context => ({ organisatie: '0'.repeat(20), traceparent: nieuweTrace() });
