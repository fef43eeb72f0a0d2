import { leesCedar } from '@bronhuis/toegang/cedar';
import { stelSamen, type Bundelinhoud } from './samenstellen.ts';

const activiteit = (id: string, versie: number): Bundelinhoud['activiteiten'][number] => ({
  organisatie: '00000001999990007000', id, versie, naam: id, werkproces: 'zorg', bestuursorgaan: 'college', vertrouwelijk: false, van: '2020-01-01', tot: null,
});
const delen: Bundelinhoud = {
  beleid: leesCedar('@id("b") permit(principal, action, resource); @id("a") forbid(principal, action, resource);').map(({ id, regel }) => ({ id, regel })),
  organisaties: [], bevoegdheden: [],
  activiteiten: [activiteit('VA-01', 1), activiteit('VA-02', 1), activiteit('VA-01', 2)],
  ingetrokken: [{ jti: 'z' }, { applicatie: 'x' }], apiTokens: [], zgwClients: [], jwks: [], uitgever: 'https://bronhuis.example',
};

describe('bundel', () => {
  it('heeft dezelfde hash voor dezelfde feiten, in welke volgorde ook', () => {
    const anders = { ...delen, beleid: [...delen.beleid].reverse(), activiteiten: [...delen.activiteiten].reverse(), ingetrokken: [...delen.ingetrokken].reverse() };
    expect(stelSamen(anders)).toEqual(stelSamen(delen));
  });

  it('heeft een andere hash zodra iets verandert', () => {
    expect(stelSamen({ ...delen, ingetrokken: [] }).hash).not.toBe(stelSamen(delen).hash);
  });

  it('noemt van een activiteit de nieuwste versie eerst', () => {
    expect(stelSamen(delen).activiteiten.map((a) => `${a.id}.${a.versie}`)).toEqual(['VA-01.2', 'VA-01.1', 'VA-02.1']);
  });
});
