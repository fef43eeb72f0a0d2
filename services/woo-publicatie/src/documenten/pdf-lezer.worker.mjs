// Runs in a worker thread of its own, so that a hostile file costs a thread and not the component. Plain JavaScript,
// because a worker is started from a file and the tests run from source. @ts-check
import { workerData, parentPort } from 'node:worker_threads';
import { getDocumentProxy, getResolvedPDFJS } from 'unpdf';

/** @typedef {{ bytes: Uint8Array, maxPaginas: number, maxTekens: number }} Opdracht */

const { bytes, maxPaginas, maxTekens } = /** @type {Opdracht} */ (workerData);

/** Text of a page in reading order: runs joined as they stand, so that a number stays one number. */
function tekstVan(/** @type {{ items: unknown[] }} */ inhoud) {
  let tekst = '';
  for (const item of inhoud.items) {
    const { str, hasEOL } = /** @type {{ str?: string, hasEOL?: boolean }} */ (item);
    tekst += (str ?? '') + (hasEOL ? '\n' : '');
  }
  // Postgres stores no NUL; a NUL between two digits would also hide a number.
  return tekst.replaceAll('\u0000', '').trim();
}

async function lees() {
  const pdfjs = await getResolvedPDFJS();
  const pdf = await getDocumentProxy(bytes, { verbosity: 0, maxImageSize: 50_000_000, stopAtErrors: false });
  if (pdf.numPages > maxPaginas) return { fout: 'te-veel-paginas', paginas: pdf.numPages };
  const beelden = new Set([pdfjs.OPS.paintImageXObject, pdfjs.OPS.paintInlineImageXObject, pdfjs.OPS.paintImageMaskXObject]);
  const paginas = [];
  let tekens = 0;
  for (let nummer = 1; nummer <= pdf.numPages; nummer++) {
    const pagina = await pdf.getPage(nummer);
    let tekst = tekstVan(await pagina.getTextContent());
    const aantekeningen = [];
    const koppelingen = [];
    for (const a of await pagina.getAnnotations()) {
      if (a.subtype === 'Link') {
        if (a.unsafeUrl ?? a.url) koppelingen.push(String(a.unsafeUrl ?? a.url));
      } else if (a.subtype === 'Widget') {
        // What is filled in on a form is text on the page.
        if (a.fieldValue) tekst += `\n${String(a.fieldValue)}`;
      } else {
        aantekeningen.push([a.contentsObj?.str, a.titleObj?.str, a.richText?.str].filter(Boolean).join('\n'));
      }
    }
    const kaal = tekst.replace(/\s/gu, '').length < 20;
    const alleenBeeld = kaal && (await pagina.getOperatorList()).fnArray.some((op) => beelden.has(op));
    tekens += tekst.length;
    // The index holds a megabyte for each page.
    if (tekens > maxTekens || tekst.length > 200_000) return { fout: 'te-veel-tekst', paginas: pdf.numPages };
    paginas.push({ tekst, aantekeningen, koppelingen, alleenBeeld });
    pagina.cleanup();
  }
  const { info, metadata } = await pdf.getMetadata();
  /** @type {Record<string, string>} */
  const metagegevens = {};
  for (const [naam, waarde] of Object.entries(info)) {
    if (typeof waarde === 'string' && !['PDFFormatVersion', 'CreationDate', 'ModDate'].includes(naam)) metagegevens[naam] = waarde;
    if (naam === 'Custom' && waarde && typeof waarde === 'object') {
      for (const [eigen, w] of Object.entries(waarde)) if (typeof w === 'string') metagegevens[`Custom.${eigen}`] = w;
    }
  }
  for (const [naam, waarde] of metadata ?? []) metagegevens[`xmp.${naam}`] = Array.isArray(waarde) ? waarde.join('\n') : String(waarde);
  const bijlagen = await pdf.getAttachments();
  const aantalBijlagen = bijlagen instanceof Map ? bijlagen.size : Object.keys(bijlagen ?? {}).length;
  return { document: { paginas, metagegevens, bijlagen: aantalBijlagen } };
}

lees().then(
  (uitkomst) => parentPort?.postMessage(uitkomst),
  (fout) => parentPort?.postMessage({ fout: fout?.name === 'PasswordException' ? 'beveiligd' : 'onleesbaar' }),
);
