import { preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import { canoniek, maakSleutelpaar, sha256Hex, systeemKlok } from '@bronhuis/standaarden';
import { Beslisser, Bundelhouder, oordeel, stelVraag, type Bundel, type Vraag } from '@bronhuis/toegang';
import { leesCedar, TYPEN } from '@bronhuis/toegang/cedar';
import { CompactSign, importJWK, type JWK } from 'jose';
import { percentiel } from './belasting.ts';
import { cijfer, hoogstens, type Meting } from './cijfer.ts';
import { aanvraag, beleid, inhoud } from './tienduizend.ts';

const VRAGEN = 50_000;
const LIJSTEN = 20_000;
/** Cedar goes through all policies for each question: tens of milliseconds. */
const VRAGEN_CEDAR = 100;

function vraagCedar(naam: string, { principal, actie, resource, context }: Vraag): boolean {
  const [onderwerp = '', handeling = ''] = actie.split(':');
  const [wie, wat] = [{ type: `Bronhuis::${TYPEN[principal.soort]}`, id: principal.id }, { type: 'Bronhuis::Bron', id: `${resource.component}/${resource.soort}` }];
  const a = statefulIsAuthorized({
    principal: wie, action: { type: 'Bronhuis::Action', id: actie }, resource: wat, context: { ...context, onderwerp, handeling }, preparsedPolicySetId: naam,
    entities: [{ uid: wie, attrs: { rollen: principal.rollen, applicatie: principal.applicatie }, parents: [] }, { uid: wat, attrs: { ...resource }, parents: [] }],
  });
  if (a.type === 'failure') throw new Error(a.errors.map((e) => e.message).join('; '));
  return a.response.decision === 'allow';
}

const gemiddeld = (ms: readonly number[]): number => ms.reduce((a, b) => a + b, 0) / ms.length;
const p99 = (ms: readonly number[]): number => percentiel(ms, 0.99);

/** Deciding with 10,000 policies of 50 municipalities, beside Cedar itself on the same questions; and such a bundle. */
export const besluiten: Meting = {
  naam: 'beslissen met 10.000 regels',
  async meet(_, meld) {
    meld('regels lezen');
    const tekst = beleid();
    const begin = performance.now();
    const regels = leesCedar(tekst);
    const gelezen = performance.now() - begin;
    const delen = inhoud(regels);
    const bundel: Bundel = { ...delen, versie: 1, hash: sha256Hex(canoniek(delen)), uitgegeven: systeemKlok.nu().toISOString() };
    const sleutel = maakSleutelpaar('bundel');
    const jws = await new CompactSign(Buffer.from(JSON.stringify(bundel))).setProtectedHeader({ alg: 'EdDSA' }).sign(await importJWK(sleutel.prive, 'EdDSA'));
    const gemaakt = performance.now() - begin - gelezen;

    meld('bundel laden');
    const houder = new Bundelhouder({ bron: async () => ({ jws, etag: '1' }), sleutel: sleutel.publiek as JWK, klok: systeemKlok });
    const laden = performance.now();
    await houder.peil();
    const geladen = performance.now() - laden;
    const { beslisser } = houder.huidige();

    meld('beslissen');
    const duur: number[] = [];
    let mag = 0;
    for (let n = 0; n < VRAGEN; n++) {
      const eerst = performance.now();
      if (beslisser.beslis(stelVraag(bundel, aanvraag(n))).toegestaan) mag++;
      duur.push(performance.now() - eerst);
    }
    meld('hele lijsten beslissen');
    const duurLijst = Array.from({ length: LIJSTEN }, (_v, n) => {
      const { bron, ...rest } = aanvraag(n);
      const eerst = performance.now();
      oordeel({ bundel, beslisser }, { ...rest, bron: { soort: bron.soort, perRij: ['vertrouwelijkheid', 'persoonsgegevens', 'activiteiten'] } }, null);
      return performance.now() - eerst;
    });
    meld(`Cedar zelf (${mag} van ${VRAGEN} mochten)`);
    const cedar = preparsePolicySet('bench', { staticPolicies: Object.fromEntries(regels.map((r) => [r.id, r.tekst])) });
    if (cedar.type === 'failure') throw new Error(cedar.errors.map((e) => e.message).join('; '));
    const los = new Beslisser({ beleid: regels });
    const duurCedar = Array.from({ length: VRAGEN_CEDAR }, (_v, i) => {
      const v = stelVraag(bundel, aanvraag(i * 487));
      const eerst = performance.now();
      const antwoord = vraagCedar('bench', v);
      const ms = performance.now() - eerst;
      if (antwoord !== los.beslis(v).toegestaan) throw new Error(`Cedar decides otherwise: ${JSON.stringify(v)}`);
      return ms;
    });
    return [
      cijfer('beslissing in de component, p99', p99(duur), 'ms', { kaal: p99(duurCedar), doel: hoogstens(0.3) }),
      cijfer('  gemiddeld', gemiddeld(duur) * 1000, 'µs', { kaal: gemiddeld(duurCedar) * 1000 }),
      cijfer('  een lijst: welke rijen, gemiddeld', gemiddeld(duurLijst) * 1000, 'µs'),
      cijfer('bundel maken uit gelezen regels', gemaakt / 1000, 's', { doel: hoogstens(5) }),
      cijfer('  regels lezen, één keer als zij worden opgeslagen', gelezen / 1000, 's'),
      cijfer('bundel laden', geladen / 1000, 's', { doel: hoogstens(1) }),
      cijfer('  omvang', jws.length / 1e6, 'MB'),
    ];
  },
};
