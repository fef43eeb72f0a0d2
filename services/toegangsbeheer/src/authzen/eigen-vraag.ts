import type { InvalidParam } from '@bronhuis/standaarden';
import { dagVan } from './context.ts';
import { bezwarenTegenDelen } from './evaluatie.ts';

/**
 * What no schema says of a question in the words of an application: whom, what and on what it names is hers, and what she
 * says beside it too. Only the moment is the same for everybody (NL GOV AuthZEN profile: `context.time`).
 */
export const bezwarenTegenEigen = (v: Partial<Record<'subject' | 'action' | 'resource', object>> & { context?: Record<string, unknown> }): InvalidParam[] => [
  ...(dagVan(v.context, '2000-01-01') ? [] : [{ name: 'context.time', reason: 'Dit is geen tijdstip volgens RFC 3339.', code: 'format' }]),
  ...bezwarenTegenDelen(v),
];
