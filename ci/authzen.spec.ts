import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { ANTWOORDEN, VERZOEK, VERZOEKEN } from '../services/toegangsbeheer/src/authzen/authzen.schema.ts';
import { metStandaard } from '../services/toegangsbeheer/src/authzen/beslis-evaluaties.ts';
import { maakAntwoord, maakWeigering, type Evaluatieverzoek } from '../services/toegangsbeheer/src/authzen/evaluatie.ts';
import { leesInhoud } from '../services/toegangsbeheer/src/toepassingen/inhoud.ts';
import { beslisToepassing } from '../services/toegangsbeheer/src/toepassingen/toepassingsbeslissing.ts';
import { Toepassing, type Entiteit } from '../services/toegangsbeheer/src/toepassingen/toepassing.ts';

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
  let ajv: Ajv2020;
  beforeEach(() => {
    ajv = new Ajv2020({ strict: false });
  });

  it('our request schema accepts and refuses what the official one does', () => {
    const [ons, hun] = [ajv.compile(VERZOEK), ajv.compile(officieel('request'))];
    const { subject, action, resource, context } = verzoek;
    const gevallen: unknown[] = [
      verzoek, { subject, action, resource }, { ...verzoek, action: { name: 'can_read' } }, { ...verzoek, onbekend: 1 }, { ...verzoek, context: {} },
      { action, resource, context }, { subject, resource }, { subject, action }, {}, [], 'tekst',
      { ...verzoek, subject: { type: 'medewerker' } }, { ...verzoek, subject: { id: 'noor' } }, { ...verzoek, subject: { type: 1, id: 'noor' } },
      { ...verzoek, action: {} }, { ...verzoek, action: { name: 5 } }, { ...verzoek, resource: { type: 'dossier' } }, { ...verzoek, resource: 'dossier' },
      { ...verzoek, subject: { ...subject, properties: 'geen object' } }, { ...verzoek, context: 'geen object' },
    ];
    for (const geval of gevallen) expect({ geval, geldig: ons(geval) }).toEqual({ geval, geldig: hun(geval) });
  });

  const b = { id: 'x', beleid: ['regel'], bundel: { versie: 1, hash: 'h' } };
  const antwoorden = [
    maakAntwoord({ ...b, besluit: 'toegestaan', redenen: [] }),
    maakAntwoord({ ...b, besluit: 'geweigerd', redenen: ['Nee.'] }),
    maakWeigering([{ name: 'resource', reason: 'Dit gegeven ontbreekt.' }]),
  ].map((a) => JSON.parse(JSON.stringify(a)) as object);

  it('our responses are valid: allowed, refused, and refused because it cannot be asked', () => {
    const geldig = ajv.compile(officieel('response'));
    for (const antwoord of antwoorden) expect(geldig(antwoord)).toBe(true);
    expect(ajv.compile(ANTWOORDEN)({ evaluations: antwoorden })).toBe(true);
  });

  it('an item of evaluations with its defaults is asked when the official schema takes it, and only then (§7.1)', () => {
    const [ons, hun, omhulsel] = [ajv.compile(VERZOEK), ajv.compile(officieel('request')), ajv.compile(VERZOEKEN)];
    const { subject, action, resource } = verzoek;
    const items: unknown[] = [{}, { resource }, { resource: { type: 'dossier' } }, { action: {} }, { subject, action, resource }, { subject: { id: 'noor' } }, { context: 5 }, { context: {} }, { resource: null }, 5, null, []];
    for (const standaard of [verzoek, { subject, action }, {}]) {
      expect(omhulsel({ ...standaard, evaluations: items, options: { evaluations_semantic: 'deny_on_first_deny', another_option: 'value' } })).toBe(true);
      for (const item of items) {
        const vraag = metStandaard(standaard, item);
        expect({ vraag, geldig: ons(vraag) }).toEqual({ vraag, geldig: hun(vraag) });
      }
    }
    expect(ons(metStandaard({ subject, action }, { resource }))).toBe(true);
    expect(ons(metStandaard({ subject, action }, {}))).toBe(false);
  });

  describe('with what an application brings of its own: the fixture of the certification', () => {
    const bestand = (naam: string): string => readFileSync(join(import.meta.dirname, '../services/toegangsbeheer/test/toepassingen', naam), 'utf8');
    const fixture = JSON.parse(bestand('certificering.json')) as { entiteiten: Entiteit[]; vragen: [Evaluatieverzoek, boolean][]; fout: [string, object][] };

    it('our request schema accepts and refuses what the official one does', () => {
      const [ons, hun] = [ajv.compile(VERZOEK), ajv.compile(officieel('request'))];
      for (const [v] of fixture.vragen) expect({ v, ons: ons(v), hun: hun(v) }).toEqual({ v, ons: true, hun: true });
      for (const [, v] of fixture.fout.filter(([pad]) => pad === 'evaluation')) expect({ v, ons: ons(v), hun: hun(v) }).toEqual({ v, ons: false, hun: false });
    });

    it('our responses are valid: allowed, refused, and refused with a reason for who wrote the rules', () => {
      const geldig = ajv.compile(officieel('response'));
      const toepassing = new Toepassing(leesInhoud({ beleid: bestand('certificering.cedar'), entiteiten: fixture.entiteiten }));
      const OIN = '00000001999990007000';
      const bundel = { versie: 1, hash: 'h', uitgegeven: '', beleid: [], organisaties: [], bevoegdheden: [], activiteiten: [], ingetrokken: [], jwks: [] };
      const aanroep = { organisatie: OIN, uitvoerder: OIN, doel: null, wie: { soort: 'applicatie' as const, id: 'zaaksysteem', applicatie: 'zaaksysteem', rollen: [] } };
      const om = { aanroep, bundel, tijdstip: new Date('2026-11-22T10:00:00Z'), traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', dag: '2026-11-22' };
      const vreemd: Evaluatieverzoek = { subject: { type: 'user', id: 'alice' }, action: { name: 'write' }, resource: { type: 'record', id: 'record-9' } };
      const gezien = [...fixture.vragen, [vreemd, false] as const].map(([v, decision]) => {
        const { besluit } = beslisToepassing(om, v, { versie: 1, toepassing });
        expect(besluit.decision).toBe(decision);
        expect(geldig(JSON.parse(JSON.stringify(besluit)))).toBe(true);
        return Object.keys(besluit.context);
      });
      expect(gezien.flat()).toEqual(expect.arrayContaining(['toepassingsversie', 'reason', 'reason_admin']));
    });
  });
});
