import { WERKORGANISATIE } from '@bronhuis/testing';
import { Beslisser, type Beslissingsrecord } from '@bronhuis/toegang';
import type { BeleidsversieAntwoord } from '../src/beleidsversies/beleidsversie.dto.ts';
import { alsSet } from '../src/beleidsversies/beleidstekst.ts';
import { simuleer } from '../src/beleidsversies/simulatie.ts';
import { alsAdl } from '../src/beslissingen/adl.ts';
import { herhaal } from '../src/beslissingen/herhaling.ts';
import { keten, MEEGELEVERD, VERSIES, type Keten } from './beleidsversies-hulp.ts';
import { opent, ZAAKSYSTEEM, type Huis } from './omgeving.ts';

/** The policies of the house: dossiers without the number of who asked, changed after a strong sign-in, closed by day from inside. */
const WEG = MEEGELEVERD.replace('@id("dossiers-voor-het-doel")', '@id("dossiers-voor-het-doel")\n@weglaten("/aanvrager/bsn")\n@maskeren("/aanvrager/telefoon")');
const TEKST = `${WEG}
@id("sterker")
@toelichting("Wie een dossier wijzigt, is aangemeld met niveau substantieel.")
@opwaarderen("substantieel")
forbid (principal is Bronhuis::Medewerker, action == Bronhuis::Action::"dossiers:schrijven", resource) when { context.niveau < 2 };
@id("overdag-van-binnen")
@toelichting("Een dossier sluit op werkdagen overdag, vanuit het eigen netwerk.")
forbid (principal, action == Bronhuis::Action::"dossiers:sluiten", resource)
unless { context.netwerk == "intern" && context.weekdag <= 5 && context.uur >= 8 && context.uur < 18 };
`;

let huis: Huis;
let k: Keten;
let token: string;
let ingevoerd: BeleidsversieAntwoord;
beforeAll(async () => {
  huis = await opent();
  k = keten(huis);
  ingevoerd = await k.voerIn(TEKST);
  expect(await k.inGebruik()).toContain('sterker');
  token = (await huis.vraagToken(ZAAKSYSTEEM)).access_token!;
}, 120_000);
afterAll(() => huis.stop());

interface Besluit {
  decision: boolean;
  context: { id: string; reason?: string; verplichtingen?: object; acr_values?: string };
}
const vraag = (name: string, context?: object, soort = 'medewerker') => ({
  subject: { type: soort, id: soort === 'medewerker' ? 'noor' : 'zaaksysteem', properties: { uitvoerder: WERKORGANISATIE } },
  action: { name, properties: { processing_activity_id: 'VA-01' } },
  resource: { type: 'dossier', id: 'Z-0150', properties: { activiteiten: ['VA-01'], component: 'registers' } },
  ...(context ? { context } : {}),
});
const evalueer = (body: object) => huis.roep<Besluit>('POST', '/toegangsbeheer/access/v1/evaluation', { token, body });
const besluit = async (name: string, context?: object, soort?: string): Promise<Besluit> => (await evalueer(vraag(name, context, soort))).body;
async function record(id: string): Promise<Beslissingsrecord> {
  const rijen = await huis.sql<{ b: Beslissingsrecord | Beslissingsrecord[] }>(`select beslissing as b from bron.verwerking_uit where beslissing::text like '%' || $1 || '%'`, [id]);
  return rijen.flatMap((r) => [r.b].flat()).find((b) => b.id === id)!;
}

const PLICHT = { weglaten: ['/aanvrager/bsn'], maskeren: ['/aanvrager/telefoon'] };
const KAN = { velden: true, acr: 'substantieel' };

describe('velden die wegblijven', () => {
  it('staan in context van wie zegt dat te kunnen; voor een ander is het een weigering', async () => {
    expect(await besluit('dossiers:lezen', KAN)).toMatchObject({ decision: true, context: { verplichtingen: PLICHT } });
    const zonder = await besluit('dossiers:lezen');
    expect(zonder).toMatchObject({ decision: false, context: { reason: 'Het beleid staat dit alleen toe zonder bepaalde gegevens, en die kunnen hier niet worden weggelaten.' } });
    for (const naam of ['verplichtingen', 'acr_values']) expect(zonder.context).not.toHaveProperty(naam);
    const { body } = await huis.roep<{ evaluations: Besluit[] }>('POST', '/toegangsbeheer/access/v1/evaluations', { token, body: { ...vraag('dossiers:lezen'), evaluations: [{}, { context: { velden: true } }] } });
    expect(body.evaluations.map((e) => [e.decision, e.context.verplichtingen])).toEqual([[false, undefined], [true, PLICHT]]);
  });
});

describe('een sterkere aanmelding', () => {
  it('staat in het antwoord als alleen die ontbreekt, en voor een applicatie nooit', async () => {
    expect(await besluit('dossiers:schrijven', { velden: true, acr: 'laag' })).toMatchObject({ decision: false, context: { acr_values: 'substantieel', reason: 'Meld u hiervoor opnieuw aan, met betrouwbaarheidsniveau substantieel of hoger.' } });
    expect(await besluit('dossiers:schrijven', KAN)).toMatchObject({ decision: true });
    expect(await besluit('dossiers:schrijven', { velden: true }, 'applicatie')).toMatchObject({ decision: true });
    const { context } = await besluit('dossiers:sluiten', { velden: true, acr: 'laag' });
    expect(context).not.toHaveProperty('acr_values');
  });
});

describe('moment en netwerk', () => {
  it.each([
    [{ netwerk: 'intern', time: '2026-11-23T09:00:00+01:00' }, true], [{ netwerk: 'intern', time: '2026-11-23T17:30:00Z' }, false], [{ netwerk: 'intern', time: '2026-11-22T09:00:00+01:00' }, false],
    [{ netwerk: 'extern', time: '2026-11-23T09:00:00+01:00' }, false], [{ time: '2026-11-23T09:00:00+01:00' }, false],
  ])('%p: %p', async (context, mag) => {
    const { decision, context: { id } } = await besluit('dossiers:sluiten', { ...KAN, ...context });
    expect(decision).toBe(mag);
    const stand = huis.draaiend.bundelhouder!.huidige();
    expect(herhaal(await record(id), stand)).toMatchObject({ gelijk: true });
  });

  it('die er niet zijn, zijn een fout in het verzoek', async () => {
    const { status, body } = await evalueer(vraag('dossiers:lezen', { acr: 'sterk', netwerk: 'thuis' }));
    expect([status, (body as unknown as { invalidParams: { name: string }[] }).invalidParams.map((p) => p.name)]).toEqual([400, ['context.acr', 'context.netwerk']]);
  });
});

describe('het logboek', () => {
  it('bewaart wat het besluit vroeg en waarmee; opnieuw genomen is het hetzelfde, met ander beleid niet', async () => {
    const stand = huis.draaiend.bundelhouder!.huidige();
    const namen = [['dossiers:lezen', KAN], ['dossiers:lezen', {}], ['dossiers:schrijven', { velden: true, acr: 'laag' }], ['dossiers:sluiten', { ...KAN, netwerk: 'intern', time: '2026-11-23T12:00:00Z' }]] as const;
    const records = await Promise.all(namen.map(async ([naam, context]) => record((await besluit(naam, context)).context.id)));
    expect(records.map((r) => [r.besluit, r.verplichtingen, r.niveau, r.netwerk])).toEqual([
      ['toegestaan', PLICHT, 2, undefined], ['geweigerd', PLICHT, undefined, undefined], ['geweigerd', { opwaarderen: 'substantieel' }, 1, undefined], ['toegestaan', PLICHT, 2, 'intern'],
    ]);
    expect(records.map((r) => herhaal(r, stand))).toEqual(records.map(() => expect.objectContaining({ gelijk: true })));
    expect(alsAdl(records[0]!)).toMatchObject({ body: { 'adl.core.request': { context: { niveau: 2, netwerk: 'extern' }, resource: { properties: { velden: true } } }, 'adl.core.response': { decision: true, context: { verplichtingen: PLICHT } } } });
    const oud = { bundel: stand.bundel, beslisser: new Beslisser({ beleid: alsSet(MEEGELEVERD).regels }) };
    expect(records.map((r) => 'gelijk' in herhaal(r, oud) && (herhaal(r, oud) as { gelijk: boolean }).gelijk)).toEqual([false, false, false, false]);
    const stroom = async function* () { for (const r of records) yield { record: r }; };
    expect(await simuleer(stroom(), oud, stand)).toMatchObject({ bekeken: 4, straksToegestaan: 2, straksGeweigerd: 0, straksAnderePlicht: 2 });
  });
});

describe('een versie van het beleid', () => {
  it('toont de annotaties in haar tekst, en zegt wat er meer te zien is', async () => {
    expect(ingevoerd.regels.find((r) => r.id === 'dossiers-voor-het-doel')!.tekst).toContain('@weglaten("/aanvrager/bsn")');
    const { onderzoek } = await k.concept(TEKST.replace('@weglaten("/aanvrager/bsn")\n', ''));
    expect(onderzoek!.waarschuwingen.map((w) => w.soort)).toEqual(['meer-velden']);
    const fout = await huis.roep<{ invalidParams: { name: string; code: string }[] }>('POST', VERSIES, {
      token: await huis.als('bas'), body: { tekst: WEG.replace('@weglaten', '@weglatten'), reden: 'Proef', ingangsdatum: '2026-01-01', basis: ingevoerd.versie },
    });
    expect([fout.status, fout.body.invalidParams]).toEqual([400, [expect.objectContaining({ name: 'tekst.dossiers-voor-het-doel', code: 'annotatie' })]]);
  });
});
