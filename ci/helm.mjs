// The chart: helm lint, render for one and for three municipalities, and kubeconform strict against the schemas of
// Kubernetes itself. helm, kubeconform and the schemas come as Go modules; nothing else is fetched.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const HELM = 'helm.sh/helm/v3/cmd/helm@v3.18.6';
const KUBECONFORM = 'github.com/yannh/kubeconform/cmd/kubeconform@v0.7.0';
const KUBERNETES = 'k8s.io/kubernetes@v1.33.5';

const cache = resolve('.cache/helm');
const bin = join(cache, 'bin');
const schemas = join(cache, 'schemas');
mkdirSync(bin, { recursive: true });
mkdirSync(schemas, { recursive: true });

let gelukt = 0;
let mislukt = 0;
const toets = (naam, werk) => {
  try {
    werk();
    gelukt++;
    console.log(`  ✔ ${naam}`);
  } catch (fout) {
    mislukt++;
    console.log(`  ✘ ${naam}\n${fout.stdout ?? ''}${fout.stderr ?? ''}${fout.message}`);
  }
};

for (const [naam, module] of [['helm', HELM], ['kubeconform', KUBECONFORM]]) {
  if (existsSync(join(bin, naam))) continue;
  execFileSync('go', ['install', module], { env: { ...process.env, GOBIN: bin, GOFLAGS: '-mod=mod' }, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Every kind as a JSON Schema that stands alone and knows no other members (kubeconform -strict). */
function maakSchemas() {
  const { Dir } = JSON.parse(execFileSync('go', ['mod', 'download', '-json', KUBERNETES], { encoding: 'utf8' }));
  const { definitions } = JSON.parse(readFileSync(join(Dir, 'api/openapi-spec/swagger.json'), 'utf8'));
  const los = (s, pad) => {
    if (Array.isArray(s)) return s.map((x) => los(x, pad));
    if (s === null || typeof s !== 'object') return s;
    if (typeof s.$ref === 'string') {
      const naam = s.$ref.replace('#/definitions/', '');
      return pad.includes(naam) ? {} : los(definitions[naam], [...pad, naam]);
    }
    const uit = {};
    for (const [k, v] of Object.entries(s)) uit[k] = los(v, pad);
    if (uit.format === 'int-or-string') return { oneOf: [{ type: 'string' }, { type: 'integer' }] };
    // An optional field may be null in a manifest; Quantity is a string that may be written as a number.
    if (uit.properties && uit.additionalProperties === undefined) uit.additionalProperties = false;
    return uit;
  };
  for (const [naam, definitie] of Object.entries(definitions)) {
    for (const { group, kind, version } of definitie['x-kubernetes-group-version-kind'] ?? []) {
      const bestand = `${kind}-${group ? `${group.split('.')[0]}-` : ''}${version}.json`.toLowerCase();
      if (['deployment', 'service', 'serviceaccount', 'job', 'ingress', 'networkpolicy', 'poddisruptionbudget', 'configmap', 'persistentvolumeclaim'].includes(kind.toLowerCase())) {
        const schema = los(definitie, [naam]);
        schema.properties.apiVersion = { const: group ? `${group}/${version}` : version };
        schema.properties.kind = { const: kind };
        writeFileSync(join(schemas, bestand), JSON.stringify(schema));
      }
    }
  }
}
if (!existsSync(join(schemas, 'deployment-apps-v1.json'))) maakSchemas();

const KUBE = ['--kube-version', KUBERNETES.split('@v')[1]];
const helm = (...args) => execFileSync(join(bin, 'helm'), [...args, ...KUBE], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
const kubeconform = (manifest) => {
  const uit = spawnSync(join(bin, 'kubeconform'), ['-strict', '-summary', '-schema-location', `${schemas}/{{ .ResourceKind }}{{ .KindSuffix }}.json`, '-'], { input: manifest, encoding: 'utf8' });
  if (uit.status !== 0) throw new Error(uit.stdout + uit.stderr);
  return uit.stdout;
};

const chart = 'helm/bronhuis';
toets('helm lint', () => helm('lint', '--strict', chart));
const DEUR = ['--set', 'applicatiedeur.enabled=true', '--set', 'applicatiedeur.vanaf={192.0.2.0/24}', '--set', 'applicatiedeur.host=applicaties.overbrugge.example.nl'];
for (const [naam, waarden, aantal] of [['één gemeente', [], 1], ['drie gemeenten', ['-f', 'helm/drie-gemeenten.yaml'], 3], ['een deur voor applicaties', DEUR, 1]]) {
  let manifest = '';
  toets(`render voor ${naam}`, () => {
    manifest = helm('template', 'huis', chart, ...waarden);
    const hosts = new Set([...manifest.matchAll(/- host: (\S+)/g)].map((m) => m[1]));
    if (hosts.size !== aantal) throw new Error(`hosts: ${[...hosts].join(', ')}`);
  });
  toets(`kubeconform -strict voor ${naam}`, () => {
    const uit = kubeconform(manifest).trim();
    if (!/Valid: [1-9]/.test(uit)) throw new Error(uit);
    console.log(`    ${uit}`);
  });
  toets(`alle pods van ${naam}: niet root, root alleen-lezen, geen token`, () => {
    const pods = manifest.split(/^---$/m).filter((d) => /^kind: (Deployment|Job)$/m.test(d));
    if (pods.length < 12) throw new Error(`only ${pods.length} pods`);
    for (const p of pods) {
      for (const eis of ['runAsNonRoot: true', 'readOnlyRootFilesystem: true', 'automountServiceAccountToken: false', 'allowPrivilegeEscalation: false', 'type: RuntimeDefault']) {
        if (!p.includes(eis)) throw new Error(`${/name: (\S+)/.exec(p)?.[1]} lacks ${eis}`);
      }
    }
  });
}
toets('de deur voor applicaties: wederzijdse TLS, en de enige andere weg naar de componenten', () => {
  const delen = (...waarden) => helm('template', 'huis', chart, ...waarden).split(/^---$/m);
  if (delen().some((d) => d.includes('applicatiedeur'))) throw new Error('it is there without being asked for');
  const met = delen(...DEUR);
  const pod = met.find((d) => /^kind: Deployment$/m.test(d) && d.includes('name: huis-applicatiedeur\n')) ?? '';
  for (const eis of ['TLS_CERTIFICAAT, value: /tls/tls.crt', 'TLS_CLIENT_CA, value: /autoriteiten/ca.pem', 'TLS_CLIENT_CRL, value: /autoriteiten/crl.pem', 'name: PORT, value: "8443"', 'REGISTERS_URL']) {
    if (!pod.includes(eis)) throw new Error(`lacks ${eis}`);
  }
  if (!met.some((d) => d.includes('APPLICATIEDEUR_URL, value: https://applicaties.overbrugge.example.nl'))) throw new Error('toegangsbeheer does not say where the door is');
  if (delen(...DEUR, '--set', 'applicatiedeur.intrekkingslijsten=false').some((d) => d.includes('TLS_CLIENT_CRL'))) throw new Error('a list that is not there');
  const binnen = met.filter((d) => /^kind: NetworkPolicy$/m.test(d) && d.split(/^ {2}egress:$/m)[0].includes('app.kubernetes.io/name: applicatiedeur } }'));
  if (binnen.length !== 6) throw new Error(`${binnen.length} components let it in`);
});
toets('elke component wordt gemeten, aan een poort die er is', () => {
  const delen = helm('template', 'huis', chart, ...DEUR, '--set', 'observability.serviceMonitor=true').split(/^---$/m);
  const van = (soort) => delen.filter((d) => new RegExp(`^kind: ${soort}$`, 'm').test(d));
  const naam = (d) => /app.kubernetes.io\/name: (\S+)/.exec(d)?.[1];
  const [diensten] = van('ServiceMonitor');
  const [deuren] = van('PodMonitor');
  const apart = JSON.parse(/operator: NotIn, values: (\[.*?\])/.exec(diensten)?.[1] ?? '[]');
  if (apart.length !== 2 || !deuren.includes(JSON.stringify(apart))) throw new Error('some are measured twice, or not at all');
  const zonder = van('Service').filter((d) => !apart.includes(naam(d)) && !d.includes('name: http,')).map(naam);
  const dicht = van('Deployment').filter((d) => apart.includes(naam(d)) && !d.includes('name: metingen, containerPort: 9090')).map(naam);
  if (zonder.length + dicht.length > 0 || !diensten.includes('port: http') || !deuren.includes('port: metingen')) throw new Error(`no such port: ${[...zonder, ...dicht].join(', ')}`);
  if (van('Service').some((d) => d.includes('9090'))) throw new Error('figures are a service of their own');
});
toets('kubeconform merkt een fout', () => {
  let gemerkt = false;
  try {
    kubeconform('apiVersion: v1\nkind: Service\nmetadata: { name: x }\nspec: { poorten: [] }\n');
  } catch {
    gemerkt = true; // this is the point: a check that cannot fail proves nothing
  }
  if (!gemerkt) throw new Error('an unknown field was not noticed');
});
toets('een gemeente zonder OIN wordt geweigerd', () => {
  const uit = spawnSync(join(bin, 'helm'), ['template', 'huis', chart, '--set', 'gemeenten[0].oin=1', ...KUBE], { encoding: 'utf8' });
  if (uit.status === 0 || !/oin/.test(uit.stderr)) throw new Error(`rendered, or refused for another reason: ${uit.stderr}`);
});
console.log(`${gelukt} passed, ${mislukt} failed`);
process.exit(mislukt === 0 ? 0 : 1);
