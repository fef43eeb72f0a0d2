import type { Autorisatie, Stand } from './autorisatie.ts';
import { alsLabel, beslisNaam, beslisStand } from './beslis-autorisaties.ts';
import { leesInvoer } from './invoer.ts';

const NRC: Autorisatie = { component: 'nrc', scopes: ['notificaties.consumeren'] };
const met = (anders: Partial<Stand> = {}): Stand => ({ clientIds: ['a'], heeftAlleAutorisaties: false, alleenIsGereedVoorPublicatie: false, autorisaties: [NRC], ...anders });
const fout = (code: string) => expect.objectContaining({ status: 400, invalidParams: [expect.objectContaining({ name: 'nonFieldErrors', code })] });
const namen = (inhoud: unknown, gedeeltelijk = false): string[] => {
  try {
    leesInvoer(inhoud, gedeeltelijk);
    return [];
  } catch (f) {
    return (f as { invalidParams: { name: string; code: string }[] }).invalidParams.map((p) => `${p.name} ${p.code}`);
  }
};

describe('ac-002: alles, of een lijst', () => {
  it('allebei en geen van beide zijn fout, ook als lege lijst', () => {
    expect(() => beslisStand(null, { heeftAlleAutorisaties: true, autorisaties: [NRC] })).toThrow(fout('ambiguous-authorizations-specified'));
    for (const invoer of [{}, { autorisaties: [] }, { heeftAlleAutorisaties: false }, { heeftAlleAutorisaties: false, autorisaties: [] }]) expect(() => beslisStand(null, invoer)).toThrow(fout('missing-authorizations'));
    expect(beslisStand(null, { heeftAlleAutorisaties: true, autorisaties: [] })).toMatchObject({ heeftAlleAutorisaties: true, autorisaties: [] });
  });

  it('wat bij een wijziging wordt genoemd, geldt; het andere mag men weglaten en is dan voorbij', () => {
    expect(beslisStand(met(), { heeftAlleAutorisaties: true })).toEqual(met({ heeftAlleAutorisaties: true, autorisaties: [] }));
    const alles = met({ heeftAlleAutorisaties: true, autorisaties: [] });
    expect(beslisStand(alles, { autorisaties: [NRC] })).toEqual(met());
    expect(beslisStand(alles, { clientIds: ['b'] })).toEqual({ ...alles, clientIds: ['b'] });
    expect(() => beslisStand(alles, { heeftAlleAutorisaties: false })).toThrow(fout('missing-authorizations'));
    expect(() => beslisStand(met(), { autorisaties: [] })).toThrow(fout('missing-authorizations'));
  });
});

describe('ac-003: verplicht bij een component', () => {
  const autorisatie = (a: object): string[] => namen({ clientIds: [], label: 'x', autorisaties: [a] });

  it('zegt waarover de scopes gaan', () => {
    expect(autorisatie({ component: 'zrc', scopes: ['zaken.lezen'] })).toEqual(['autorisaties.0.zaaktype required', 'autorisaties.0.maxVertrouwelijkheidaanduiding required']);
    expect(autorisatie({ component: 'drc', scopes: ['documenten.lezen'], informatieobjecttype: '' })).toEqual(['autorisaties.0.informatieobjecttype required', 'autorisaties.0.maxVertrouwelijkheidaanduiding required']);
    expect(autorisatie({ component: 'brc', scopes: ['besluiten.lezen'] })).toEqual(['autorisaties.0.besluittype required']);
    for (const a of [{ component: 'zrc', scopes: ['audittrails.lezen'] }, { component: 'ztc', scopes: ['catalogi.lezen'] }, { component: 'ac', scopes: ['autorisaties.lezen'] }]) expect(autorisatie(a)).toEqual([]);
  });

  it('neemt alleen over wat bij de component hoort', () => {
    const gelezen = leesInvoer({ autorisaties: [{ component: 'brc', componentWeergave: 'x', scopes: ['besluiten.lezen'], besluittype: 'https://x.example/b/1', zaaktype: 'https://x.example/z/1' }], url: 'x', meer: 1 }, true);
    expect(gelezen).toEqual({ autorisaties: [{ component: 'brc', scopes: ['besluiten.lezen'], besluittype: 'https://x.example/b/1' }] });
  });
});

describe('wat wordt gestuurd', () => {
  it('noemt alle fouten tegelijk', () => {
    expect(namen({ label: '', heeftAlleAutorisaties: 'ja', autorisaties: [{ component: 'zrx', scopes: 'x' }, { component: 'zrc', scopes: ['zaken.lezen'], zaaktype: 'geen adres', maxVertrouwelijkheidaanduiding: 'top' }, 3] }).sort()).toEqual([
      'autorisaties.0.component invalid_choice', 'autorisaties.0.scopes not_a_list', 'autorisaties.1.maxVertrouwelijkheidaanduiding invalid_choice', 'autorisaties.1.zaaktype invalid', 'autorisaties.2 invalid',
      'clientIds required', 'heeftAlleAutorisaties invalid', 'label blank',
    ]);
    expect(namen({}, true)).toEqual([]);
    for (const geen of [undefined, null, 'x', [], 3]) expect(namen(geen, true)).toEqual(['nonFieldErrors invalid']);
    expect(namen({ clientIds: ['a', 'met spatie', '', 'x'.repeat(51), 3], label: 'x'.repeat(101) })).toEqual(['clientIds.1 invalid', 'clientIds.2 invalid', 'clientIds.3 invalid', 'clientIds.4 invalid', 'label max_length']);
    expect(leesInvoer({ clientIds: ['a', 'a', 'b'] }, true)).toEqual({ clientIds: ['a', 'b'] });
  });
});

describe('de naam', () => {
  it('is van wie de applicatie draait; wie haar niet verandert, hoeft niets te mogen', () => {
    const lang = { naam: 'n'.repeat(150), uitvoerder: 'wie' };
    expect(beslisNaam(lang, alsLabel(lang.naam), { organisatie: 'o', uitvoerder: 'u' })).toBeNull();
    expect(beslisNaam(lang, undefined, { organisatie: 'o', uitvoerder: 'u' })).toBeNull();
    expect(beslisNaam(lang, 'Anders', { organisatie: 'o', uitvoerder: 'wie' })).toBe('Anders');
    expect(() => beslisNaam(lang, 'Anders', { organisatie: 'o', uitvoerder: 'u' })).toThrow(expect.objectContaining({ status: 403 }));
  });
});
