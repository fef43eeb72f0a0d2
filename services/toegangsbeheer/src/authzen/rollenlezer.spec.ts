import { Rollenlezer } from './rollenlezer.ts';

type Vraag = { organisatie: string; ids: string[]; antwoord: (rijen: object[] | Error) => void };
function lezer(): { rollen: Rollenlezer; vragen: Vraag[] } {
  const vragen: Vraag[] = [];
  const lees = ({ organisatie }: { organisatie: string }, q: { values: unknown[] }) =>
    new Promise((klaar, mislukt) => {
      vragen.push({ organisatie, ids: q.values[2] as string[], antwoord: (uit) => (uit instanceof Error ? mislukt(uit) : klaar(uit)) });
    });
  return { rollen: new Rollenlezer({ lees } as never), vragen };
}
const rij = (id: string, ...rollen: string[]) => ({ id, rollen, toekenningen: [] });
const moment = () => new Promise((klaar) => setImmediate(klaar));
const O = '00000001999990007000';
const P = '00000001999990008000';

describe('rollen van wie tegelijk worden gevraagd', () => {
  it('komen in één vraag; wat intussen wordt gevraagd, in de volgende, met de rollen van dan', async () => {
    const { rollen, vragen } = lezer();
    const eerste = rollen.lees(O, '2026-11-23', ['noor']);
    await moment();
    const later = [rollen.lees(O, '2026-11-23', ['noor', 'thijs']), rollen.lees(O, '2026-11-23', ['thijs', 'vreemd'])];
    await moment();
    expect(vragen.map((v) => v.ids)).toEqual([['noor']]);
    vragen[0]!.antwoord([rij('noor', 'behandelaar')]);
    expect((await eerste).get('noor')?.rollen).toEqual(['behandelaar']);
    await moment();
    expect(vragen.map((v) => v.ids)).toEqual([['noor'], ['noor', 'thijs', 'vreemd']]);
    vragen[1]!.antwoord([rij('noor'), rij('thijs', 'teamleider')]);
    for (const bekend of await Promise.all(later)) expect([bekend.get('noor')?.rollen, bekend.get('thijs')?.rollen, bekend.has('vreemd')]).toEqual([[], ['teamleider'], false]);
  });

  it('van een andere organisatie, of op een andere dag, zijn een eigen vraag', async () => {
    const { rollen, vragen } = lezer();
    void rollen.lees(O, '2026-11-23', ['noor']);
    void rollen.lees(P, '2026-11-23', ['noor']);
    void rollen.lees(O, '2026-11-24', ['noor']);
    await moment();
    expect(vragen.map((v) => [v.organisatie, v.ids])).toEqual([[O, ['noor']], [P, ['noor']], [O, ['noor']]]);
  });

  it('die niet te lezen zijn, zijn een fout voor wie ze vroeg; de volgende krijgt antwoord', async () => {
    const { rollen, vragen } = lezer();
    const eerste = rollen.lees(O, '2026-11-23', ['noor']);
    await moment();
    const tweede = rollen.lees(O, '2026-11-23', ['thijs']);
    vragen[0]!.antwoord(new Error('weg'));
    await expect(eerste).rejects.toThrow('weg');
    await moment();
    vragen[1]!.antwoord([rij('thijs', 'teamleider')]);
    expect((await tweede).get('thijs')?.rollen).toEqual(['teamleider']);
    expect(await rollen.lees(O, '2026-11-23', [])).toEqual(new Map());
  });
});
