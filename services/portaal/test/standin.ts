import { Invoer } from '@bronhuis/component';
import { Probleem } from '@bronhuis/standaarden';
import { Antwoordcontrole, bewerkingen, type Bewerking, type Buitenwereld, type BuitenAntwoord, type BuitenVraag, type OpenApi } from '@bronhuis/testing';
import { Antwoordmaker, type Toon } from './antwoorden.ts';

/** Who can sign in here: one for each role, and a resident. */
export const MENSEN: Record<string, { naam: string; soort: 'medewerker' | 'inwoner'; rollen: string[] }> = {
  bakker: { naam: 'Saskia Bakker', soort: 'inwoner', rollen: ['inwoner'] },
  ...Object.fromEntries(
    ['behandelaar', 'teamleider', 'woo-coordinator', 'informatiebeheerder', 'archivaris', 'zorgdrager', 'gegevenseigenaar', 'fg', 'ciso', 'privacy-officer', 'applicatiebeheerder'].map((rol) => [
      rol,
      { naam: `Medewerker ${rol}`, soort: 'medewerker' as const, rollen: [rol] },
    ]),
  ),
};

interface Pad {
  methode: string;
  vorm: RegExp;
  namen: string[];
  /** as the router of the component writes it */
  route: string;
  bewerking: Bewerking;
}

interface Component {
  paden: Pad[];
  invoer: Invoer;
  controle: Antwoordcontrole;
  maker: Antwoordmaker;
}

/**
 * Stands where the gateway and the components stand. It speaks their contracts and nothing else: a request is held
 * against the contract as the component itself does, an answer is made from the contract and held against it.
 */
export class Standin {
  toon: Toon = 'gewoon';
  /** Answer to every call but those of signing in; null: what the contract promises. */
  fout: BuitenAntwoord | null = null;
  /** What was asked, as 'GET /selectielijst/v1/dossiers/{id}'. */
  readonly gevraagd: string[] = [];
  /** For whom, signing in included: host and address. */
  readonly afzenders = new Set<string>();
  /** What no contract knows. */
  readonly onbekend: string[] = [];
  /** Requests that the component would have refused. */
  readonly geweigerd: string[] = [];
  /** Answers of its own that the contract does not know. */
  readonly woordbreuk: string[] = [];
  readonly #componenten = new Map<string, Component>();

  constructor(contracten: ReadonlyMap<string, OpenApi>, buiten: Buitenwereld) {
    const hoor = (geef: (v: BuitenVraag) => BuitenAntwoord) => (v: BuitenVraag) => {
      this.afzenders.add(`${v.headers.host} ${String(v.headers['x-forwarded-for'])}`);
      return geef(v);
    };
    for (const [naam, contract] of contracten) {
      const prefix = `/${naam}/v1`;
      this.#componenten.set(naam, {
        paden: bewerkingen(contract)
          .map(({ methode, pad, bewerking }) => ({
            methode,
            bewerking,
            route: `${prefix}${pad.replace(/\{(\w+)\}/g, ':$1')}`,
            namen: [...pad.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? ''),
            vorm: new RegExp(`^${prefix}${pad.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '([^/]+)')}$`),
          }))
          .sort((a, b) => a.namen.length - b.namen.length),
        invoer: new Invoer(structuredClone(contract) as never, prefix),
        controle: new Antwoordcontrole(structuredClone(contract), prefix),
        maker: new Antwoordmaker(contract, 7),
      });
    }
    for (const methode of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) buiten.op(methode, /.*/, hoor((v) => this.#antwoord(v)));
    buiten.op('GET', '/toegangsbeheer/v1/demonstratiepersonen', hoor(() => ({
      status: 200,
      body: { resultaten: Object.entries(MENSEN).map(([id, m]) => ({ id, ...m, omschrijving: this.toon === 'gewoon' ? 'Verzonnen' : '<script>alert(1)</script>' })) },
    })));
    buiten.op('POST', '/toegangsbeheer/v1/token', hoor((v) => this.#meldAan(v)));
  }

  #meldAan(v: BuitenVraag): BuitenAntwoord {
    this.gevraagd.push('POST /toegangsbeheer/v1/token');
    const formulier = new URLSearchParams(String(v.body));
    const persoon = formulier.get('persoon') ?? '';
    const wie = Object.hasOwn(MENSEN, persoon) ? MENSEN[persoon] : undefined;
    if (!wie || !formulier.get('client_assertion')) return { status: 400, body: { error: 'invalid_grant', error_description: 'Deze persoon is hier niet.' } };
    return { status: 200, body: { access_token: `token-${persoon}`, expires_in: 600, persoon: { id: persoon, ...wie } } };
  }

  #antwoord(v: BuitenVraag): BuitenAntwoord {
    const c = this.#componenten.get(v.pad.split('/')[1] ?? '');
    const p = c?.paden.find((x) => x.methode === v.methode && x.vorm.test(v.pad));
    if (!c || !p) {
      this.onbekend.push(`${v.methode} ${v.pad}`);
      return { status: 404, body: { status: 404, title: 'Niet gevonden', detail: 'Dit adres is er niet.' } };
    }
    this.gevraagd.push(`${p.methode} ${p.route}`);
    if (this.fout) return this.fout;
    try {
      const waarden = p.vorm.exec(v.pad)?.slice(1) ?? [];
      const params = Object.fromEntries(p.namen.map((n, i) => [n, decodeURIComponent(waarden[i] ?? '')]));
      const query: Record<string, string | string[]> = {};
      for (const k of new Set(v.query.keys())) query[k] = v.query.getAll(k).length > 1 ? v.query.getAll(k) : (v.query.get(k) ?? '');
      c.invoer.controleer({ method: v.methode, routeOptions: { url: p.route }, headers: v.headers, params, query, body: v.body === '' ? undefined : v.body });
    } catch (fout) {
      if (!(fout instanceof Probleem)) throw fout;
      this.geweigerd.push(`${p.methode} ${p.route} ${JSON.stringify(fout.invalidParams)}`);
      return { status: fout.status, body: fout.naarJson() };
    }
    try {
      return this.#goed(v, p, c);
    } catch (fout) {
      // A stand-in that breaks its word proves nothing: every test looks here.
      this.woordbreuk.push(String(fout));
      throw fout;
    }
  }

  #goed(v: BuitenVraag, p: Pad, c: Component): BuitenAntwoord {
    const [status, antwoord] = Object.entries(p.bewerking.responses).find(([s]) => s.startsWith('2')) ?? ['200', {}];
    const [soort, inhoud] = Object.entries(antwoord.content ?? {}).find(([naam]) => /json|^text\//.test(naam)) ?? ['', undefined];
    const body = inhoud?.schema ? c.maker.maak(inhoud.schema, this.toon) : undefined;
    const isTekst = soort.startsWith('text/');
    const tekst = body === undefined ? '' : isTekst ? String(body) : JSON.stringify(body);
    const type = body === undefined ? '' : isTekst ? soort : 'application/json';
    c.controle.controleer({ methode: v.methode, pad: v.pad, status: Number(status), type, tekst, headers: new Headers({ 'api-version': '1.0.0' }) });
    return { status: Number(status), body, ...(isTekst ? { soort: `${soort}; charset=utf-8` } : {}) };
  }
}
