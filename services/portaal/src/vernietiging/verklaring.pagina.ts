import { adres, html, type Html } from '../html.ts';
import { gegevens, h1, h2, knopkoppeling, lijst, p, stil } from '../lay-out/onderdelen.ts';
import type { Pagina } from '../lay-out/pagina.ts';
import { aantal, dag, hoofdletter, moment, opsomming, termijn } from '../woorden.ts';
import { redenInWoorden } from './boom.ts';
import type { OndertekendeVerklaring } from './verklaring.contract.ts';

type Verklaring = OndertekendeVerklaring['verklaring'];

function blok(id: string, titel: string, inhoud: Html): Html {
  return html`<section class="blok" aria-labelledby="${id}">${h2(titel, id)} ${inhoud}</section>`;
}

function specificatie(v: Verklaring): Html {
  return lijst(
    v.specificatie.map((s) => {
      const periode = s.periode.van && s.periode.tot ? `, over ${dag(s.periode.van)} tot en met ${dag(s.periode.tot)}` : '';
      return html`${aantal(s.aantalDossiers, 'dossier', 'dossiers')} ${s.type} (${opsomming(s.kenmerken)}) met ${aantal(s.aantalDocumenten, 'document', 'documenten')}${periode}`;
    }),
  );
}

/** Archiefbesluit 1995 art. 8: specification, ground and manner, in words. */
export function verklaringpagina(id: string, { verklaring: v, handtekening }: OndertekendeVerklaring): Pagina {
  return {
    titel: 'Verklaring van vernietiging',
    terug: { pad: adres`/vernietigingslijsten/${v.vernietigingslijst.id}`, naam: v.vernietigingslijst.naam },
    inhoud: html`${h1('Verklaring van vernietiging', `${v.organisatie.naam} verklaart dat de stukken hieronder zijn vernietigd.`)}
      ${gegevens([
        ['Vernietigd op', moment(v.uitvoering.voltooid)],
        ['Besluit van', `${hoofdletter(v.zorgdrager.functie)}, ${v.zorgdrager.mandaat}`],
        ['Opgemaakt op', dag(v.opgemaakt)],
      ])}
      ${blok('wat', 'Wat is vernietigd?', specificatie(v))}
      ${blok('grond', 'Volgens welke regel?', lijst(v.grondslagen.map((g) => html`${g.selectielijst} ${g.jaar}, nummer ${g.nummer}: ${g.omschrijving} <span class="stil">(bewaren: ${termijn(g.bewaartermijn)})</span>`)))}
      ${blok('wie', 'Wie keurde het goed?', lijst(v.goedkeuringen.map((g) => html`${hoofdletter(g.functie)} <span class="stil">op ${moment(g.tijdstip)}</span>`)))}
      ${blok('hoe', 'Hoe?', html`${p(v.wijze.omschrijving)} ${lijst(v.wijze.onderdelen.map(hoofdletter))} ${p(`De laatste reservekopie verdwijnt op ${dag(v.wijze.laatsteBackupVerlooptOp)}.`)}`)}
      ${blok('blijft', 'Wat blijft, en waarom?', lijst(v.blijft.map((b) => html`${hoofdletter(b.omschrijving)}<br /><span class="stil">${hoofdletter(b.reden)}${b.selectielijstnummer && ` (nummer ${b.selectielijstnummer})`}</span>`)))}
      ${v.buitenBereik.length > 0 && blok('elders', 'Waar kan nog een kopie staan?', lijst(v.buitenBereik.map((b) => html`${hoofdletter(b.waar)}, tot ${b.tot}<br /><span class="stil">${b.reden}</span>`)))}
      ${v.nietVernietigd.length > 0 && blok('niet', 'Wat is niet vernietigd?', lijst(v.nietVernietigd.map((n) => html`<strong>${n.kenmerk}</strong>: ${redenInWoorden(n.reden)}`)))}
      ${blok(
        'handtekening',
        'Ondertekend',
        html`${p('De gemeente heeft deze verklaring ondertekend met een digitale sleutel. Iedereen kan nagaan dat er niets aan is veranderd. De verklaring blijft altijd bewaard.')}
          ${stil(`Sleutel: ${handtekening.kid}`)}<p class="knoppen">${knopkoppeling(adres`/verklaringen/${id}/bestand`, 'Download de verklaring')}</p>`,
      )}`,
  };
}
