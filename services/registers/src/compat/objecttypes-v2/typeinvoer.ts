import { bsnInTeksten } from '../../objecttypen/gegevens.ts';
import { Lezer } from '../invoer.ts';
import { ongeldig } from '../fouten.ts';
import { CLASSIFICATIES, FREQUENTIES, STATUSSEN } from './objecttype.ts';
import type { Status, Typegegevens } from './objecttype.ts';

export interface Typeinvoer {
  uuid: string | undefined;
  /** What was sent. */
  gegevens: Partial<Typegegevens>;
}

const TEKSTEN = ['maintainerOrganization', 'maintainerDepartment', 'contactPerson', 'contactEmail', 'source', 'providerOrganization'] as const;

/** @throws Probleem 400 with every fault */
export function leesType(inhoud: unknown, gedeeltelijk: boolean, rsins: ReadonlySet<string>): Typeinvoer {
  const lezer = Lezer.van(inhoud, gedeeltelijk);
  const gegevens: Partial<Typegegevens> = {
    name: lezer.tekst('name', { verplicht: true, min: 1, max: 100 }),
    namePlural: lezer.tekst('namePlural', { verplicht: true, min: 1, max: 100 }),
    description: lezer.tekst('description', { max: 1000 }),
    dataClassification: lezer.keuze('dataClassification', CLASSIFICATIES),
    updateFrequency: lezer.keuze('updateFrequency', FREQUENTIES),
    documentationUrl: lezer.url('documentationUrl', { max: 200 }),
    labels: leesLabels(lezer),
    allowGeometry: lezer.waarheid('allowGeometry'),
    ...Object.fromEntries(TEKSTEN.map((naam) => [naam, lezer.tekst(naam, { max: 200 })])),
  };
  const uuid = lezer.uuid('uuid');
  lezer.klaar();
  const gestuurd = Object.fromEntries(Object.entries(gegevens).filter(([, w]) => w !== undefined)) as Partial<Typegegevens>;
  const bsns = bsnInTeksten(Object.fromEntries(Object.entries(gestuurd).map(([naam, w]) => [naam, typeof w === 'string' ? w : JSON.stringify(w)])), rsins);
  if (bsns.length > 0) throw ongeldig(...bsns);
  return { uuid, gegevens: gestuurd };
}

function leesLabels(lezer: Lezer): Record<string, string> | undefined {
  const labels = lezer.voorwerp('labels');
  if (labels === undefined) return undefined;
  const tekst = JSON.stringify(labels);
  if (tekst.length > 10_000 || /\\u0000|\\ud[89a-f]/i.test(tekst)) return lezer.fout('labels', 'invalid', 'Deze labels zijn te lang, of bevatten tekens die niet bewaard kunnen worden.');
  return Object.values(labels).every((w) => typeof w === 'string') ? (labels as Record<string, string>) : lezer.fout('labels', 'invalid', 'Elk label is een tekst.');
}

export interface Versieinvoer {
  status: Status | undefined;
  jsonSchema: Record<string, unknown> | undefined;
}

export function leesVersie(inhoud: unknown): Versieinvoer {
  // Nothing is required there: a version without a schema is one that takes any object.
  const lezer = Lezer.van(inhoud, true);
  const uit = { status: lezer.keuze('status', STATUSSEN), jsonSchema: lezer.voorwerp('jsonSchema') };
  if (/\\u0000|\\ud[89a-f]/i.test(JSON.stringify(uit.jsonSchema ?? {}))) lezer.fout('jsonSchema', 'invalid-json-schema', 'Dit schema bevat tekens die niet bewaard kunnen worden.');
  lezer.klaar();
  return uit;
}
