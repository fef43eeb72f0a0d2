import { Probleem } from '@bronhuis/standaarden';
import { jsonPatch } from './jsonpatch.ts';

/** The status of the problem that it gives. */
const fout = (doc: unknown, lap: unknown): number => {
  try {
    jsonPatch(doc, lap);
  } catch (e) {
    if (e instanceof Probleem) return e.status;
    throw e;
  }
  return 0;
};

describe('JSON Patch', () => {
  // RFC 6902 appendix A, in its order.
  it.each<[string, string, string, string]>([
    ['A.1 adding a member', '{"foo":"bar"}', '[{"op":"add","path":"/baz","value":"qux"}]', '{"baz":"qux","foo":"bar"}'],
    ['A.2 adding an element', '{"foo":["bar","baz"]}', '[{"op":"add","path":"/foo/1","value":"qux"}]', '{"foo":["bar","qux","baz"]}'],
    ['A.3 removing a member', '{"baz":"qux","foo":"bar"}', '[{"op":"remove","path":"/baz"}]', '{"foo":"bar"}'],
    ['A.4 removing an element', '{"foo":["bar","qux","baz"]}', '[{"op":"remove","path":"/foo/1"}]', '{"foo":["bar","baz"]}'],
    ['A.5 replacing a value', '{"baz":"qux","foo":"bar"}', '[{"op":"replace","path":"/baz","value":"boo"}]', '{"baz":"boo","foo":"bar"}'],
    ['A.6 moving a value', '{"foo":{"bar":"baz","waldo":"fred"},"qux":{"corge":"grault"}}', '[{"op":"move","from":"/foo/waldo","path":"/qux/thud"}]', '{"foo":{"bar":"baz"},"qux":{"corge":"grault","thud":"fred"}}'],
    ['A.7 moving an element', '{"foo":["all","grass","cows","eat"]}', '[{"op":"move","from":"/foo/1","path":"/foo/3"}]', '{"foo":["all","cows","eat","grass"]}'],
    ['A.8 testing: success', '{"baz":"qux","foo":["a",2,"c"]}', '[{"op":"test","path":"/baz","value":"qux"},{"op":"test","path":"/foo/1","value":2}]', '{"baz":"qux","foo":["a",2,"c"]}'],
    ['A.10 adding a nested member', '{"foo":"bar"}', '[{"op":"add","path":"/child","value":{"grandchild":{}}}]', '{"foo":"bar","child":{"grandchild":{}}}'],
    ['A.11 ignoring unknown elements', '{"foo":"bar"}', '[{"op":"add","path":"/baz","value":"qux","xyz":123}]', '{"foo":"bar","baz":"qux"}'],
    ['A.14 escape ordering', '{"/":9,"~1":10}', '[{"op":"test","path":"/~01","value":10}]', '{"/":9,"~1":10}'],
    ['A.16 adding an array', '{"foo":["bar"]}', '[{"op":"add","path":"/foo/-","value":["abc","def"]}]', '{"foo":["bar",["abc","def"]]}'],
    ['§4.1 adding what is there replaces it', '{"foo":"bar"}', '[{"op":"add","path":"/foo","value":null}]', '{"foo":null}'],
    ['§4.1 the whole document', '{"foo":"bar"}', '[{"op":"add","path":"","value":[1]}]', '[1]'],
    ['§4.5 copying', '{"a":{"b":1},"c":[]}', '[{"op":"copy","from":"/a","path":"/c/0"},{"op":"replace","path":"/a/b","value":2}]', '{"a":{"b":2},"c":[{"b":1}]}'],
    ['§4.3 replacing an element', '{"a":[1,2,3]}', '[{"op":"replace","path":"/a/1","value":9}]', '{"a":[1,9,3]}'],
    ['§4.6 testing an object in another order', '{"a":{"x":1,"y":[true,null]}}', '[{"op":"test","path":"/a","value":{"y":[true,null],"x":1}}]', '{"a":{"x":1,"y":[true,null]}}'],
  ])('%s', (_naam, doc, lap, verwacht) => {
    const origineel = JSON.parse(doc) as unknown;
    expect(jsonPatch(origineel, JSON.parse(lap))).toEqual(JSON.parse(verwacht));
    expect(origineel).toEqual(JSON.parse(doc));
  });

  it.each<[string, string, string, number]>([
    ['A.9 testing: error', '{"baz":"qux"}', '[{"op":"test","path":"/baz","value":"bar"}]', 409],
    ['A.12 adding to a target that is not there', '{"foo":"bar"}', '[{"op":"add","path":"/baz/bat","value":"qux"}]', 409],
    ['A.15 comparing strings and numbers', '{"/":9,"~1":10}', '[{"op":"test","path":"/~01","value":"10"}]', 409],
    ['§4.1 beyond the end', '{"a":[1]}', '[{"op":"add","path":"/a/2","value":1}]', 409],
    ['§4.2 removing what is not there', '{"a":1}', '[{"op":"remove","path":"/b"}]', 409],
    ['§4.3 replacing what is not there', '{"a":1}', '[{"op":"replace","path":"/b","value":1}]', 409],
    ['§4.4 into itself', '{"a":{"b":1}}', '[{"op":"move","from":"/a","path":"/a/b"}]', 400],
    ['RFC 6901 §4 a leading zero', '{"a":[1,2]}', '[{"op":"remove","path":"/a/01"}]', 409],
    ['RFC 6901 §4 behind the last', '{"a":[1,2]}', '[{"op":"remove","path":"/a/-"}]', 409],
    ['a text as an object', '{"a":"tekst"}', '[{"op":"add","path":"/a/length","value":1}]', 409],
    ['no list', '{}', '{"op":"add"}', 400],
    ['an unknown operation', '{}', '[{"op":"spam","path":"/a"}]', 400],
    ['no pointer', '{}', '[{"op":"remove","path":"a"}]', 400],
    ['no value', '{}', '[{"op":"add","path":"/a"}]', 400],
    ['a prototype', '{}', '[{"op":"test","path":"/constructor","value":1}]', 409],
  ])('%s is refused', (_naam, doc, lap, status) => {
    expect(fout(JSON.parse(doc), JSON.parse(lap))).toBe(status);
  });

  it('names every wrong operation at once', () => {
    try {
      jsonPatch({}, [{ op: 'add', path: 'x' }, 7, { op: 'copy', path: '/a' }]);
    } catch (e) {
      expect((e as Probleem).invalidParams?.map((p) => p.name)).toEqual(['0.path', '0.value', '1', '2.from']);
    }
    expect.assertions(1);
  });

  it('does not let copies of copies grow without end', () => {
    const lap = [{ op: 'add', path: '/0', value: 'x'.repeat(1000) }, ...Array.from({ length: 60 }, (_, i) => ({ op: 'copy', from: '', path: `/${i + 1}` }))];
    expect(fout({}, lap)).toBe(413);
  });

  it('reaches no prototype', () => {
    const uit = jsonPatch({}, [{ op: 'add', path: '/__proto__', value: { vies: 1 } }]);
    expect(JSON.stringify(uit)).toBe('{"__proto__":{"vies":1}}');
    expect(({} as Record<string, unknown>)['vies']).toBeUndefined();
  });
});
