import { decodeJwt } from 'jose';
import { datumInAmsterdam, plusDuur } from '@bronhuis/standaarden';
import { OVERBRUGGE, VOORBEELDSTAD, wachtTot } from '@bronhuis/testing';
import type { ToegangsverzoekAntwoord } from '../src/toegangsverzoeken/toegangsverzoek.dto.ts';
import { ACCESS_TOKEN, DEMONSTRATIEPERSOON, opent, PAD, TOKEN_EXCHANGE, WERKORGANISATIE, type Huis } from './omgeving.ts';

const VERZOEKEN = `${PAD}/toegangsverzoeken`;
const VANDAAG = datumInAmsterdam(new Date());
const TOT = plusDuur(VANDAAG, 'P200D');

let huis: Huis;
beforeAll(async () => {
  huis = await opent();
}, 120_000);
afterAll(() => huis.stop());

const vraag = (wie: string, body: object, organisatie = OVERBRUGGE) =>
  huis.als(wie, undefined, organisatie).then((token) => huis.roep<ToegangsverzoekAntwoord>('POST', VERZOEKEN, { token, body: { activiteiten: ['VA-01'], reden: 'Vervangt Noor', tot: TOT, ...body } }));
const doe = async (wie: string, id: string, stap: string, body: object = { toelichting: 'Nodig voor het werk' }, etag = '*') =>
  huis.roep<ToegangsverzoekAntwoord>('POST', `${VERZOEKEN}/${id}/_${stap}`, { token: await huis.als(wie), body, headers: { 'if-match': etag } });
const lees = async (wie: string, id: string) => huis.roep<ToegangsverzoekAntwoord>('GET', `${VERZOEKEN}/${id}`, { token: await huis.als(wie) });
const rollen = (token: string) => decodeJwt(token)['rollen'];

/** A right for an employee, asked for by Greet and granted by Thijs. */
async function toegekend(medewerker: string, body: object = {}): Promise<ToegangsverzoekAntwoord> {
  const { body: v } = await vraag('greet', { medewerker, rol: 'behandelaar', ...body });
  const a = await doe('thijs', v.id, 'toekennen');
  expect(a.status).toBe(200);
  return a.body;
}

/** Does toegangsbeheer still take this token? */
const geldt = async (token: string): Promise<boolean> => {
  await huis.draaiend.bundelhouder!.peil();
  return (await huis.roep('GET', `${PAD}/beleidsversies`, { token })).status === 200;
};

describe('tijdelijke toegang voor een medewerker', () => {
  it('wordt gevraagd, door een ander toegekend, en geeft de rol voor dat ene doel', async () => {
    expect(rollen(await huis.als('willem', 'VA-01'))).toEqual(['woo-coordinator']);
    const ingediend = await vraag('greet', { medewerker: 'willem', rol: 'behandelaar' });
    expect(ingediend.status).toBe(201);
    expect(ingediend.headers.get('location')).toBe(`${VERZOEKEN}/${ingediend.body.id}`);
    expect(ingediend.body).toMatchObject({ status: 'ingediend', naam: 'Willem Postma', aanvrager: 'greet', herbeoordelen: 'P3M', van: null, geldigTot: null });
    expect(rollen(await huis.als('willem', 'VA-01'))).toEqual(['woo-coordinator']);

    const goed = await doe('thijs', ingediend.body.id, 'toekennen');
    expect(goed.body).toMatchObject({ status: 'toegekend', beoordelaar: 'thijs', van: VANDAAG, tot: TOT, geldigTot: plusDuur(VANDAAG, 'P3M') });
    expect(rollen(await huis.als('willem', 'VA-01'))).toEqual(['behandelaar', 'woo-coordinator']);
    expect(rollen(await huis.als('willem', 'VA-02'))).toEqual(['woo-coordinator']);
    expect(rollen(await huis.als('willem'))).toEqual(['woo-coordinator']);
    // The page of who signed in shows what there may be to do.
    const aanmelding = (organisatie: string) => huis.vraagToken({ grant_type: DEMONSTRATIEPERSOON, persoon: 'willem', organisatie }, { client: 'component-portaal' });
    expect((await aanmelding(OVERBRUGGE)).persoon).toMatchObject({ rollen: ['behandelaar', 'woo-coordinator'] });
    expect((await aanmelding(VOORBEELDSTAD)).persoon).toMatchObject({ rollen: ['woo-coordinator'] });
    expect((await lees('carla', goed.body.id)).body.stappen.map((s) => [s.stap, s.door, s.naam])).toEqual([['ingediend', 'greet', 'Greet van Dam'], ['toegekend', 'thijs', 'Thijs Verhoeven']]);
    const bij = async (pad: string) => (await huis.roep<Record<string, unknown>>('GET', `${PAD}/medewerkers/willem${pad}`, { token: await huis.als('petra') })).body;
    expect(await bij('')).toMatchObject({ naam: 'Willem Postma', rollen: ['woo-coordinator'], tijdelijk: [{ verzoek: goed.body.id, rol: 'behandelaar', activiteiten: ['VA-01'] }] });
    const rechten = (await bij('/rechten'))['doelen'] as { verwerkingsactiviteit: string; handelingen: { actie: string }[] }[];
    const mag = (doel: string) => rechten.find((d) => d.verwerkingsactiviteit === doel)?.handelingen.map((h) => h.actie) ?? [];
    expect([mag('VA-01').includes('dossiers:schrijven'), mag('VA-02').includes('concepten:publiceren'), mag('VA-02').includes('dossiers:schrijven')]).toEqual([true, true, false]);
    // Another application that asks the same hears the same.
    const magVolgens = async (doel: string) => {
      const vraagstuk = {
        subject: { type: 'medewerker', id: 'willem', properties: { uitvoerder: WERKORGANISATIE } },
        action: { name: 'dossiers:schrijven', properties: { processing_activity_id: doel } },
        resource: { type: 'dossier', id: 'd-1', properties: { activiteiten: [doel] } },
      };
      const token = (await huis.vraagToken({ organisatie: OVERBRUGGE, verwerkingsactiviteit: 'VA-01' })).access_token!;
      return (await huis.roep<{ decision: boolean }>('POST', '/toegangsbeheer/access/v1/evaluation', { token, body: vraagstuk })).body.decision;
    };
    expect([await magVolgens('VA-01'), await magVolgens('VA-02')]).toEqual([true, false]);
    await doe('greet', goed.body.id, 'beeindigen');
    expect(await magVolgens('VA-01')).toBe(false);
  });

  it('geldt ook in een applicatie die deze medewerker noemt', async () => {
    const v = await toegekend('ingrid');
    const t = await huis.vraagToken({ organisatie: OVERBRUGGE, verwerkingsactiviteit: 'VA-01', gebruiker: 'ingrid' });
    expect(rollen(t.access_token!)).toEqual(['behandelaar', 'informatiebeheerder']);
    await doe('bas', v.id, 'beeindigen');
    await wachtTot(async () => !(await geldt(t.access_token!)));
  });

  it('houdt op met al haar tokens als zij wordt beëindigd; wat er niet op rust, blijft', async () => {
    const v = await toegekend('willem');
    const [erop, ernaast] = [await huis.als('willem', 'VA-01'), await huis.als('willem', 'VA-02')];
    expect([await geldt(erop), await geldt(ernaast)]).toEqual([true, true]);
    const einde = await doe('thijs', v.id, 'beeindigen');
    expect(einde.body).toMatchObject({ status: 'beeindigd', versie: 3 });
    expect([await geldt(erop), await geldt(ernaast)]).toEqual([false, true]);
    expect(rollen(await huis.als('willem', 'VA-01'))).toEqual(['woo-coordinator']);
    expect((await doe('thijs', v.id, 'behouden')).status).toBe(409);
  });

  it('houdt op als niemand haar herbeoordeelt', async () => {
    const v = await toegekend('willem', { herbeoordelen: 'P1M' });
    const zetOp = (dag: string) => huis.sql(`update toegangsverzoek set geldig_tot = $2 where id = $1`, [v.id, dag]);
    await zetOp(plusDuur(VANDAAG, 'P10D'));
    expect((await lees('thijs', v.id)).body).toMatchObject({ vraagtAandacht: true, status: 'toegekend' });
    const behouden = await doe('thijs', v.id, 'behouden');
    expect(behouden.body).toMatchObject({ geldigTot: plusDuur(VANDAAG, 'P1M'), vraagtAandacht: false });
    expect(behouden.body.stappen.at(-1)).toMatchObject({ stap: 'behouden', geldigTot: plusDuur(VANDAAG, 'P1M') });
    await zetOp(plusDuur(VANDAAG, 'P0D'));
    // Until midnight, and a token no longer than that.
    expect(decodeJwt(await huis.als('willem', 'VA-01')).exp!).toBeLessThanOrEqual(Date.parse(`${plusDuur(VANDAAG, 'P1D')}T00:00:00Z`) / 1000);
    expect(rollen(await huis.als('willem', 'VA-01'))).toContain('behandelaar');
    await zetOp('2026-01-01');
    expect(rollen(await huis.als('willem', 'VA-01'))).toEqual(['woo-coordinator']);
    expect((await lees('thijs', v.id)).body.status).toBe('verlopen');
    expect((await doe('thijs', v.id, 'behouden')).status).toBe(409);
  });
});

describe('wie erover gaat', () => {
  it('nooit de aanvrager, nooit wie het krijgt, ook niet om de database heen', async () => {
    const { body: vanThijs } = await vraag('thijs', { medewerker: 'willem', rol: 'behandelaar' });
    expect((await doe('thijs', vanThijs.id, 'toekennen')).status).toBe(403);
    const { body: voorThijs } = await vraag('greet', { medewerker: 'thijs', rol: 'behandelaar' });
    expect((await doe('thijs', voorThijs.id, 'toekennen')).status).toBe(403);
    const opzij = `update toegangsverzoek set status = 'toegekend', beoordelaar = $2, van = current_date, geldig_tot = current_date where id = $1`;
    await expect(huis.sql(opzij, [vanThijs.id, 'thijs'])).rejects.toThrow('check constraint');
    await expect(huis.sql(opzij, [voorThijs.id, 'thijs'])).rejects.toThrow('check constraint');
    await doe('thijs', vanThijs.id, 'beeindigen');
    await doe('greet', voorThijs.id, 'beeindigen');
  });

  it('een behandelaar vraagt niets en ziet niets; een teamleider kent niets toe in een applicatie', async () => {
    expect((await vraag('noor', { medewerker: 'noor', rol: 'behandelaar' })).status).toBe(403);
    for (const pad of [VERZOEKEN, `${PAD}/medewerkers`, `${PAD}/medewerkers/noor`, `${PAD}/medewerkers/noor/rechten`]) {
      expect((await huis.roep('GET', pad, { token: await huis.als('noor') })).status).toBe(403);
    }
    expect((await huis.roep('GET', `${PAD}/medewerkers/bakker`, { token: await huis.als('thijs') })).status).toBe(404);
    const t = await huis.vraagToken({ organisatie: OVERBRUGGE, verwerkingsactiviteit: 'VA-01', gebruiker: 'thijs' });
    expect(rollen(t.access_token!)).toEqual(['teamleider']);
  });

  it('wijst af of trekt in, één keer, op wat is gezien', async () => {
    const { body: v, headers } = await vraag('greet', { medewerker: 'willem', rol: 'behandelaar' });
    expect(headers.get('etag')).toBe('"1"');
    expect((await huis.roep('POST', `${VERZOEKEN}/${v.id}/_afwijzen`, { token: await huis.als('thijs'), body: { toelichting: 'Niet nodig' } })).status).toBe(428);
    expect((await doe('thijs', v.id, 'afwijzen', undefined, '"7"')).status).toBe(412);
    expect((await doe('bas', v.id, 'beeindigen')).status).toBe(403);
    expect((await doe('thijs', v.id, 'afwijzen')).body).toMatchObject({ status: 'afgewezen', beoordelaar: 'thijs' });
    expect((await doe('thijs', v.id, 'toekennen')).status).toBe(409);
    expect((await doe('thijs', '019a0000-0000-7000-8000-000000000000', 'toekennen')).status).toBe(404);
  });

  it('noemt alles wat er aan een verzoek niet klopt, en bewaart dan niets', async () => {
    const fout = await vraag('greet', { medewerker: 'niemand', rol: 'ciso', activiteiten: ['VA-01', 'VA-99'], tot: '2020-01-01' });
    expect(fout.status).toBe(400);
    expect((fout.body as unknown as { invalidParams: { name: string }[] }).invalidParams.map((p) => p.name)).toEqual(['medewerker', 'rol', 'activiteiten.1', 'tot']);
    const [{ n }] = (await huis.sql<{ n: number }>(`select count(*)::int as n from toegangsverzoek where tot < '2021-01-01'`)) as [{ n: number }];
    expect(n).toBe(0);
  });

  it('is per organisatie gescheiden, en in bladzijden te lezen', async () => {
    const v = await toegekend('willem');
    const daar = await huis.als('thijs', undefined, VOORBEELDSTAD);
    expect((await huis.roep('GET', `${VERZOEKEN}/${v.id}`, { token: daar })).status).toBe(404);
    expect((await huis.roep('POST', `${VERZOEKEN}/${v.id}/_beeindigen`, { token: daar, body: { toelichting: 'Weg ermee' }, headers: { 'if-match': '*' } })).status).toBe(404);
    const lijst = (vraagdeel: string, token: string) => huis.roep<{ resultaten: ToegangsverzoekAntwoord[]; links: { volgende?: string } }>('GET', `${VERZOEKEN}?${vraagdeel}`, { token });
    expect((await lijst('omvang=100', daar)).body.resultaten).toEqual([]);
    const hier = await huis.als('petra');
    const een = await lijst('omvang=1', hier);
    expect(een.body.resultaten).toHaveLength(1);
    expect(een.body.links.volgende).toContain('na=');
    expect((await lijst('status=toegekend&medewerker=willem', hier)).body.resultaten.map((r) => r.id)).toEqual([v.id]);
    expect((await lijst('applicatie=zaaksysteem', hier)).body.resultaten).toEqual([]);
    await doe('thijs', v.id, 'beeindigen');
  });
});

describe('tijdelijk een doel voor een applicatie', () => {
  it('geldt voor dat doel, en houdt op met haar tokens', async () => {
    const zonder = await huis.vraagToken({ organisatie: OVERBRUGGE, verwerkingsactiviteit: 'VA-02' });
    expect(zonder.error).toBe('invalid_scope');
    const { body: v } = await vraag('bas', { applicatie: 'zaaksysteem', activiteiten: ['VA-02'] });
    expect(v).toMatchObject({ applicatie: 'zaaksysteem', rol: null });
    await doe('thijs', v.id, 'toekennen');
    const met = await huis.vraagToken({ organisatie: OVERBRUGGE, verwerkingsactiviteit: 'VA-02' });
    const ernaast = await huis.vraagToken({ organisatie: OVERBRUGGE, verwerkingsactiviteit: 'VA-01' });
    expect(met.status).toBe(200);
    // Handed on, it rests on the same.
    const doorgegeven = (subject: string) => huis.vraagToken({ grant_type: TOKEN_EXCHANGE, subject_token: subject, subject_token_type: ACCESS_TOKEN }, { client: 'component-woo-publicatie' });
    const verder = await doorgegeven(met.access_token!);
    expect(verder.status).toBe(200);
    await doe('bas', v.id, 'beeindigen');
    // At once, whatever the last bundle says.
    expect((await doorgegeven(met.access_token!)).error).toBe('invalid_grant');
    expect([await geldt(met.access_token!), await geldt(verder.access_token!), await geldt(ernaast.access_token!)]).toEqual([false, false, true]);
    expect((await huis.vraagToken({ organisatie: OVERBRUGGE, verwerkingsactiviteit: 'VA-02' })).error).toBe('invalid_scope');
  });
});

describe('wat toegang wegneemt', () => {
  const trekIn = async (body: object) => huis.roep('POST', `${PAD}/intrekkingen`, { token: await huis.als('bas'), body: { reden: 'Uit dienst', ...body } });

  it('een medewerker die vertrekt: tokens, tijdelijke toegang en de rollen van de werkgever', async () => {
    const [v, open] = [await toegekend('ingrid'), (await vraag('greet', { medewerker: 'ingrid', rol: 'archivaris' })).body];
    const [zelf, erop] = [await huis.als('ingrid'), await huis.als('ingrid', 'VA-01')];
    expect((await trekIn({ medewerker: 'ingrid', jti: v.id })).status).toBe(400);
    expect((await trekIn({ medewerker: 'niemand' })).status).toBe(400);
    expect((await trekIn({ medewerker: 'ingrid' })).status).toBe(201);
    expect([await geldt(zelf), await geldt(erop)]).toEqual([false, false]);
    expect([(await lees('thijs', v.id)).body.status, (await lees('thijs', open.id)).body.status]).toEqual(['beeindigd', 'ingetrokken']);
    await expect(huis.als('ingrid')).rejects.toThrow('niet bij deze organisatie');
    expect((await huis.vraagToken({ organisatie: OVERBRUGGE, verwerkingsactiviteit: 'VA-01', gebruiker: 'ingrid' })).error).toBe('invalid_request');
    expect((await vraag('greet', { medewerker: 'ingrid', rol: 'behandelaar' })).status).toBe(400);
    expect((await trekIn({ medewerker: 'ingrid' })).status).toBe(400);
    // At the other municipality this employee still works.
    expect(rollen(await huis.als('ingrid', undefined, VOORBEELDSTAD))).toEqual(['informatiebeheerder']);
  });

  it('een applicatie die haar grond verliest: haar tokens gelden niet meer, en weer wel als zij terug is', async () => {
    const token = (await huis.vraagToken({ organisatie: OVERBRUGGE, verwerkingsactiviteit: 'VA-01' })).access_token!;
    const wijzig = async (anders: object) => {
      const bas = await huis.als('bas');
      const a = await huis.roep<Record<string, unknown>>('GET', `${PAD}/applicaties/zaaksysteem`, { token: bas });
      const velden = ['naam', 'jwks', 'beheerder', 'gegevenseigenaar', 'leverancier', 'hosting', 'extern', 'verwerkersovereenkomst', 'verwerkersovereenkomstTot', 'activiteiten', 'status'];
      const body = { ...Object.fromEntries(velden.map((n) => [n, a.body[n]])), ...anders };
      const na = await huis.roep<{ ontbreekt: string[] }>('PUT', `${PAD}/applicaties/zaaksysteem`, { token: bas, body, headers: { 'if-match': a.headers.get('etag')! } });
      expect(na.status).toBe(200);
      return na.body.ontbreekt;
    };
    expect(await geldt(token)).toBe(true);
    expect(await wijzig({ beheerder: null })).toEqual(['beheerder']);
    expect(await geldt(token)).toBe(false);
    expect(await wijzig({ beheerder: 'Team', extern: true, verwerkersovereenkomst: 'VWO-1', verwerkersovereenkomstTot: '2026-01-31' })).toEqual(['geldige verwerkersovereenkomst']);
    expect(await geldt(token)).toBe(false);
    expect((await huis.vraagToken({ organisatie: OVERBRUGGE, verwerkingsactiviteit: 'VA-01' })).error_description).toContain('ontbreekt geldige verwerkersovereenkomst');
    expect(await wijzig({ verwerkersovereenkomstTot: VANDAAG })).toEqual([]);
    expect(await geldt(token)).toBe(true);
    await wijzig({ verwerkersovereenkomstTot: null });
  });

  it('laat geen token over dat tegelijk met het einde werd gevraagd', async () => {
    const v = await toegekend('willem');
    const subject = await huis.meldAan('willem');
    const wissel = () => huis.vraagToken({ grant_type: TOKEN_EXCHANGE, subject_token: subject, subject_token_type: ACCESS_TOKEN, verwerkingsactiviteit: 'VA-01' }, { client: 'component-portaal' });
    const [, ...tokens] = await Promise.all([doe('thijs', v.id, 'beeindigen'), ...Array.from({ length: 12 }, wissel)]);
    await huis.draaiend.bundelhouder!.peil();
    const metRol = tokens.filter((t) => t.access_token && (rollen(t.access_token) as string[]).includes('behandelaar'));
    for (const t of metRol) expect(await geldt(t.access_token!)).toBe(false);
    expect(tokens.every((t) => t.status === 200 || t.error === 'invalid_grant')).toBe(true);
  });
});
