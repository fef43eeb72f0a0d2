import { weigering } from '../gateway/gateway.ts';
import { anders, foutenVan, GEHEIM, invoerVan, isToonbaar, leesSleutels, NAMEN, ONLEESBAAR, toonbaar } from './invoer.ts';

const sleutel = { kty: 'EC', kid: 'a' };

describe('pasted keys', () => {
  it('are a list, one key, or the members of a list', () => {
    for (const tekst of [{ keys: [sleutel] }, [sleutel], sleutel]) expect(leesSleutels(JSON.stringify(tekst))).toEqual({ keys: [sleutel], geheim: false });
    expect(leesSleutels('')).toEqual({ keys: [], geheim: false });
    for (const mis of ['{', '5', 'null', '{"keys":{}}', '{"keys":[1]}', '[[]]', '['.repeat(100_000)]) expect(leesSleutels(mis)).toBeNull();
  });

  it('are known as secret wherever the secret part is', () => {
    for (const x of [{ keys: [{ ...sleutel, d: 'x' }] }, { ...sleutel, k: 'x' }, [{ ...sleutel, oth: [] }], { keys: [sleutel], d: 1 }, { keys: [{ a: { p: 1 } }] }]) expect(leesSleutels(JSON.stringify(x))?.geheim).toBe(true);
  });

  it('are shown again only when all of it may be seen', () => {
    const goed = { naam: 'Z', jwks: JSON.stringify({ keys: [sleutel] }) };
    expect([toonbaar(goed), isToonbaar(goed), isToonbaar({})]).toEqual([goed, true, true]);
    for (const jwks of ['{"keys":[{"d":"x"}]}', '{"keys":[{"\\u0064":"x"}]}', 'MIIEvQIBADAN', "{'d': 'x'}"]) {
      expect([toonbaar({ naam: 'Z', jwks })['jwks'] ?? '', toonbaar({ naam: 'Z', jwks })['naam'], isToonbaar({ jwks })]).toEqual(['', 'Z', false]);
    }
    expect(toonbaar({ redirectUris: '-----BEGIN PRIVATE KEY-----', hosting: 'H' })).toEqual({ hosting: 'H' });
  });

  it('that cannot be read are not sent', () => {
    expect(invoerVan({ jwks: '{' }, 'nieuw')).toEqual({ fouten: { jwks: [ONLEESBAAR] } });
    expect(invoerVan({ jwks: '-----BEGIN PRIVATE KEY-----' }, 'nieuw')).toEqual({ fouten: { jwks: [GEHEIM] } });
  });
});

describe('what was filled in', () => {
  it('is sent as it was: empty is nothing, and a choice that was not made is no answer', () => {
    const velden = { naam: ' Z ', extern: 'ja', gebondenTokens: 'misschien', redirectUris: 'https://a\r\n\r\n https://b ', uitvoerder: ' 1 ', status: 'actief', 'activiteiten-VA-01': 'ja', 'activiteiten-VA-02': '' };
    const kern = { naam: 'Z', beheerder: null, extern: true, gebondenTokens: null, redirectUris: ['https://a', 'https://b'], activiteiten: ['VA-01'], jwks: { keys: [] } };
    expect(invoerVan(velden, 'nieuw')).toEqual({ json: expect.objectContaining({ ...kern, uitvoerder: '1' }) });
    expect(invoerVan(velden, 'nieuw')).not.toHaveProperty('json.status');
    expect(invoerVan(velden, 'wijziging')).toEqual({ json: expect.objectContaining({ ...kern, status: 'actief' }) });
    expect(invoerVan(velden, 'wijziging')).not.toHaveProperty('json.uitvoerder');
  });

  it('that is refused has each reason at its field, once', () => {
    const fout = weigering(400, {
      invalidParams: [
        { name: 'uitvoerder', reason: 'Dit heeft niet de juiste vorm.', code: 'pattern' },
        { name: 'redirectUris.1', reason: 'Gebruik een volledig adres.', code: 'redirect-uri' },
        { name: 'activiteiten.0', reason: 'Mis.', code: 'pattern' },
        { name: 'activiteiten.3', reason: 'Mis.', code: 'pattern' },
        { name: 'jwks.keys', reason: 'Elke sleutel heeft een eigen kid nodig.', code: 'kid' },
        { name: 'iets.anders', reason: 'Dit gegeven is hier niet bekend.', code: 'additionalProperties' },
        { name: 'constructor', reason: 'Ook niet.' },
      ],
    });
    expect(foutenVan(fout)).toEqual({
      uitvoerder: ['Dit nummer heeft precies 20 cijfers.'],
      redirectUris: ['Adres 2: Gebruik een volledig adres.'],
      activiteiten: ['Kies uit de lijst.'],
      jwks: ['Elke sleutel heeft een eigen kid nodig.'],
      alles: ['Dit gegeven is hier niet bekend.', 'Ook niet.'],
    });
  });

  it('differs from what is there in what it says, not in how it is written', () => {
    const nu = { naam: 'Z', redirectUris: 'https://a\nhttps://b', jwks: JSON.stringify({ keys: [sleutel] }, null, 2), 'activiteiten-A': 'ja', 'activiteiten-B': 'ja' };
    const zelfde = { naam: 'Z ', redirectUris: 'https://a\r\nhttps://b', jwks: JSON.stringify([sleutel]), 'activiteiten-B': 'ja', 'activiteiten-A': 'ja' };
    expect(anders(zelfde, nu, () => 'x')).toEqual({});
    expect(anders({ ...zelfde, naam: 'Y', jwks: '' }, nu, (naam) => (naam === 'naam' ? 'Z' : ''))).toEqual({ naam: ['In het register staat nu: Z.'], jwks: ['In het register staan nu andere sleutels.'] });
    expect(NAMEN).toHaveLength(17);
  });
});
