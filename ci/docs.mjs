// What a machine can check of the documentation: links lead somewhere, commands exist, settings are named.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

let gelukt = 0;
let mislukt = 0;
const toets = (naam, goed, meer = '') => {
  if (goed) gelukt++;
  else {
    mislukt++;
    console.log(`  ✘ ${naam} ${meer}`);
  }
};

const bestanden = execFileSync('git', ['ls-files', '*.md'], { encoding: 'utf8' }).trim().split('\n').filter((b) => b !== 'LICENSE');
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));

for (const bestand of bestanden) {
  const tekst = readFileSync(bestand, 'utf8');
  for (const [, doel] of tekst.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)) {
    toets(`${bestand}: link ${doel}`, existsSync(join(dirname(bestand), doel)), 'leads nowhere');
  }
  for (const [, script] of tekst.matchAll(/npm run ([a-z:-]+)/g)) toets(`${bestand}: npm run ${script}`, script in scripts, 'is no script');
  for (const [, pad] of tekst.matchAll(/node ((?:services|gateway|deploy|libs)\/[\w/.-]+\.(?:js|mjs))/g)) toets(`${bestand}: ${pad}`, existsSync(pad) || existsSync(pad.replace('/dist/', '/').replace(/\.js$/, '.ts')), 'is not there');
}

for (const map of execFileSync('git', ['ls-files', 'libs/*/package.json', 'services/*/package.json', 'gateway/package.json', 'deploy/package.json'], { encoding: 'utf8' }).trim().split('\n')) {
  const readme = join(dirname(map), 'README.md');
  toets(`${readme} is there`, existsSync(readme));
  if (existsSync(readme)) toets(`${readme} fits on a page`, readFileSync(readme, 'utf8').split('\n').length <= 120, 'is longer than a page');
}

const wortel = readFileSync('README.md', 'utf8');
for (const eis of ['npm start', 'npm test', 'curl', 'docker', 'helm']) toets(`README.md says ${eis}`, wortel.includes(eis));
console.log(`${gelukt} passed, ${mislukt} failed`);
process.exit(mislukt === 0 ? 0 : 1);
