import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

const eis = createRequire(import.meta.url);

/** The folder of this package, from source and from dist. */
function pakketmap(): string {
  let map = import.meta.dirname;
  while (!existsSync(join(map, 'package.json'))) map = dirname(map);
  return map;
}

/** Tokens first, then components, then what is ours: later rules win. */
const EIGEN = ['raamwerk.css', 'inhoud.css', 'formulier.css', 'registers.css'];

const BLADEN: readonly { naam: string; paden: () => string[]; soort: string }[] = [
  { naam: 'voorbeeld.css', paden: () => [eis.resolve('@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css')], soort: 'text/css; charset=utf-8' },
  { naam: 'utrecht.css', paden: () => [eis.resolve('@utrecht/component-library-css/dist/index.css')], soort: 'text/css; charset=utf-8' },
  { naam: 'portaal.css', paden: () => EIGEN.map((naam) => join(pakketmap(), 'stijl', naam)), soort: 'text/css; charset=utf-8' },
  { naam: 'teken.svg', paden: () => [join(pakketmap(), 'stijl/teken.svg')], soort: 'image/svg+xml' },
];

interface Blad {
  soort: string;
  vormen: Record<'br' | 'gzip' | 'identity', Buffer>;
}

/** The files of the house style: read and compressed once, under an address that changes with the content. */
export class Stijl {
  private constructor(
    private readonly bladen: ReadonlyMap<string, Blad>,
    /** addresses of the style sheets, in order */
    readonly paden: readonly string[],
    readonly teken: string,
  ) {}

  static async lees(): Promise<Stijl> {
    const bladen = new Map<string, Blad>();
    const paden: string[] = [];
    for (const { naam, paden: bestanden, soort } of BLADEN) {
      const inhoud = Buffer.concat(await Promise.all(bestanden().map((pad) => readFile(pad))));
      const adres = `/portaal/stijl/${createHash('sha256').update(inhoud).digest('hex').slice(0, 16)}/${naam}`;
      const [br, gz] = await Promise.all([
        promisify(brotliCompress)(inhoud, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
        promisify(gzip)(inhoud),
      ]);
      bladen.set(adres, { soort, vormen: { br, gzip: gz, identity: inhoud } });
      paden.push(adres);
    }
    return new Stijl(bladen, paden.filter((p) => p.endsWith('.css')), paden.find((p) => p.endsWith('.svg')) ?? '');
  }

  serveer(instantie: FastifyInstance): void {
    for (const [adres, blad] of this.bladen) {
      instantie.get(adres, (verzoek, antwoord) => {
        const vorm = kiesVorm(String(verzoek.headers['accept-encoding'] ?? ''));
        void antwoord.headers({ 'content-type': blad.soort, 'cache-control': 'public, max-age=31536000, immutable', vary: 'accept-encoding' });
        if (vorm !== 'identity') void antwoord.header('content-encoding', vorm);
        return antwoord.send(blad.vormen[vorm]);
      });
    }
  }
}

export function kiesVorm(acceptEncoding: string): 'br' | 'gzip' | 'identity' {
  const namen = acceptEncoding.split(',').filter((deel) => !/;\s*q=0(\.0*)?\s*$/.test(deel)).map((deel) => deel.split(';')[0]?.trim());
  if (namen.includes('br')) return 'br';
  return namen.includes('gzip') ? 'gzip' : 'identity';
}
