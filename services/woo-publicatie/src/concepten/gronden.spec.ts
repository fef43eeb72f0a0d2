import { canoniekeGrond, GRONDEN } from './gronden.ts';

describe('grounds of the Woo in one spelling', () => {
  it.each(['5.1.2e', '5.1 lid 2 e', '5.1.2.e', '5.1 lid 2 sub e', '5.1, tweede lid, onder e', 'artikel 5.1 lid 2 onder e Woo', 'Art. 5.1.2E', '5.1 lid 2 onderdeel e'])(
    '%s is stored as 5.1.2e',
    (invoer) => expect(canoniekeGrond(invoer)).toBe('5.1.2e'),
  );

  it.each([['5.1 lid 1 e', '5.1.1e'], ['5.1 lid 5', '5.1.5'], ['5.2', '5.2'], ['artikel 5.1, vijfde lid', '5.1.5']])('%s is %s', (invoer, grond) =>
    expect(canoniekeGrond(invoer)).toBe(grond),
  );

  it.each(['', '5.1', '5.1.e', '10.2e', '5.1.2', '5.1.2j', '5.1.1f', 'privacy', '5.3'])('%p is no ground', (invoer) =>
    expect(canoniekeGrond(invoer)).toBeNull(),
  );

  it('knows each canonical spelling as itself', () => {
    for (const grond of Object.keys(GRONDEN)) expect(canoniekeGrond(grond)).toBe(grond);
  });
});
