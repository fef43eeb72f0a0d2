import { decodeJwt } from 'jose';
import { OVERBRUGGE } from '@bronhuis/testing';
import { opent, PAD, ACCESS_TOKEN, TOKEN_EXCHANGE, ZAAKSYSTEEM, type Huis } from './omgeving.ts';

let huis: Huis;
beforeAll(async () => {
  huis = await opent();
});
afterAll(() => huis.stop());

const lees = async (token: string): Promise<number> => (await huis.roep('GET', `${PAD}/applicaties`, { token })).status;
const trekIn = async (body: object) => huis.roep('POST', `${PAD}/intrekkingen`, { token: await huis.als('bas'), body });

/** Seconds until the token is refused by a component that only polls. */
async function duurtTotWeg(token: string): Promise<number> {
  const begin = Date.now();
  while ((await lees(token)) !== 401) {
    if (Date.now() - begin > 10_000) throw new Error('the token still works');
    await new Promise((klaar) => setTimeout(klaar, 100));
  }
  return (Date.now() - begin) / 1000;
}

describe('een intrekking werkt binnen vijf seconden', () => {
  it('voor één token: alleen dat token', async () => {
    const [weg, blijft] = [await huis.als('noor'), await huis.als('noor')];
    expect(await lees(weg)).toBe(200);
    expect((await trekIn({ jti: decodeJwt(weg).jti, reden: 'Telefoon verloren' })).status).toBe(201);
    expect(await duurtTotWeg(weg)).toBeLessThan(5);
    expect(await lees(blijft)).toBe(200);
    const wissel = await huis.vraagToken({ grant_type: TOKEN_EXCHANGE, subject_token: weg, subject_token_type: ACCESS_TOKEN, verwerkingsactiviteit: 'VA-01' }, { client: 'component-portaal' });
    expect(wissel).toMatchObject({ status: 400, error: 'invalid_request' });
  });

  it('voor een applicatie: al haar tokens, en geen nieuwe', async () => {
    const { access_token: token } = await huis.vraagToken(ZAAKSYSTEEM);
    expect(await lees(token!)).toBe(200);
    expect((await trekIn({ applicatie: 'zaaksysteem', reden: 'Sleutel gelekt' })).status).toBe(201);
    expect(await huis.vraagToken(ZAAKSYSTEEM)).toMatchObject({ status: 400, error: 'unauthorized_client', error_description: 'Applicatie Zaaksysteem Beide Oevers is ingetrokken.' });
    expect(await duurtTotWeg(token!)).toBeLessThan(5);
  });
});

describe('intrekken kan niet zomaar', () => {
  it('vraagt om een applicatie of een token, niet allebei en niet geen', async () => {
    expect((await trekIn({ reden: 'zomaar' })).status).toBe(400);
    expect((await trekIn({ applicatie: 'zaaksysteem', jti: '7d1f6f0a-0001-4000-8000-000000000001', reden: 'zomaar' })).status).toBe(400);
  });

  it('kan niet voor een applicatie die een ander draait, of die de organisatie niet kent', async () => {
    const [onbekend, bestaatNiet] = [await trekIn({ applicatie: 'zaaksysteem-voorbeeldstad', reden: 'zomaar' }), await trekIn({ applicatie: 'bestaat-niet', reden: 'zomaar' })];
    expect(onbekend.status).toBe(400);
    expect(onbekend.body).toMatchObject({ invalidParams: (bestaatNiet.body as { invalidParams: object }).invalidParams });
    await huis.sql(`insert into applicatie_doel (organisatie, applicatie, activiteiten) values ($1, 'zaaksysteem-voorbeeldstad', '{VA-01}')`, [OVERBRUGGE]);
    expect(await trekIn({ applicatie: 'zaaksysteem-voorbeeldstad', reden: 'zomaar' })).toMatchObject({ status: 403, body: { code: 'andere-uitvoerder' } });
    expect((await trekIn({ applicatie: 'component-registers', reden: 'zomaar' })).status).toBe(403);
  });

  it('kan alleen de applicatiebeheerder', async () => {
    const antwoord = await huis.roep('POST', `${PAD}/intrekkingen`, { token: await huis.als('noor'), body: { applicatie: 'zaaksysteem', reden: 'zomaar' } });
    expect(antwoord.status).toBe(403);
  });
});
