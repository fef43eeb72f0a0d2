import { roep } from '@bronhuis/testing';
import type { Draaiend } from '@bronhuis/component';
import { BAKKER, P, Proef } from './hulp.ts';
import { tweede } from './tweede.ts';

let proef: Proef;
let ander: Draaiend;
beforeAll(async () => {
  proef = await Proef.start();
  ander = await tweede(proef.o);
});
afterAll(async () => {
  await ander.stop();
  await proef.stop();
});

type Stand = { gegevens: { plaats: string } };

/** Reads, adds its own name, and tries again as long as somebody else was first. Gives how often it was too late. */
async function schrijf(url: string, id: string, naam: string, token: string): Promise<number> {
  for (let telaat = 0; ; telaat++) {
    const gelezen = await roep<Stand>(url, null, 'GET', `${P}/objecten/${id}`, { token });
    expect(gelezen.status).toBe(200);
    const plaats = `${gelezen.body.gegevens.plaats},${naam}`;
    const headers = { 'if-match': String(gelezen.headers.get('etag')) };
    // Half of them in one way, half in the other.
    const a = naam.charCodeAt(1) % 2 === 0
      ? await roep(url, null, 'PUT', `${P}/objecten/${id}`, { token, headers, body: { beginGeldigheid: '2024-01-01', gegevens: { plaats, houder: { bsn: BAKKER, naam: 'Naam' } } } })
      : await roep(url, null, 'PATCH', `${P}/objecten/${id}?geldigOp=2024-01-01`, { token, headers: { ...headers, 'content-type': 'application/merge-patch+json' }, body: { gegevens: { plaats } } });
    if (a.status === 200) return telaat;
    expect([a.status, a.tekst]).toEqual([412, expect.any(String)]);
  }
}

it('of fifty writers on one object, in two processes, none is lost, none gets an error, and the history is unbroken', async () => {
  const token = await proef.token();
  const id = String((await proef.standplaats({ gegevens: { plaats: 'begin', houder: { bsn: BAKKER, naam: 'Naam' } } })).body['id']);
  const namen = Array.from({ length: 50 }, (_, i) => String.fromCharCode(97 + Math.floor(i / 10), 97 + (i % 10)));
  const telaat = await Promise.all(namen.map((naam, i) => schrijf(i % 2 === 0 ? proef.o.url : ander.url, id, naam, token)));
  // Without a struggle there was nothing to lose.
  expect(telaat.reduce((a, b) => a + b, 0)).toBeGreaterThan(50);

  const eind = await proef.roep<Stand>('GET', `/objecten/${id}`);
  expect(eind.body.gegevens.plaats.split(',').sort()).toEqual(['begin', ...namen].sort());
  expect(eind.headers.get('etag')).toBe('"51"');

  type Lijn = { resultaten: { versie: number; tijdstipRegistratie: string; eindRegistratie: string | null; gegevens: { plaats: string }; vastgelegdDoor: { trace: string } }[] };
  const { resultaten } = (await proef.roep<Lijn>('GET', `/objecten/${id}/tijdlijn`)).body;
  expect(resultaten.map((v) => v.versie)).toEqual(Array.from({ length: 51 }, (_, i) => i + 1));
  resultaten.slice(1).forEach((v, i) => {
    const vorige = resultaten[i];
    // Each builds on the one before, and knows it ended when this one came.
    expect(v.gegevens.plaats.startsWith(`${vorige?.gegevens.plaats},`)).toBe(true);
    expect(v.tijdstipRegistratie > String(vorige?.tijdstipRegistratie)).toBe(true);
    expect(vorige?.eindRegistratie).toBe(v.tijdstipRegistratie);
  });
  expect(new Set(resultaten.map((v) => v.vastgelegdDoor.trace)).size).toBe(51);
  expect((await proef.gebeurtenissen(id)).map((g) => Number(g.sequence))).toEqual(Array.from({ length: 51 }, (_, i) => i + 1));
  expect(await proef.tel("bron.verwerking_uit where onderwerp = $1 and verwerking->>'handeling' in ('Registratie vastgelegd', 'Registratie gewijzigd')", [id])).toBe(51);
}, 120_000);
