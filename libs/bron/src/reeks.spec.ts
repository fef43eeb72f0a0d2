import { reeks } from './reeks.ts';

describe('a list as an array of PostgreSQL', () => {
  it('quotes texts, escapes quotes and backslashes, knows nothing', () => {
    expect(reeks(['a', 'x,{}', 'NULL', '', null, '"\\'])).toBe('{"a","x,{}","NULL","",null,"\\"\\\\"}');
    expect(reeks([1, -2, 3.5])).toBe('{1,-2,3.5}');
    expect(reeks([true, false])).toBe('{true,false}');
    expect(reeks([])).toBe('{}');
  });

  it.each(['\n', '\t', '\u0001', '\ud800', '\\n'])('leaves %j to the driver', (teken) => {
    const lijst = ['a', teken];
    expect(reeks(lijst)).toBe(lijst);
  });
});
