import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Melding, zeg } from './melding.ts';

const UITGAVE = 'v2.11.4';
const BRON = `https://github.com/nats-io/nats-server/releases/download/${UITGAVE}`;
const EXE = process.platform === 'win32' ? 'nats-server.exe' : 'nats-server';

/**
 * Where the nats-server is: on the path, in our own cache, else fetched into the cache: from the distribution (Debian,
 * Ubuntu; unpacked, not installed), else the release of the NATS project, checked against its checksums.
 */
export async function zoekNatsServer(cache: string, pad: string): Promise<string> {
  for (const map of pad.split(delimiter)) if (map && existsSync(join(map, EXE))) return join(map, EXE);
  const bewaard = join(cache, EXE);
  if (existsSync(bewaard)) return bewaard;
  mkdirSync(cache, { recursive: true });
  if (uitDistributie(bewaard) || (await uitUitgave(bewaard))) return bewaard;
  throw new Melding(
    'nats-server ontbreekt en kon niet worden opgehaald: installeer het (Debian en Ubuntu: sudo apt-get install nats-server; macOS: brew install nats-server), of wijs een server aan met NATS_URL=nats://… npm start.',
  );
}

const lukt = (opdracht: string, args: string[], cwd: string): boolean =>
  spawnSync(opdracht, args, { cwd, stdio: 'ignore', timeout: 120_000 }).status === 0;

function uitDistributie(doel: string): boolean {
  if (process.platform !== 'linux') return false;
  const map = mkdtempSync(`${doel}-`);
  try {
    if (!lukt('apt-get', ['download', 'nats-server'], map)) return false;
    const pakket = readdirSync(map).find((n) => n.endsWith('.deb'));
    if (!pakket || !lukt('dpkg-deb', ['-x', pakket, 'uit'], map)) return false;
    const gevonden = ['usr/sbin', 'usr/bin'].map((m) => join(map, 'uit', m, EXE)).find(existsSync);
    if (!gevonden) return false;
    neemOver(gevonden, doel);
    zeg('nats-server is opgehaald uit het pakket van de distributie.');
    return true;
  } finally {
    rmSync(map, { recursive: true, force: true });
  }
}

async function uitUitgave(doel: string): Promise<boolean> {
  const os = { linux: 'linux', darwin: 'darwin', win32: 'windows' }[process.platform as string];
  const arch = { x64: 'amd64', arm64: 'arm64', arm: 'arm7' }[process.arch as string];
  if (!os || !arch) return false;
  const naam = `nats-server-${UITGAVE}-${os}-${arch}`;
  const map = mkdtempSync(`${doel}-`);
  try {
    const archief = await haal(`${naam}.${os === 'windows' ? 'zip' : 'tar.gz'}`);
    const sommen = await haal('SHA256SUMS');
    if (!archief || !sommen) return false;
    const som = createHash('sha256').update(archief).digest('hex');
    if (!sommen.toString('utf8').split('\n').some((r) => r.startsWith(som) && r.includes(naam))) {
      throw new Melding(`Het opgehaalde nats-server (${naam}) heeft een ander controlegetal dan de uitgever noemt: er is niets geïnstalleerd. Installeer nats-server zelf.`);
    }
    writeFileSync(join(map, 'archief'), archief);
    if (!lukt('tar', ['-xf', 'archief'], map)) return false;
    const gevonden = join(map, naam, EXE);
    if (!existsSync(gevonden)) return false;
    neemOver(gevonden, doel);
    zeg(`nats-server ${UITGAVE} is opgehaald bij het NATS-project en gecontroleerd.`);
    return true;
  } finally {
    rmSync(map, { recursive: true, force: true });
  }
}

function neemOver(van: string, naar: string): void {
  copyFileSync(van, `${naar}.nieuw`);
  chmodSync(`${naar}.nieuw`, 0o755);
  copyFileSync(`${naar}.nieuw`, naar);
  chmodSync(naar, 0o755);
  rmSync(`${naar}.nieuw`);
}

async function haal(bestand: string): Promise<Buffer | null> {
  try {
    const antwoord = await fetch(`${BRON}/${bestand}`, { signal: AbortSignal.timeout(120_000) });
    return antwoord.ok ? Buffer.from(await antwoord.arrayBuffer()) : null;
  } catch {
    return null; // no network, or none to there: the caller says what to install
  }
}

