import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { omgeving } from './config.ts';
import { Startfout } from './proces.ts';

const voerUit = promisify(execFile);
const VERSIE = 'v2.11.4';
const UITGAVE = `https://github.com/nats-io/nats-server/releases/download/${VERSIE}`;
const PROGRAMMA = process.platform === 'win32' ? 'nats-server.exe' : 'nats-server';

type Poging = { wat: string; doe: () => Promise<string | null> };

/**
 * Looks for nats-server: on the path, in the project's cache, in the package of the distribution (unpacked, not
 * installed), in the release of the NATS project.
 * @throws Startfout that says what was tried and what to install
 */
export async function vindNats(cache: string, meld: (bericht: string) => void): Promise<string> {
  const opPad = zoekOpPad();
  if (opPad) return opPad;
  const doel = join(cache, 'nats', PROGRAMMA);
  if (isProgramma(doel)) return doel;
  const pogingen: Poging[] = [
    { wat: 'pakket van de distributie', doe: () => uitDistributie(cache, meld) },
    { wat: 'uitgave van het NATS-project', doe: () => uitUitgave(cache, meld) },
  ];
  const redenen: string[] = [];
  for (const { wat, doe } of pogingen) {
    try {
      const gevonden = await doe();
      if (gevonden) return await bewaar(gevonden, doel);
    } catch (fout) {
      redenen.push(`${wat}: ${eersteRegel(fout)}`);
    }
  }
  const tips = 'Installeer nats-server (https://nats.io/download) en zorg dat het op het pad staat, of zet NATS_URL.';
  throw new Startfout(`nats-server is niet gevonden${redenen.length > 0 ? ` (${redenen.join('; ')})` : ''}. ${tips}`);
}

function isProgramma(pad: string): boolean {
  try {
    accessSync(pad, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function zoekOpPad(): string | null {
  const mappen = [...omgeving.pad().split(delimiter), '/usr/local/sbin', '/usr/sbin'];
  return mappen.map((m) => join(m, PROGRAMMA)).find((p) => p.startsWith('/') || process.platform === 'win32' ? isProgramma(p) : false) ?? null;
}

const eersteRegel = (fout: unknown): string => {
  const { stderr, message, cause } = fout as { stderr?: string; message: string; cause?: { message?: string } };
  return (stderr?.trim() || cause?.message || message).split('\n')[0] ?? '';
};

/** Moved into place at once, so that a process that looks meanwhile never sees half a program. */
async function bewaar(gevonden: string, doel: string): Promise<string> {
  await mkdir(join(doel, '..'), { recursive: true });
  await chmod(gevonden, 0o755);
  await rename(gevonden, doel);
  return doel;
}

async function inWerkmap<T>(cache: string, werk: (map: string) => Promise<T>): Promise<T> {
  await mkdir(cache, { recursive: true });
  const map = await mkdtemp(join(cache, 'nats-'));
  try {
    return await werk(map);
  } finally {
    await rm(map, { recursive: true, force: true });
  }
}

/** Debian and Ubuntu: `apt-get download` needs no rights; the lists may be missing (containers), then private ones are fetched. */
async function uitDistributie(cache: string, meld: (bericht: string) => void): Promise<string | null> {
  if (process.platform !== 'linux' || !existsSync('/etc/debian_version')) return null;
  return inWerkmap(cache, async (map) => {
    meld('nats-server wordt opgehaald uit het pakket van de distributie (niet geïnstalleerd)');
    const wachten = { cwd: map, timeout: 180_000 };
    try {
      await voerUit('apt-get', ['download', 'nats-server'], wachten);
    } catch {
      const eigen = await eigenLijsten(map);
      await voerUit('apt-get', [...eigen, 'update'], wachten);
      await voerUit('apt-get', [...eigen, 'download', 'nats-server'], wachten);
    }
    const pakket = (await readdir(map)).find((b) => b.endsWith('.deb'));
    if (!pakket) throw new Error('apt-get gaf geen pakket');
    await voerUit('dpkg', ['-x', join(map, pakket), join(map, 'uit')]);
    const plaats = ['usr/sbin', 'usr/bin'].map((m) => join(map, 'uit', m, PROGRAMMA)).find((p) => isProgramma(p));
    if (!plaats) throw new Error('het pakket bevat geen nats-server');
    return verplaats(plaats, cache);
  });
}

async function eigenLijsten(map: string): Promise<string[]> {
  const staat = join(map, 'apt');
  await mkdir(join(staat, 'lists', 'partial'), { recursive: true });
  await mkdir(join(staat, 'archives', 'partial'), { recursive: true });
  const opties = [
    `Dir::State::lists=${join(staat, 'lists')}`,
    `Dir::Cache=${staat}`,
    `Dir::Cache::archives=${join(staat, 'archives')}`,
    ...(process.getuid?.() === 0 ? ['APT::Sandbox::User=root'] : []),
  ];
  return opties.flatMap((o) => ['-o', o]);
}

/** Out of the work folder, which is about to go. */
async function verplaats(plaats: string, cache: string): Promise<string> {
  const veilig = join(cache, `nats-server-${process.pid}`);
  await rename(plaats, veilig);
  return veilig;
}

const ARCHITECTUUR: Record<string, string> = { x64: 'amd64', arm64: 'arm64', arm: 'arm7', s390x: 's390x', ppc64: 'ppc64le', ia32: '386' };
const SYSTEEM: Record<string, string> = { linux: 'linux', darwin: 'darwin', win32: 'windows', freebsd: 'freebsd' };

async function uitUitgave(cache: string, meld: (bericht: string) => void): Promise<string | null> {
  const [systeem, architectuur] = [SYSTEEM[process.platform], ARCHITECTUUR[process.arch]];
  if (!systeem || !architectuur) throw new Error(`geen uitgave voor ${process.platform} ${process.arch}`);
  const naam = `nats-server-${VERSIE}-${systeem}-${architectuur}`;
  const archief = `${naam}${systeem === 'windows' ? '.zip' : '.tar.gz'}`;
  return inWerkmap(cache, async (map) => {
    meld(`nats-server ${VERSIE} wordt opgehaald bij het NATS-project`);
    const [sommen, inhoud] = await Promise.all([haal(`${UITGAVE}/SHA256SUMS`), haal(`${UITGAVE}/${archief}`)]);
    const verwacht = sommen.toString('utf8').split('\n').find((r) => r.trim().endsWith(archief))?.split(/\s+/)[0];
    const som = createHash('sha256').update(inhoud).digest('hex');
    if (verwacht !== som) throw new Error(`de controlesom van ${archief} klopt niet`);
    const bestand = join(map, archief);
    await writeFile(bestand, inhoud);
    await voerUit('tar', ['-xf', bestand, '-C', map]);
    const plaats = join(map, naam, PROGRAMMA);
    await readFile(plaats);
    return verplaats(plaats, cache);
  });
}

async function haal(url: string): Promise<Buffer> {
  const antwoord = await fetch(url, { signal: AbortSignal.timeout(120_000) });
  if (!antwoord.ok) throw new Error(`${url} geeft ${antwoord.status}`);
  return Buffer.from(await antwoord.arrayBuffer());
}
