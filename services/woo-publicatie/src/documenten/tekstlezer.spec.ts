import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PDFDocument from 'pdfkit';
import { leesDocument, LEESGRENZEN, type Mediatype } from './tekstlezer.ts';

function pdf(maak: (d: PDFKit.PDFDocument) => void, opties: PDFKit.PDFDocumentOptions = {}): Promise<Buffer> {
  return new Promise((klaar) => {
    const d = new PDFDocument(opties);
    const delen: Buffer[] = [];
    d.on('data', (b: Buffer) => delen.push(b));
    d.on('end', () => klaar(Buffer.concat(delen)));
    maak(d);
    d.end();
  });
}

describe('reading what is offered', () => {
  let map: string;
  beforeAll(async () => void (map = await mkdtemp(join(tmpdir(), 'lezer-'))));
  afterAll(() => rm(map, { recursive: true }));

  async function lees(bytes: Buffer | string, type: Mediatype = 'application/pdf', grenzen = LEESGRENZEN) {
    const pad = join(map, 'bestand');
    await writeFile(pad, bytes);
    return leesDocument(pad, type, grenzen);
  }
  const code = (fout: { invalidParams?: { code?: string }[] }) => fout.invalidParams?.[0]?.code;

  it('reads each page, the properties, annotations, links and attachments', async () => {
    const bytes = await pdf((d) => {
      d.text('Besluit op pagina een, met genoeg tekst');
      d.addPage().text('Tweede pagina').note(10, 10, 50, 50, 'nog doen').link(10, 10, 50, 50, 'mailto:a@voorbeeld.nl').file(Buffer.from('x'), { name: 'x.txt' });
    }, { info: { Author: 'N. Voorbeeld' } });
    const gelezen = await lees(bytes);
    expect(gelezen.paginas.map((p) => p.tekst)).toEqual(['Besluit op pagina een, met genoeg tekst', 'Tweede pagina']);
    expect(gelezen.paginas[1]).toMatchObject({ aantekeningen: ['nog doen'], koppelingen: ['mailto:a@voorbeeld.nl'], alleenBeeld: false });
    expect(gelezen.metagegevens).toMatchObject({ Author: 'N. Voorbeeld' });
    expect(gelezen.bijlagen).toBe(1);
  });

  it('reads text that lies under a black box: it is in the file', async () => {
    const gelezen = await lees(await pdf((d) => void d.text('BSN 999993021', 72, 72).rect(60, 60, 300, 40).fill('black')));
    expect(gelezen.paginas[0]?.tekst).toContain('999993021');
  });

  it('sees a scan as a page that cannot be read', async () => {
    const punt = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC', 'base64');
    const gelezen = await lees(await pdf((d) => void d.image(punt, 0, 0, { width: 500 }).addPage()));
    expect(gelezen.paginas.map((p) => p.alleenBeeld)).toEqual([true, false]);
  });

  it('says what is wrong with a damaged, locked, too long or too slow file', async () => {
    await expect(lees('%PDF-1.7 kapot').catch(code)).resolves.toBe('onleesbaar');
    await expect(lees(await pdf((d) => void d.text('x'), { userPassword: 'geheim' })).catch(code)).resolves.toBe('beveiligd');
    const drie = await pdf((d) => void d.text('1').addPage().text('2').addPage().text('3'));
    await expect(lees(drie, 'application/pdf', { ...LEESGRENZEN, maxPaginas: 2 }).catch(code)).resolves.toBe('te-veel-paginas');
    await expect(lees(drie, 'application/pdf', { ...LEESGRENZEN, maxTekens: 2 }).catch(code)).resolves.toBe('te-veel-tekst');
    await expect(lees(drie, 'application/pdf', { ...LEESGRENZEN, tijdMs: 1 }).catch(code)).resolves.toBe('te-lang');
  });

  it('reads plain text by form feed, and only as UTF-8', async () => {
    expect((await lees('een\ftwee', 'text/plain')).paginas.map((p) => p.tekst)).toEqual(['een', 'twee']);
    await expect(lees(Buffer.from([0xff, 0xfe, 0x00]), 'text/plain').catch(code)).resolves.toBe('onleesbaar');
  });
});
