import { datumInWoorden, duurInWoorden, plusDuur, type Datum } from '@bronhuis/standaarden';
import type { Resultaat, Waardering } from '../lijsten/lijst.ts';

/** What the type of a dossier says of its retention (events of registers carry it). */
export interface Waarderingsregel {
  selectielijst: { naam: string; jaar: number };
  procestype: string;
  uitkomsten: Record<string, string>;
  afleidingswijze: string;
  brondatum: string;
}

export interface Dossierfeiten {
  kenmerk: string;
  status: 'open' | 'afgesloten';
  uitkomst: string | null;
  einddatum: Datum | null;
  /** Open again since this day. */
  heropendOp: Datum | null;
  waarderingsregel: Waarderingsregel | null;
}

export interface Stap {
  stap: string;
  waarde: string;
  bron: string;
}

export interface Gewaardeerd {
  nummer: string;
  lijst: string;
  jaar: number;
  waardering: Waardering;
  bewaartermijn: string | null;
  omschrijving: string;
}

/** Three-valued: a date, unknown because, or none at all because the dossier is kept for ever. Unknown is never a guess. */
export type Soort = 'datum' | 'onbekend' | 'blijvend';

export interface Archiefactie {
  soort: Soort;
  waardering: Gewaardeerd | null;
  datum: Datum | null;
  toelichting: string;
  afleiding: Stap[];
}

export type Opzoeken = (lijst: { naam: string; jaar: number }, nummer: string) => Resultaat | undefined;

/**
 * The archive action of a dossier, with every step that led to it. Needs no clock: the same facts give the same date
 * today and in ten years.
 */
export function leidAf(dossier: Dossierfeiten, zoek: Opzoeken): Archiefactie {
  const stappen: Stap[] = [
    { stap: 'Status', waarde: dossier.status === 'open' ? 'niet afgesloten' : 'afgesloten', bron: `zaak ${dossier.kenmerk}` },
  ];
  if (dossier.heropendOp !== null) stappen.push({ stap: 'Heropend', waarde: dossier.heropendOp, bron: `zaak ${dossier.kenmerk}` });
  const regel = dossier.waarderingsregel;
  if (regel === null) return onbekend(stappen, 'bij dit type dossier staat geen waarderingsregel', null);
  const lijstnaam = `${regel.selectielijst.naam} ${regel.selectielijst.jaar}`;
  stappen.push({ stap: 'Selectielijst', waarde: lijstnaam, bron: 'waarderingsregel van het type' });
  if (dossier.uitkomst === null) return zonderUitkomst(dossier, regel, zoek, stappen);

  stappen.push({ stap: 'Uitkomst', waarde: dossier.uitkomst, bron: `zaak ${dossier.kenmerk}` });
  const nummer = Object.hasOwn(regel.uitkomsten, dossier.uitkomst) ? regel.uitkomsten[dossier.uitkomst] : undefined;
  if (nummer === undefined) {
    return onbekend(stappen, `bij de uitkomst *${dossier.uitkomst}* noemt de waarderingsregel geen nummer van de selectielijst`, null);
  }
  const resultaat = zoek(regel.selectielijst, nummer);
  if (resultaat === undefined) return onbekend(stappen, `nummer ${nummer} staat niet in de ${lijstnaam}`, null);
  if (resultaat.vervallen === true || resultaat.waardering === undefined) {
    const opvolger = resultaat.opvolger === undefined ? '' : `; daarvoor in de plaats kwam ${resultaat.opvolger}`;
    return onbekend(stappen, `nummer ${nummer} is vervallen in de ${lijstnaam}${opvolger}`, null);
  }
  const waardering: Gewaardeerd = {
    nummer,
    lijst: regel.selectielijst.naam,
    jaar: regel.selectielijst.jaar,
    waardering: resultaat.waardering,
    bewaartermijn: resultaat.bewaartermijn ?? null,
    omschrijving: [resultaat.naam, resultaat.omschrijving].filter(Boolean).join(': '),
  };
  stappen.push({ stap: 'Nummer', waarde: `${nummer} ${waardering.omschrijving}`, bron: lijstnaam });
  stappen.push({ stap: 'Waardering', waarde: waarderingInWoorden(resultaat), bron: `${lijstnaam}, ${nummer}` });
  const geldt = `Bij *${dossier.uitkomst}* geldt ${nummer}: ${waarderingInWoorden(resultaat)}`;
  if (dossier.status === 'open') {
    return { soort: 'onbekend', waardering, datum: null, toelichting: `${nogGeenDatum(dossier, '')}. ${geldt}`, afleiding: stappen };
  }
  if (resultaat.waardering === 'blijvend_bewaren') {
    const toelichting = `Geen archiefactiedatum: zaak ${dossier.kenmerk} blijft blijvend bewaard. ${geldt}`;
    return { soort: 'blijvend', waardering, datum: null, toelichting, afleiding: stappen };
  }
  return metTermijn(dossier, regel, resultaat, waardering, stappen, geldt);
}

function metTermijn(dossier: Dossierfeiten, regel: Waarderingsregel, resultaat: Resultaat, waardering: Gewaardeerd, stappen: Stap[], geldt: string): Archiefactie {
  const want = waaromGeenBegin(regel, resultaat);
  if (want !== null) return onbekend(stappen, want, waardering, geldt);
  if (dossier.einddatum === null) return onbekend(stappen, `zaak ${dossier.kenmerk} heeft geen einddatum`, waardering, geldt);
  if (resultaat.bewaartermijn === undefined) return onbekend(stappen, `bij nummer ${resultaat.nummer} staat geen bewaartermijn`, waardering, geldt);
  const datum = plusDuur(dossier.einddatum, resultaat.bewaartermijn);
  stappen.push({ stap: 'Brondatum', waarde: dossier.einddatum, bron: `einddatum van zaak ${dossier.kenmerk} (afleidingswijze afgehandeld)` });
  stappen.push({ stap: 'Bewaartermijn', waarde: resultaat.bewaartermijn, bron: `${regel.selectielijst.naam} ${regel.selectielijst.jaar}, ${resultaat.nummer}` });
  if (resultaat.ofLanger === true) {
    stappen.push({ stap: 'Minimum', waarde: 'of zoveel langer als nodig is', bron: `${regel.selectielijst.naam} ${regel.selectielijst.jaar}, ${resultaat.nummer}` });
  }
  stappen.push({ stap: 'Archiefactiedatum', waarde: datum, bron: `${dossier.einddatum} + ${resultaat.bewaartermijn}` });
  const toelichting = `Archiefactiedatum ${datumInWoorden(datum)}: zaak ${dossier.kenmerk} is afgehandeld op ${datumInWoorden(dossier.einddatum)}. ${geldt}`;
  return { soort: 'datum', waardering, datum, toelichting, afleiding: stappen };
}

/** Why closing the case is not where the term begins; null when it is (procestermijn nihil, afleidingswijze afgehandeld). */
function waaromGeenBegin(regel: Waarderingsregel, resultaat: Resultaat): string | null {
  const wijze = redenAfleidingswijze[regel.afleidingswijze];
  if (regel.afleidingswijze !== 'afgehandeld') return wijze ?? `de afleidingswijze ${regel.afleidingswijze} is niet bekend`;
  if (regel.brondatum !== 'einddatum') return `de brondatum ${regel.brondatum} past niet bij de afleidingswijze afgehandeld`;
  if (resultaat.begin !== undefined) return `de bewaartermijn van ${resultaat.nummer} begint bij ${resultaat.begin}, en dat moment is hier niet vastgelegd`;
  switch (resultaat.procestermijn) {
    case 'bestaansduur_procesobject':
      return `de bewaartermijn van ${resultaat.nummer} begint pas als het procesobject niet meer bestaat of geldt, en die datum is hier niet vastgelegd`;
    case 'ingeschatte_bestaansduur_procesobject':
      return `de bewaartermijn van ${resultaat.nummer} begint na de ingeschatte bestaansduur van het procesobject, en die schatting is hier niet vastgelegd`;
    case 'vast_te_leggen_datum':
      return `de bewaartermijn van ${resultaat.nummer} begint op een datum die tijdens het proces wordt vastgelegd, en die datum is er niet`;
    case 'samengevoegd_met_bewaartermijn':
      return `de bewaartermijn van ${resultaat.nummer} begint op een eigen datum, en die is hier niet vastgelegd`;
    case 'nihil':
    case undefined:
      return null;
  }
}

const redenAfleidingswijze: Record<string, string> = {
  ander_datumkenmerk: 'de brondatum staat in een andere registratie en is hier niet vastgelegd',
  eigenschap: 'de brondatum staat in een eigenschap van de zaak en die is hier niet bekend',
  gerelateerde_zaak: 'de bewaartermijn begint als elke gerelateerde zaak is afgehandeld, en dat is hier niet bekend',
  hoofdzaak: 'de bewaartermijn begint als de hoofdzaak is afgehandeld, en dat is hier niet bekend',
  ingangsdatum_besluit: 'de bewaartermijn begint op de ingangsdatum van het besluit, en die is hier niet bekend',
  termijn: 'de bewaartermijn begint na een procestermijn, en de waarderingsregel noemt er geen',
  vervaldatum_besluit: 'de bewaartermijn begint als het besluit vervalt, en een vervaldatum is hier niet bekend',
  zaakobject: 'de brondatum staat bij een object van de zaak en die is hier niet bekend',
};

/** Without an outcome every number of the rule is still possible; say which, and choose none. */
function zonderUitkomst(dossier: Dossierfeiten, regel: Waarderingsregel, zoek: Opzoeken, stappen: Stap[]): Archiefactie {
  const mogelijk = Object.entries(regel.uitkomsten).flatMap(([uitkomst, nummer]) => {
    const resultaat = zoek(regel.selectielijst, nummer);
    return resultaat === undefined || resultaat.vervallen === true ? [] : [`bij *${uitkomst}* geldt ${nummer}: ${waarderingInWoorden(resultaat)}`];
  });
  const opsomming = mogelijk.length === 0 ? '' : ` ${hoofdletter(mogelijk.join('; '))}`;
  if (dossier.status === 'open') {
    const toelichting = `${nogGeenDatum(dossier, ' en heeft nog geen uitkomst')}.${opsomming}`;
    return { soort: 'onbekend', waardering: null, datum: null, toelichting, afleiding: stappen };
  }
  return onbekend(stappen, `zaak ${dossier.kenmerk} is afgesloten zonder uitkomst`, null, opsomming.trim());
}

/** A dossier that is open again had a date: that it has none any more is said with the reason. */
function nogGeenDatum({ kenmerk, heropendOp }: Dossierfeiten, slot: string): string {
  if (heropendOp === null) return `Nog geen archiefactiedatum: zaak ${kenmerk} is niet afgesloten${slot}`;
  return `Archiefactiedatum onbekend, want zaak ${kenmerk} is op ${datumInWoorden(heropendOp)} heropend${slot}`;
}

function onbekend(stappen: Stap[], want: string, waardering: Gewaardeerd | null, slot = ''): Archiefactie {
  const toelichting = `Archiefactiedatum onbekend, want ${want}.${slot === '' ? '' : ` ${slot}`}`;
  const afleiding = [...stappen, { stap: 'Archiefactiedatum', waarde: 'onbekend', bron: want }];
  return { soort: 'onbekend', waardering, datum: null, toelichting, afleiding };
}

/** 'vernietigen, 1 jaar na afhandeling' — the words in which a list is read aloud. */
export function waarderingInWoorden(resultaat: Resultaat): string {
  if (resultaat.waardering === 'blijvend_bewaren') {
    return resultaat.uitzondering === undefined
      ? 'blijvend bewaren'
      : `blijvend bewaren, behalve ${resultaat.uitzondering.wat} (vernietigen na ${duurInWoorden(resultaat.uitzondering.na)})`;
  }
  if (resultaat.bewaartermijn === undefined) return 'vernietigen';
  const lengte = resultaat.bewaartermijn === 'P0D' ? 'direct' : duurInWoorden(resultaat.bewaartermijn);
  return `vernietigen, ${lengte} ${vanaf(resultaat)}`;
}

function vanaf(resultaat: Resultaat): string {
  if (resultaat.begin !== undefined) return `na ${resultaat.begin}`;
  switch (resultaat.procestermijn) {
    case 'bestaansduur_procesobject':
      return 'nadat het procesobject niet meer bestaat of geldt';
    case 'ingeschatte_bestaansduur_procesobject':
      return 'na de ingeschatte bestaansduur van het procesobject';
    case 'vast_te_leggen_datum':
      return 'na de vastgelegde einddatum van het procesobject';
    case 'samengevoegd_met_bewaartermijn':
      return 'na de begindatum die de lijst noemt';
    case 'nihil':
    case undefined:
      return 'na afhandeling';
  }
}

const hoofdletter = (tekst: string): string => tekst.charAt(0).toUpperCase() + tekst.slice(1);
