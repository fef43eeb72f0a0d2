import { bewerkingen, contractproef } from '@bronhuis/testing';
import { registers } from '../src/definitie.ts';
import { Bulkproef } from './bulk-hulp.ts';
import { Proef } from './hulp.ts';

contractproef(registers, {
  vul: async (o) => {
    const proef = await Proef.van(o);
    const dossier = await proef.open('C-1');
    const dingen = [dossier.id, await proef.document(dossier.id, 'besluit'), String((await proef.standplaats()).body['id'])];
    const levering = (await new Bulkproef(proef).lever(proef.typeId('standplaats'), '{}\n')).body.id;
    await proef.sluitBeheer();
    return [...dingen, levering, proef.typeId('evenementendossier'), proef.typeId('besluit'), proef.typeId('standplaats')];
  },
});

describe('the contract', () => {
  it('says of every change how it is guarded and of every list how it is walked', async () => {
    const proef = await Proef.start();
    try {
      for (const { methode, pad, bewerking } of bewerkingen(proef.o.contract)) {
        const koppen = (bewerking.parameters ?? []).filter((p) => p.in === 'header');
        expect(new Set(koppen.map((k) => k.name.toLowerCase())).size).toBe(koppen.length);
        expect(koppen.filter((k) => k.required)).toEqual([]);
        // A piece of a file names its place instead: Upload-Offset is the condition.
        if ((methode === 'PATCH' && !pad.endsWith('/{upload}')) || `${methode} ${pad}` === 'PUT /objecten/{id}' || /_(sluiten|heropenen)$/.test(pad)) expect(koppen.map((k) => k.name)).toContain('If-Match');
        if (methode === 'GET' && /^\/(objecten|dossiers|objecttypen)$/.test(pad)) expect((bewerking.parameters ?? []).map((p) => p.name)).toEqual(expect.arrayContaining(['na', 'omvang', 'aantal']));
      }
    } finally {
      await proef.stop();
    }
  });
});
