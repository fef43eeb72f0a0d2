import { leesCedar } from '@bronhuis/toegang/cedar';
import { leesActies } from '../bundel/acties.ts';
import { leesBeleid } from '../bundel/beleidsbestanden.ts';
import { onderzoek, type Bevinding } from './onderzoek.ts';

const bekend = { acties: leesActies(), activiteiten: [{ id: 'VA-01', werkproces: 'vergunningverlening' }, { id: 'VA-03', werkproces: 'archiefbeheer' }, { id: 'VA-05', werkproces: 'logging-controle' }] };
const beleid = leesBeleid();
// Small sets keep a test small: the two bounds that everything stands on, and one permit.
const KLEIN = beleid.filter((r) => ['grens-bevoegdheid', 'grens-doel-geldig', 'toezicht-cijfers'].includes(r.id));
const regel = (id: string, rest: string) => leesCedar(`@id("${id}") @toelichting("Proef.") ${rest}`)[0]!;
const soorten = ({ waarschuwingen }: Bevinding) => waarschuwingen.map((w) => [w.soort, w.regel]);

describe('onderzoek van een set regels', () => {
  it('vindt niets op het meegeleverde beleid, met duizenden vragen', async () => {
    const { vragen, waarschuwingen } = await onderzoek(beleid, beleid, bekend);
    expect(waarschuwingen).toEqual([]);
    expect(vragen).toBeGreaterThan(10_000);
  });

  it.each([
    ['een waarde die niet bestaat', 'permit (principal, action, resource) when { context.klasse == "publiek" };'],
    ['twee dingen tegelijk', 'permit (principal is Bronhuis::Inwoner, action, resource) when { principal.rollen.contains("fg") };'],
    ['een bij naam genoemde medewerker', 'permit (principal == Bronhuis::Medewerker::"noor", action, resource);'],
    ['een doel zonder werkproces', 'permit (principal, action, resource) when { context.doel == "" && context.werkproces == "zorg" };'],
    ['buiten de schaal', 'permit (principal, action, resource) when { resource.vertrouwelijkheid > 3 };'],
    ['een verbod dat om een sterkere aanmelding vraagt die er al is', '@opwaarderen("laag") forbid (principal is Bronhuis::Medewerker, action, resource) when { context.niveau < 0 };'],
    ['een uur dat er niet is', 'permit (principal, action, resource) when { context.uur > 23 || context.weekdag == 0 };'],
    ['een niveau dat niemand heeft', 'permit (principal is Bronhuis::Medewerker, action, resource) when { context.niveau > 3 && context.netwerk == "intern" };'],
    ['een applicatie die zich sterk aanmeldde', 'permit (principal is Bronhuis::Applicatie, action, resource) when { context.niveau >= 1 };'],
    ['een verbod dat nooit geldt', 'forbid (principal is Bronhuis::Anoniem, action, resource) unless { !context.bevoegd || context.bevoegd };'],
  ])('ziet een regel die nooit geldt: %s', async (_, tekst) => {
    const uit = await onderzoek([...KLEIN, regel('proef', tekst)], KLEIN, bekend);
    expect(soorten(uit)).toEqual([['nooit-van-toepassing', 'proef']]);
    expect(uit.waarschuwingen[0]!.uitleg).toContain('Elke combinatie');
  });

  it('ziet een regel die niets toevoegt, of die overal verboden is', async () => {
    const smaller = regel('proef', 'permit (principal is Bronhuis::Medewerker, action == Bronhuis::Action::"cijfers:lezen", resource) when { principal.rollen.contains("fg") && !resource.persoonsgegevens && resource.vertrouwelijkheid == 0 };');
    const zelfde = await onderzoek([...KLEIN, smaller], KLEIN, bekend);
    expect(soorten(zelfde)).toEqual([['overschaduwd', 'proef']]);
    expect(zelfde.waarschuwingen[0]!.uitleg).toContain('toezicht-cijfers');
    const verboden = await onderzoek([...KLEIN, regel('proef', 'permit (principal, action, resource) when { context.doel == "VA-01" && !context.doelGeldig && context.klasse == "doelgebonden" };')], KLEIN, bekend);
    expect(soorten(verboden)).toEqual([['overschaduwd', 'proef']]);
    expect(verboden.waarschuwingen[0]!.uitleg).toContain('grens-doel-geldig');
  });

  it('telt wat ruimer wordt, met voorbeelden: door een regel erbij en door een verbod minder', async () => {
    const erbij = await onderzoek([...KLEIN, regel('proef', 'permit (principal is Bronhuis::Medewerker, action == Bronhuis::Action::"dossiers:lezen", resource) when { principal.rollen.contains("bestuurder") };')], KLEIN, bekend);
    expect(soorten(erbij)).toEqual([['ruimer', null]]);
    const [w] = erbij.waarschuwingen;
    expect(w!.aantal).toBeGreaterThan(5);
    expect(w!.voorbeelden).toHaveLength(5);
    for (const v of w!.voorbeelden) expect(v).toMatchObject({ wie: 'medewerker', rollen: expect.arrayContaining(['bestuurder']), actie: 'dossiers:lezen', regels: ['proef'] });
    const minder = await onderzoek(KLEIN.filter((r) => r.id !== 'grens-doel-geldig'), KLEIN, bekend);
    expect(soorten(minder)).toEqual([['ruimer', null]]);
    expect(soorten(await onderzoek(KLEIN, [...KLEIN, regel('weg', 'permit (principal, action, resource);')], bekend))).toEqual([]);
  });

  it('kent het moment, het niveau en het netwerk: zaterdag om drie uur, van binnen, telt mee', async () => {
    const smal = (id: string, meer = '') => regel(id, `permit (principal is Bronhuis::Medewerker, action == Bronhuis::Action::"dossiers:lezen", resource) when { context.weekdag == 6 && context.uur == 3 && context.netwerk == "intern" && context.niveau == 3${meer} };`);
    expect(soorten(await onderzoek([...KLEIN, smal('proef')], KLEIN, bekend))).toEqual([['ruimer', null]]);
    expect(soorten(await onderzoek([...KLEIN, smal('proef'), smal('dubbel', ' && principal.rollen.contains("fg")')], [...KLEIN, smal('proef')], bekend))).toEqual([['overschaduwd', 'dubbel']]);
  });

  it('ziet dat er meer te zien is: een veld minder weggelaten, of gemaskeerd in plaats van weg', async () => {
    const met = (plicht: string) => [...KLEIN, regel('proef', `${plicht} permit (principal is Bronhuis::Medewerker, action == Bronhuis::Action::"objecten:lezen", resource) when { principal.rollen.contains("fg") };`)];
    const [weg, masker] = [met('@weglaten("/houder")'), met('@weglaten("/houder/bsn") @maskeren("/houder/naam")')];
    expect(soorten(await onderzoek(masker, weg, bekend))).toEqual([['meer-velden', null]]);
    expect(soorten(await onderzoek(met(''), masker, bekend))).toEqual([['meer-velden', null]]);
    for (const [nieuw, geldend] of [[weg, masker], [weg, weg], [masker, met('')]] as const) expect(soorten(await onderzoek(nieuw, geldend, bekend))).toEqual([]);
  });

  it('ziet dat wie niet bevoegd is, erin kan', async () => {
    const zonder = KLEIN.filter((r) => r.id !== 'grens-bevoegdheid');
    const uit = await onderzoek(zonder, zonder, bekend);
    expect(soorten(uit)).toEqual([['zonder-bevoegdheid', null]]);
    expect(uit.waarschuwingen[0]!.voorbeelden[0]).toMatchObject({ bevoegd: false, regels: ['toezicht-cijfers'] });
  });

  it('blijft klein bij een set die honderden waarden van alles noemt, en zegt dan dat niet alles is geprobeerd', async () => {
    const namen = (wat: string) => JSON.stringify(Array.from({ length: 700 }, (_, i) => `${wat}-${i}`));
    const veel = ['resource.soort', 'resource.component', 'context.doel', 'context.werkproces', 'context.organisatie', 'context.uitvoerder', 'principal.applicatie'];
    const set = veel.map((naam, i) => regel(`veel-${i}`, `permit (principal, action, resource) when { ${namen(`w${i}`)}.contains(${naam}) && principal.rollen.containsAny(${namen('rol')}) };`));
    const uit = await onderzoek([...set, regel('nooit', 'permit (principal, action, resource) when { context.klasse == "x" };')], set, bekend);
    expect(soorten(uit)).toEqual(expect.arrayContaining([['nooit-van-toepassing', 'nooit']]));
    expect(uit.waarschuwingen.find((w) => w.regel === 'nooit')!.uitleg).toContain('Een deel');
  });

  it('vindt de volgende keer hetzelfde', async () => {
    const set = [...KLEIN, regel('proef', 'permit (principal, action, resource) when { principal.rollen.contains("ciso") };')];
    expect(await onderzoek(set, KLEIN, bekend)).toEqual(await onderzoek(set, KLEIN, bekend));
  });
});
