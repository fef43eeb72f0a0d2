import cedar from '@cedar-policy/cedar-wasm/nodejs';
import fc from 'fast-check';
import { cedarnaam } from './cedarnaam.ts';

const terug = (naam: string): string => naam.replace(/_x([0-9a-f]+)_/g, (_, code: string) => String.fromCodePoint(parseInt(code, 16)));
const leest = (naam: string): boolean =>
  cedar.checkParsePolicySet({ staticPolicies: { a: `permit(principal is ${naam}, action, resource);` } }).type === 'success' &&
  cedar.checkParseSchema(`entity ${naam}; action a appliesTo { principal: ${naam}, resource: ${naam} };`).type === 'success';
const LASTIG = ['if', 'in', 'Action', 'String', 'Set', '__cedar', '__cedarx', '_x', '_x2d_', '_x2d', '-', '_', '1', 'my-type', 'https://voorbeeld.example/id/dossier', 'A::B', 'é', '\u{1f600}', 'ipaddr'];

describe('the type of an entity in Cedar', () => {
  it('stays as it is when Cedar can write it', () => {
    for (const type of ['user', 'Todo', 'route', 'my_type', 'x1', 'principal']) expect(cedarnaam(type)).toBe(type);
    expect(cedarnaam('my-type')).toBe('my_x2d_type');
    expect(cedarnaam('1st')).toBe('_x31_st');
    expect(cedarnaam('if')).toBe('_x69_f');
  });

  it('can always be written, and says which type it was: no two have the same name', () => {
    const type = fc.oneof(fc.constantFrom(...LASTIG), fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }), fc.array(fc.constantFrom('_', 'x', '2', 'd', '-', ...LASTIG), { minLength: 1, maxLength: 8 }).map((d) => d.join('')));
    fc.assert(
      fc.property(type, (t) => {
        expect(terug(cedarnaam(t))).toBe(t);
        expect([t, leest(cedarnaam(t))]).toEqual([t, true]);
      }),
      { numRuns: 500, examples: LASTIG.map((t) => [t] as [string]) },
    );
  });
});
