/** RFC 6901: the parts of a pointer, and the other way round. */
export const delen = (pad: string): string[] => pad.split('/').slice(1).map((d) => d.replaceAll('~1', '/').replaceAll('~0', '~'));
export const ontsnap = (deel: string): string => deel.replaceAll('~', '~0').replaceAll('/', '~1');

// The same place in every member of a list: /houders/3/bsn becomes /houders/*/bsn.
export const veralgemeen = (pad: string): string => pad.replaceAll(/\/\d+(?=\/|$)/g, '/*');

export const isVoorwerp = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null && !Array.isArray(v);
