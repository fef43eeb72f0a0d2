import { OVERBRUGGE, VOORBEELDSTAD } from '@bronhuis/testing';
import { VasteKlok } from '@bronhuis/standaarden';
import { vraagBeleidsversie, type Beleidsversierij } from '../src/beleidsversies/beleidsversie.queries.ts';
import { GeldendBeleid } from '../src/beleidsversies/geldend-beleid.ts';
import { alsRegel } from '../src/beleidsversies/antwoord.ts';
import type { BeleidsversieKort } from '../src/beleidsversies/beleidsversie.dto.ts';
import { keten, MEEGELEVERD, met, VERSIES, zonder, type Keten } from './beleidsversies-hulp.ts';
import { opent, PAD, type Huis } from './omgeving.ts';

let huis: Huis;
let k: Keten;
const klok = new VasteKlok('2026-11-22T10:00:00Z');
beforeAll(async () => {
  huis = await opent({ klok });
  k = keten(huis);
});
afterAll(() => huis.stop());
// A clock that stands still for a test: each test begins a minute later, as bundles and tokens expect.
beforeEach(() => klok.zet(new Date(klok.nu().getTime() + 60_000)));

const roep = async (methode: string, pad: string, wie: string, body?: object, headers: Record<string, string> = {}) =>
  huis.roep<{ code?: string; invalidParams?: { name: string; code: string }[] }>(methode, `${VERSIES}${pad}`, { token: await huis.als(wie), headers, ...(body ? { body } : {}) });
const rij = async (versie: number) => (await huis.draaiend.bron!.lees<Beleidsversierij>({ organisatie: OVERBRUGGE }, vraagBeleidsversie('2026-11-22', versie)))[0]!;
const vrij = { 'if-match': '*' };
const invoer = (tekst: string, anders: object = {}) => ({ tekst, reden: 'Proef', ingangsdatum: '2026-11-22', basis: 0, ...anders });

/** The same installation, with a release that ships other files. */
const latereUitgave = () => new GeldendBeleid(huis.draaiend.bron!, met('uit-een-latere-uitgave'));

describe('zonder eigen versie', () => {
  it('geldt het meegeleverde beleid, als versie 0, voor elke medewerker te lezen', async () => {
    const { body } = await huis.roep<{ resultaten: BeleidsversieKort[] }>('GET', VERSIES, { token: await huis.als('noor') });
    expect(body.resultaten).toEqual([expect.objectContaining({ versie: 0, status: 'geldend', auteur: null, gelijkAanMeegeleverd: true })]);
    const nul = await k.lees(0);
    expect(nul.verschilMetMeegeleverd).toEqual({ erbij: [], weg: [], anders: [] });
    expect(nul.regels.find((r) => r.id === 'openbaar')).toMatchObject({ effect: 'permit', toelichting: expect.stringMatching(/^Wat openbaar is/), tekst: expect.stringContaining('@id("openbaar")') });
    expect((await k.inGebruik()).sort()).toEqual(nul.regels.map((r) => r.id).sort());
    expect((await roep('POST', '/0/_terugdraaien', 'petra', { reden: 'x' })).body.code).toBe('niets-terug-te-draaien');
    expect((await roep('PUT', '/0', 'bas', invoer(MEEGELEVERD), vrij)).body.code).toBe('geen-concept');
    expect((await roep('GET', '/999', 'noor')).status).toBe(404);
    expect((await latereUitgave().op('2026-11-22')).set.regels.map((r) => r.id)).toContain('uit-een-latere-uitgave');
  });
});

describe('een concept', () => {
  it('wordt geweigerd met elke regel die niet klopt, en bewaard met waarschuwingen', async () => {
    const fout = await roep('POST', '', 'bas', invoer(met('proef', 'permit (principal, action, resource) when { context.doell == "x" };')));
    expect([fout.status, fout.body.invalidParams!.map((p) => [p.name, p.code])]).toEqual([400, [['tekst.proef', 'schema']]]);
    expect((await roep('POST', '', 'bas', invoer(MEEGELEVERD, { basis: 7 }))).body.invalidParams).toMatchObject([{ name: 'basis' }]);
    const c = await k.concept(met('bestuurder-cijfers'));
    expect(c).toMatchObject({ status: 'concept', auteur: 'bas', basis: 0, geldigVanaf: null, gelijkAanMeegeleverd: false, verschilMetMeegeleverd: { erbij: ['bestuurder-cijfers'], weg: [], anders: [] } });
    expect(c.onderzoek!.vragen).toBeGreaterThan(10_000);
    expect(c.onderzoek!.waarschuwingen.map((w) => w.soort)).toEqual(['ruimer']);
    expect(c.onderzoek!.waarschuwingen[0]!.voorbeelden[0]!.regels).toContain('bestuurder-cijfers');
  });

  it('wordt alleen door de eigen auteur vervangen, en alleen op wat deze zag', async () => {
    const { versie } = await k.concept(met('een'));
    const put = (wie: string, headers: Record<string, string>) => roep('PUT', `/${versie}`, wie, invoer(met('twee')), headers);
    expect((await put('bas', {})).status).toBe(428);
    expect((await put('bas', { 'if-match': '"7"' })).status).toBe(412);
    expect((await put('petra', vrij)).status).toBe(403);
    const goed = await put('bas', { 'if-match': '"1"' });
    expect([goed.status, goed.headers.get('etag')]).toEqual([200, '"2"']);
    expect((await k.lees(versie)).verschilMetMeegeleverd.erbij).toEqual(['twee']);
    await k.legVoor(versie);
    expect((await put('bas', vrij)).body.code).toBe('geen-concept');
    const af = await roep('POST', `/${versie}/_afwijzen`, 'carla', { reden: 'Te ruim.' }, vrij);
    expect(af.body).toMatchObject({ status: 'afgewezen', oordeel: 'Te ruim.', beoordelaar: 'carla' });
    expect((await roep('POST', `/${versie}/_vaststellen`, 'petra', undefined, vrij)).body.code).toBe('niet-voorgelegd');
  });

  it('schrijft alleen de applicatiebeheerder; nooit een applicatie', async () => {
    for (const wie of ['noor', 'petra', 'carla', 'farida', 'thijs']) expect([wie, (await roep('POST', '', wie, invoer(MEEGELEVERD))).status]).toEqual([wie, 403]);
    const { versie } = await k.concept(MEEGELEVERD);
    await k.legVoor(versie);
    for (const wie of ['noor', 'farida', 'thijs']) expect([wie, (await roep('POST', `/${versie}/_vaststellen`, wie, undefined, vrij)).status]).toEqual([wie, 403]);
    const { access_token: token } = await huis.vraagToken({ organisatie: OVERBRUGGE, verwerkingsactiviteit: 'VA-01' });
    for (const [methode, pad, body] of [['POST', '', invoer(MEEGELEVERD)], ['POST', `/${versie}/_vaststellen`, undefined], ['POST', '/0/_terugdraaien', { reden: 'x' }], ['POST', `/${versie}/_simulatie`, {}]] as const) {
      expect((await huis.roep(methode, `${VERSIES}${pad}`, { token: token!, headers: vrij, ...(body ? { body } : {}) })).status).toBe(403);
    }
  });
});

describe('vaststellen', () => {
  it('doet een ander dan de auteur; dan beslist elk onderdeel ermee', async () => {
    const c = await k.concept(met('bestuurder-cijfers'));
    await k.legVoor(c.versie);
    expect((await roep('POST', `/${c.versie}/_vaststellen`, 'bas', undefined, vrij)).body.code).toBe('eigen-versie');
    expect((await roep('POST', `/${c.versie}/_vaststellen`, 'petra')).status).toBe(428);
    expect(await k.inGebruik()).not.toContain('bestuurder-cijfers');
    const v = await k.stelVast(c.versie);
    expect(v).toMatchObject({ status: 'geldend', geldigVanaf: '2026-11-22', beoordelaar: 'petra' });
    expect(await k.inGebruik()).toContain('bestuurder-cijfers');
    expect(await k.lees(0)).toMatchObject({ status: 'vervallen', gelijkAanMeegeleverd: true });
    const [event] = await huis.sql<{ p: { data: object } }>(`select payload::json as p from bron.uitgaand where type = 'nl.gemeente.beleid.beleidsversie-vastgesteld'`);
    expect(event!.p.data).toEqual({ beleidsversie: c.versie, geldigVanaf: '2026-11-22', hash: v.hash, terugNaar: null });
    expect(JSON.stringify(event)).not.toMatch(/petra|bas/);
  });

  it('gaat voor wat een latere uitgave meebrengt; die zegt alleen wat er verschilt', async () => {
    const { versie, set } = await latereUitgave().op('2026-11-22');
    expect(versie).toBe(await k.nieuwste());
    expect(set.regels.map((r) => r.id)).toEqual(expect.arrayContaining(['bestuurder-cijfers', 'openbaar']));
    expect(set.regels.map((r) => r.id)).not.toContain('uit-een-latere-uitgave');
    expect(alsRegel(await rij(versie), latereUitgave().meegeleverd).gelijkAanMeegeleverd).toBe(false);
    expect(await k.lees(versie)).toMatchObject({ gelijkAanMeegeleverd: false, verschilMetMeegeleverd: { erbij: ['bestuurder-cijfers'], weg: [], anders: [] } });
    expect((await k.lees(0)).gelijkAanMeegeleverd).toBe(true);
    expect(alsRegel(await rij(0), latereUitgave().meegeleverd).gelijkAanMeegeleverd).toBe(false);
  });

  it('gaat niet door als er intussen iets anders is vastgesteld: niets gaat stil verloren', async () => {
    const [a, b] = [await k.concept(met('van-a')), await k.concept(met('van-b'))];
    for (const c of [a, b]) await k.legVoor(c.versie);
    await k.stelVast(a.versie);
    expect((await roep('POST', `/${b.versie}/_vaststellen`, 'petra', undefined, vrij)).body.code).toBe('verouderde-basis');
    expect(await k.inGebruik()).toContain('van-a');
  });

  it('hoeft niet als de auteur haar zelf intrekt, met de reden erbij', async () => {
    const c = await k.concept(met('toch-maar-niet'));
    await k.legVoor(c.versie);
    expect(await roep('POST', `/${c.versie}/_afwijzen`, 'bas', { reden: 'Er staat een fout in.' }, vrij)).toMatchObject({ status: 200, body: { status: 'afgewezen', beoordelaar: 'bas', oordeel: 'Er staat een fout in.' } });
    expect((await roep('POST', `/${c.versie}/_vaststellen`, 'petra', undefined, vrij)).body.code).toBe('niet-voorgelegd');
    expect(await k.inGebruik()).not.toContain('toch-maar-niet');
  });

  it('kan niet met regels waarmee niemand het beleid nog wijzigt', async () => {
    for (const id of ['beheer-beleid', 'beleid-beoordelen']) {
      const c = await k.concept(zonder(id));
      expect(c.verschilMetMeegeleverd.weg).toEqual([id]);
      await k.legVoor(c.versie);
      const nee = await roep('POST', `/${c.versie}/_vaststellen`, 'petra', undefined, vrij);
      expect([nee.status, nee.body.code]).toEqual([409, 'niemand-kan-wijzigen']);
    }
  });

  it('van een versie voor morgen verandert vandaag niets en morgen vanzelf', async () => {
    const v = await k.voerIn(met('vanaf-morgen'), { ingangsdatum: '2026-11-23' });
    expect(v).toMatchObject({ status: 'vastgesteld', geldigVanaf: '2026-11-23' });
    expect(await k.inGebruik()).not.toContain('vanaf-morgen');
    klok.zet('2026-11-22T22:59:59.900Z');
    expect(await k.inGebruik()).not.toContain('vanaf-morgen');
    klok.zet('2026-11-22T23:00:00.000Z'); // midnight in Amsterdam
    expect(await k.inGebruik()).toContain('vanaf-morgen');
    expect((await k.lees(v.versie)).status).toBe('geldend');
  });
});

describe('terugdraaien', () => {
  const beleidshash = async () => {
    await k.inGebruik();
    return JSON.stringify(huis.draaiend.bundelhouder!.huidige().bundel.beleid);
  };

  it('is één oproep van één persoon, en geeft dezelfde regels als eerst', async () => {
    const voor = await beleidshash();
    const eerder = await k.nieuwste();
    await k.voerIn(met('een-fout', 'forbid (principal, action == Bronhuis::Action::"dossiers:lezen", resource);'));
    expect(await beleidshash()).not.toBe(voor);
    const terug = await roep('POST', `/${eerder}/_terugdraaien`, 'carla', { reden: 'Niemand kan nog een dossier lezen.' });
    expect([terug.status, terug.body]).toEqual([201, expect.objectContaining({ status: 'geldend', terugNaar: eerder, auteur: 'carla', reden: 'Niemand kan nog een dossier lezen.' })]);
    expect(await beleidshash()).toBe(voor);
    const [event] = await huis.sql<{ p: { data: object } }>(`select payload::json as p from bron.uitgaand where type like '%beleidsversie-vastgesteld' order by volgnummer desc limit 1`);
    expect(event!.p.data).toMatchObject({ terugNaar: eerder });
  });

  it('kan naar het meegeleverde beleid van toen, en niet naar wat nooit heeft gegolden', async () => {
    const [gepland, concept] = [await k.voerIn(met('ooit'), { ingangsdatum: '2027-01-01' }), await k.concept(met('nooit'))];
    for (const { versie } of [gepland, concept]) expect((await roep('POST', `/${versie}/_terugdraaien`, 'carla', { reden: 'x' })).body.code).toBe('nooit-gegolden');
    expect((await roep('POST', '/0/_terugdraaien', 'noor', { reden: 'x' })).status).toBe(403);
    expect((await roep('POST', '/0/_terugdraaien', 'carla', {})).status).toBe(400);
    const nul = await roep('POST', '/0/_terugdraaien', 'carla', { reden: 'Opnieuw beginnen.' });
    expect(nul.body).toMatchObject({ gelijkAanMeegeleverd: true, terugNaar: 0 });
    // What was planned goes with it: it was made from what is gone.
    expect((await k.lees(gepland.versie)).status).toBe('vervallen');
    klok.zet('2027-01-02T10:00:00Z');
    expect(await k.inGebruik()).not.toContain('ooit');
  });
});

describe('regels waarmee niet kan worden beslist', () => {
  it('komen in geen bundel, ook niet als zij buiten alles om in de database staan: de vorige blijft', async () => {
    const bundels = async () => (await huis.sql<{ n: number }>('select count(*)::int as n from bundel'))[0]!.n;
    const [voor, aantal] = [await k.inGebruik(), await bundels()];
    for (const tekst of ['permit (principal', '@id("x") permit (principal, action, resource) when { resource.vertrouwelijkheid + 1 == 2 };']) {
      await huis.sql(
        `insert into beleidsversie (versie, wijziging, registratietijd, status, tekst, hash, auteur, reden, ingangsdatum, aangemaakt, beoordelaar, beoordeeld_op, geldig_vanaf)
         values (999, 1, now(), 'vastgesteld', $1, repeat('0', 64), 'a', 'x', '2026-01-01', now(), 'b', '2099-01-01', '2026-01-01')`,
        [tekst],
      );
      await huis.sql('update bundelstand set stand = stand + 1');
      expect([await k.inGebruik(), await bundels()]).toEqual([voor, aantal]);
      await huis.sql('delete from beleidsversie where versie = 999');
    }
    expect((await roep('GET', '', 'noor')).status).toBe(200);
  });
});

describe('wat is besloten', () => {
  it('kan ook de component zelf niet meer wijzigen of wissen', async () => {
    const bron = huis.draaiend.bron!;
    const doe = (sql: string) => bron.transactie({ organisatie: OVERBRUGGE, traceparent: '00-11111111111111111111111111111111-2222222222222222-01' }, (tx) => tx.query(sql));
    const { versie } = await k.concept(MEEGELEVERD);
    await expect(doe(`update beleidsversie set status = 'vastgesteld', beoordelaar = 'petra', beoordeeld_op = now(), geldig_vanaf = now() where versie = ${versie}`)).rejects.toThrow('kan zo niet veranderen');
    await k.legVoor(versie);
    await expect(doe(`update beleidsversie set tekst = 'x' where versie = ${versie}`)).rejects.toThrow('kan zo niet veranderen');
    await expect(doe(`update beleidsversie set status = 'vastgesteld', beoordelaar = 'bas', beoordeeld_op = now(), geldig_vanaf = now() where versie = ${versie}`)).rejects.toThrow('beleidsversie_check');
    await expect(doe(`update beleidsversie set reden = 'x' where status = 'vastgesteld'`)).rejects.toThrow('kan zo niet veranderen');
    await expect(doe('delete from beleidsversie')).rejects.toThrow('permission denied');
  });

  it('wordt nooit door een applicatie gewijzigd, ook niet als het beleid zelf dat toestaat', async () => {
    await k.voerIn(met('open', 'permit (principal is Bronhuis::Applicatie, action, resource) when { context.onderwerp == "beleid" };'));
    await k.inGebruik();
    const { versie } = await k.concept(MEEGELEVERD);
    const voorgelegd = (await k.legVoor(versie)).versie;
    const { access_token: token } = await huis.vraagToken({ organisatie: OVERBRUGGE, verwerkingsactiviteit: 'VA-01' });
    const invoerNu = invoer(MEEGELEVERD, { basis: await k.nieuwste() });
    for (const [methode, pad, body] of [['POST', '', invoerNu], ['PUT', `/${versie}`, invoerNu], ['POST', `/${versie}/_voorleggen`, undefined], ['POST', `/${voorgelegd}/_vaststellen`, undefined], ['POST', `/${voorgelegd}/_afwijzen`, { reden: 'x' }], ['POST', '/0/_terugdraaien', { reden: 'x' }]] as const) {
      const a = await huis.roep<{ code: string }>(methode, `${VERSIES}${pad}`, { token: token!, headers: vrij, ...(body ? { body } : {}) });
      expect([methode, pad, a.status, a.body.code]).toEqual([methode, pad, 403, 'geen-medewerker']);
    }
  });

  it('is van de hele installatie: een andere gemeente ziet hetzelfde, de nieuwste eerst, bladzijde na bladzijde', async () => {
    const gezien: number[] = [];
    let pad: string | undefined = `${VERSIES}?omvang=3`;
    const token = await huis.als('noor', undefined, VOORBEELDSTAD);
    while (pad) {
      const { body }: { body: { resultaten: BeleidsversieKort[]; links: { volgende?: string } } } = await huis.roep('GET', pad, { token });
      gezien.push(...body.resultaten.map((v) => v.versie));
      pad = body.links.volgende;
    }
    const hoogste = Math.max(...gezien);
    expect(gezien).toEqual(Array.from({ length: hoogste + 1 }, (_, i) => hoogste - i));
    expect((await huis.roep('GET', `${PAD}/beleidsversies/abc`, { token })).status).toBe(400);
  });
});
