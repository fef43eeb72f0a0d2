import PDFDocument from 'pdfkit';

/** A real PDF: each entry of `paginas` becomes a page. */
export function pdf(titel: string, paginas: string[]): Promise<Buffer> {
  return new Promise((klaar, mislukt) => {
    const document = new PDFDocument({ size: 'A4', margin: 60, lang: 'nl-NL', displayTitle: true, info: { Title: titel } });
    const delen: Buffer[] = [];
    document.on('data', (deel: Buffer) => delen.push(deel));
    document.on('end', () => klaar(Buffer.concat(delen)));
    document.on('error', mislukt);
    paginas.forEach((tekst, i) => {
      if (i > 0) document.addPage();
      document.fontSize(16).text(i === 0 ? titel : `${titel} (vervolg)`).moveDown().fontSize(11).text(tekst);
    });
    document.end();
  });
}

/** The papers of dossier A and B. `woord` stands on page 2 of the besluit only: it proves that all pages are searched. */
export const stukken = {
  aanvraag: (kenmerk: string) =>
    pdf(`Aanvraag ${kenmerk}`, [
      'Aanvraag evenementenvergunning.\nAanvrager: Saskia Bakker, Lindeplein 12, 1234 AB Overbrugge.\nBurgerservicenummer: 999993021.\nE-mail: s.bakker@voorbeeld.example, telefoon 06-12345678.\nWij willen op het Lindeplein een buurtfeest houden met muziek en een lange tafel.',
    ]),
  reactie: (kenmerk: string) =>
    pdf(`Reactie omwonende ${kenmerk}`, ['Reactie van Jan de Wit, Lindeplein 15, 1234 AB Overbrugge.\nIk maak mij zorgen over het geluid na tien uur en vraag u de muziek eerder te laten stoppen.']),
  besluit: (kenmerk: string, woord: string) =>
    pdf(`Besluit ${kenmerk}`, [
      'De burgemeester van Overbrugge verleent aan Saskia Bakker, Lindeplein 12, 1234 AB Overbrugge, s.bakker@voorbeeld.example, een vergunning voor het buurtfeest op het Lindeplein.',
      `Aan deze vergunning verbinden wij voorschriften. De muziek stopt om tien uur. Er is een ${woord} aanwezig. Ondertekend door de burgemeester.`,
    ]),
  publicatieversie: (kenmerk: string, woord: string) =>
    pdf(`Besluit ${kenmerk}`, [
      'De burgemeester van Overbrugge verleent aan [weggelaten: 5.1 lid 2 e] een vergunning voor het buurtfeest op het Lindeplein.',
      `Aan deze vergunning verbinden wij voorschriften. De muziek stopt om tien uur. Er is een ${woord} aanwezig. Ondertekend door de burgemeester.`,
    ]),
};
