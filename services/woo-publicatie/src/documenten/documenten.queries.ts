import type { Bron } from '@bronhuis/bron';
import type { Openbaarheid } from '../publicaties/openbaar.ts';
import type { Mediatype } from './tekstlezer.ts';

export interface TeDownloaden extends Openbaarheid {
  bestandsnaam: string | null;
  mediatype: Mediatype | null;
  omvang: number | null;
  sha256: string | null;
}

const DOCUMENT = /* sql */ `
select p.status, p.gepubliceerd_op as "gepubliceerdOp", x.bestandsnaam, x.mediatype, x.omvang, x.sha256
from document x join publicatie p on p.organisatie = x.organisatie and p.id = x.publicatie where x.organisatie = $1 and x.id = $2
union all
select p.status, p.gepubliceerd_op, null, null, null, null
from verdwenen_document v join publicatie p on p.organisatie = v.organisatie and p.id = v.publicatie where v.organisatie = $1 and v.id = $2`;

/** A document that is gone has no name any more, only the reason of its publication. */
export async function leesTeDownloaden(bron: Bron, organisatie: string, id: string): Promise<TeDownloaden | undefined> {
  return (await bron.lees<TeDownloaden>({ organisatie }, { name: 'woo_document', text: DOCUMENT, values: [organisatie, id] }))[0];
}
