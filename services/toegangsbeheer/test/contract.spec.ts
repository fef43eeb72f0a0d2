import { bewerkingen } from '@bronhuis/testing';
import { AUTHZEN_PADEN } from '../src/authzen/authzen.module.ts';
import { opent, type Huis } from './omgeving.ts';

let huis: Huis;
beforeAll(async () => {
  huis = await opent();
});
afterAll(() => huis.stop());

const OPENBAAR = [
  'POST /token', 'POST /introspect', 'POST /revoke', 'POST /par', 'GET /authorize', 'GET /jwks', 'GET /demonstratiepersonen',
  'GET /.well-known/authzen-configuration', 'GET /.well-known/oauth-authorization-server',
];

describe('contract', () => {
  it('beschrijft elke bewerking, en elk pad dat niet openbaar is weigert wie niet is aangemeld', async () => {
    const alle = bewerkingen(huis.contract);
    expect(alle.length).toBeGreaterThanOrEqual(14);
    expect(new Set(alle.map((b) => b.bewerking.operationId)).size).toBe(alle.length);
    for (const { methode, pad } of alle.filter((b) => !OPENBAAR.includes(`${b.methode} ${b.pad}`))) {
      const volledig = pad.startsWith('/toegangsbeheer') ? pad : `/toegangsbeheer/v1${pad.replace('{id}', '7d1f6f0a-0001-4000-8000-000000000001')}`;
      const { status } = await huis.roep(methode, volledig, methode === 'GET' ? {} : { body: {} });
      expect(`${methode} ${pad} ${status}`).toBe(`${methode} ${pad} 401`);
    }
  });

  it('noemt alle fouten van een verzoek tegelijk', async () => {
    const { status, body } = await huis.roep<{ invalidParams: { name: string }[] }>('GET', '/toegangsbeheer/v1/demonstratiepersonen?organisatie=1&extra=ja');
    expect(status).toBe(400);
    expect(body.invalidParams.map((p) => p.name).sort()).toEqual(['extra', 'organisatie']);
  });

  it('neemt alleen de vorm aan die is beloofd', async () => {
    const { status } = await huis.roep('POST', '/toegangsbeheer/v1/applicaties', { token: await huis.als('bas'), body: 'naam=x', headers: { 'content-type': 'text/plain' } });
    expect(status).toBe(415);
    expect((await huis.roep('DELETE', '/toegangsbeheer/v1/applicaties')).status).toBe(405);
    expect((await huis.roep('GET', '/toegangsbeheer/v1/bestaat-niet')).status).toBe(404);
  });

  it('heeft een openbare beschrijving zonder de bundel', async () => {
    const tekst = JSON.stringify(huis.contract);
    expect(tekst).not.toContain('"/bundel"');
    for (const pad of AUTHZEN_PADEN) expect(huis.contract.paths[`/${pad}`]).toMatchObject({ servers: [{ url: expect.not.stringContaining('/v1') }] });
  });
});
