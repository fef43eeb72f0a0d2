import { contractproef, generatedCalls, type OpenApi } from '../src/index.ts';
import { proef } from './proef.ts';

// The route that always fails is for the test of the check itself.
const { module } = proef;
contractproef({ ...proef, module }, { aantal: 400, magNietBeschikbaar: (o) => o.endsWith('/_vraag'), vul: async (o) => {
  o.buiten.op('GET', /^\/registers/, { status: 200, body: { kenmerk: 'Z-1' } });
  delete (o.contract.paths as Record<string, unknown>)['/dingen/kapot/kapot'];
  const { body } = await o.roep<{ id: string }>('POST', '/proef/v1/dingen', { token: await o.token(), body: { naam: 'een' } });
  return [body.id];
} });

describe('generatedCalls', () => {
  const contract: OpenApi = {
    openapi: '3.0.0',
    paths: {
      '/dingen/{id}': {
        get: { parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }], responses: {} },
        put: {
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }],
          requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Ding' } } } },
          responses: {},
        },
      },
    },
    components: { schemas: { Ding: { type: 'object', required: ['naam'], properties: { naam: { type: 'string', maxLength: 5 }, aantal: { type: 'integer', minimum: 0, maximum: 3 } } } } },
  };
  const bekend = ['018f0000-0000-7000-8000-000000000001'];

  it('gives the same requests for the same seed, and each operation its turn', () => {
    const een = generatedCalls(contract, { aantal: 100, bekend, prefix: '/x/v1' });
    expect(een).toHaveLength(100);
    expect(generatedCalls(contract, { aantal: 100, bekend, prefix: '/x/v1' })).toEqual(een);
    expect(generatedCalls(contract, { aantal: 100, bekend, prefix: '/x/v1', zaad: 1 })).not.toEqual(een);
    expect(een.filter((v) => v.methode === 'PUT')).toHaveLength(50);
  });

  it('makes what fits and what does not', () => {
    const alles = generatedCalls(contract, { aantal: 600, bekend, prefix: '/x/v1' });
    expect(alles.some((v) => v.pad === `/x/v1/dingen/${bekend[0]}`)).toBe(true);
    const lichamen = alles.filter((v) => v.methode === 'PUT').map((v) => String(v.body));
    const past = (b: string): boolean => {
      try {
        const v = JSON.parse(b) as { naam?: unknown; aantal?: unknown };
        return typeof v.naam === 'string' && v.naam.length <= 5 && (v.aantal === undefined || (typeof v.aantal === 'number' && v.aantal >= 0 && v.aantal <= 3));
      } catch {
        return false;
      }
    };
    const goed = lichamen.filter(past).length;
    expect(goed).toBeGreaterThan(100);
    expect(lichamen.length - goed).toBeGreaterThan(30);
  });
});
