import type { Migratie } from '@bronhuis/bron';

const up = /* sql */ `
-- "Why could somebody read this?" starts at a dossier or a document.
create index beslissing_resource on beslissing (organisatie, (record #>> '{resource,id}'), id) where record #>> '{resource,id}' is not null;
-- When an application was last used.
create index beslissing_applicatie on beslissing (organisatie, applicatie, id) where applicatie is not null;
`;

const down = /* sql */ `
drop index beslissing_applicatie, beslissing_resource;
`;

export const migratie: Migratie = { naam: '0004-beslissingen-terugvinden', up, down };
