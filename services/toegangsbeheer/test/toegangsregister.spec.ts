import { OVERBRUGGE, VOORBEELDSTAD, wachtTot } from '@bronhuis/testing';
import { datumInAmsterdam, plusDuur } from '@bronhuis/standaarden';
import type { ApplicatieAntwoord } from '../src/applicaties/applicatie.dto.ts';
import type { RechtenAntwoord } from '../src/applicaties/rechten.dto.ts';
import { opent, PAD, ZAAKSYSTEEM, type Huis } from './omgeving.ts';
import { maakClient } from './zgw-hulp.ts';

let huis: Huis;
let bas: string;
beforeAll(async () => {
  huis = await opent();
  bas = await huis.als('bas');
});
afterAll(() => huis.stop());

const rechten = (id: string, token = bas) => huis.roep<RechtenAntwoord>('GET', `${PAD}/applicaties/${id}/rechten`, { token });
/** Lines of RFC 4180, read as a spreadsheet does. */
function leesCsv(tekst: string): string[][] {
  const regels: string[][] = [[]];
  for (const [, gequoteerd, los, einde] of tekst.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    if (gequoteerd === undefined && los === '' && einde === '' && regels.at(-1)?.length === 0) break;
    regels.at(-1)!.push(gequoteerd?.replaceAll('""', '"') ?? los ?? '');
    if (einde === '\r\n') regels.push([]);
  }
  return regels.filter((r) => r.length > 0);
}

describe('wat een applicatie mag', () => {
  it('is voor elk doel elke handeling die het beleid toestaat, met de regel', async () => {
    const { status, body } = await rechten('zaaksysteem');
    expect(status).toBe(200);
    const { activiteiten } = (await huis.roep<ApplicatieAntwoord>('GET', `${PAD}/applicaties/zaaksysteem`, { token: bas })).body;
    expect(body).toMatchObject({ applicatie: 'zaaksysteem', toegang: true });
    expect(body.doelen.map((d) => d.verwerkingsactiviteit)).toEqual(activiteiten);
    const va01 = body.doelen.find((d) => d.verwerkingsactiviteit === 'VA-01')!;
    expect(va01).toMatchObject({ geldig: true, naam: expect.any(String) });
    expect(va01.handelingen).toContainEqual({ actie: 'dossiers:lezen', beleid: ['dossiers-voor-het-doel'] });
    expect(va01.handelingen.map((h) => h.actie)).not.toContain('vernietigingen:vernietigen');
  });

  it('is niets voor een doel dat niet meer geldt, en zegt of zij een token krijgt', async () => {
    await huis.sql(`update activiteit set tot = '2020-12-31' where organisatie = $1 and id = 'VA-01'`, [OVERBRUGGE]);
    await huis.sql(`update applicatie set leverancier = null where id = 'zaaksysteem'`);
    await huis.sql('update bundelstand set stand = stand + 1');
    await huis.draaiend.bundelhouder!.peil();
    const { body } = await rechten('zaaksysteem');
    expect(body.toegang).toBe(false);
    expect(body.doelen.find((d) => d.verwerkingsactiviteit === 'VA-01')).toEqual({ verwerkingsactiviteit: 'VA-01', naam: null, geldig: false, handelingen: [] });
    await huis.sql(`update activiteit set tot = null where organisatie = $1`, [OVERBRUGGE]);
    await huis.sql(`update applicatie set leverancier = 'Zaaksoft' where id = 'zaaksysteem'`);
    await huis.sql('update bundelstand set stand = stand + 1');
    await huis.draaiend.bundelhouder!.peil();
  });

  it('is bij een teken voor alles elk doel dat nu geldt; het portaal heeft zelf geen rechten', async () => {
    const eerder = await huis.sql<{ activiteiten: string[] }>(`select activiteiten from applicatie_doel where organisatie = $1 and applicatie = 'zaaksysteem'`, [OVERBRUGGE]);
    await huis.sql(`update applicatie_doel set activiteiten = '{*}' where organisatie = $1 and applicatie = 'zaaksysteem'`, [OVERBRUGGE]);
    const { doelen } = (await rechten('zaaksysteem')).body;
    expect(doelen.map((d) => d.verwerkingsactiviteit)).toEqual(expect.arrayContaining(['VA-01', 'VA-02', 'VA-03']));
    expect(doelen.every((d) => d.geldig)).toBe(true);
    expect((await rechten('component-portaal')).body.doelen).toEqual([]);
    await huis.sql(`update applicatie_doel set activiteiten = $2 where organisatie = $1 and applicatie = 'zaaksysteem'`, [OVERBRUGGE, eerder[0]!.activiteiten]);
  });

  it('is niet te zien voor een gemeente waarvoor zij niet werkt, en niet voor inwoners', async () => {
    expect((await rechten('zaaksysteem-voorbeeldstad')).status).toBe(404);
    expect((await rechten('zaaksysteem-voorbeeldstad', await huis.als('carla', undefined, VOORBEELDSTAD))).status).toBe(200);
    expect((await rechten('zaaksysteem', await huis.als('bakker'))).status).toBe(403);
  });
});

describe('het toegangsregister', () => {
  it('zegt van elke applicatie wie ervoor staat, wat zij mag en wanneer zij het laatst is gebruikt', async () => {
    await huis.vraagToken(ZAAKSYSTEEM);
    const gebruikt = async () => (await huis.roep<ApplicatieAntwoord>('GET', `${PAD}/applicaties/zaaksysteem`, { token: bas })).body.laatstGebruikt;
    await wachtTot(async () => (await gebruikt()) !== null, { ms: 20_000, wat: 'the decision' });
    await huis.sql(`update applicatie set naam = '=SOM(A1)', beheerder = E'Team "Zaken", Zuid\\nen Noord' where id = 'zaaksysteem'`);
    const a = await huis.roep('GET', `${PAD}/toegangsregister`, { token: bas });
    expect([a.status, a.headers.get('content-type'), a.headers.get('content-disposition')]).toEqual([200, 'text/csv; charset=utf-8', 'attachment; filename="toegangsregister.csv"']);
    const [kop, ...regels] = leesCsv(a.tekst) as [string[], ...string[][]];
    expect(new Set(regels.map((r) => r.length))).toEqual(new Set([kop.length]));
    const register = regels.map((r) => Object.fromEntries(kop.map((k, i) => [k, r[i]])));
    expect(register.find((r) => r['applicatie'] === 'zaaksysteem' && r['verwerkingsactiviteit'] === 'VA-01')).toMatchObject({
      naam: "'=SOM(A1)", beheerder: 'Team "Zaken", Zuid\nen Noord', toegang: 'ja', ontbreekt: '', handelingen: expect.stringContaining('dossiers:lezen; '), 'laatst gebruikt': datumInAmsterdam(new Date()),
    });
    const ids = (await huis.roep<{ resultaten: ApplicatieAntwoord[] }>('GET', `${PAD}/applicaties?omvang=100`, { token: bas })).body.resultaten.map((x) => x.id);
    expect([...new Set(register.map((r) => r['applicatie']))]).toEqual(ids);
  });

  it('zegt van tokens en ZGW-clients tot wanneer zij gelden, en wat binnenkort afloopt of voorbij is', async () => {
    const vandaag = datumInAmsterdam(new Date());
    const [straks, voorbij] = [plusDuur(vandaag, 'P10D'), '2020-12-31'];
    const token = async (naam: string, geldigTot: string) =>
      (await huis.roep<{ id: string }>('POST', `${PAD}/applicaties/zaaksysteem/api-tokens`, { token: bas, body: { naam, verwerkingsactiviteit: 'VA-01', geldigTot, rechten: [] } })).body.id;
    await token('Bomen', straks);
    const weg = await maakClient(huis, bas, { naam: 'Weg' });
    expect((await huis.roep('DELETE', `${PAD}/applicaties/zaaksysteem/zgw-clients/${weg.id}`, { token: bas })).status).toBe(204);
    const oud = await maakClient(huis, bas, { naam: 'Oud' });
    await huis.sql('update zgw_client set van = $2, tot = $2 where id = $1', [oud.id, voorbij]);
    const lang = await maakClient(huis, bas, { naam: 'Lang' });
    const { apiTokens, zgwClients } = (await huis.roep<ApplicatieAntwoord>('GET', `${PAD}/applicaties/zaaksysteem`, { token: bas })).body;
    expect(apiTokens).toEqual([expect.objectContaining({ naam: 'Bomen', geldigTot: straks, einde: 'binnenkort', laatstGebruikt: null })]);
    expect(zgwClients).toEqual([
      { id: oud.id, naam: 'Oud', geldigTot: voorbij, einde: 'voorbij', laatstGebruikt: null },
      { id: lang.id, naam: 'Lang', geldigTot: lang.geldigTot, einde: 'later', laatstGebruikt: null },
    ]);
    const [kop, ...regels] = leesCsv((await huis.roep('GET', `${PAD}/toegangsregister`, { token: bas })).tekst) as [string[], ...string[][]];
    const regel = regels.find((r) => r[0] === 'zaaksysteem')!;
    expect([regel[kop.indexOf('blijvende tokens')], regel[kop.indexOf('ZGW-clients')]]).toEqual([
      `Bomen (tot en met ${straks}, loopt binnen dertig dagen af)`,
      `Oud (tot en met ${voorbij}, verlopen); Lang (tot en met ${lang.geldigTot})`,
    ]);
    const elders = await huis.roep<ApplicatieAntwoord>('GET', `${PAD}/applicaties/component-registers`, { token: await huis.als('bas', undefined, VOORBEELDSTAD) });
    expect([elders.body.apiTokens, elders.body.zgwClients]).toEqual([[], []]);
  });

  it('is zo lang als het register: niets valt tussen de bladzijden', async () => {
    await huis.sql(`insert into applicatie (id, versie, registratietijd, soort, naam, uitvoerder, status) select 'veel-' || lpad(n::text, 3, '0'), 1, now(), 'applicatie', 'Veel', $1, 'actief' from generate_series(1, 230) n`, ['00000001999990020000']);
    await huis.sql(`insert into applicatie_doel (organisatie, applicatie, activiteiten) select $1, id, '{VA-01}' from applicatie where id like 'veel-%'`, [OVERBRUGGE]);
    const { tekst } = await huis.roep('GET', `${PAD}/toegangsregister`, { token: bas });
    expect(leesCsv(tekst).filter((r) => r[0]!.startsWith('veel-')).map((r) => r[0])).toEqual(Array.from({ length: 230 }, (_, n) => `veel-${String(n + 1).padStart(3, '0')}`));
  });
});
