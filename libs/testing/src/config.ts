/** The test library's own settings: the servers that are already there, else those of the global set-up. */
export function testServers(): { pg: string; nats: string } {
  const pg = process.env['BRONHUIS_TEST_PG'];
  const nats = process.env['BRONHUIS_TEST_NATS'];
  if (!pg || !nats) {
    throw new Error('Geen testservers: start de tests met `npm test`, of zet BRONHUIS_TEST_PG en BRONHUIS_TEST_NATS');
  }
  return { pg, nats };
}
