import { Probleem, type Datum } from '@bronhuis/standaarden';
import { beslisGebruik, eis, fouteTermijn, isSterkGeheim } from '../api-tokens/beslis-api-token.ts';
import type { Registratie } from '../applicaties/registratie.ts';
import type { Tokenfeiten } from '../tokens/beslis-token.ts';
import type { ZgwClientInvoer, ZgwClientWijziging } from './zgw-client.dto.ts';

/**
 * A new client, under the rules of the register for any token of this application. Whoever sees one JWT can try secrets
 * on it as fast as he likes: one that somebody brings must be as hard to guess as one of ours.
 * @throws Probleem 400, 403, 409
 */
export function beslisZgwClient(a: Registratie, invoer: ZgwClientInvoer, f: Tokenfeiten, vandaag: Datum): void {
  beslisGebruik(a, invoer.verwerkingsactiviteit, f, vandaag, [
    ...(invoer.geheim !== undefined && !isSterkGeheim(invoer.geheim)
      ? [{ name: 'geheim', reason: 'Dit geheim is te gemakkelijk te raden. Laat het weg voor een nieuw geheim.', code: 'zwak' }]
      : []),
    ...fouteTermijn(invoer.geldigTot, vandaag),
  ]);
}

/** A change of what there is. @throws Probleem 400, 409 */
export function beslisClientwijziging(huidig: { ingetrokken: boolean; tot: Datum }, invoer: ZgwClientWijziging, vandaag: Datum): void {
  if (huidig.ingetrokken) throw Probleem.conflict('Deze client is ingetrokken. Maak een nieuwe client.', 'ingetrokken');
  eis(invoer.geldigTot === huidig.tot ? [] : fouteTermijn(invoer.geldigTot, vandaag));
}
