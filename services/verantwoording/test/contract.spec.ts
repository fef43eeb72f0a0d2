import { bewerkingen, contractproef, type Bewerking } from '@bronhuis/testing';
import { verantwoording } from '../src/verantwoording.ts';
import { Opzet } from './opzet.ts';

contractproef(verantwoording, {
  vul: async (o) => {
    const t = await Opzet.bij(o);
    const record = t.record();
    await t.leg([record]);
    const token = await t.medewerker('carla', ['ciso'], 'VA-05');
    const body = { medewerker: 'noor', reden: 'Steekproef op het gebruik van dossiers.', van: '2026-01-01', tot: '2026-12-31' };
    const verzoek = await o.roep<{ id: string }>('POST', '/verantwoording/v1/controleverzoeken', { token, body });
    await t.laatLos();
    return [record.id, verzoek.body.id, 'VA-01', 'VA-06'];
  },
});

describe('the contract of the API', () => {
  let t: Opzet;
  beforeAll(async () => {
    t = await Opzet.start();
  });
  afterAll(() => t.stop());

  it('describes every operation in words', () => {
    const alle = bewerkingen(t.o.contract) as { methode: string; pad: string; bewerking: Bewerking & { summary?: string; tags?: string[] } }[];
    expect(alle.length).toBeGreaterThanOrEqual(14);
    for (const { bewerking } of alle) {
      expect(bewerking.operationId).toMatch(/^[a-z][A-Za-z]+$/);
      expect(bewerking.summary?.length).toBeGreaterThan(5);
      expect(bewerking.tags).toHaveLength(1);
    }
    expect(new Set(alle.map((b) => b.bewerking.operationId)).size).toBe(alle.length);
  });

  it('keeps strangers out of everything but keys and checkpoints', async () => {
    for (const { methode, pad } of bewerkingen(t.o.contract)) {
      const { status } = await t.o.roep(methode, `/verantwoording/v1${pad.replace('{id}', pad.startsWith('/verwerkingsactiviteiten') ? 'VA-01' : '01935000-0000-7000-8000-000000000000')}`, {
        headers: { 'x-bronhuis-organisatie': '00000001999990007000' },
      });
      expect([pad, status]).toEqual([pad, ['/controlepunten', '/sleutels'].includes(pad) ? 200 : 401]);
    }
  });
});
