import Fastify from 'fastify';
import pg from 'pg';

// What the suite is compared with: Fastify and pg reading the same row, or asking the same SQL, without anything else. A
// process of its own. Who owns the server sees every municipality; functions want to know one all the same.
const [url, poort, sql] = process.argv.slice(2) as [string, string, string];
const vragen = JSON.parse(sql) as Record<string, string>;
const pool = url === '-' ? null : new pg.Pool({ connectionString: url, max: 8, options: '-c bron.organisatie=00000001999990007000 -c jit=off' });
const app = Fastify();
app.get<{ Params: { id: string } }>('/objecten/:id', async (vraag, antwoord) => {
  const { rows } = await (pool as pg.Pool).query<{ tekst: string }>({
    name: 'lees',
    text: `select json_build_object('id', o.id, 'objecttype', o.objecttype, 'versie', v.versie, 'beginGeldigheid', v.begin_geldigheid, 'gegevens', v.gegevens)::text as tekst
           from object o join object_versie v on v.organisatie = o.organisatie and v.object = o.id where o.organisatie = $1 and o.id = $2`,
    values: ['00000001999990007000', vraag.params.id],
  });
  return antwoord.header('content-type', 'application/json; charset=utf-8').send(rows[0]?.tekst);
});
// One question may be more than one statement; what the last of them gives is the answer.
app.post<{ Body: { naam: string; waarden: (string | null)[] }[] }>('/vraag', async (vraag, antwoord) => {
  let rijen: Record<string, string>[] = [];
  for (const { naam, waarden } of vraag.body) rijen = (await (pool as pg.Pool).query<Record<string, string>>({ name: naam, text: vragen[naam] as string, values: waarden })).rows;
  return antwoord.header('content-type', 'application/json; charset=utf-8').send(`[${rijen.map((r) => Object.values(r)[0]).join(',')}]`);
});
app.get('/health/ready', () => ({ status: 'ok' }));
await app.listen({ port: Number(poort), host: '127.0.0.1' });
process.on('SIGTERM', () => process.exit(0));
