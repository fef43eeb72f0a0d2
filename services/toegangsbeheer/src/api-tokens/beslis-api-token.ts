import { type Datum, plusDuur, Probleem, type InvalidParam } from '@bronhuis/standaarden';
import type { Registratie } from '../applicaties/registratie.ts';
import { redenOnbevoegd } from '../bevoegdheden/toets.ts';
import { toetsDoel, toetsRegistratie, type Tokenfeiten } from '../tokens/beslis-token.ts';
import type { ApiTokenInvoer, ApiTokenrechtGegevens, ApiTokenWijziging } from './api-token.dto.ts';

/** Something that lasts is a secret by itself, on any connection. */
const ALLEEN_MET_CERTIFICAAT = 'Deze applicatie werkt alleen met haar certificaat, en heeft daarom geen blijvende toegang zonder.';
/** A secret without end is nobody's any more: whoever uses a token says at least each two years that it is needed. */
export const LANGST = 'P2Y';

/**
 * Is a secret that somebody brings as hard to guess as one of ours? Of forty random hexadecimal characters nobody ever
 * sees one with so few different ones, or one that repeats itself.
 */
export function isSterkGeheim(geheim: string): boolean {
  const g = geheim.toLowerCase();
  for (let periode = 1; periode <= g.length / 2; periode++) if (g.slice(periode) === g.slice(0, -periode)) return false;
  return new Set(g).size >= 8 && !/(.)\1{7}/.test(g);
}

export function fouteTermijn(geldigTot: Datum, vandaag: Datum): InvalidParam[] {
  if (geldigTot < vandaag) return [{ name: 'geldigTot', reason: 'Deze dag is al voorbij.', code: 'voorbij' }];
  if (geldigTot > plusDuur(vandaag, LANGST)) return [{ name: 'geldigTot', reason: 'Een token geldt hoogstens twee jaar.', code: 'te-lang' }];
  return [];
}

function fouteRechten(rechten: readonly ApiTokenrechtGegevens[]): InvalidParam[] {
  const gezien = new Set<string>();
  return rechten.flatMap((r, i) => {
    const fouten: InvalidParam[] = [];
    const type = r.objecttype.toLowerCase();
    if (gezien.has(type)) fouten.push({ name: `rechten.${i}.objecttype`, reason: 'Noem elk objecttype één keer.', code: 'dubbel' });
    gezien.add(type);
    if (r.velden && r.modus !== 'lezen') fouten.push({ name: `rechten.${i}.velden`, reason: 'Velden kiezen kan alleen bij lezen.', code: 'alleen-lezen' });
    for (const versie of Object.keys(r.velden ?? {})) {
      if (!/^[1-9][0-9]{0,5}$/.test(versie)) fouten.push({ name: `rechten.${i}.velden`, reason: 'Noem de velden per versie van het type: 1, 2, …', code: 'versie' });
    }
    return fouten;
  });
}

export const eis = (fouten: InvalidParam[]): void => {
  if (fouten.length > 0) throw Probleem.ongeldig(fouten);
};

/**
 * May this application have something that lasts for this purpose: the rules of the register for any token of it.
 * @param fouten what else is wrong with the request, told in the same answer
 * @throws Probleem 400, 403, 409
 */
export function beslisGebruik(a: Registratie, activiteit: string, f: Tokenfeiten, vandaag: Datum, fouten: InvalidParam[]): void {
  if (a.soort !== 'applicatie') throw Probleem.verboden('Een onderdeel van Bronhuis heeft geen blijvende toegang.', 'onderdeel');
  const weigering = toetsRegistratie(a, vandaag);
  if (weigering) throw Probleem.conflict(weigering.reden, 'registratie');
  if (a.gebonden) throw Probleem.conflict(ALLEEN_MET_CERTIFICAAT, 'gebonden');
  const doel = toetsDoel(a, activiteit, f);
  eis([...(doel ? [{ name: 'verwerkingsactiviteit', reason: doel.reden, code: 'doel' }] : []), ...fouten]);
  if (!f.organisatie || !f.uitvoerder) throw Probleem.conflict('Van deze applicatie is niet bekend welke organisatie haar draait.', 'registratie');
  const onbevoegd = redenOnbevoegd({ uitvoerder: f.uitvoerder, organisatie: f.organisatie }, activiteit, f.bevoegdheden, vandaag);
  if (onbevoegd) throw Probleem.conflict(onbevoegd, 'bevoegdheid');
}

/** A new token, under the rules of the register for any token of this application. @throws Probleem 400, 403, 409 */
export function beslisApiToken(a: Registratie, invoer: ApiTokenInvoer, f: Tokenfeiten, vandaag: Datum): void {
  beslisGebruik(a, invoer.verwerkingsactiviteit, f, vandaag, [
    ...(invoer.geheim !== undefined && !isSterkGeheim(invoer.geheim)
      ? [{ name: 'geheim', reason: 'Dit geheim is te gemakkelijk te raden. Laat het weg voor een nieuw geheim.', code: 'zwak' }]
      : []),
    ...fouteTermijn(invoer.geldigTot, vandaag),
    ...fouteRechten(invoer.rechten),
  ]);
}

/** A change of what there is. @throws Probleem 400, 409 */
export function beslisTokenwijziging(huidig: { ingetrokken: boolean; tot: Datum }, invoer: ApiTokenWijziging, vandaag: Datum): void {
  if (huidig.ingetrokken) throw Probleem.conflict('Dit token is ingetrokken. Maak een nieuw token.', 'ingetrokken');
  eis([...(invoer.geldigTot === huidig.tot ? [] : fouteTermijn(invoer.geldigTot, vandaag)), ...fouteRechten(invoer.rechten)]);
}

/**
 * Why a token does not work although nobody withdrew it: what the register asks of an application holds as long as its
 * tokens do. Null: it works.
 */
export function belemmering(a: Registratie, toegestaan: string[], doel: string, dag: Datum): string | null {
  return (toetsRegistratie(a, dag) ?? toetsDoel(a, doel, { toegestaan, geldig: [doel] }))?.reden ?? (a.gebonden ? ALLEEN_MET_CERTIFICAAT : null);
}
