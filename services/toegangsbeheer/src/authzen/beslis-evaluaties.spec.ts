import fc from 'fast-check';
import { doorloop, metStandaard, SEMANTIEKEN, type Semantiek } from './beslis-evaluaties.ts';

const items = fc.array(fc.boolean(), { maxLength: 300 });
const antwoord = (decision: boolean) => ({ decision });
const loop = (beslissingen: boolean[], semantiek: Semantiek, adem = async () => undefined) => doorloop(beslissingen, semantiek, antwoord, adem);

describe('AuthZEN 1.0 §7.1.2.1: evaluations semantics', () => {
  it('each answer is that of its own item, in order, and no item after the one that decides is asked', async () => {
    await fc.assert(
      fc.asyncProperty(items, fc.constantFrom(...SEMANTIEKEN), async (beslissingen, semantiek) => {
        const uit = (await loop(beslissingen, semantiek)).map((b) => b.decision);
        expect(uit).toEqual(beslissingen.slice(0, uit.length));
        const stopt = { execute_all: -1, deny_on_first_deny: beslissingen.indexOf(false), permit_on_first_permit: beslissingen.indexOf(true) }[semantiek];
        expect(uit).toHaveLength(stopt < 0 ? beslissingen.length : stopt + 1);
      }),
    );
  });

  it('lets others go before, each hundred items', async () => {
    let n = 0;
    await loop(Array.from({ length: 1000 }, () => true), 'execute_all', async () => void n++);
    expect(n).toBe(9);
  });
});

describe('AuthZEN 1.0 §7.1.1: default values', () => {
  const verzoek = { subject: { type: 'medewerker', id: 'noor', properties: { a: 1 } }, context: { time: 'x' } };
  it('an item overrides a default as a whole, and takes the others as they are', () => {
    const resource = { type: 'dossier', id: '1' };
    expect(metStandaard(verzoek, { resource })).toEqual({ ...verzoek, resource });
    expect(metStandaard(verzoek, { resource, subject: { type: 'medewerker', id: 'thijs' }, context: {} })).toEqual({ resource, subject: { type: 'medewerker', id: 'thijs' }, context: {} });
  });
  it('but for the type and the id of who and what (certification of AuthZEN 1.0)', () => {
    const met = { ...verzoek, resource: { type: 'record', properties: { status: 'archived' } } };
    expect(metStandaard(met, { resource: { id: '1', properties: { status: 'active' } }, subject: { id: 'thijs' } })).toEqual({ ...verzoek, resource: { type: 'record', id: '1', properties: { status: 'active' } }, subject: { type: 'medewerker', id: 'thijs' } });
    expect(metStandaard(met, { resource: 'record', subject: null })).toEqual({ ...verzoek, resource: 'record', subject: null });
    expect(metStandaard({}, { resource: { id: '1' } })).toEqual({ resource: { id: '1' } });
  });
  it('what is no item gets no defaults, and what is no part is left behind', () => {
    expect(metStandaard(verzoek, 5)).toBe(5);
    expect(metStandaard(verzoek, null)).toBeNull();
    expect(metStandaard({ ...verzoek, evaluations: [], options: {} }, {})).toEqual(verzoek);
  });
});
