import type { Doel } from '../gateway/doel.ts';
import type { Namen } from '../gemeenten.ts';
import { adres, html, type Html, type Invoeging } from '../html.ts';
import type { Bezoeker } from '../lay-out/bezoeker.ts';
import { aankruisvakjes, formulier, keuzerondjes, suggestieveld, tekstvak, tekstveld, verborgen, type Keuze, type Veld } from '../lay-out/formulier.ts';
import { h1, h2, kader, koppeling, lijst, p } from '../lay-out/onderdelen.ts';
import type { Pagina } from '../lay-out/pagina.ts';
import { dag, opsomming } from '../woorden.ts';
import type { Applicatie } from './applicaties.contract.ts';
import { gekozenWerk, NAMEN, VELDEN, type Fouten, type Velden, type Veldnaam } from './invoer.ts';

/** What went wrong: with what somebody filled in, or on the way. */
export interface Mislukt {
  status: number;
  titel: string;
  uitleg: string;
  fouten: Fouten;
}

export interface Registratieblad {
  b: Bezoeker;
  /** which application changes, and the version that was seen; null for a new one */
  wijzigt: { id: string; gezien: string } | null;
  velden: Velden;
  /** all work that the municipality has today */
  doelen: readonly Doel[];
  namen: Namen;
  /** what the register already has, so that the same is called the same */
  bekend: readonly Applicatie[];
  mislukt: Mislukt | null;
}

const KEUZES: Partial<Record<Veldnaam, readonly Keuze[]>> = {
  extern: [{ waarde: 'ja', label: 'Ja', uitleg: 'Dan is een verwerkersovereenkomst nodig.' }, { waarde: 'nee', label: 'Nee' }],
  clientauthenticatie: [
    { waarde: 'private_key_jwt', label: 'Met een sleutel', uitleg: 'De leverancier noemt dit private_key_jwt. Vul haar openbare sleutels in, of het adres waar die staan.' },
    { waarde: 'tls_client_auth', label: 'Met een certificaat van PKIoverheid', uitleg: 'De leverancier noemt dit tls_client_auth. Vul de naam in die in het certificaat staat.' },
    { waarde: 'self_signed_tls_client_auth', label: 'Met een eigen certificaat', uitleg: 'De leverancier noemt dit self_signed_tls_client_auth. Vul haar openbare sleutels in, met het certificaat erbij (x5c).' },
  ],
  gebondenTokens: [{ waarde: 'ja', label: 'Ja', uitleg: 'Wie haar tokens steelt, kan er dan niets mee. Bewijst zij zich met een certificaat, dan is dit altijd zo.' }, { waarde: 'nee', label: 'Nee' }],
  status: [
    { waarde: 'actief', label: 'Ja, zij mag werken' },
    { waarde: 'ingetrokken', label: 'Nee, trek de applicatie in', uitleg: 'Haar tokens gelden dan binnen vijf seconden nergens meer. Zij krijgt ook geen nieuwe.' },
  ],
};

/** A value of the form as people read it. */
export function woordVan(naam: Veldnaam, v: Velden, namen: Namen): string {
  const waarde = (v[naam] ?? '').trim();
  if (naam === 'activiteiten') return opsomming(gekozenWerk(v).map((id) => namen.activiteit(id) ?? id));
  if (naam === 'redirectUris') return opsomming(waarde.split(/\r?\n/).filter(Boolean));
  if (naam === 'verwerkersovereenkomstTot') return dag(waarde) ?? waarde;
  return KEUZES[naam]?.find((k) => k.waarde === waarde)?.label ?? waarde;
}

export function registratiepagina(blad: Registratieblad): Pagina {
  const { b, wijzigt, velden, mislukt } = blad;
  const titel = wijzigt ? 'Wijzig de applicatie' : 'Registreer een applicatie';
  const naar = wijzigt ? adres`/applicaties/${wijzigt.id}/wijzigen` : '/applicaties/nieuw';
  const terug = wijzigt ? { pad: adres`/applicaties/${wijzigt.id}`, naam: 'De applicatie' } : { pad: '/applicaties', naam: 'Applicaties' };
  return {
    titel: mislukt ? `${mislukt.titel}: ${titel.toLowerCase()}` : titel,
    ...(mislukt ? { status: mislukt.status } : {}),
    terug,
    inhoud: html`${h1(titel, wijzigt ? 'Wat u hier verandert, geldt meteen.' : 'U mag nu nog iets openlaten. Zolang er iets ontbreekt, krijgt de applicatie geen gegevens.')}
      ${mislukt && overzicht(mislukt)}
      ${formulier(
        b,
        { naar, knop: wijzigt ? 'Bewaar de wijziging' : 'Registreer de applicatie' },
        wie(blad),
        bewijs(blad),
        aanmelden(blad),
        werk(blad),
        wijzigt && html`${h2('Intrekken')}${rondjes(blad, 'status', velden['status'])}`,
        wijzigt && verborgen('gezien', wijzigt.gezien),
      )}`,
  };
}

/** Everything that is wrong, each with a link to its field. */
function overzicht({ titel, uitleg, fouten }: Mislukt): Html {
  const bij = NAMEN.flatMap((naam) => (fouten[naam] ?? []).map((fout) => koppeling(`#${anker(naam)}`, `${VELDEN[naam].replace(/\?$/, '')}: ${fout}`)));
  const delen = [...(fouten.alles ?? []), ...bij];
  return kader('mislukt', titel, html`${p(uitleg)}${delen.length > 0 && lijst(delen)}`, 'alert');
}

const GROEPEN: readonly Veldnaam[] = ['extern', 'clientauthenticatie', 'gebondenTokens', 'activiteiten', 'status'];
const anker = (naam: Veldnaam): string => (GROEPEN.includes(naam) ? `${naam}-0` : naam);

const veld = ({ velden, mislukt }: Registratieblad, naam: Veldnaam, uitleg?: string, max = 200): Veld => ({
  naam,
  label: VELDEN[naam],
  waarde: velden[naam] ?? '',
  max,
  fouten: mislukt?.fouten[naam],
  ...(uitleg ? { uitleg } : {}),
});

const rondjes = ({ mislukt }: Registratieblad, naam: Veldnaam, gekozen: string | undefined): Html => keuzerondjes(naam, VELDEN[naam], KEUZES[naam] ?? [], gekozen, mislukt?.fouten[naam]);

function wie(blad: Registratieblad): Invoeging {
  const { b, wijzigt, velden, bekend } = blad;
  const namen = (naam: 'beheerder' | 'gegevenseigenaar' | 'leverancier' | 'hosting'): (readonly [string, string])[] =>
    [...new Set(bekend.flatMap((a) => a[naam] ?? []))].sort().map((tekst) => [tekst, ''] as const);
  return html`${h2('De applicatie')}
    ${tekstveld({ ...veld(blad, 'naam'), verplicht: true })}
    ${suggestieveld(veld(blad, 'beheerder', 'Een team of een functie.'), namen('beheerder'))}
    ${suggestieveld(veld(blad, 'gegevenseigenaar', 'De functie van wie beslist waarvoor de gegevens zijn.'), namen('gegevenseigenaar'))}
    ${suggestieveld(veld(blad, 'leverancier'), namen('leverancier'))}
    ${suggestieveld(veld(blad, 'hosting', 'De plaats en het land, zoals Amsterdam, Nederland.'), namen('hosting'))}
    ${
      !wijzigt &&
      suggestieveld(veld(blad, 'uitvoerder', 'Alleen als dat een andere organisatie is dan uw werkgever. Het nummer heeft 20 cijfers. Later verandert u dit niet meer.'), [[b.gemeente.oin, b.gemeente.naam]])
    }
    ${rondjes(blad, 'extern', velden['extern'])}
    ${tekstveld(veld(blad, 'verwerkersovereenkomst', 'Alleen als de applicatie bij een ander bedrijf draait.'))}
    ${tekstveld(veld(blad, 'verwerkersovereenkomstTot', 'Laat dit leeg als er geen laatste dag is. Na deze dag krijgt de applicatie geen gegevens meer.'), 'date')}`;
}

function bewijs(blad: Registratieblad): Invoeging {
  const { velden } = blad;
  return html`${h2('Het bewijs')}
    ${rondjes(blad, 'clientauthenticatie', velden['clientauthenticatie'])}
    ${tekstvak(veld(blad, 'jwks', 'Plak hier de tekst die de leverancier gaf. Zij begint met een accolade. Plak nooit een geheime sleutel: die hoort alleen bij de applicatie zelf.', 100_000))}
    ${tekstveld(veld(blad, 'jwksUri', 'In plaats van de sleutels zelf. Het adres begint met https://.', 500))}
    ${tekstveld(veld(blad, 'certificaatnaam', 'Alleen bij een certificaat van PKIoverheid, zoals zaaksysteem.example.', 253))}
    ${rondjes(blad, 'gebondenTokens', velden['gebondenTokens'])}`;
}

function aanmelden(blad: Registratieblad): Invoeging {
  const uitleg = 'Alleen als medewerkers zich in de applicatie aanmelden. Zet elk adres op een eigen regel. Een applicatie met zulke adressen vraagt niets op eigen naam.';
  return html`${h2('Aanmelden van medewerkers')}${tekstvak(veld(blad, 'redirectUris', uitleg, 5_100))}`;
}

/** What it already may stays a choice, also when it does not hold today: what is not shown would be lost. */
function werk(blad: Registratieblad): Invoeging {
  const gekozen = gekozenWerk(blad.velden);
  const vroeger = gekozen.filter((id) => !blad.doelen.some((d) => d.id === id));
  const keuzes: Keuze[] = [
    ...blad.doelen.map((d) => ({ waarde: d.id, label: d.naam })),
    ...vroeger.map((id) => ({ waarde: id, label: blad.namen.activiteit(id) ?? id, uitleg: 'Dit werk geldt vandaag niet.' })),
  ];
  const { naam, label, fouten } = veld(blad, 'activiteiten');
  return html`${h2('Het werk')}${keuzes.length > 0 ? aankruisvakjes({ naam, label, fouten }, keuzes, gekozen) : p('Uw gemeente heeft nog geen werk vastgelegd.')}`;
}
