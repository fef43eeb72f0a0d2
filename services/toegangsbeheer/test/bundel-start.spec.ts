import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bouwComponent, leesConfig, type Draaiend } from '@bronhuis/component';
import { roep, wachtTot } from '@bronhuis/testing';
import { decodeJwt } from 'jose';
import { definitie } from '../src/definitie.ts';
import { opent, PAD, type Huis } from './omgeving.ts';

let huis: Huis;
let weer: Draaiend | undefined;
beforeAll(async () => {
  huis = await opent();
});
afterAll(async () => {
  await weer?.stop();
  await huis.stop();
});

it('dient na een start niemand zonder bundel van nu: een token dat intussen is ingetrokken geldt nergens meer', async () => {
  const [bas, noor] = [await huis.als('bas'), await huis.als('noor')];
  await huis.draaiend.stop();
  // Another process revokes it while this one is down.
  await huis.sql(
    `with i as (insert into intrekking (organisatie, id, jti, reden, tijdstip, tot, door) values ($1, gen_random_uuid(), $2, 'Proef', now(), now() + interval '1 hour', 'bas') returning 1)
     update bundelstand set stand = stand + (select count(*) from i)`,
    [decodeJwt(noor)['organisatie'], decodeJwt(noor).jti],
  );
  // What it needs for the bundle cannot be had at the moment of its start.
  await huis.sql('alter table bundelstand rename to even_weg');
  const omgeving = {
    PORT: '0', DATABASE_URL: huis.db.toepassing, DATABASE_URL_WERKER: huis.db.werker, NATS_URL: huis.nats.url, NATS_VOORVOEGSEL: huis.nats.voorvoegsel,
    TOEGANGSBEHEER_URL: huis.buiten.url, GATEWAY_URL: huis.buiten.url, GEHEIMEN_MAP: huis.geheimen.map, GEGEVENS_MAP: huis.gegevensMap, LOG_NIVEAU: 'fatal',
  };
  const { url } = (weer = await bouwComponent(definitie, leesConfig(omgeving, { database: true, eigen: definitie.instellingen ?? {} }), huis.klok));
  const geldt = async (token: string): Promise<number> => (await roep(url, null, 'GET', `${PAD}/applicaties`, { token })).status;
  expect([await geldt(noor), await geldt(bas)]).toEqual([503, 503]);
  expect((await fetch(`${url}/health/ready`)).status).toBe(503);
  await huis.sql('alter table even_weg rename to bundelstand');
  await wachtTot(async () => (await geldt(bas)) === 200, { ms: 30_000, wat: 'een bundel' });
  expect(await geldt(noor)).toBe(401);
  expect(existsSync(join(huis.gegevensMap, 'bundel.jws'))).toBe(false);
});
