import { maakSleutelpaar } from '@bronhuis/standaarden';
import { OVERBRUGGE, VOORBEELDSTAD, WERKORGANISATIE } from '@bronhuis/testing';
import type { JWK } from 'jose';
import type { ApplicatieAntwoord } from '../src/applicaties/applicatie.dto.ts';
import { opent, PAD, ZAAKSYSTEEM, type Huis } from './omgeving.ts';

let huis: Huis;
let bas: string;
beforeAll(async () => {
  huis = await opent();
  bas = await huis.als('bas');
});
afterAll(() => huis.stop());

const sleutel = maakSleutelpaar('meldingen');
const nieuw = { naam: 'Meldingen', jwks: { keys: [sleutel.publiek] }, beheerder: 'Bas', gegevenseigenaar: 'Thijs', leverancier: 'L', hosting: 'Nederland', extern: false, activiteiten: ['VA-01'] };
const post = (body: object, headers: Record<string, string> = {}, token = bas) => huis.roep<ApplicatieAntwoord>('POST', `${PAD}/applicaties`, { token, body, headers });
const zonder = ({ id: _i, soort: _s, ontbreekt: _o, versie: _v, apiTokens: _a, zgwClients: _z, laatstGebruikt: _l, ...rest }: ApplicatieAntwoord): object => rest;

describe('applicatieregister', () => {
  it('geeft een token zodra de registratie volledig is, en eerder niet', async () => {
    const { status, body, headers } = await post({ ...nieuw, leverancier: null });
    expect(status).toBe(201);
    expect(body).toMatchObject({ ontbreekt: ['leverancier'], uitvoerder: WERKORGANISATIE, versie: 1, status: 'actief' });
    expect(headers.get('location')).toBe(`${PAD}/applicaties/${body.id}`);
    const wens = { client: body.id, sleutel: sleutel.prive as JWK };
    expect((await huis.vraagToken(ZAAKSYSTEEM, wens)).error_description).toContain('ontbreekt leverancier');
    const put = await huis.roep<ApplicatieAntwoord>('PUT', `${PAD}/applicaties/${body.id}`, { token: bas, body: { ...zonder(body), leverancier: 'Zaaksoft' }, headers: { 'if-match': '"1"' } });
    expect(put).toMatchObject({ status: 200, body: { ontbreekt: [], versie: 2 } });
    expect((await huis.vraagToken(ZAAKSYSTEEM, wens)).status).toBe(200);
  });

  it('neemt geen geheime sleutel aan, en geen sleutel zonder naam', async () => {
    const antwoord = await post({ ...nieuw, jwks: { keys: [sleutel.prive, { ...sleutel.publiek, kid: undefined }] } });
    expect(antwoord).toMatchObject({ status: 400, body: { invalidParams: [{ name: 'jwks.keys.0', code: 'geheim' }, { name: 'jwks.keys.1', code: 'kid' }] } });
    expect(antwoord.tekst).not.toContain(String(sleutel.prive['d']));
  });

  it('herhaalt met dezelfde Idempotency-Key het eerste antwoord', async () => {
    const [een, twee] = [await post(nieuw, { 'idempotency-key': 'sleutel-1' }), await post(nieuw, { 'idempotency-key': 'sleutel-1' })];
    expect(twee.body.id).toBe(een.body.id);
    expect((await post({ ...nieuw, naam: 'Anders' }, { 'idempotency-key': 'sleutel-1' })).status).toBe(409);
  });

  it('wijzigt alleen de versie die men zag', async () => {
    const { body } = await post(nieuw);
    const put = (headers: Record<string, string>) => huis.roep('PUT', `${PAD}/applicaties/${body.id}`, { token: bas, body: zonder(body), headers });
    expect((await put({})).status).toBe(428);
    expect((await put({ 'if-match': '"7"' })).status).toBe(412);
    expect((await put({ 'if-match': '"1"' })).status).toBe(200);
  });

  it('wordt beheerd door de applicatiebeheerder en gelezen door elke medewerker', async () => {
    const noor = await huis.als('noor');
    expect((await huis.roep('GET', `${PAD}/applicaties`, { token: noor })).status).toBe(200);
    expect((await post(nieuw, {}, noor)).status).toBe(403);
    expect((await huis.roep('GET', `${PAD}/applicaties`, { token: await huis.als('bakker') })).status).toBe(403);
  });
});

describe('een gemeente ziet en wijzigt alleen wat van haar is', () => {
  it('ziet geen applicaties en activiteiten van een andere gemeente', async () => {
    const lijst = async (organisatie: string) =>
      (await huis.roep<{ resultaten: ApplicatieAntwoord[] }>('GET', `${PAD}/applicaties?omvang=100`, { token: await huis.als('bas', undefined, organisatie) })).body.resultaten;
    const [overbrugge, voorbeeldstad] = [await lijst(OVERBRUGGE), await lijst(VOORBEELDSTAD)];
    expect(overbrugge.map((a) => a.id)).not.toContain('zaaksysteem-voorbeeldstad');
    expect(voorbeeldstad.map((a) => a.naam)).not.toContain('Meldingen');
    expect((await huis.roep('GET', `${PAD}/applicaties/zaaksysteem-voorbeeldstad`, { token: bas })).status).toBe(404);
    expect((await huis.roep('GET', `${PAD}/applicaties/bestaat-niet`, { token: bas })).status).toBe(404);
  });

  it('haalt eigen activiteiten weg zonder die van een ander te raken', async () => {
    const token = await huis.als('bas', undefined, VOORBEELDSTAD);
    const { body, headers } = await huis.roep<ApplicatieAntwoord>('GET', `${PAD}/applicaties/zaaksysteem`, { token });
    expect(body.activiteiten).toEqual(['VA-01']);
    const put = await huis.roep<ApplicatieAntwoord>('PUT', `${PAD}/applicaties/zaaksysteem`, { token, body: { ...zonder(body), activiteiten: [] }, headers: { 'if-match': headers.get('etag')! } });
    expect(put).toMatchObject({ status: 200, body: { activiteiten: [] } });
    expect((await huis.roep<ApplicatieAntwoord>('GET', `${PAD}/applicaties/zaaksysteem`, { token: bas })).body.activiteiten).toEqual(['VA-01']);
    expect((await huis.vraagToken(ZAAKSYSTEEM)).status).toBe(200);
    expect((await huis.vraagToken({ ...ZAAKSYSTEEM, organisatie: VOORBEELDSTAD })).error_description).toBe('Applicatie Zaaksysteem Beide Oevers is niet geregistreerd voor Gemeente Voorbeeldstad.');
  });

  it('registreert geen applicatie voor een derde', async () => {
    expect(await post({ ...nieuw, uitvoerder: VOORBEELDSTAD })).toMatchObject({ status: 403, body: { code: 'andere-uitvoerder' } });
  });
});

describe('bevoegdheden', () => {
  const mandaat = { uitvoerder: VOORBEELDSTAD, naam: 'Proef', soort: 'mandaat', activiteiten: ['VA-01'], van: '2026-01-01', tot: null };

  it('beginnen, worden beëindigd en werken dan niet meer: ook niet met een token van ervoor', async () => {
    const noor = await huis.als('noor', 'VA-05');
    const { body } = await huis.roep<{ resultaten: { id: string; versie: number }[] }>('GET', `${PAD}/bevoegdheden`, { token: bas });
    const [huidig] = body.resultaten;
    const { id, versie, ...rest } = huidig!;
    const carla = await huis.als('carla', 'VA-05');
    expect((await huis.roep('GET', `${PAD}/beslissingen`, { token: carla })).status).toBe(200);
    const einde = await huis.roep('PUT', `${PAD}/bevoegdheden/${id}`, { token: bas, body: { ...rest, tot: '2020-12-31' }, headers: { 'if-match': `"${versie}"` } });
    expect(einde.status).toBe(200);
    expect((await huis.vraagToken(ZAAKSYSTEEM)).error_description).toContain('is geëindigd op 31 december 2020');
    await huis.draaiend.bundelhouder!.peil();
    const geweigerd = await huis.roep<{ detail: string }>('GET', `${PAD}/beslissingen`, { token: carla });
    expect(geweigerd.status).toBe(403);
    expect(geweigerd.body.detail).toContain('geen bevoegdheid');
    expect((await huis.roep('GET', `${PAD}/applicaties`, { token: noor })).status).toBe(403);
    await huis.sql('update bevoegdheid set tot = null where id = $1', [id]);
    await huis.sql('update bundelstand set stand = stand + 1');
    await huis.draaiend.bundelhouder!.peil();
  });

  it('worden getoetst, alle fouten tegelijk', async () => {
    const antwoord = await huis.roep<{ invalidParams: { name: string }[] }>('POST', `${PAD}/bevoegdheden`, { token: bas, body: { ...mandaat, uitvoerder: OVERBRUGGE, tot: '2025-12-31' } });
    expect(antwoord.status).toBe(400);
    expect(antwoord.body.invalidParams.map((p) => p.name)).toEqual(['uitvoerder', 'tot']);
    expect((await huis.roep('POST', `${PAD}/bevoegdheden`, { token: bas, body: { ...mandaat, extra: 1, soort: 'gunst' } })).status).toBe(400);
  });

  it('zijn van één gemeente', async () => {
    const { body } = await huis.roep<{ id: string }>('POST', `${PAD}/bevoegdheden`, { token: bas, body: mandaat });
    const token = await huis.als('bas', undefined, VOORBEELDSTAD);
    expect((await huis.roep('PUT', `${PAD}/bevoegdheden/${body.id}`, { token, body: { ...mandaat, uitvoerder: WERKORGANISATIE }, headers: { 'if-match': '"1"' } })).status).toBe(404);
    const { tekst } = await huis.roep('GET', `${PAD}/bevoegdheden`, { token });
    expect(tekst).not.toContain(body.id);
  });
});
