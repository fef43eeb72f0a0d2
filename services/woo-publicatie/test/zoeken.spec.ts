import type { TestOmgeving } from '@bronhuis/testing';
import type { ZoekresultatenDto } from '../src/zoeken/zoeken.controller.ts';
import { alsBeheerder, anoniem, gepubliceerd, pdf, start, W } from './hulp.ts';

describe('search in Dutch, to the page', () => {
  let o: TestOmgeving;
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    o = await start();
    const feest = await pdf((d) => {
      d.text('Besluit op de aanvraag van een evenementenvergunning, kenmerk Z-0147. De vergunning wordt verleend aan [5.1.2e].');
      d.addPage().text('Voorschriften: de organisator plaatst dranghekken langs de huizen. Subsidies zijn niet verleend. Zie artikel 5.1.2e en zaak Z-2026-00123.');
    });
    ids['feest'] = (await gepubliceerd(o, { titel: 'Buurtfeest Lindeplein', inhoud: feest })).id;
    const plan = await pdf((d) => void d.text('Het college stelt de bestemmingsplannen vast. De gemeenteraad krijgt afschrift. Bomen worden gekapt, een café met coördinatie. <script>alert(1)</script>'));
    ids['plan'] = (await gepubliceerd(o, { kenmerk: 'Z-0200', titel: 'Vaststelling plannen', inhoud: plan })).id;
    ids['lang'] = (await gepubliceerd(o, { kenmerk: 'Z-0300', titel: 'Onderzoek geluid', inhoud: await pdf((d) => void d.text('Meetresultaten geluid. '.repeat(40) + 'De kermis maakte geluid.')) })).id;
  }, 120_000);
  afterAll(() => o.stop());

  const zoek = async (q: string, extra = ''): Promise<ZoekresultatenDto> => (await o.roep<ZoekresultatenDto>('GET', `${W}/zoekresultaten?q=${encodeURIComponent(q)}${extra}`, anoniem())).body;
  const gevonden = async (q: string): Promise<string[]> => (await zoek(q)).resultaten.map((r) => Object.entries(ids).find(([, id]) => id === r.publicatie)?.[0] ?? '?').sort();

  it('finds a word of page 2 and says so', async () => {
    const { resultaten } = await zoek('dranghek');
    expect(resultaten).toHaveLength(1);
    expect(resultaten[0]).toMatchObject({ publicatie: ids['feest'], titel: 'Buurtfeest Lindeplein', pagina: 2 });
    expect(resultaten[0]?.fragmentdelen.filter((d) => d.treffer).map((d) => d.tekst)).toEqual(['dranghekken']);
    expect(resultaten[0]?.fragment).toContain('plaatst dranghekken langs');
  });

  it.each([
    ['subsidie', ['feest']], ['huis', ['feest']], ['bestemmingsplan', ['plan']], ['raad', ['plan']], ['vergunning', ['feest']], ['boom', ['plan']], ['cafe', ['plan']],
    ['Z-0147', ['feest']], ['z-2026-00123', ['feest']], ['5.1.2e', ['feest']], ['Lindeplein', ['feest']], ['"de gemeenteraad krijgt"', ['plan']], ['"gemeenteraad afschrift"', []],
    ['kermis OF boom', ['lang', 'plan']], ['geluid -kermis', []], ['vergunning kermis', []], ['de het een', []], ['Z-014', []],
  ])('%s finds %j', async (q, verwacht) => expect(await gevonden(q)).toEqual(verwacht));

  it('gives a fragment without trusting any of its text', async () => {
    const [treffer] = (await zoek('gekapt')).resultaten;
    expect(treffer?.fragmentdelen.every((d) => typeof d.tekst === 'string' && typeof d.treffer === 'boolean')).toBe(true);
    expect(treffer?.fragment).not.toMatch(/[\ue000\ue001]/u);
  });

  it('an old document that fits better wins from a newer one', async () => {
    await alsBeheerder(o, "update publicatie set gepubliceerd_op = '2001-01-01Z' where id = $1", [ids['feest']]);
    await gepubliceerd(o, { kenmerk: 'Z-0400', titel: 'Iets anders', inhoud: await pdf((d) => void d.text('Terloops: ergens is een vergunning genoemd, in een lange tekst over heel andere zaken.')) });
    expect((await zoek('vergunning Lindeplein OF vergunning')).resultaten[0]?.publicatie).toBe(ids['feest']);
  });

  it('walks page by page, counts when asked, and bears anything as a question', async () => {
    const een = await zoek('de OF een OF geluid OF boom OF vergunning', '&omvang=1&aantal=true');
    expect(een.aantal).toBe(4);
    const gezien = new Set<string>();
    let pad: string | undefined = een.links.self;
    for (let i = 0; pad && i < 10; i++) {
      const antwoord: ZoekresultatenDto = (await o.roep<ZoekresultatenDto>('GET', pad, anoniem())).body;
      for (const r of antwoord.resultaten) gezien.add(r.document);
      pad = antwoord.links.volgende;
    }
    expect(gezien.size).toBe(4);
    for (const q of ["'; drop table pagina; --", '((( & | ! <->', '"', '\\', "a'b\\c", '5.1.2e\\', ':*', '😀', 'é'.repeat(300)]) {
      expect((await o.roep('GET', `${W}/zoekresultaten?q=${encodeURIComponent(q)}`, anoniem())).status).toBe(200);
    }
    expect((await o.roep('GET', `${W}/zoekresultaten`, anoniem())).status).toBe(400);
  });
});
