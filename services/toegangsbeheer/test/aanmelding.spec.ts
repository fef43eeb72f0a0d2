import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { OVERBRUGGE, VOORBEELDSTAD, WERKORGANISATIE } from '@bronhuis/testing';
import { ACCESS_TOKEN, DEMONSTRATIEPERSOON, opent, PAD, TOKEN_EXCHANGE, type Huis, type Verklaringswens } from './omgeving.ts';

const PRODUCTIE = '00000001999990033000';
let huis: Huis;
beforeAll(async () => {
  huis = await opent();
  await huis.sql(`insert into organisatie (oin, naam, soort, type) values ($1, 'Gemeente Echt', 'productie', 'gemeente')`, [PRODUCTIE]);
  await huis.sql(
    `insert into persoon (organisatie, id, naam, omschrijving, soort, rollen) values ($1, 'noor', 'Noor', 'x', 'medewerker', '{behandelaar}')`,
    [PRODUCTIE],
  );
});
afterAll(() => huis.stop());

const meldAan = (persoon: string | undefined, organisatie: string, wens: Verklaringswens = {}) =>
  huis.vraagToken({ grant_type: DEMONSTRATIEPERSOON, persoon, organisatie }, { client: 'component-portaal', ...wens });

describe('aanmelden als demonstratiepersoon', () => {
  it('geeft een token zonder doel, voor de werkgever van de medewerker', async () => {
    const { status, persoon } = await meldAan('noor', OVERBRUGGE);
    expect(status).toBe(200);
    expect(persoon).toEqual({ id: 'noor', naam: 'Noor de Graaf', soort: 'medewerker', rollen: ['behandelaar'] });
    const c = decodeJwt(await huis.meldAan('noor'));
    expect(c).toMatchObject({ sub: 'noor', soort: 'medewerker', organisatie: OVERBRUGGE, act: { sub: WERKORGANISATIE }, client_id: 'component-portaal' });
    expect(c['verwerkingsactiviteit']).toBeUndefined();
  });

  it('kent een inwoner als pseudoniem van de gemeente: geen BSN in het token of in de database', async () => {
    const token = await huis.meldAan('bakker');
    const verwacht = huis.geheimen.pseudonimiseerder.pseudoniem(OVERBRUGGE, 'bsn', '999993021');
    expect(decodeJwt(token)).toMatchObject({ soort: 'inwoner', rollen: ['inwoner'], betrokkene: { soort: 'bsn', pseudoniem: verwacht } });
    expect(JSON.stringify(decodeJwt(token))).not.toContain('99999302');
    expect(decodeJwt(await huis.meldAan('bakker', VOORBEELDSTAD))).not.toMatchObject({ betrokkene: { pseudoniem: verwacht } });
    for (const tabel of ['persoon', 'aanmelding', 'bron.verwerking_uit', 'beslissing']) {
      expect(await huis.sql(`select 1 from ${tabel} t where t::text like '%999993021%'`)).toEqual([]);
    }
  });

  it('wordt vastgelegd, met de beslissing', async () => {
    await huis.meldAan('thijs');
    const rijen = await huis.sql<{ organisatie: string; applicatie: string }>(`select organisatie, applicatie from aanmelding where persoon = 'thijs'`);
    expect(rijen).toEqual([{ organisatie: OVERBRUGGE, applicatie: 'component-portaal' }]);
    const [b] = await huis.sql<{ b: { wie: object; besluit: string } }>(`select beslissing as b from bron.verwerking_uit where beslissing->>'actie' = 'aanmeldingen:aanmaken' and beslissing->'wie'->>'id' = 'thijs'`);
    expect(b?.b).toMatchObject({ besluit: 'toegestaan', wie: { soort: 'medewerker', id: 'thijs', applicatie: 'component-portaal', rollen: ['gegevenseigenaar', 'teamleider'] } });
  });

  it('kan nooit bij een organisatie van de soort productie', async () => {
    expect(await meldAan('noor', PRODUCTIE)).toMatchObject({ status: 400, error: 'invalid_grant', error_description: expect.stringContaining('demonstratieorganisatie') });
    expect((await huis.roep('GET', `${PAD}/demonstratiepersonen?organisatie=${PRODUCTIE}`)).status).toBe(403);
    expect(await huis.sql('select 1 from aanmelding where organisatie = $1', [PRODUCTIE])).toEqual([]);
  });

  it('kan alleen door het portaal, met een verklaring die nog niet is gebruikt', async () => {
    expect(await meldAan('noor', OVERBRUGGE, { client: 'zaaksysteem' })).toMatchObject({ status: 400, error: 'unauthorized_client' });
    const jti = randomUUID();
    expect((await Promise.all([1, 2].map(() => meldAan('noor', OVERBRUGGE, { jti })))).map((a) => a.status).sort()).toEqual([200, 401]);
  });

  it('kan niet als iemand die er niet is, of bij een andere gemeente werkt', async () => {
    for (const [persoon, organisatie] of [['niemand', OVERBRUGGE], ['greet', VOORBEELDSTAD]] as const) expect(await meldAan(persoon, organisatie)).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect(await meldAan(undefined, OVERBRUGGE)).toMatchObject({ status: 400, error: 'invalid_request' });
  });

  it('begint met een lijst van personen, zonder BSN', async () => {
    const { body, tekst } = await huis.roep<{ resultaten: { id: string }[] }>('GET', `${PAD}/demonstratiepersonen?organisatie=${OVERBRUGGE}`);
    expect(body.resultaten.map((p) => p.id)).toEqual(expect.arrayContaining(['noor', 'thijs', 'willem', 'ingrid', 'arjan', 'greet', 'farida', 'bas', 'petra', 'carla', 'bakker', 'dewit']));
    expect(tekst).not.toContain('99999');
  });
});

describe('wisselen voor een doel (RFC 8693)', () => {
  const wissel = async (velden: Record<string, string>, client = 'component-portaal') =>
    huis.vraagToken({ grant_type: TOKEN_EXCHANGE, subject_token_type: ACCESS_TOKEN, ...velden }, { client });

  it('geeft dezelfde persoon, voor dezelfde organisatie, met een doel', async () => {
    const subject = await huis.meldAan('ingrid');
    const t = await wissel({ subject_token: subject, verwerkingsactiviteit: 'VA-03' });
    expect(t).toMatchObject({ status: 200, issued_token_type: 'urn:ietf:params:oauth:token-type:access_token' });
    expect(decodeJwt(t.access_token!)).toMatchObject({ sub: 'ingrid', organisatie: OVERBRUGGE, act: { sub: WERKORGANISATIE }, verwerkingsactiviteit: 'VA-03', rollen: ['informatiebeheerder'] });
  });

  it('kan ook zonder doel, om langer aangemeld te blijven', async () => {
    const t = await wissel({ subject_token: await huis.meldAan('bakker') });
    expect(decodeJwt(t.access_token!)).toMatchObject({ sub: 'bakker', soort: 'inwoner', betrokkene: { soort: 'bsn' } });
  });

  it('kan niet na een geëindigd mandaat, niet voor een onbekend doel en niet door een ander', async () => {
    const noor = await huis.meldAan('noor', VOORBEELDSTAD);
    expect((await wissel({ subject_token: noor, verwerkingsactiviteit: 'VA-01' })).error_description).toContain('is geëindigd op');
    expect(await wissel({ subject_token: noor, verwerkingsactiviteit: 'VA-99' })).toMatchObject({ status: 400, error: 'invalid_scope' });
    expect(await wissel({ subject_token: noor, verwerkingsactiviteit: 'VA-02' }, 'zaaksysteem')).toMatchObject({ status: 400, error: 'invalid_request' });
    expect(await wissel({ subject_token: 'onzin', verwerkingsactiviteit: 'VA-02' })).toMatchObject({ status: 400, error: 'invalid_request' });
  });
});
