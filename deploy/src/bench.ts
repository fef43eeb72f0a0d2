import { writeFileSync } from 'node:fs';
import { aanmaken } from './bench/aanmaken.meting.ts';
import { besluiten } from './bench/besluiten.meting.ts';
import { tabel, type Cijfer, type Meting } from './bench/cijfer.ts';
import { events } from './bench/events.meting.ts';
import { lezen } from './bench/lezen.meting.ts';
import { lijsten } from './bench/lijsten.meting.ts';
import { laden } from './bench/registers/laden.meting.ts';
import { tempo } from './bench/registers/tempo.meting.ts';
import { uitvoer } from './bench/registers/uitvoer.meting.ts';
import { vragen } from './bench/registers/vragen.meting.ts';
import { starten } from './bench/start.meting.ts';
import { Suite } from './bench/suite.ts';
import { besluitlog } from './bench/tokens/besluitlog.meting.ts';
import { doorwerking } from './bench/tokens/doorwerking.meting.ts';
import { evaluaties } from './bench/tokens/evaluaties.meting.ts';
import { uitgifte } from './bench/tokens/uitgifte.meting.ts';
import { vastleggen } from './bench/vastleggen.meting.ts';

// `npm run bench [-- subjects] [--json FILE]`. A missed goal is shown and stops nothing; a measurement that breaks is
// shown too, and makes the run fail at its end.
const ONDERWERPEN: Record<string, Meting[]> = {
  keten: [starten, lezen, aanmaken, events, vastleggen],
  registers: [laden, vragen, uitvoer, tempo],
  toegang: [besluiten, lijsten],
  tokens: [uitgifte, doorwerking, evaluaties, besluitlog],
};

interface Vraag {
  onderwerpen: string[];
  json: string | null;
}

function leesVraag(argumenten: string[]): Vraag {
  const over = argumenten.filter((a) => a !== '--');
  const plaats = over.indexOf('--json');
  const json = plaats < 0 ? null : (over.splice(plaats, 2)[1] ?? '');
  const onbekend = over.filter((o) => !ONDERWERPEN[o]);
  if (onbekend.length > 0 || json === '') {
    process.stderr.write(`\n  Gebruik: npm run bench -- [${Object.keys(ONDERWERPEN).join('|')}] [--json BESTAND]\n\n`);
    process.exit(2);
  }
  return { onderwerpen: over.length > 0 ? over : Object.keys(ONDERWERPEN), json };
}

async function meet(vraag: Vraag): Promise<{ cijfers: Cijfer[]; mislukt: string[] }> {
  const cijfers: Cijfer[] = [];
  const mislukt: string[] = [];
  const suite = await Suite.maak(process.env);
  const afbreken = (): void => void suite.stop().finally(() => process.exit(130));
  process.once('SIGINT', afbreken);
  process.once('SIGTERM', afbreken);
  try {
    for (const onderwerp of vraag.onderwerpen) {
      for (const meting of ONDERWERPEN[onderwerp] ?? []) {
        process.stdout.write(`\n  ${onderwerp}: ${meting.naam}\n`);
        try {
          if (meting !== starten && meting !== besluiten) await suite.zorgDatHijDraait();
          const nieuw = await meting.meet(suite, (tekst) => process.stdout.write(`    ${tekst}…\n`));
          cijfers.push(...nieuw.map((c) => ({ subject: onderwerp, ...c })));
          for (const c of nieuw) process.stdout.write(`    ${c.name.trim()}: ${c.value} ${c.unit}${c.met === false ? `  (doel ${c.goal} niet gehaald)` : ''}\n`);
        } catch (fout) {
          mislukt.push(`${onderwerp}: ${meting.naam}: ${(fout as Error).message}`);
          process.stdout.write(`    mislukt: ${(fout as Error).message}\n`);
        }
      }
    }
  } finally {
    await suite.stop();
  }
  return { cijfers, mislukt };
}

const vraag = leesVraag(process.argv.slice(2));
const { cijfers, mislukt } = await meet(vraag);
process.stdout.write(`\n${tabel(cijfers)}\n\n`);
for (const m of mislukt) process.stdout.write(`  Mislukt: ${m}\n`);
if (vraag.json) writeFileSync(vraag.json, `${JSON.stringify(cijfers, null, 2)}\n`);
process.exit(mislukt.length > 0 ? 1 : 0);
