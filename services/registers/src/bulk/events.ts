/** Many objects were registered at once: which, in which version. Ids and numbers only. */
export const OBJECTEN_IN_BULK = 'nl.gemeente.objecten.objecten-in-bulk-vastgelegd';

export interface InBulk {
  object: string;
  versie: number;
}

export const bulkGebeurtenis = (bulkopdracht: string, objecttype: string, aangemaakt: InBulk[], gewijzigd: InBulk[]) => ({
  bulkopdracht, objecttype, soort: 'registratie', aantal: aangemaakt.length + gewijzigd.length, aangemaakt, gewijzigd,
});
