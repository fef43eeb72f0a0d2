import { kolom, reeks, teksten } from './reeks.ts';

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

describe('a list of texts as the bytes of text[]', () => {
  const hex = (...delen: string[]): string => delen.join('').replaceAll(' ', '');

  it('has a head, and each text with its length; nothing has the length -1', () => {
    const kop = '00000001 00000001 00000019 00000003 00000001';
    expect(teksten(['a', null, 'é']).toString('hex')).toBe(hex(kop, '00000001 61', 'ffffffff', '00000002 c3a9'));
    expect(teksten([]).toString('hex')).toBe(hex('00000000 00000000 00000019'));
  });

  it('is for texts; every other type is written out', () => {
    expect(kolom(['a'], 'text')).toEqual(teksten(['a']));
    expect(kolom([1], 'bigint')).toBe('{1}');
  });
});
