import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { VERZOEK } from '../services/toegangsbeheer/src/authzen/authzen.schema.ts';
import { maakAntwoord } from '../services/toegangsbeheer/src/authzen/evaluatie.ts';

// The official JSON Schemas of AuthZEN 1.0 are not ours to ship: GEGEVENS names the folder that holds them.
const GEGEVENS = process.env['GEGEVENS'];
const aanwezig = GEGEVENS !== undefined && existsSync(join(GEGEVENS, 'authzen', 'evaluation-request.schema.json'));
if (!aanwezig) process.stderr.write('SKIPPED: AuthZEN against its official schemas (set GEGEVENS to the folder that holds them)\n');
const metSchema = aanwezig ? describe : describe.skip;

const officieel = (naam: string): object => JSON.parse(readFileSync(join(GEGEVENS ?? '', 'authzen', `evaluation-${naam}.schema.json`), 'utf8')) as object;

const verzoek = {
  subject: { type: 'medewerker', id: 'noor', properties: { rollen: ['behandelaar'] } },
  action: { name: 'dossiers:lezen', properties: { processing_activity_id: 'VA-01' } },
  resource: { type: 'dossier', id: '1', properties: { activiteiten: ['VA-01'] } },
  context: { time: '2026-11-22T10:00:00Z', traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' },
};

metSchema('AuthZEN 1.0 against the official schemas', () => {
  const ajv = new Ajv2020({ strict: false });

  it('our request schema accepts and refuses what the official one does', () => {
    const [ons, hun] = [ajv.compile(VERZOEK), ajv.compile(officieel('request'))];
    const { subject, action, resource, context } = verzoek;
    const gevallen: unknown[] = [
      verzoek, { subject, action, resource }, { ...verzoek, onbekend: 1 }, { ...verzoek, context: {} },
      { action, resource, context }, { subject, resource }, { subject, action }, {}, [], 'tekst',
      { ...verzoek, subject: { type: 'medewerker' } }, { ...verzoek, subject: { id: 'noor' } }, { ...verzoek, subject: { type: 1, id: 'noor' } },
      { ...verzoek, action: {} }, { ...verzoek, action: { name: 5 } }, { ...verzoek, resource: { type: 'dossier' } }, { ...verzoek, resource: 'dossier' },
      { ...verzoek, subject: { ...subject, properties: 'geen object' } }, { ...verzoek, context: 'geen object' },
    ];
    for (const geval of gevallen) expect({ geval, geldig: ons(geval) }).toEqual({ geval, geldig: hun(geval) });
  });

  it('our responses are valid, allowed and refused', () => {
    const geldig = ajv.compile(officieel('response'));
    const b = { id: 'x', beleid: ['regel'], bundel: { versie: 1, hash: 'h' } };
    for (const antwoord of [maakAntwoord({ ...b, besluit: 'toegestaan' as const, redenen: [] }), maakAntwoord({ ...b, besluit: 'geweigerd' as const, redenen: ['Nee.'] })]) {
      expect(geldig(JSON.parse(JSON.stringify(antwoord)))).toBe(true);
    }
  });
});
