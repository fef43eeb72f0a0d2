import { randomUUID } from 'node:crypto';
import Fastify from 'fastify';
import { generateKeyPair, importJWK, type JWK, jwtVerify, SignJWT } from 'jose';
import pg from 'pg';
import { uuidv7 } from '@bronhuis/standaarden';

// What toegangsbeheer is compared with: Fastify, pg and jose doing the least that such an endpoint must, for one client,
// without rules, registers or organisations. A process of its own, with the tables of `voorraad.ts`.
const [url, poort, gegevens] = process.argv.slice(2) as [string, string, string];
const { sleutel } = JSON.parse(gegevens) as { sleutel: JWK };
const van = await importJWK(sleutel, 'EdDSA');
const { privateKey } = await generateKeyPair('PS256', { modulusLength: 2048 });
const pool = new pg.Pool({ connectionString: url, max: 8 });

interface Wachtend {
  record: string;
  klaar: () => void;
  mislukt: (fout: unknown) => void;
}
let wachtend: Wachtend[] = [];
let bezig = false;

/** One INSERT at a time; what comes meanwhile, some milliseconds, is the next. */
function schrijf(record: string): Promise<void> {
  return new Promise((klaar, mislukt) => {
    wachtend.push({ record, klaar, mislukt });
    if (bezig) return;
    bezig = true;
    setImmediate(() => void leegmaken());
  });
}

async function leegmaken(): Promise<void> {
  while (wachtend.length > 0) {
    const groep = wachtend;
    wachtend = [];
    try {
      await pool.query({ name: 'groep', text: 'insert into public.bench_record (record) select r::json from unnest($1::text[]) r', values: [groep.map((w) => w.record)] });
      for (const w of groep) w.klaar();
    } catch (fout) {
      for (const w of groep) w.mislukt(fout);
    }
  }
  bezig = false;
}

const maakRecord = (inhoud: object): { id: string; record: string } => {
  const id = uuidv7();
  const trace = id.replaceAll('-', '');
  const vast = { traceId: trace, spanId: trace.slice(16), organisatie: '00000001999990007000', uitvoerder: '00000001999990020000', component: 'registers', klasse: 'doelgebonden' };
  const uitkomst = { besluit: 'toegestaan', redenen: [], beleid: ['dossiers-voor-het-doel'], bundel: { versie: 1, hash: 'f'.repeat(64) }, motor: 'kaal' };
  return { id, record: JSON.stringify({ id, ...vast, ...inhoud, ...uitkomst }) };
};

const app = Fastify();
app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_vraag, inhoud, klaar) => klaar(null, new URLSearchParams(inhoud as string)));

app.post<{ Body: URLSearchParams }>('/token', async (vraag) => {
  const { payload } = await jwtVerify(vraag.body.get('client_assertion') ?? '', van, { audience: 'bronhuis-toegangsbeheer', requiredClaims: ['jti', 'exp'] });
  const { rowCount } = await pool.query({
    name: 'jti',
    text: 'insert into public.bench_jti (applicatie, jti, verloopt) values ($1, $2, to_timestamp($3)) on conflict do nothing',
    values: [payload.iss, payload.jti, payload.exp],
  });
  if (rowCount !== 1) throw new Error('the assertion was used before');
  const inhoud = { organisatie: vraag.body.get('organisatie'), verwerkingsactiviteit: vraag.body.get('verwerkingsactiviteit') };
  const { record } = maakRecord({ ...inhoud, actie: 'tokens:aanmaken', wie: { soort: 'applicatie', id: payload.iss } });
  await pool.query({ name: 'record', text: 'insert into public.bench_record (record) values ($1)', values: [record] });
  const jwt = new SignJWT({ ...inhoud, sub: String(payload.iss), client_id: payload.iss, soort: 'applicatie', rollen: [] });
  const token = jwt.setIssuer('kaal').setAudience('kaal').setIssuedAt().setExpirationTime('10m').setJti(randomUUID()).setProtectedHeader({ alg: 'PS256', typ: 'at+jwt' });
  return { access_token: await token.sign(privateKey), token_type: 'Bearer', expires_in: 600 };
});

const besluit = (id: string): object => ({ decision: true, context: { id } });
app.post('/evaluation', async (vraag) => {
  const { id, record } = maakRecord(vraag.body as object);
  await schrijf(record);
  return besluit(id);
});
app.post<{ Body: { action: object; evaluations: object[] } }>('/evaluations', async ({ body: { action, evaluations } }) => {
  const records = evaluations.map((e) => maakRecord({ action, ...e }));
  await Promise.all(records.map(({ record }) => schrijf(record)));
  return { evaluations: records.map(({ id }) => besluit(id)) };
});
app.get('/health/ready', () => ({ status: 'ok' }));
await app.listen({ port: Number(poort), host: '127.0.0.1' });
process.on('SIGTERM', () => process.exit(0));
