import { createServer } from 'node:http';
import { maakSleutelpaar, nieuweTrace, sha256Hex, VasteKlok } from '@bronhuis/standaarden';
import { Pseudonimiseerder } from '@bronhuis/verwerking';
import { CompactSign, exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import { Beslisser } from './beslisser.ts';
import { geldigeActiviteit, isBevoegd, type Bundel } from './bundel.ts';
import { Bundelhouder, bundelOverHttp } from './bundelhouder.ts';
import { leesCedar } from './cedar.ts';
import { oordeel, oordeelRijen, type Beslissingsrecord } from './oordeel.ts';
import { Toegang } from './toegang.ts';
import type { RouteVerklaring } from './route.ts';
import type { Aanvraag } from './vraag.ts';

const GEMEENTE = '00000001999990007000';
const WERKORG = '00000001999990020000';
const klok = new VasteKlok(new Date('2026-11-22T10:00:00Z'));
const ondertekenaar = maakSleutelpaar('bundel');
let tokenPrive: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
let tokenPubliek: JWK;

const BELEID = leesCedar(`
  @id("grens") forbid(principal, action, resource) unless { context.bevoegd };
  @id("doel") permit(principal, action, resource) when { context.doelGeldig && resource.activiteiten.contains(context.doel) };
  @id("beheer") permit(principal, action, resource) when { principal.rollen.contains("applicatiebeheerder") && context.onderwerp == "applicaties" };`);

const bundel = (anders: Partial<Bundel> = {}): Bundel => ({
  versie: 1,
  hash: `h${JSON.stringify(anders).length}-${anders.versie ?? 1}`,
  uitgegeven: klok.nu().toISOString(),
  beleid: BELEID,
  organisaties: [{ oin: GEMEENTE, naam: 'Gemeente Overbrugge', soort: 'demonstratie', type: 'gemeente', hosts: [] }, { oin: WERKORG, naam: 'Beide Oevers', soort: 'demonstratie', type: 'werkorganisatie', hosts: [] }],
  bevoegdheden: [{ id: 'b', uitvoerder: WERKORG, organisatie: GEMEENTE, activiteiten: ['VA-01'], soort: 'mandaat', van: '2026-01-01', tot: '2026-11-22' }],
  activiteiten: [{ organisatie: GEMEENTE, id: 'VA-01', versie: 3, naam: 'x', werkproces: 'vergunningverlening', bestuursorgaan: 'burgemeester', vertrouwelijk: false, van: '2026-01-01', tot: null }],
  ingetrokken: [],
  jwks: [tokenPubliek],
  ...anders,
});

const jws = async (b: Bundel): Promise<string> => new CompactSign(Buffer.from(JSON.stringify(b))).setProtectedHeader({ alg: 'EdDSA' }).sign(await importJWK(ondertekenaar.prive, 'EdDSA'));

const token = (claims: object = {}): Promise<string> =>
  new SignJWT({ client_id: 'app', organisatie: GEMEENTE, act: { sub: WERKORG }, soort: 'applicatie', verwerkingsactiviteit: 'VA-01', ...claims })
    .setProtectedHeader({ alg: 'PS256', kid: 't' })
    .setIssuer('i')
    .setSubject('app')
    .setAudience('bronhuis')
    .setIssuedAt(klok.nu())
    .setExpirationTime(Math.floor(klok.nu().getTime() / 1000) + 600)
    .setJti('j1')
    .sign(tokenPrive);

const geschreven: { verwerking: unknown; beslissing: { besluit: string; redenen: string[]; beleid: string[] } | null }[] = [];
const pseudonimiseerder = Pseudonimiseerder.uitMap({ [GEMEENTE]: { kid: 'k1', sleutel: Buffer.alloc(32, 1).toString('base64') } });

async function houder(b: Bundel): Promise<Bundelhouder> {
  const h = new Bundelhouder({ bron: async () => ({ jws: await jws(b), etag: b.hash }), sleutel: ondertekenaar.publiek as JWK, klok });
  await h.peil();
  return h;
}

const toegang = async (b: Bundel = bundel()): Promise<Toegang> =>
  new Toegang(await houder(b), { component: 'registers', pseudonimiseerder, schrijver: { schrijf: async (_, r) => void geschreven.push(r as never) } }, klok);

const ROUTE: RouteVerklaring = { actie: 'dossiers:lezen', klasse: 'doelgebonden', laat: true };
const open = async (claims: object = {}, b?: Bundel, route = ROUTE) =>
  (await toegang(b)).open({ method: 'GET', url: '/x', headers: { authorization: `Bearer ${await token(claims)}`, traceparent: nieuweTrace() } }, route);

beforeAll(async () => {
  const paar = await generateKeyPair('PS256', { extractable: true });
  tokenPrive = paar.privateKey;
  tokenPubliek = { ...(await exportJWK(paar.publicKey)), kid: 't', alg: 'PS256' };
});
beforeEach(() => {
  klok.zet(new Date('2026-11-22T10:00:00Z'));
  geschreven.length = 0;
});

describe('a call', () => {
  it('is decided for its purpose and its type, and recorded with the policies that decided', async () => {
    const a = await open();
    a.beslis({ soort: 'dossier', id: 'd1', activiteiten: ['VA-01'] });
    await a.vastleggen({ handeling: 'Gelezen', gegevens: ['naam'], object: { soort: 'dossier', id: 'd1' }, betrokkenen: [] });
    expect(geschreven).toHaveLength(1);
    expect(geschreven[0]).toMatchObject({ verwerking: { activiteit: 'VA-01', activiteitVersie: 3, uitvoerder: WERKORG }, beslissing: { besluit: 'toegestaan', beleid: ['doel'], redenen: [] } });
    await a.rondAf(true);
    expect(geschreven).toHaveLength(1);
  });
  it('is refused with a reason that one can do something about, and the refusal is kept', async () => {
    const a = await open();
    expect(() => a.beslis({ soort: 'wmo-dossier', activiteiten: ['VA-07'] })).toThrow(expect.objectContaining({ status: 403, detail: 'Dit soort gegevens wordt niet gebruikt voor VA-01.' }));
    await a.rondAf(false);
    expect(geschreven[0]).toMatchObject({ verwerking: null, beslissing: { besluit: 'geweigerd', redenen: ['Dit soort gegevens wordt niet gebruikt voor VA-01.'] } });
  });
  it('without a decision leaves no answer', async () => {
    const a = await open();
    await expect(a.rondAf(true)).rejects.toThrow('without a decision');
    expect(() => a.regel(null)).toThrow('no decision');
  });
  it('whose transaction was rolled back still leaves its decision', async () => {
    const a = await open();
    a.beslis({ soort: 'dossier', activiteiten: ['VA-01'] });
    a.regel(null);
    a.nietVastgelegd();
    await a.rondAf(false);
    expect(geschreven[0]).toMatchObject({ verwerking: null, beslissing: { besluit: 'toegestaan' } });
  });
  it('names a user of an application, whose roles count', async () => {
    const a = await open({ gebruiker: 'bas', rollen: ['applicatiebeheerder'], verwerkingsactiviteit: undefined }, undefined, { actie: 'applicaties:beheren', klasse: 'geen-persoonsgegevens', laat: true });
    expect(a.wie).toMatchObject({ soort: 'medewerker', id: 'bas', applicatie: 'app' });
    expect(a.mag({ soort: 'applicatie' }, 'dossiers:lezen')).toBe(false);
  });
  it('has the tenant of its token, never of a header', async () => {
    const t = await toegang();
    const a = await t.open({ method: 'GET', url: '/x', headers: { authorization: `Bearer ${await token()}`, 'x-bronhuis-organisatie': '00000001999990019000' } }, ROUTE);
    expect(a.organisatie).toBe(GEMEENTE);
    const anoniem = await t.open({ method: 'GET', url: '/x', headers: {} }, { actie: 'publicaties:lezen', klasse: 'openbaar' });
    expect(() => anoniem.organisatie).toThrow(expect.objectContaining({ status: 400 }));
  });
});

describe('time', () => {
  it('a mandaat holds up to and including its last day in Amsterdam', async () => {
    expect((await open()).mag({ soort: 'dossier', activiteiten: ['VA-01'] })).toBe(true);
    klok.zet(new Date('2026-11-22T23:30:00Z')); // half past midnight on the 23rd in Amsterdam
    const a = await open();
    expect(() => a.beslis({ soort: 'dossier', activiteiten: ['VA-01'] })).toThrow(/geen bevoegdheid/);
  });
  it('activities and bevoegdheden are of an organisation, an activity and a day', () => {
    const b = bundel();
    expect(geldigeActiviteit(b, GEMEENTE, 'VA-01', '2025-12-31')).toBeNull();
    expect(geldigeActiviteit(b, WERKORG, 'VA-01', '2026-11-22')).toBeNull();
    expect(isBevoegd(b, WERKORG, GEMEENTE, 'VA-02', '2026-11-22')).toBe(false);
    expect(isBevoegd(b, WERKORG, WERKORG, 'VA-02', '2026-11-22')).toBe(true);
  });
  it('a token ends, and is forgotten', async () => {
    const t = await toegang();
    const koppen = { authorization: `bearer ${await token()}` };
    await t.open({ method: 'GET', url: '/x', headers: koppen }, ROUTE);
    klok.zet(new Date('2026-11-22T10:11:00Z'));
    await expect(t.open({ method: 'GET', url: '/x', headers: koppen }, ROUTE)).rejects.toMatchObject({ status: 401 });
  });
});

describe('the bundle', () => {
  it('of another signer or an older version is not taken over', async () => {
    const vreemd = maakSleutelpaar('vreemd');
    const vals = await new CompactSign(Buffer.from(JSON.stringify(bundel({ versie: 9 })))).setProtectedHeader({ alg: 'EdDSA' }).sign(await importJWK(vreemd.prive, 'EdDSA'));
    const reeks = [await jws(bundel({ versie: 5 })), vals, await jws(bundel({ versie: 4 }))];
    const meldingen: string[] = [];
    const h = new Bundelhouder({ bron: async () => ({ jws: reeks.shift()!, etag: 'x' }), sleutel: ondertekenaar.publiek as JWK, klok, meld: (m) => meldingen.push(m) });
    for (let i = 0; i < 3; i++) {
      await h.peil();
      expect(h.huidige().bundel.versie).toBe(5);
    }
    expect(meldingen).toEqual([expect.stringContaining('signature'), expect.stringContaining('older')]);
  });
  it('that is too old means 503, sooner for what is gevoelig', async () => {
    const t = await toegang();
    klok.zet(new Date('2026-11-22T10:01:00Z'));
    expect(t.bundelhouder.gereed()).toBe(true);
    expect(() => t.bundelhouder.huidige(true)).toThrow(expect.objectContaining({ status: 503 }));
    klok.zet(new Date('2026-11-22T10:16:00Z'));
    expect(() => t.bundelhouder.huidige()).toThrow(expect.objectContaining({ status: 503 }));
  });
  it('with a revocation ends a token at once', async () => {
    await expect(open({}, bundel({ ingetrokken: [{ jti: 'j1' }] }))).rejects.toMatchObject({ status: 401, detail: 'Het token is ingetrokken.' });
    await expect(open({}, bundel({ ingetrokken: [{ applicatie: 'app' }] }))).rejects.toMatchObject({ status: 401 });
  });
  it('is asked with its ETag', async () => {
    const gezien: (string | undefined)[] = [];
    const tekst = await jws(bundel());
    const server = createServer((v, a) => {
      gezien.push(v.headers['if-none-match']);
      if (v.headers['if-none-match']) a.writeHead(304).end();
      else a.setHeader('etag', '"1"').end(tekst);
    });
    await new Promise<void>((klaar) => server.listen(0, '127.0.0.1', klaar));
    const h = new Bundelhouder({ bron: bundelOverHttp(`http://127.0.0.1:${(server.address() as { port: number }).port}`), sleutel: ondertekenaar.publiek as JWK, klok });
    await h.peil();
    await h.peil();
    server.close();
    expect(gezien).toEqual([undefined, '"1"']);
    expect(h.gereed()).toBe(true);
  });
});

describe('an API token', () => {
  const geheim = 'c0ffee'.repeat(8);
  const metToken = bundel.bind(null, { apiTokens: [{ id: 't1', hash: sha256Hex(geheim), applicatie: 'app', organisatie: GEMEENTE, uitvoerder: WERKORG, doel: 'VA-01', van: '2026-01-01', tot: '2026-12-31', alleTypen: null, rechten: [{ objecttype: 'boom', modus: 'lezen' }] }] });
  const komt = async (route: RouteVerklaring, authorization: string | undefined = `Token ${geheim}`) =>
    (await toegang(metToken())).open({ method: 'GET', url: '/x', headers: { authorization } }, route);

  it('calls only where a route says so; there a Bearer token is welcome too', async () => {
    expect((await komt({ ...ROUTE, token: true })).apiToken).toEqual({ id: 't1', alleTypen: null, rechten: [{ objecttype: 'boom', modus: 'lezen' }] });
    await expect(komt(ROUTE)).rejects.toMatchObject({ status: 401, headers: { 'WWW-Authenticate': 'Bearer' } });
    expect((await komt({ ...ROUTE, token: true }, `Bearer ${await token()}`)).apiToken).toBeNull();
    await expect(komt({ ...ROUTE, token: true }, 'Basic eDp5')).rejects.toMatchObject({ status: 401, headers: { 'WWW-Authenticate': 'Token' } });
  });
  it('narrows what the policies allow, and gives nothing that they do not', async () => {
    const a = await komt({ ...ROUTE, token: true });
    const bron = { soort: 'object', activiteiten: ['VA-01'] };
    expect(a.mag({ ...bron, objecttype: 'boom' })).toBe(true);
    expect(a.mag({ ...bron, objecttype: 'boom' }, 'dossiers:schrijven')).toBe(false);
    expect(a.mag({ ...bron, objecttype: 'paal' })).toBe(false);
    expect(a.mag({ ...bron, activiteiten: ['VA-02'], objecttype: 'boom' })).toBe(false);
  });
  it('is named in the record of the decision, by its id alone', async () => {
    const a = await komt({ ...ROUTE, token: true });
    expect(() => a.beslis({ soort: 'object', activiteiten: ['VA-01'], objecttype: 'paal' })).toThrow(expect.objectContaining({ status: 403, detail: 'Dit token geeft geen recht op dit objecttype.' }));
    await a.rondAf(false);
    expect(geschreven[0]).toMatchObject({ beslissing: { apiToken: 't1', besluit: 'geweigerd', beleid: ['grens-api-token'], doel: { id: 'VA-01' }, uitvoerder: WERKORG } });
    expect(JSON.stringify(geschreven)).not.toContain(sha256Hex(geheim).slice(0, 16));
  });
});

describe('a list that is decided at once', () => {
  const LIJST = { soort: 'dossier', perRij: ['vertrouwelijkheid', 'persoonsgegevens', 'activiteiten', 'objecttype'] } as const;
  const stand = (b = bundel()) => ({ bundel: b, beslisser: new Beslisser(b) });
  const beslissing = () => geschreven[0]?.beslissing as Beslissingsrecord;

  it('shows the rows that one by one would be allowed', async () => {
    const a = await open();
    const rijen = a.rijen({ ...LIJST });
    expect([rijen.alle, rijen.geen]).toEqual([false, false]);
    expect([rijen.geldtVoor({ activiteiten: ['VA-01', 'VA-07'] }), rijen.geldtVoor({ activiteiten: ['VA-07'] }), rijen.geldtVoor({})]).toEqual([true, false, false]);
  });
  it('leaves a record that says so, of which the answer is the same when it is decided again', async () => {
    const a = await open();
    a.beslis({ ...LIJST, type: 'evenementendossier' });
    await a.vastleggen(null);
    expect(beslissing()).toMatchObject({ besluit: 'toegestaan', rijen: 'deels', beleid: ['doel'] });
    expect(beslissing().resource).toEqual({ soort: 'dossier', type: 'evenementendossier', perRij: LIJST.perRij });
    const { wie, uitvoerder, actie, component, resource } = beslissing();
    const aanvraag = { wie, organisatie: GEMEENTE, uitvoerder, doel: 'VA-01', anoniem: false, actie, klasse: 'doelgebonden', component, bron: resource, dag: '2026-11-22', uur: 11, niveau: 0, netwerk: 'extern' } as Aanvraag;
    expect(oordeel(stand(), aanvraag, null)).toEqual({ toegestaan: true, beleid: ['doel'], redenen: [], rijen: 'deels' });
    const ruimer = bundel({ beleid: leesCedar('@id("alles") permit(principal, action, resource);') });
    expect(oordeel(stand(ruimer), aanvraag, null)).toEqual({ toegestaan: true, beleid: ['alles'], redenen: [], rijen: 'alle' });
  });
  it('is refused with the reason when no row could be shown', async () => {
    klok.zet(new Date('2026-11-23T10:00:00Z'));
    const a = await open();
    expect(a.rijen({ ...LIJST }).geen).toBe(true);
    expect(() => a.beslis({ ...LIJST })).toThrow(expect.objectContaining({ status: 403, detail: expect.stringContaining('geen bevoegdheid') }));
    await a.rondAf(false);
    expect(beslissing()).toMatchObject({ besluit: 'geweigerd', beleid: ['grens'] });
    expect(beslissing().rijen).toBeUndefined();
  });
  it('shows with a lasting token the types of that token, and is refused when that is none', async () => {
    const a = await open();
    const aanvraag: Aanvraag = { wie: a.wie, organisatie: GEMEENTE, uitvoerder: WERKORG, doel: 'VA-01', anoniem: false, actie: 'dossiers:lezen', klasse: 'doelgebonden', component: 'registers', bron: { ...LIJST }, dag: '2026-11-22', uur: 11, niveau: 0, netwerk: 'extern' };
    const met = (t: object) => oordeelRijen(stand(), aanvraag, { id: 't', alleTypen: null, rechten: [], ...t });
    const boom = met({ rechten: [{ objecttype: 'boom', modus: 'lezen' }] });
    expect(boom.oordeel).toMatchObject({ toegestaan: true, rijen: 'deels' });
    expect(['boom', 'paal'].map((objecttype) => boom.rijen.geldtVoor({ objecttype, activiteiten: ['VA-01'] }))).toEqual([true, false]);
    expect(met({}).oordeel).toEqual({ toegestaan: false, beleid: ['grens-api-token'], redenen: ['Dit token geeft geen recht op deze handeling.'] });
    expect(met({ alleTypen: 'lezen-en-schrijven' }).rijen.geldtVoor({ activiteiten: ['VA-01'] })).toBe(true);
  });
});

describe('what a decision asks beside yes or no', () => {
  const regels = (tekst: string) => () => bundel({ versie: 2, beleid: leesCedar(tekst) });
  const MINDER = regels('@id("minder") @weglaten("/bsn") permit(principal, action, resource);');
  const STERKER = regels(`@id("mag") permit(principal, action, resource);
    @id("sterker") @opwaarderen("substantieel") forbid(principal is Bronhuis::Medewerker, action, resource) when { context.niveau < 2 };
    @id("buiten") forbid(principal, action, resource) when { context.netwerk != "intern" && context.weekdag == 1 };`);
  /** As it is kept. */
  const beslissing = () => JSON.parse(JSON.stringify(geschreven.at(-1)?.beslissing)) as Beslissingsrecord;
  const noor = { gebruiker: 'noor', rollen: ['behandelaar'] };

  it('is carried out by who says to do so; whoever does not is refused, and that is in the record', async () => {
    const a = await open({}, MINDER());
    a.beslis({ soort: 'object', velden: true });
    expect(a.velden({ soort: 'object' })).toEqual({ weglaten: ['/bsn'] });
    await a.vastleggen(null);
    expect(beslissing()).toMatchObject({ besluit: 'toegestaan', verplichtingen: { weglaten: ['/bsn'] }, resource: { velden: true }, motor: 'bronhuis-2' });
    expect(() => a.beslis({ soort: 'dossier' })).toThrow(expect.objectContaining({ status: 403, detail: expect.stringContaining('niet worden weggelaten') }));
    expect(a.mag({ soort: 'dossier' })).toBe(false);
    expect(a.rijen({ soort: 'dossier', perRij: ['vertrouwelijkheid'] }).geen).toBe(true);
    expect(a.rijen({ soort: 'dossier', perRij: ['vertrouwelijkheid'], velden: true }).alle).toBe(true);
    a.nietVastgelegd();
    await a.rondAf(false);
    expect(beslissing()).toMatchObject({ besluit: 'geweigerd', beleid: ['minder'], verplichtingen: { weglaten: ['/bsn'] } });
    const vanDoel = await open({}, regels('@id("minder") @maskeren("/bsn") permit(principal, action, resource) when { resource.activiteiten.contains(context.doel) };')());
    expect([['VA-01'], ['VA-99']].map((activiteiten) => vanDoel.velden({ soort: 'dossier', activiteiten }))).toEqual([{ maskeren: ['/bsn'] }, null]);
    expect((await open()).velden({ soort: 'dossier', activiteiten: ['VA-99'] })).toEqual({});
  });
  it('keeps out of a list the rows of which something would have to be left out, where that cannot be', async () => {
    const a = await open({}, regels(`@id("heel") permit(principal, action, resource) when { resource.vertrouwelijkheid <= 1 };
      @id("minder") @weglaten("/bsn") permit(principal, action, resource) when { resource.vertrouwelijkheid >= 1 };`)());
    const bron = { soort: 'dossier', perRij: ['vertrouwelijkheid'] } as const;
    const [zonder, met] = [a.rijen(bron), a.rijen({ ...bron, velden: true })];
    for (const vertrouwelijkheid of [0, 1, 2] as const) {
      expect([zonder.geldtVoor({ vertrouwelijkheid }), a.mag({ soort: 'dossier', vertrouwelijkheid })]).toEqual([vertrouwelijkheid < 2, vertrouwelijkheid < 2]);
      expect(met.geldtVoor({ vertrouwelijkheid })).toBe(true);
    }
    a.beslis(bron);
    await a.vastleggen(null);
    expect(beslissing()).toMatchObject({ besluit: 'toegestaan', rijen: 'deels', beleid: ['heel'] });
    expect(beslissing()).not.toHaveProperty('verplichtingen');
  });
  it('may be a stronger sign-in, of a person: 401 with the level (RFC 9470 §3)', async () => {
    const zwak = await open({ ...noor, acr: 'laag' }, STERKER());
    const kop = expect.stringContaining('error="insufficient_user_authentication"');
    expect(() => zwak.beslis({ soort: 'dossier' })).toThrow(expect.objectContaining({ status: 401, code: 'opwaarderen', headers: { 'WWW-Authenticate': kop } }));
    await zwak.rondAf(false);
    expect(beslissing()).toMatchObject({ besluit: 'geweigerd', niveau: 1, beleid: ['sterker'], redenen: ['Meld u hiervoor opnieuw aan, met betrouwbaarheidsniveau substantieel of hoger.'], verplichtingen: { opwaarderen: 'substantieel' } });
    for (const [claims, mag] of [[{ ...noor, acr: 'substantieel' }, true], [{ ...noor, acr: 'iets' }, false], [{}, true]] as const) expect((await open(claims, STERKER())).mag({ soort: 'dossier' })).toBe(mag);
  });
  it('knows the network as the gateway tells it, and the hour and the day in Amsterdam', async () => {
    klok.zet(new Date('2026-11-22T23:30:00Z')); // Monday, half past midnight
    const via = async (netwerk?: string) => (await toegang(STERKER())).open({ method: 'GET', url: '/x', headers: { authorization: `Bearer ${await token()}`, ...(netwerk ? { 'x-bronhuis-netwerk': netwerk } : {}) } }, ROUTE);
    const [binnen, buiten, vreemd] = [await via('intern'), await via(), await via('INTERN')];
    expect([binnen, buiten, vreemd].map((a) => a.mag({ soort: 'dossier' }))).toEqual([true, false, false]);
    expect(binnen.omstandigheden).toEqual({ dag: '2026-11-23', uur: 0, niveau: 0, netwerk: 'intern' });
    binnen.beslis({ soort: 'dossier' });
    await binnen.vastleggen(null);
    expect(beslissing()).toMatchObject({ netwerk: 'intern' });
    for (const naam of ['niveau', 'dag', 'uur', 'verplichtingen']) expect(beslissing()).not.toHaveProperty(naam);
  });
});

describe('policies', () => {
  it('of which one cannot be read are refused whole, each by its name', () => {
    const beleid = leesCedar(`
      @id("goed") permit(principal, action, resource);
      @id("onbekend") forbid(principal, action, resource) when { context.bestaatNiet };
      @id("soort") forbid(principal, action, resource) when { context.doel < 3 };
      @id("rekent") permit(principal, action, resource) when { resource.vertrouwelijkheid + 1 < 3 };
      @id("groep") permit(principal in Bronhuis::Medewerker::"x", action, resource) when { principal.rollen.contains(1) };`);
    expect(() => new Beslisser({ beleid })).toThrow(
      'policies cannot be read: onbekend: context has no bestaatNiet; soort: expected getal, found tekst; rekent: + is not supported; groep: expected tekst, found getal',
    );
  });
  it('that are templates are none: a forbid of which nobody fills in whom would vanish', () => {
    expect(() => leesCedar('@id("x") forbid(principal == ?principal, action, resource);')).toThrow('a template is no policy');
    expect(() => leesCedar('permit(principal, action, resource);')).toThrow('a policy has no @id');
    expect(() => leesCedar('permit(')).toThrow('policies cannot be read');
  });
  it('that cannot be read come in no bundle: a skipped forbid would let in what it should keep out', async () => {
    const b = bundel({ versie: 2, beleid: leesCedar('@id("fout") forbid(principal, action, resource) when { context.bestaatNiet };') });
    await expect(open({}, b)).rejects.toMatchObject({ status: 503 });
  });
});
