import type { InvalidParam } from '@bronhuis/standaarden';
import { soortenOp, takkenOp } from '../vragen/schemavelden.ts';
import type { Afscherming, Typeinhoud } from './objecttype.ts';
import { delen, ontsnap } from './pointers.ts';
import { dekt } from './zicht.ts';

/**
 * What a schema may say of something that a shielded field is in: each of these judges the members one by one. Anything
 * else (`oneOf`, `dependentRequired`, `minProperties`…) would let somebody learn of a hidden field from what is accepted
 * beside it.
 */
const LOS = new Set([
  ...['$schema', '$id', '$anchor', '$comment', '$defs', 'definitions', 'title', 'description', 'default', 'examples', 'deprecated', 'readOnly', 'writeOnly'],
  ...['$ref', 'allOf', 'type', 'properties', 'patternProperties', 'additionalProperties', 'propertyNames', 'required', 'items', 'prefixItems', 'minItems', 'maxItems'],
]);

/** Every fault in what a type shields. `eerder` is what the version before it shielded: that is never dropped in silence. */
export function controleerAfscherming(eerder: readonly Afscherming[], inhoud: Typeinhoud): InvalidParam[] {
  const { afgeschermd = [], sleutel = [], soort } = inhoud;
  if (afgeschermd.length > 0 && soort !== 'registratie') {
    return [{ name: 'afgeschermd', reason: 'Alleen een type van de soort registratie heeft dit gegeven.', code: 'soort' }];
  }
  const paden = afgeschermd.map((a) => a.pad);
  const vergeten = eerder.filter((e) => !paden.includes(e.pad)).map((e) => ({ name: 'afgeschermd', reason: `De vorige versie schermt ${e.pad} af. Noem dit veld weer, met de doelen die het nu mogen zien: het staat ook in eerdere gegevens.`, code: 'afscherming-vergeten' }));
  return [
    ...vergeten,
    ...afgeschermd.flatMap((a, i) => {
      const fout = (reason: string, code: string, veld = 'pad'): InvalidParam => ({ name: `afgeschermd.${i}.${veld}`, reason, code });
      const fouten: InvalidParam[] = [];
      const bezwaar = bezwaarTegen(inhoud.schema, a.pad, eerder.some((e) => e.pad === a.pad));
      if (bezwaar !== null) fouten.push(fout(bezwaar, 'afscherming'));
      if (paden.indexOf(a.pad) < i) fouten.push(fout('Dit veld staat er al.', 'dubbel'));
      // Who tries a key notices whether it is there.
      if (sleutel.some((s) => dekt(delen(a.pad), delen(s)))) fouten.push(fout('Een veld van de natuurlijke sleutel kan niet worden afgeschermd.', 'sleutel'));
      if (inhoud.verwerkingsactiviteiten.length > 0 && a.verwerkingsactiviteiten.some((v) => !inhoud.verwerkingsactiviteiten.includes(v))) {
        fouten.push(fout('Noem verwerkingsactiviteiten die dit type mogen gebruiken.', 'doelbinding', 'verwerkingsactiviteiten'));
      }
      return fouten;
    }),
  ];
}

function bezwaarTegen(schema: Typeinhoud['schema'], pad: string, stondEr: boolean): string | null {
  if (!/^(\/([^~/]|~[01])+)+$/.test(pad)) return 'Verwacht een JSON-pointer zoals /houder/bsn.';
  const weg = delen(pad);
  if (weg.at(-1) === '*') return 'Scherm de lijst zelf af, niet elk element ervan.';
  const stappen = weg.map((d) => (d === '*' ? { elk: true as const } : { naam: d }));
  // What only older versions knew may still lie there.
  if (soortenOp(schema, stappen) === null && !stondEr) return 'Dit pad komt niet voor in het schema.';
  for (const [i, stap] of stappen.entries()) {
    const boven = stappen.slice(0, i);
    const waar = i === 0 ? 'het geheel' : `/${weg.slice(0, i).map(ontsnap).join('/')}`;
    const soorten = soortenOp(schema, boven);
    if (soorten === null) return null;
    if ([...soorten].join() !== ('elk' in stap ? 'lijst' : 'object')) return `Volgens het schema kan ${waar} meer zijn dan ${'elk' in stap ? 'een lijst' : 'een object'}.`;
    const vreemd = takkenOp(schema, boven).flatMap((tak) => Object.keys(tak)).find((sleutelwoord) => !LOS.has(sleutelwoord));
    if (vreemd !== undefined) return `Wat het schema met ${vreemd} van ${waar} zegt, kan verraden wat er in het afgeschermde veld staat.`;
  }
  return null;
}
