import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { canoniek } from '@bronhuis/standaarden';
import { OVERBRUGGE, wachtTot } from '@bronhuis/testing';
import { BAKKER, DE_WIT, Proef } from './hulp.ts';

let proef: Proef;
let token: string;
beforeAll(async () => {
  proef = await Proef.start();
  token = await proef.vernietiger();
});
afterAll(() => proef.stop());

interface Plan {
  id: string;
  hash: string;
  gaat: { soort: string; id: string; omschrijving: string }[];
  blijft: { soort: string; omschrijving: string; selectielijstnummer?: string }[];
}

const LIJST = '01994b00-0000-7000-8000-000000000001';
const grondslag = { selectielijst: 'Selectielijst gemeenten en intergemeentelijke organen 2020', nummer: '11.1.1', omschrijving: 'Verleend: vernietigen, 1 jaar na afhandeling' };

const stap = <B>(naam: string, body: object) => proef.roep<B>('POST', `/vernietigingen/_${naam}`, { token, body });
const plan = async (id: string): Promise<Plan> => (await stap<{ dossiers: Plan[] }>('plan', { dossiers: [id] })).body.dossiers[0] as Plan;
const voerUit = async (dossiers: { id: string; hash: string }[], vernietigingslijst = LIJST) =>
  (await stap<{ dossiers: { id: string; vernietigd: boolean; tijdstip?: string; aantallen?: object; reden?: string }[] }>('uitvoering', { vernietigingslijst, dossiers, grondslag })).body.dossiers;
const bewijs = async (id: string) => (await stap<{ dossiers: { resten: { waar: string; aantal: number }[]; blijft: { soort: string }[] }[] }>('bewijs', { dossiers: [id] })).body.dossiers[0];

/** Dossier B of the story: closed, four documents with files, a registration, an invoice that stays. */
async function dossierB(kenmerk: string) {
  const { id } = await proef.open(kenmerk, {}, { headers: { 'idempotency-key': kenmerk } });
  const documenten: string[] = [];
  for (const soort of ['aanvraag', 'reactie-omwonende', 'besluit', 'besluit-publicatieversie']) {
    const document = await proef.document(id, soort);
    await proef.bestand(document, `${kenmerk} ${soort}`);
    documenten.push(document);
  }
  const object = String((await proef.standplaats({ dossier: id, gegevens: { plaats: 'Lindeplein', houder: { bsn: DE_WIT, naam: 'Jan de Wit' } } })).body['id']);
  await proef.roep('POST', `/dossiers/${id}/relaties`, { body: { soort: 'blijft', omschrijving: 'Factuur 2025-118', systeem: 'financieel systeem', selectielijstnummer: '18.3' } });
  await proef.sluit(id);
  return { id, documenten, object };
}

const bestanden = async () => readdir(join(proef.o.gegevensMap, 'bestanden', OVERBRUGGE));

describe('plan → check → destroy → prove', () => {
  it('leaves nothing but the tombstone, tells it by event and record, and answers 410 afterwards', async () => {
    const b = await dossierB('Z-0093');
    const ander = await proef.open('Z-blijft');
    const anderDocument = await proef.document(ander.id, 'besluit');
    await proef.bestand(anderDocument, 'blijft');
    const p = await plan(b.id);
    expect(p.gaat.map((g) => g.soort).sort()).toEqual(['bestand', 'bestand', 'bestand', 'bestand', 'dossier', 'informatieobject', 'informatieobject', 'informatieobject', 'informatieobject', 'object']);
    expect(p.blijft).toContainEqual(expect.objectContaining({ omschrijving: 'Factuur 2025-118', selectielijstnummer: '18.3' }));
    expect(JSON.stringify(p)).not.toMatch(/Bakker|Wit|Buurtfeest|Titel|99999/);

    const opgave = { id: b.id, hash: p.hash, uitkomst: 'verleend', einddatum: '2025-09-09' };
    const controle = async (anders: object) => (await stap<{ dossiers: { akkoord: boolean; reden?: string }[] }>('controle', { dossiers: [{ ...opgave, ...anders }] })).body.dossiers[0];
    expect(await controle({})).toEqual({ id: b.id, akkoord: true });
    expect(await controle({ einddatum: '2025-09-10' })).toMatchObject({ akkoord: false, reden: expect.stringContaining('einddatum') });

    const [uit] = await voerUit([{ id: b.id, hash: p.hash }]);
    expect(uit).toMatchObject({ vernietigd: true, aantallen: { dossiers: 1, documenten: 4, bestanden: 4, registraties: 1, versies: 1 } });
    expect(await bewijs(b.id)).toMatchObject({ resten: [], blijft: p.blijft });
    expect(await bestanden()).toHaveLength(1);
    expect((await proef.roep('GET', `/informatieobjecten/${anderDocument}/bestand`)).tekst).toBe('blijft');

    for (const pad of [`/dossiers/${b.id}`, `/objecten/${b.object}`, `/objecten/${b.object}/tijdlijn`, ...b.documenten.flatMap((d) => [`/informatieobjecten/${d}`, `/informatieobjecten/${d}/bestand`])]) {
      const a = await proef.roep('GET', pad);
      expect([pad, a.status]).toEqual([pad, 410]);
      expect(a.body['detail']).toContain('De bewaartermijn is verstreken');
    }
    expect((await proef.roep('POST', '/dossiers', { body: proef.opening('Z-0093'), headers: { 'idempotency-key': 'Z-0093' } })).status).toBe(409);

    expect((await proef.gebeurtenissen(b.id)).map((g) => g.data)).toContainEqual({ dossier: b.id, kenmerk: 'Z-0093', objecttype: proef.typeId('evenementendossier'), grondslag, vernietigingslijst: LIJST, tijdstip: uit?.tijdstip });
    const records = (await proef.verwerkingen(b.id)).filter((v) => v.handeling === 'Dossier vernietigd');
    expect(records.map((v) => [v.activiteit, v.betrokkenen.map((x) => x.pseudoniem).sort()])).toEqual([['VA-03', [proef.pseudoniem(BAKKER), proef.pseudoniem(DE_WIT)].sort()]]);
  });

  it('does nothing when anything changed since the approval', async () => {
    const b = await dossierB('V-veranderd');
    const { hash } = await plan(b.id);
    const dossier = await proef.roep('GET', `/dossiers/${b.id}`);
    await proef.roep('POST', `/dossiers/${b.id}/_heropenen`, { body: { reden: 'Bezwaar gegrond' }, headers: { 'if-match': String(dossier.headers.get('etag')) } });
    expect(await voerUit([{ id: b.id, hash }])).toEqual([{ id: b.id, vernietigd: false, reden: 'Het dossier is niet afgesloten.' }]);
    await proef.sluit(b.id);
    expect(await voerUit([{ id: b.id, hash }])).toEqual([{ id: b.id, vernietigd: false, reden: expect.stringContaining('veranderd') }]);
    expect((await proef.roep('GET', `/dossiers/${b.id}`)).status).toBe(200);
  });

  it('is idempotent for each dossier, and tells of another list that it came too late', async () => {
    const b = await dossierB('V-herhaald');
    const { hash } = await plan(b.id);
    const eerste = await voerUit([{ id: b.id, hash }]);
    expect(await voerUit([{ id: b.id, hash }])).toEqual(eerste);
    expect(await voerUit([{ id: b.id, hash }], '01994b00-0000-7000-8000-000000000002')).toMatchObject([{ vernietigd: false }]);
    const tegelijk = await dossierB('V-tegelijk');
    const p = await plan(tegelijk.id);
    const uit = await Promise.all([1, 2, 3, 4].map(() => voerUit([{ id: tegelijk.id, hash: p.hash }])));
    expect(new Set(uit.map((u) => canoniek(u))).size).toBe(1);
    expect((await proef.verwerkingen(tegelijk.id)).filter((v) => v.handeling === 'Dossier vernietigd')).toHaveLength(1);
  });

  it('goes on after a stop half-way: what was done is told, what was not is done', async () => {
    const [een, twee] = [await dossierB('V-half-1'), await dossierB('V-half-2')];
    const plannen = [await plan(een.id), await plan(twee.id)].map(({ id, hash }) => ({ id, hash }));
    const [gedaan] = await voerUit(plannen.slice(0, 1));
    expect(await voerUit(plannen)).toEqual([gedaan, expect.objectContaining({ id: twee.id, vernietigd: true })]);
  });

  it('takes a dossier with thousands of registrations, no statement too many of them', async () => {
    const b = await proef.open('Z-groot');
    const aantal = 5_500;
    await proef.db.query(
      `with o as (insert into object (organisatie, id, versie, registratietijd, objecttype, soort, dossier)
         select $1, gen_random_uuid(), 1, now(), $2, 'registratie', $3 from generate_series(1, $4) returning id)
       insert into object_versie (organisatie, object, versie, registratietijd, begin_geldigheid, typeversie, gegevens, betrokkenen, wie)
       select $1, id, 1, now(), '2024-01-01', 1, '{}', '[]', '{}' from o`,
      [OVERBRUGGE, proef.typeId('standplaats'), b.id, aantal],
    );
    await proef.sluit(b.id);
    const { hash } = await plan(b.id);
    await proef.db.query(`create function te_veel() returns trigger language plpgsql as $$ begin
        if (select count(*) from weg) > 1000 then raise 'too many in one statement'; end if; return null; end $$;
      create trigger te_veel after delete on object referencing old table as weg for each statement execute function te_veel()`);
    try {
      expect(await voerUit([{ id: b.id, hash }])).toMatchObject([{ vernietigd: true, aantallen: { registraties: aantal, versies: aantal } }]);
    } finally {
      await proef.db.query('drop trigger te_veel on object; drop function te_veel()');
    }
    expect([await proef.tel('object where dossier = $1', [b.id]), await proef.tel('grafsteen where dossier = $1', [b.id])]).toEqual([0, aantal + 1]);
  }, 60_000);

  it('tries a file again until it is gone, and the proof says so until then', async () => {
    const b = await dossierB('V-bestand');
    const p = await plan(b.id);
    await voerUit([{ id: b.id, hash: p.hash }]);
    const [bestand] = p.gaat.filter((g) => g.soort === 'bestand');
    // As a process killed between commit and removal leaves it.
    await proef.db.query('insert into te_wissen_bestand values ($1, $2, now())', [OVERBRUGGE, bestand?.id]);
    expect((await bewijs(b.id))?.resten).toEqual([{ waar: 'te wissen bestanden', aantal: 1 }]);
    await voerUit([{ id: b.id, hash: p.hash }]);
    expect((await bewijs(b.id))?.resten).toEqual([]);
  });

  it('leaves a document that another dossier holds, until the last one goes', async () => {
    const [een, twee] = [await dossierB('V-deel-1'), await proef.open('V-deel-2')];
    const gedeeld = een.documenten[0] as string;
    expect((await proef.roep('PUT', `/dossiers/${twee.id}/informatieobjecten/${gedeeld}`)).status).toBe(201);
    await proef.sluit(twee.id);
    const p = await plan(een.id);
    expect(p.blijft).toContainEqual(expect.objectContaining({ soort: 'informatieobject', reden: 'Hoort ook bij V-deel-2' }));
    await voerUit([{ id: een.id, hash: p.hash }]);
    expect((await proef.roep('GET', `/informatieobjecten/${gedeeld}/bestand`)).tekst).toBe('V-deel-1 aanvraag');
    expect((await bewijs(een.id))?.resten).toEqual([]);
    const p2 = await plan(twee.id);
    await voerUit([{ id: twee.id, hash: p2.hash }]);
    expect((await proef.roep('GET', `/informatieobjecten/${gedeeld}`)).status).toBe(410);
  });

  it('says of what is not here that it is not here', async () => {
    const vreemd = '0199ffff-0000-7000-8000-000000000000';
    expect((await stap('plan', { dossiers: [vreemd] })).body).toEqual({ dossiers: [], onbekend: [{ id: vreemd, reden: 'Dit dossier is hier niet bekend.' }] });
    expect(await voerUit([{ id: vreemd, hash: '0'.repeat(64) }])).toMatchObject([{ vernietigd: false }]);
  });

  it('is only for selectielijst, for archiefbeheer', async () => {
    const body = { dossiers: ['0199ffff-0000-7000-8000-000000000000'] };
    for (const wie of [{}, { verwerkingsactiviteit: 'VA-03', rollen: ['informatiebeheerder'] }, { soort: 'component' as const, id: 'component-selectielijst', verwerkingsactiviteit: 'VA-01' }]) {
      expect((await proef.roep('POST', '/vernietigingen/_plan', { token: await proef.token(wie), body })).status).toBe(403);
    }
  });

  it('leaves no trace in answers that were kept nor in events that were sent', async () => {
    const b = await dossierB('V-sporen');
    await wachtTot(async () => (await proef.tel('bron.uitgaand where verzonden is null')) === 0, { ms: 10_000 });
    const { hash } = await plan(b.id);
    await voerUit([{ id: b.id, hash }]);
    expect(await proef.tel('bron.idempotentie where onderwerp = $1', [b.id])).toBe(0);
    expect((await proef.gebeurtenissen(b.id)).map((g) => g.type)).toEqual(['nl.gemeente.dossiers.dossier-vernietigd']);
    expect((await proef.gebeurtenissen(b.object)).map((g) => g.type)).toEqual(['nl.gemeente.objecten.object-vernietigd']);
  });
});
