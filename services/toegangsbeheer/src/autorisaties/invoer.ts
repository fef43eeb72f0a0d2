import { COMPONENTEN, isGetypeerd, TYPEN, VERTROUWELIJKHEDEN, type Autorisatie, type Component, type Invoer } from './autorisatie.ts';
import { eis, GEHEEL, veldfout, type Veldfout } from './facade.ts';
import { isVoorwerp, leesAdres, leesKeuze, leesLijst, leesTekst, leesWaarheid, onbewaarbaar, type Voorwerp } from './lezen.ts';

/** What a JWT can name and this house can keep. */
const CLIENT_ID = /^[!-~]{1,50}$/;

/**
 * Reads a body as this standard does: members that are not known, or only for reading, are passed over, and every fault is
 * told at once. @throws Probleem 400
 */
export function leesInvoer(inhoud: unknown, gedeeltelijk: boolean): Invoer {
  const fouten: Veldfout[] = [];
  const voorwerp = isVoorwerp(inhoud) ? inhoud : {};
  if (voorwerp !== inhoud) fouten.push(veldfout(GEHEEL, 'invalid', 'Verwacht een object.'));
  const gelezen: { [K in keyof Invoer]: Invoer[K] | undefined } = {
    clientIds: leesClientIds(voorwerp, fouten),
    label: leesTekst(voorwerp, 'label', 100, fouten),
    heeftAlleAutorisaties: leesWaarheid(voorwerp, 'heeftAlleAutorisaties', fouten),
    alleenIsGereedVoorPublicatie: leesWaarheid(voorwerp, 'alleenIsGereedVoorPublicatie', fouten),
    autorisaties: leesLijst(voorwerp, 'autorisaties', fouten)?.flatMap((a, i) => leesAutorisatie(a, `autorisaties.${i}`, fouten)),
  };
  if (!gedeeltelijk) eisVerplicht(voorwerp, ['clientIds', 'label'], fouten);
  eis(fouten);
  return Object.fromEntries(Object.entries(gelezen).filter(([, w]) => w !== undefined)) as Invoer;
}

function eisVerplicht(inhoud: Voorwerp, namen: string[], fouten: Veldfout[]): void {
  for (const naam of namen) if (inhoud[naam] === undefined) fouten.push(veldfout(naam, 'required', 'Dit gegeven is verplicht.'));
}

function leesClientIds(inhoud: Voorwerp, fouten: Veldfout[]): string[] | undefined {
  const lijst = leesLijst(inhoud, 'clientIds', fouten);
  lijst?.forEach((id, i) => {
    if (typeof id !== 'string' || !CLIENT_ID.test(id)) fouten.push(veldfout(`clientIds.${i}`, 'invalid', 'Verwacht 1 tot 50 tekens, zonder spaties.'));
  });
  return lijst && [...new Set(lijst.map(String))];
}

function leesAutorisatie(waarde: unknown, plaats: string, fouten: Veldfout[]): Autorisatie[] {
  if (!isVoorwerp(waarde)) {
    fouten.push(veldfout(plaats, 'invalid', 'Verwacht een object.'));
    return [];
  }
  const eigen: Veldfout[] = [];
  eisVerplicht(waarde, ['component', 'scopes'], eigen);
  const component = leesKeuze(waarde, 'component', Object.keys(COMPONENTEN) as Component[], eigen);
  const scopes = leesLijst(waarde, 'scopes', eigen) ?? [];
  if (scopes.some((s) => typeof s !== 'string' || s === '' || s.length > 100 || onbewaarbaar(s))) eigen.push(veldfout('scopes', 'invalid', 'Een scope is een tekst van 1 tot 100 tekens.'));
  const uit: Autorisatie = { component: component ?? 'ac', scopes: scopes.map(String) };
  if (component && isGetypeerd(component)) leesType(waarde, component, uit, eigen);
  fouten.push(...eigen.map((f) => ({ ...f, name: `${plaats}.${f.name}` })));
  return [uit];
}

/** ac-003: what the scopes of this component are about, is said with them. */
function leesType(waarde: Voorwerp, component: keyof typeof TYPEN, uit: Autorisatie, fouten: Veldfout[]): void {
  const { onderwerp, velden } = TYPEN[component];
  const nodig = uit.scopes.some((s) => s.includes(onderwerp));
  for (const veld of velden) {
    const leeg = waarde[veld] === undefined || waarde[veld] === null || waarde[veld] === '';
    if (leeg) {
      if (nodig) fouten.push(veldfout(veld, 'required', `Dit gegeven is verplicht bij scopes voor ${onderwerp}.`));
    } else if (veld === 'maxVertrouwelijkheidaanduiding') {
      const gekozen = leesKeuze(waarde, veld, VERTROUWELIJKHEDEN, fouten);
      if (gekozen) uit[veld] = gekozen;
    } else {
      const adres = leesAdres(waarde, veld, fouten);
      if (adres) uit[veld] = adres;
    }
  }
}
