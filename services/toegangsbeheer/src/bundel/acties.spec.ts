import cedar from '@cedar-policy/cedar-wasm/nodejs';
import { leesSchema } from './beleidsbestanden.ts';
import { leesActies } from './acties.ts';

describe('the actions of a search', () => {
  it('are those that Cedar reads in the schema', () => {
    const schema = cedar.schemaToJson(leesSchema());
    if (schema.type === 'failure') throw new Error(schema.errors.map((e) => e.message).join('; '));
    const bekend = Object.keys((schema.json as Record<string, { actions: object }>)['Bronhuis']!.actions);
    expect(leesActies()).toEqual(bekend.sort());
    expect(bekend).toContain('beslissingen:zoeken');
  });

  it('are not what a comment says', () => {
    expect(leesActies('// action "a:b" appliesTo {}\naction "c:d",\n  "e:f" appliesTo { principal: [X] };')).toEqual(['c:d', 'e:f']);
  });
});
