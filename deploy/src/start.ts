import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Startfout } from '@bronhuis/testing/servers';
import { leesConfig, WORTEL, type Config } from './lokaal/config.ts';
import { Huis, organisaties } from './lokaal/huis.ts';
import { Melding, zeg } from './lokaal/melding.ts';

const seconden = (): string => (performance.now() / 1000).toFixed(1).replace('.', ',');

function wijsDeWeg(c: Config): void {
  const poort = c.poorten.gateway;
  const mensen = JSON.parse(readFileSync(join(WORTEL, 'services/toegangsbeheer/demonstratie/personen.json'), 'utf8')) as { naam: string; omschrijving: string }[];
  zeg(`\n  Bronhuis is gereed (${seconden()} s).\n`);
  for (const o of organisaties()) if (o.type === 'gemeente') zeg(`  ${o.naam.padEnd(26)} http://${o.hosts[0]}:${poort}/`);
  zeg(`  ${'Documentatie van de API'.padEnd(26)} http://localhost:${poort}/docs`);
  zeg('\n  Meld u aan als een van deze demonstratiepersonen:');
  for (const m of mensen) zeg(`    ${m.naam.padEnd(24)} ${m.omschrijving}`);
  zeg('\n  Het hele verhaal, stap voor stap:  npm run keten');
  zeg('  Stoppen: Ctrl-C. De gegevens blijven bewaard.\n');
}

async function loop(): Promise<void> {
  const config = leesConfig(process.env);
  const huis = new Huis(config);
  let keer = 0;
  const stop = (): void => {
    keer++;
    if (keer > 1) {
      huis.doodNu();
      process.exit(1);
    }
    zeg('\n  Stoppen…');
    huis.stop().then(
      () => {
        zeg('  Gestopt.');
        process.exit(0);
      },
      (fout: unknown) => {
        zeg(`  Het stoppen ging niet goed: ${String(fout)}`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('SIGHUP', stop);
  // Who reads along may stop reading (`npm start | head`); what runs goes on.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  // Nothing of ours may stay behind alone.
  process.on('uncaughtException', (fout) => {
    zeg(`  Er ging iets mis dat niet hoort te gebeuren: ${fout.stack ?? String(fout)}`);
    void huis.stop().finally(() => process.exit(1));
  });
  try {
    zeg('\n  Bronhuis start…');
    await huis.start();
    if (keer === 0) wijsDeWeg(config);
  } catch (fout) {
    if (keer > 0) return; // being stopped explains it
    await huis.stop();
    throw fout;
  }
}

loop().catch((fout: unknown) => {
  // A newcomer gets a sentence; whoever mends Bronhuis gets the stack.
  process.stderr.write(`\n  ${fout instanceof Melding || fout instanceof Startfout ? fout.message : `Er ging iets mis dat niet hoort te gebeuren: ${fout instanceof Error ? fout.stack : String(fout)}`}\n\n`);
  process.exit(1);
});
