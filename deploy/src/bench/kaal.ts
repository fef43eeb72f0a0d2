import Fastify from 'fastify';
import pg from 'pg';

// What the suite is compared with: Fastify and pg reading the same row, without anything else. A process of its own.
const [url, poort] = process.argv.slice(2) as [string, string];
const pool = url === '-' ? null : new pg.Pool({ connectionString: url, max: 8 });
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
app.get('/health/ready', () => ({ status: 'ok' }));
await app.listen({ port: Number(poort), host: '127.0.0.1' });
process.on('SIGTERM', () => process.exit(0));
