import type { Migratie } from '@bronhuis/bron';

const KOLOMMEN = ['gegevens', 'geometrie', 'betrokkenen', 'wie', 'onvolledig'];
const statistiek = (hoeveel: string): string => `alter table object_versie ${KOLOMMEN.map((k) => `alter column ${k} set statistics ${hoeveel}`).join(', ')};`;

const up = /* sql */ `
-- A question about a member of JSON gets no help from statistics of the whole of it. To gather those, thirty thousand values
-- were unpacked, compared and put in order each time that a tenth had come in: on a register that is being filled, all the time.
${statistiek('0')}
`;

const down = /* sql */ `
${statistiek('-1')}
`;

export const migratie: Migratie = { naam: '0022-geen-statistiek-van-json', up, down };
