import { mergePatch } from './mergepatch.ts';

describe('JSON Merge Patch', () => {
  // RFC 7396 appendix A, every row.
  it.each([
    ['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
    ['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
    ['{"a":"b"}', '{"a":null}', '{}'],
    ['{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'],
    ['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
    ['{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'],
    ['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
    ['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
    ['["a","b"]', '["c","d"]', '["c","d"]'],
    ['{"a":"b"}', '["c"]', '["c"]'],
    ['{"a":"foo"}', 'null', 'null'],
    ['{"a":"foo"}', '"bar"', '"bar"'],
    ['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
    ['[1,2]', '{"a":"b","c":null}', '{"a":"b"}'],
    ['{}', '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'],
  ])('%s with %s is %s', (doel, lap, verwacht) => {
    const origineel = JSON.parse(doel) as unknown;
    expect(mergePatch(origineel, JSON.parse(lap))).toEqual(JSON.parse(verwacht));
    expect(origineel).toEqual(JSON.parse(doel));
  });

  it('does what the example of §3 does', () => {
    const doel = { title: 'Goodbye!', author: { givenName: 'John', familyName: 'Doe' }, tags: ['example', 'sample'], content: 'This will be unchanged' };
    const lap = { title: 'Hello!', phoneNumber: '+01-123-456-7890', author: { familyName: null }, tags: ['example'] };
    expect(mergePatch(doel, lap)).toEqual({ title: 'Hello!', author: { givenName: 'John' }, tags: ['example'], content: 'This will be unchanged', phoneNumber: '+01-123-456-7890' });
  });

  it('reaches no prototype', () => {
    const uit = mergePatch({}, JSON.parse('{"__proto__":{"vies":1}}')) as object;
    expect(JSON.stringify(uit)).toBe('{"__proto__":{"vies":1}}');
    expect(({} as Record<string, unknown>)['vies']).toBeUndefined();
  });
});
