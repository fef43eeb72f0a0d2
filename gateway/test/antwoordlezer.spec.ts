import fc from 'fast-check';
import { Antwoordlezer, OngeldigAntwoord } from '../src/antwoordlezer.ts';

interface Gelezen {
  status: number;
  koppen: string[];
  lengte: number;
  inhoud: string;
  af: boolean;
}

/** Reads what comes in these pieces; after each whole answer the next begins. */
function lees(delen: Buffer[], o: { zonderInhoud?: boolean; gesloten?: boolean } = {}): { uit: Gelezen[]; herbruikbaar: boolean } {
  const uit: Gelezen[] = [];
  const lezer = new Antwoordlezer({
    kop: (status, koppen, lengte) => uit.push({ status, koppen, lengte, inhoud: '', af: false }),
    deel: (deel) => {
      (uit.at(-1) as Gelezen).inhoud += deel.toString('latin1');
    },
    einde: () => {
      (uit.at(-1) as Gelezen).af = true;
      if (!o.zonderInhoud) lezer.begin(false);
    },
  });
  lezer.begin(o.zonderInhoud ?? false);
  for (const deel of delen) lezer.lees(deel);
  if (o.gesloten) lezer.gesloten();
  return { uit, herbruikbaar: lezer.herbruikbaar };
}

const bytes = (tekst: string): Buffer => Buffer.from(tekst, 'latin1');
/** Cuts at the given places, in any order, as often as they say. */
const knip = (heel: Buffer, waar: number[]): Buffer[] => {
  const punten = [0, ...waar.map((w) => w % (heel.length + 1)).sort((a, b) => a - b), heel.length];
  return punten.slice(1).map((tot, i) => heel.subarray(punten[i], tot)).filter((d) => d.length > 0);
};

const inhoud = fc.uint8Array({ maxLength: 300 }).map((b) => Buffer.from(b).toString('latin1'));
const antwoord = fc.oneof(
  inhoud.map((tekst) => ({ ruw: `HTTP/1.1 200 OK\r\nContent-Length: ${tekst.length}\r\nX-A:  b \r\n\r\n${tekst}`, status: 200, tekst, koppen: ['content-length', String(tekst.length), 'x-a', 'b'] })),
  fc.array(inhoud.filter((t) => t !== ''), { maxLength: 4 }).map((stukken) => ({
    ruw: `HTTP/1.1 404 \r\ntransfer-encoding: Chunked\r\n\r\n${stukken.map((s, i) => `${s.length.toString(16)}${i % 2 ? ';x="y"' : ''}\r\n${s}\r\n`).join('')}0\r\nx-staart: 1\r\n\r\n`,
    status: 404,
    tekst: stukken.join(''),
    koppen: ['transfer-encoding', 'Chunked'],
  })),
  fc.constantFrom(204, 304).map((status) => ({ ruw: `HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\nHTTP/1.1 ${status} X\r\netag: "a"\r\n\r\n`, status, tekst: '', koppen: ['etag', '"a"'] })),
);

test('however the network cuts them, the same answers are read, one after another', () => {
  fc.assert(
    fc.property(fc.array(antwoord, { minLength: 1, maxLength: 4 }), fc.array(fc.nat(), { maxLength: 12 }), (antwoorden, waar) => {
      const heel = bytes(antwoorden.map((a) => a.ruw).join(''));
      const verwacht = antwoorden.map(({ status, tekst, koppen }) => [status, tekst, koppen, true]);
      for (const delen of [knip(heel, waar), [heel]]) {
        expect(lees(delen).uit.map((g) => [g.status, g.inhoud, g.koppen, g.af])).toEqual(verwacht);
      }
    }),
  );
  const klein = bytes('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n');
  expect(lees([...klein].map((b) => Buffer.from([b]))).uit).toMatchObject([{ inhoud: 'abc', af: true }]);
});

test('an answer to HEAD has no body, whatever its headers say; one without a length ends with its connection', () => {
  const hoofd = lees([bytes('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n')], { zonderInhoud: true });
  expect(hoofd).toMatchObject({ uit: [{ inhoud: '', lengte: 10, af: true }], herbruikbaar: true });
  const open = bytes('HTTP/1.1 200 OK\r\n\r\nabc');
  expect(lees([open]).uit).toMatchObject([{ inhoud: 'abc', lengte: -1, af: false }]);
  expect(lees([open], { gesloten: true }).uit).toMatchObject([{ inhoud: 'abc', af: true }]);
  // Half of what was promised is not the end.
  expect(lees([bytes('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc')], { gesloten: true }).uit).toMatchObject([{ af: false }]);
});

test.each([
  ['HTTP/1.1 200 OK', true],
  ['HTTP/1.0 200 OK', false],
  ['HTTP/1.1 200 OK\r\nconnection: keep-alive, Close', false],
])('after %j the connection may carry another: %s', (kop, mag) => {
  expect(lees([bytes(`${kop}\r\ncontent-length: 0\r\n\r\n`)], { zonderInhoud: true }).herbruikbaar).toBe(mag);
});

test.each([
  'HTTP/2 200\r\n\r\n',
  'ICY 200 OK\r\n\r\n',
  'HTTP/1.1 099 X\r\n\r\n',
  'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n',
  'HTTP/1.1 200 OK\r\nx\r\n\r\n',
  'HTTP/1.1 200 OK\r\n: x\r\n\r\n',
  'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 1\r\n\r\na',
  'HTTP/1.1 200 OK\r\ncontent-length: +1\r\n\r\na',
  'HTTP/1.1 200 OK\r\ncontent-length: 1, 1\r\n\r\na',
  'HTTP/1.1 200 OK\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
  'HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n',
  'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0x3\r\nabc\r\n0\r\n\r\n',
  'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n',
])('what can be read in two ways is not read: %j', (ruw) => {
  expect(() => lees([bytes(ruw)])).toThrow(OngeldigAntwoord);
});

test('bytes that nobody asked for are never the beginning of the next answer', () => {
  const twee = bytes('HTTP/1.1 204 X\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
  expect(() => lees([twee], { zonderInhoud: true })).toThrow(OngeldigAntwoord);
});

test('a header without end is not kept without end', () => {
  const lezer = new Antwoordlezer({ kop: () => undefined, deel: () => undefined, einde: () => undefined });
  lezer.begin(false);
  const deel = bytes('y'.repeat(1_000));
  lezer.lees(bytes('HTTP/1.1 200 OK\r\nx: '));
  expect(() => Array.from({ length: 70 }, () => lezer.lees(deel))).toThrow(OngeldigAntwoord);
});
