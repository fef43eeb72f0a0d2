/** The roles that ship (design of the house): employees only. */
export const KENDE_ROLLEN = [
  'behandelaar', 'teamleider', 'informatiebeheerder', 'archivaris', 'zorgdrager', 'woo-coordinator', 'gegevenseigenaar', 'applicatiebeheerder', 'ciso', 'privacy-officer', 'fg', 'bestuurder',
] as const;
