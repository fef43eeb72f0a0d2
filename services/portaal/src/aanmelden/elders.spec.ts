import { beginAdres, leesTerug, nieuwOnderweg, terugAdres } from './elders.ts';

const ISSUER = 'https://bronhuis.example';
const onderweg = { state: 'staat', verifier: 'v'.repeat(43), verder: null };

describe('a sign-in at the provider of the municipality', () => {
  it('begins with PKCE and a state that only this browser knows', () => {
    const [een, twee] = [nieuwOnderweg('/dossiers'), nieuwOnderweg(null)];
    expect(een.state).not.toBe(twee.state);
    expect(een.verifier).toMatch(/^[\w-]{43,128}$/);
    const url = new URL(beginAdres(ISSUER, '00000001999990007000', terugAdres({ host: 'overbrugge.example', https: true }), een));
    expect(url.href).not.toContain(een.verifier);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: 'component-portaal', redirect_uri: 'https://overbrugge.example/aanmelden/terug', organisatie: '00000001999990007000', state: een.state, code_challenge_method: 'S256',
    });
  });

  it('takes a code for this very question, of this issuer', () => {
    expect(leesTerug({ code: 'c', state: 'staat', iss: ISSUER }, ISSUER, onderweg)).toEqual({ code: 'c' });
    for (const anders of [{ code: 'c', state: 'ander', iss: ISSUER }, { code: 'c', iss: ISSUER }, { code: 'c', state: 'staat' }, { code: 'c', state: 'staat', iss: 'https://elders.example' }, { code: ['a', 'b'], state: 'staat', iss: ISSUER }]) {
      expect(leesTerug(anders, ISSUER, onderweg)).toEqual({ reden: null });
    }
    expect(leesTerug({ code: 'c', state: 'staat', iss: ISSUER }, ISSUER, undefined)).toEqual({ reden: null });
  });

  it('says why not in the words for people, and nothing of what a machine says', () => {
    for (const error of ['access_denied', 'unmet_authentication_requirements']) expect(leesTerug({ error, error_description: 'U heeft hier geen rol.', state: 'staat', iss: ISSUER }, ISSUER, onderweg)).toEqual({ reden: 'U heeft hier geen rol.' });
    expect(leesTerug({ error: 'server_error', error_description: 'oops', state: 'staat', iss: ISSUER }, ISSUER, onderweg)).toEqual({ reden: null });
  });
});
