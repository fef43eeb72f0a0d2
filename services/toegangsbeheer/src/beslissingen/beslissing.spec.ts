import { uuidv7 } from '@bronhuis/standaarden';
import type { Beslissingsrecord } from '@bronhuis/toegang';
import { eisBeslissing, gebruikerVan } from './beslissing.ts';

const O = '00000001999990007000';
const record: Beslissingsrecord = {
  id: uuidv7(), tijdstip: '2026-11-22T10:00:00.000Z', organisatie: O, uitvoerder: O, component: 'registers',
  wie: { soort: 'medewerker', id: 'noor', applicatie: 'zaaksysteem', rollen: [] }, actie: 'dossiers:lezen', klasse: 'doelgebonden',
  doel: { id: 'VA-01', versie: 1 }, resource: { soort: 'dossier' }, besluit: 'toegestaan', redenen: [], beleid: ['x'], bundel: { versie: 1, hash: 'h' },
};

describe('record van een beslissing', () => {
  it('wordt aangenomen zoals het is', () => {
    expect(eisBeslissing(record, O)).toBe(record);
    expect(gebruikerVan(record)).toBe('noor');
    expect(gebruikerVan({ ...record, wie: { ...record.wie, soort: 'applicatie' } })).toBeNull();
  });

  it.each<[string, object | null]>([
    ['een andere organisatie', { organisatie: '00000001999990019000' }], ['geen id', { id: 'x' }], ['geen tijd', { tijdstip: 'gisteren' }],
    ['geen besluit', { besluit: 'misschien' }], ['geen actie', { actie: '' }], ['niemand', { wie: undefined }],
  ])('wordt niet aangenomen met %s', (_, fout) => {
    expect(() => eisBeslissing({ ...record, ...fout }, O)).toThrow(/a decision/);
  });
});
