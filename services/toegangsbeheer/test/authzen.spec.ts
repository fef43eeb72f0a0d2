import { OVERBRUGGE, WERKORGANISATIE } from '@bronhuis/testing';
import { opent, ZAAKSYSTEEM, type Huis } from './omgeving.ts';

const PAD = '/toegangsbeheer/access/v1/evaluation';
let huis: Huis;
let token: string;
beforeAll(async () => {
  huis = await opent();
  token = (await huis.vraagToken(ZAAKSYSTEEM)).access_token!;
});
afterAll(() => huis.stop());

interface Besluit {
  decision: boolean;
  context: { id: string; beleid: string[]; bundel: { versie: number }; reason?: string; reason_user?: { nl: string } };
}
const verzoek = {
  subject: { type: 'medewerker', id: 'noor', properties: { uitvoerder: WERKORGANISATIE } },
  action: { name: 'dossiers:lezen', properties: { processing_activity_id: 'VA-01' } },
  resource: { type: 'dossier', id: 'Z-0147', properties: { activiteiten: ['VA-01'], component: 'registers' } },
};
const vraag = (body: unknown, headers: Record<string, string> = {}) => huis.roep<Besluit>('POST', PAD, { token, body, headers });

describe('AuthZEN 1.0 Access Evaluation', () => {
  it('antwoordt wat het beleid zegt, met de regels en de versie', async () => {
    const { status, body } = await vraag(verzoek);
    expect(status).toBe(200);
    expect(body).toMatchObject({ decision: true, context: { beleid: ['dossiers-voor-het-doel'] } });
    expect(body.context.bundel.versie).toBeGreaterThan(0);
  });

  it('antwoordt op een weigering 200 met de reden, en legt haar vast', async () => {
    const { status, body } = await vraag({ ...verzoek, action: { name: 'dossiers:lezen', properties: { processing_activity_id: 'VA-02' } } });
    expect(status).toBe(200);
    expect(body).toMatchObject({ decision: false, context: { reason: 'Dit soort gegevens wordt niet gebruikt voor VA-02.', reason_user: { nl: expect.any(String) } } });
    const [rij] = await huis.sql<{ b: object }>(`select beslissing as b from bron.verwerking_uit where beslissing->>'id' = $1`, [body.context.id]);
    expect(rij?.b).toMatchObject({ organisatie: OVERBRUGGE, wie: { id: 'noor', applicatie: 'zaaksysteem' }, actie: 'dossiers:lezen', besluit: 'geweigerd', resource: { soort: 'dossier', id: 'Z-0147' } });
  });

  it('laat de vrager geen rollen of organisatie kiezen', async () => {
    const subject = { ...verzoek.subject, id: 'bas', properties: { uitvoerder: WERKORGANISATIE, rollen: ['behandelaar'] } };
    expect((await vraag({ ...verzoek, subject })).body.decision).toBe(false);
    expect((await vraag({ ...verzoek, subject: { type: 'medewerker', id: 'noor', properties: { uitvoerder: '00000001999990033000' } }, context: { organisatie: '00000001999990033000' } })).body.decision).toBe(false);
  });

  it('negeert onbekende velden en geeft X-Request-ID terug', async () => {
    const antwoord = await vraag({ ...verzoek, options: { x: 1 }, context: { time: '2026-11-22T10:00:00Z' } }, { 'x-request-id': 'bfe9eb29-ab87' });
    expect(antwoord.body.decision).toBe(true);
    expect(antwoord.headers.get('x-request-id')).toBe('bfe9eb29-ab87');
  });

  it.each([
    ['zonder wie', { ...verzoek, subject: undefined }], ['met een onbekende soort', { ...verzoek, subject: { type: 'robot', id: '1' } }], ['zonder handeling', { ...verzoek, action: {} }],
  ])('antwoordt 400 %s', async (_, body) => {
    expect((await vraag(body)).status).toBe(400);
  });

  it('is niet voor een medewerker of voor wie niet is aangemeld', async () => {
    expect((await huis.roep('POST', PAD, { token: await huis.als('noor'), body: verzoek })).status).toBe(403);
    expect((await huis.roep('POST', PAD, { body: verzoek })).status).toBe(401);
  });
});
