import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { uuidv7 } from '@bronhuis/standaarden';
import { wachtTot } from '@bronhuis/testing';
import { COMPONENT, GEWIJZIGD, inStroom, maakOmgeving, OVERBRUGGE, VOORBEELDSTAD, wijzig, type Omgeving } from './hulp.ts';

const WORTEL = join(import.meta.dirname, '../../..');
const AANTAL = 60;

type Stap = { voor?: string; na?: string };
type Rol = 'relay' | 'consument';

// The child runs what was built.
beforeAll(() => {
  execFileSync(process.execPath, [join(WORTEL, 'node_modules/typescript/bin/tsc'), '-b', join(WORTEL, 'libs/events')], { cwd: WORTEL });
});

let o: Omgeving;
const kinderen: { kill(s: NodeJS.Signals): boolean }[] = [];
beforeEach(async () => {
  o = await maakOmgeving({ ackWaitMs: 2_000 });
});
afterEach(async () => {
  for (const k of kinderen.splice(0)) k.kill('SIGKILL');
  await o.sluit();
});

function start(rol: Rol, stap: Stap | null): ReturnType<typeof spawn> {
  const gegevens = { db: o.db, natsUrl: o.natsUrl, voorvoegsel: o.voorvoegsel, component: COMPONENT, type: GEWIJZIGD, rol, stap };
  const kind = spawn(process.execPath, [join(import.meta.dirname, 'kind.mjs'), JSON.stringify(gegevens)], { cwd: WORTEL, stdio: ['ignore', 'ignore', 'inherit'] });
  kinderen.push(kind);
  return kind;
}

async function schrijf(): Promise<void> {
  for (let i = 0; i < AANTAL; i++) await wijzig(o.bron, i % 2 ? OVERBRUGGE : VOORBEELDSTAD, uuidv7());
}

const stappen: [Rol, string, Stap][] = [
  ['relay', 'after selecting, before publishing', { na: 'from bron.verwerking_uit where verzonden is null order' }],
  ['relay', 'after publishing, before marking', { voor: 'update bron.uitgaand set verzonden' }],
  ['relay', 'with marking and commit on their way', { na: 'update bron.uitgaand set verzonden' }],
  ['consument', 'after the claim, before handling', { na: 'insert into bron.inkomend as i' }],
  ['consument', 'in a handler', { na: 'insert into gedaan' }],
  ['consument', 'before the commit', { voor: '^commit$' }],
  ['consument', 'after the commit, before the acknowledgement', { na: '^commit$' }],
];

test.each(stappen)('killed (%s) %s: each event is there and handled exactly once', async (rol, _, stap) => {
  await schrijf();
  if (rol === 'consument') start('relay', null);
  const slachtoffer = start(rol, stap);
  const [, signaal] = (await once(slachtoffer, 'exit')) as [number | null, string | null];
  expect(signaal).toBe('SIGKILL');
  start(rol, null);
  if (rol === 'relay') start('consument', null);
  await wachtTot(async () => (await o.beheer.query(`select 1 from bron.uitgaand where verzonden is null`)).rowCount === 0, { ms: 60_000, wat: 'een lege wachtrij' });
  // What the dead one had in hand comes back when the server stops waiting for its acknowledgement.
  await wachtTot(async () => (await o.gedaan()).length >= AANTAL, { ms: 60_000, wat: 'alle events afgehandeld' });
  const gedaan = await o.gedaan();
  expect(gedaan).toHaveLength(AANTAL);
  expect(new Set(gedaan.map((g) => g.event)).size).toBe(AANTAL);
  expect(new Set((await inStroom(o)).map((b) => b.msgId)).size).toBe(AANTAL);
}, 180_000); // three starts of Node, on a machine that may be busy
