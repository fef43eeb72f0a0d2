import { connect, headers } from '@nats-io/transport-node';
import { compactVerify, importJWK } from 'jose';
import { maakCloudEvent, nieuweTrace } from '@bronhuis/standaarden';
import type { Bundel } from '@bronhuis/toegang';
import { OVERBRUGGE, VOORBEELDSTAD, WERKORGANISATIE, wachtTot } from '@bronhuis/testing';
import { laadDemonstratie } from '../src/demonstratie/laden.ts';
import { opent, PAD, type Huis } from './omgeving.ts';

let huis: Huis;
beforeAll(async () => {
  huis = await opent();
});
afterAll(() => huis.stop());

async function haal(etag?: string): Promise<{ status: number; etag: string; jws: string; bundel: () => Promise<Bundel> }> {
  const a = await fetch(`${huis.url}${PAD}/bundel`, { headers: etag ? { 'if-none-match': etag } : {} });
  const jws = await a.text();
  const bundel = async (): Promise<Bundel> => {
    const { payload } = await compactVerify(jws, await importJWK(huis.geheimen.bundel.publiek, 'EdDSA'), { algorithms: ['EdDSA'] });
    return JSON.parse(Buffer.from(payload).toString('utf8')) as Bundel;
  };
  return { status: a.status, etag: a.headers.get('etag') ?? '', jws, bundel };
}

describe('bundel voor de onderdelen', () => {
  it('is ondertekend en bevat alles om te beslissen, en geen personen', async () => {
    const { bundel, jws } = await haal();
    const b = await bundel();
    expect(b.organisaties.map((o) => o.oin)).toEqual([OVERBRUGGE, VOORBEELDSTAD, WERKORGANISATIE]);
    expect(b.activiteiten.filter((a) => a.organisatie === OVERBRUGGE).map((a) => a.id)).toEqual(['VA-01', 'VA-02', 'VA-03', 'VA-04', 'VA-05', 'VA-06', 'VA-07']);
    expect(b.activiteiten.find((a) => a.id === 'VA-06')).toMatchObject({ vertrouwelijk: true, bestuursorgaan: 'burgemeester', werkproces: 'toezicht' });
    expect(b.bevoegdheden.find((x) => x.organisatie === OVERBRUGGE)).toMatchObject({ uitvoerder: WERKORGANISATIE, activiteiten: ['*'], tot: null });
    expect(b.beleid.map((r) => r.id)).toContain('grens-bevoegdheid');
    expect(b.jwks).toHaveLength(2);
    expect(Buffer.from(jws.split('.')[1]!, 'base64url').toString()).not.toMatch(/Noor|Bakker|99999302/);
  });

  it('is met een andere handtekening niet geldig', async () => {
    const { jws } = await haal();
    const [kop, inhoud, handtekening] = jws.split('.') as [string, string, string];
    const anders = Buffer.from(Buffer.from(inhoud, 'base64url').toString().replace(WERKORGANISATIE, VOORBEELDSTAD)).toString('base64url');
    const sleutel = await importJWK(huis.geheimen.bundel.publiek, 'EdDSA');
    await expect(compactVerify(`${kop}.${anders}.${handtekening}`, sleutel)).rejects.toThrow('signature');
  });

  it('wordt niet opnieuw gestuurd aan wie haar heeft (ETag)', async () => {
    const { etag } = await haal();
    expect(await haal(etag)).toMatchObject({ status: 304, etag, jws: '' });
    expect((await haal('"oud"')).status).toBe(200);
  });

  it('krijgt een nieuwe versie bij elke wijziging, en alleen dan', async () => {
    const voor = await (await haal()).bundel();
    expect((await (await haal()).bundel()).versie).toBe(voor.versie);
    const { status } = await huis.roep('POST', `${PAD}/bevoegdheden`, {
      token: await huis.als('bas'),
      body: { uitvoerder: VOORBEELDSTAD, naam: 'Regionale samenwerking', soort: 'delegatie', activiteiten: ['VA-04'], van: '2026-01-01', tot: null },
    });
    expect(status).toBe(201);
    const na = await (await haal()).bundel();
    expect(na.versie).toBe(voor.versie + 1);
    expect(na.hash).not.toBe(voor.hash);
    expect(na.bevoegdheden).toContainEqual(expect.objectContaining({ organisatie: OVERBRUGGE, uitvoerder: VOORBEELDSTAD, soort: 'delegatie' }));
  });

  it('blijft één rij van versies als velen tegelijk vragen', async () => {
    await huis.sql('update bundelstand set stand = stand + 1');
    await huis.sql(`update organisatie set hosts = hosts || '{extra.localhost}' where oin = $1`, [VOORBEELDSTAD]);
    const voor = await huis.sql<{ n: number }>('select count(*)::int as n from bundel');
    const alle = await Promise.all(Array.from({ length: 8 }, () => haal()));
    expect(new Set(alle.map((a) => a.etag)).size).toBe(1);
    expect((await huis.sql<{ n: number }>('select count(*)::int as n from bundel'))[0]!.n).toBe(voor[0]!.n + 1);
  });
});

describe('eerste start', () => {
  it('beslist met een eigen bundel, zonder gegevens en zonder kring', async () => {
    const leeg = await opent({ leeg: true });
    try {
      expect(leeg.draaiend.bundelhouder!.gereed()).toBe(true);
      expect((await fetch(`${leeg.url}/health/ready`)).status).toBe(200);
      expect(leeg.draaiend.bundelhouder!.huidige().bundel.organisaties).toEqual([]);
      expect(leeg.buiten.gemist).toEqual([]);
    } finally {
      await leeg.stop();
    }
  });

  it('laadt de demonstratie één keer', async () => {
    const laad = () => laadDemonstratie({ bron: huis.draaiend.bron!, klok: huis.klok, geheimenMap: huis.geheimen.map, pseudonimiseerder: huis.geheimen.pseudonimiseerder });
    const voor = await (await haal()).bundel();
    expect(await laad()).toBe(0);
    expect((await (await haal()).bundel()).versie).toBe(voor.versie);
  });
});

describe('verwerkingsactiviteiten komen van verantwoording', () => {
  it('vervangen de meegeleverde zodra een event het zegt', async () => {
    const vorm = { organisatie: OVERBRUGGE, id: 'VA-01', naam: 'Evenementen', werkproces: 'vergunningverlening', bestuursorgaan: 'burgemeester', vertrouwelijk: false };
    const versies = [{ ...vorm, versie: 1, van: '2020-01-01', tot: '2025-12-31' }, { ...vorm, versie: 2, van: '2026-01-01', tot: null }];
    const event = maakCloudEvent({
      organisatie: OVERBRUGGE, component: 'verantwoording', type: 'nl.gemeente.verwerkingsactiviteiten.activiteit-gewijzigd',
      subject: '7d1f6f0a-0009-4000-8000-000000000009', versie: 2, data: { ...versies[1], versies }, traceparent: nieuweTrace(), tijd: new Date(),
    });
    const nc = await connect({ servers: huis.nats.url });
    const h = headers();
    h.set('Nats-Msg-Id', event.id);
    await nc.request(`${huis.nats.voorvoegsel}.verantwoording.${OVERBRUGGE}.verwerkingsactiviteiten.activiteit-gewijzigd`, JSON.stringify(event), { headers: h, timeout: 5000 });
    await nc.close();
    await wachtTot(async () => (await (await haal()).bundel()).activiteiten.some((a) => a.organisatie === OVERBRUGGE && a.id === 'VA-01' && a.versie === 2), { ms: 10_000, wat: 'version 2 in the bundle' });
    const b = await (await haal()).bundel();
    expect(b.activiteiten.filter((a) => a.organisatie === OVERBRUGGE && a.id === 'VA-01').map((a) => a.versie)).toEqual([2, 1]);
    expect(b.activiteiten.filter((a) => a.organisatie === VOORBEELDSTAD && a.id === 'VA-01').map((a) => a.versie)).toEqual([1]);
  });
});
