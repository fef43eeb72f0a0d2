import { VOORBEELDSTAD, wachtTot, WERKORGANISATIE } from '@bronhuis/testing';
import type { InzageAntwoord } from '../src/inzage/inzage.dto.ts';
import { BAKKER, DE_WIT, Opzet } from './opzet.ts';

const PAD = '/verantwoording/v1/inzage';

describe('inzage of the subject (AVG art. 15)', () => {
  let t: Opzet;
  beforeAll(async () => {
    t = await Opzet.start();
  });
  afterAll(() => t.stop());

  const inzage = async (bsn: string, vraag = '', organisatie?: string): Promise<InzageAntwoord> =>
    (await t.o.roep<InzageAntwoord>('GET', `${PAD}${vraag}`, { token: await t.inwoner(bsn, organisatie) })).body;
  /** Without the resident's own looking, which is recorded a moment later. */
  const vanAnderen = (a: InzageAntwoord): InzageAntwoord['resultaten'] => a.resultaten.filter((r) => !r.zelf);

  it('says in plain Dutch who used which data, when and why, carried out by whom', async () => {
    const record = t.record({ tijdstip: '2026-11-02T13:05:00.000Z', gegevens: ['naam', 'adres', 'aanvraag'] });
    await t.leg([record]);
    const [gebruik] = vanAnderen(await inzage(BAKKER));
    expect(gebruik).toEqual({
      id: record.id,
      organisatie: 'burgemeester van Gemeente Overbrugge',
      uitvoerder: 'Werkorganisatie Beide Oevers',
      tijdstip: '2026-11-02T13:05:00.000Z',
      dag: '2026-11-02',
      gegevens: ['naam', 'adres', 'aanvraag'],
      handeling: 'Aanvraag vastgelegd',
      waarom: {
        activiteit: 'Evenementenvergunning behandelen',
        doel: 'Uw aanvraag voor een evenement beoordelen, erover beslissen en de buurt erbij betrekken.',
        grondslag: expect.stringContaining('Gemeentewet artikel 174'),
      },
      onderwerp: 'Z-0147',
      zelf: false,
      uitleg:
        'Op 2 november 2026 om 14:05 uur gebruikte de burgemeester van Gemeente Overbrugge deze gegevens van u: naam, adres en aanvraag. ' +
        'Wat er gebeurde: aanvraag vastgelegd (Z-0147). Werkorganisatie Beide Oevers voerde dit uit.',
    });
  });

  it('names no employee and no application, in nothing that leaves', async () => {
    await t.leg([t.record({ gebruiker: 'thijs-van-vergunningen' })]);
    const { tekst } = await t.o.roep('GET', PAD, { token: await t.inwoner(BAKKER) });
    for (const woord of ['thijs', 'noor', 'medewerker"', 'zaaksysteem', 'gebruiker"']) expect(tekst).not.toContain(woord);
  });

  it('shows nothing of another resident, nor of another municipality', async () => {
    const wit = t.record({ betrokkenen: [DE_WIT], kenmerk: 'Z-0999' });
    const voorbeeldstad = t.record({ organisatie: VOORBEELDSTAD, kenmerk: 'Z-0147' });
    const samen = t.record({ betrokkenen: [BAKKER, DE_WIT] });
    await t.leg([wit, voorbeeldstad, samen]);
    const ids = (await inzage(BAKKER)).resultaten.map((r) => r.id);
    expect(ids).toContain(samen.id);
    expect(ids).not.toContain(wit.id);
    expect(ids).not.toContain(voorbeeldstad.id);
    expect((await inzage(BAKKER, '', VOORBEELDSTAD)).resultaten.map((r) => r.id)).toEqual([voorbeeldstad.id]);
    const bewijs = await t.o.roep('GET', `${PAD}/${wit.id}/ontvangstbewijs`, { token: await t.inwoner(BAKKER) });
    const vreemd = await t.o.roep('GET', `${PAD}/${voorbeeldstad.id}/ontvangstbewijs`, { token: await t.inwoner(BAKKER) });
    const nergens = await t.o.roep('GET', `${PAD}/01935000-0000-7000-8000-000000000000/ontvangstbewijs`, { token: await t.inwoner(BAKKER) });
    expect([bewijs.status, vreemd.status]).toEqual([404, 404]);
    const zonderKenmerk = (x: { body: unknown }): object => ({ ...(x.body as object), instance: null });
    expect([zonderKenmerk(bewijs), zonderKenmerk(vreemd)]).toEqual([zonderKenmerk(nergens), zonderKenmerk(nergens)]);
  });

  it('leaves no trace of a vertrouwelijk or unknown activity: not in the list, the count, the pages or the receipts', async () => {
    const bsn = '999990019';
    const gewoon = Array.from({ length: 5 }, (_, i) => t.record({ betrokkenen: [bsn], tijdstip: `2026-10-0${i + 1}T10:00:00.000Z` }));
    await t.leg(gewoon);
    const zonder = await inzage(bsn, '?omvang=2');
    const verborgen = ['VA-06', 'VA-99'].flatMap((activiteit) =>
      Array.from({ length: 7 }, (_, i) => t.record({ activiteit, betrokkenen: [bsn], tijdstip: `2026-10-0${(i % 5) + 1}T12:00:00.000Z` })),
    );
    await t.leg(verborgen);
    const alle: string[] = [];
    let adres: string | undefined = `${PAD}?omvang=2`;
    while (adres) {
      const { body, tekst }: { body: InzageAntwoord; tekst: string } = await t.o.roep<InzageAntwoord>('GET', adres, { token: await t.inwoner(bsn) });
      expect(tekst).not.toMatch(/ondermijning|VA-06/i);
      alle.push(...vanAnderen(body).map((r) => r.id));
      expect(body.resultaten.length).toBe(body.links.volgende ? 2 : body.resultaten.length);
      adres = body.links.volgende;
    }
    expect(alle).toEqual(gewoon.map((r) => r.id).reverse());
    expect(zonder.aantal).toBe(5);
    // The resident's own looking comes in meanwhile: the count lies between those of the rows before and after.
    const zichtbaar = async (): Promise<number> => {
      const { rows } = await t.beheer.query<{ n: number }>(
        "select count(*)::int as n from verwerking_betrokkene b join verwerking r on r.id = b.verwerking where b.pseudoniem = $1 and r.activiteit in ('VA-01', 'VA-04')",
        [t.pseudoniem(bsn)],
      );
      return rows[0]?.n ?? 0;
    };
    const voor = await zichtbaar();
    const { aantal } = await inzage(bsn);
    expect(aantal).toBeGreaterThanOrEqual(voor);
    expect(aantal).toBeLessThanOrEqual(await zichtbaar());
    const { status } = await t.o.roep('GET', `${PAD}/${verborgen[0]?.id}/ontvangstbewijs`, { token: await t.inwoner(bsn) });
    expect(status).toBe(404);
  });

  it('gives purpose and ground as they were at that moment, when the activity has got another version since', async () => {
    const bsn = '999990020';
    const po = await t.medewerker('petra', ['privacy-officer'], null);
    const { body: va, headers } = await t.o.roep<{ [veld: string]: unknown }>('GET', '/verantwoording/v1/verwerkingsactiviteiten/VA-07', { token: po });
    const { id: _id, versie: _versie, versies: _versies, ...versie } = va;
    const { status } = await t.o.roep('POST', '/verantwoording/v1/verwerkingsactiviteiten/VA-07/versies', {
      token: po,
      headers: { 'if-match': headers.get('etag') ?? '' },
      body: { ...versie, doel: 'Nieuw doel.', bestuursorgaan: 'gemeenteraad', van: '2026-06-01' },
    });
    expect(status).toBe(201);
    await t.leg(['2026-05-31T21:59:59.000Z', '2026-05-31T22:00:00.000Z'].map((tijdstip) => t.record({ activiteit: 'VA-07', betrokkenen: [bsn], tijdstip })));
    const [na, voor] = vanAnderen(await inzage(bsn));
    expect([na?.waarom.doel, na?.organisatie]).toEqual(['Nieuw doel.', 'gemeenteraad van Gemeente Overbrugge']);
    expect(voor?.waarom.doel).not.toBe('Nieuw doel.');
    expect(voor?.organisatie).toBe('college van burgemeester en wethouders van Gemeente Overbrugge');
  });

  it('is a processing itself: the resident sees their own looking, and its page stays in order', async () => {
    const bsn = '999990032';
    await t.leg([t.record({ betrokkenen: [bsn], uitvoerder: WERKORGANISATIE })]);
    expect((await inzage(bsn)).aantal).toBe(1);
    await wachtTot(async () => (await inzage(bsn)).resultaten.some((r) => r.zelf), { wat: 'own looking' });
    const { resultaten } = await inzage(bsn);
    expect(resultaten.at(-1)?.zelf).toBe(false);
    expect(resultaten[0]).toMatchObject({ uitvoerder: null, handeling: 'U bekeek zelf wie uw gegevens gebruikte', waarom: { activiteit: 'Rechten van betrokkenen' } });
  });

  it('is for residents: an employee, even with that purpose, is refused; a made-up page is a 400', async () => {
    const { status } = await t.o.roep('GET', PAD, { token: await t.medewerker('noor', ['behandelaar'], 'VA-04') });
    expect(status).toBe(403);
    expect((await t.o.roep('GET', PAD)).status).toBe(401);
    const { status: pagina } = await t.o.roep('GET', `${PAD}?na=bestaatniet`, { token: await t.inwoner(BAKKER) });
    expect(pagina).toBe(400);
  });
});
