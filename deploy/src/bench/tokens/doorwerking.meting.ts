import { setTimeout as wacht } from 'node:timers/promises';
import { Client } from 'undici';
import { BEIDE_OEVERS, VOORBEELDSTAD } from '../../keten/verhaal.ts';
import { percentiel } from '../belasting.ts';
import { cijfer, hoogstens, type Meting } from '../cijfer.ts';
import type { Suite } from '../suite.ts';

const KEREN = 20;
const KIJK_MS = 20;
/** Longer than this and something is broken. */
const WACHT_MS = 20_000;

/** In each component something that holds no personal data, and that any application with authority may read. */
const OPROEPEN = {
  toegangsbeheer: '/toegangsbeheer/v1/bevoegdheden',
  registers: '/registers/v1/objecttypen',
  selectielijst: '/selectielijst/v1/bevriezingen',
  'woo-publicatie': '/woo-publicatie/v1/contactgegevens',
  verantwoording: '/verantwoording/v1/verwerkingsactiviteiten',
} as const;
type Plek = keyof typeof OPROEPEN;
const PLEKKEN = Object.keys(OPROEPEN) as Plek[];

/** A mandate is ended over the API; from the answer to that until every component refuses a call that leaned on it. */
export const doorwerking: Meting = {
  naam: 'een recht dat eindigt',
  async meet(suite, meld) {
    const beheerder = await suite.beheertoken(VOORBEELDSTAD);
    const mandaat = await Mandaat.maak(suite, beheerder);
    const kijkers = Object.fromEntries(PLEKKEN.map((p) => [p, new Client(suite.url(p))])) as Record<Plek, Client>;
    try {
      const token = await suite.token(VOORBEELDSTAD, 'zaaksysteem');
      const tot = (status: number): Promise<number[]> => Promise.all(PLEKKEN.map((p) => wachtOp(kijkers[p], OPROEPEN[p], token, status)));
      meld(`${KEREN} keer: beëindigen, en weer laten gelden`);
      const [overal, registers]: [number[], number[]] = [[], []];
      for (let keer = 0; keer < KEREN; keer++) {
        await mandaat.zet(null);
        await tot(200);
        // At any moment between two looks of the components, not always just after one.
        await wacht(Math.random() * 1_000);
        await mandaat.zet('2025-12-31');
        const begin = performance.now();
        const momenten = await tot(403);
        overal.push((Math.max(...momenten) - begin) / 1000);
        registers.push(((momenten[PLEKKEN.indexOf('registers')] as number) - begin) / 1000);
      }
      return [
        cijfer(`beëindigd recht, overal geweigerd, langste van ${KEREN} keer bij ${PLEKKEN.length} onderdelen`, Math.max(...overal), 's', { doel: hoogstens(2) }),
        cijfer('  mediaan', percentiel(overal, 0.5), 's'),
        cijfer('  alleen in registers, langste', Math.max(...registers), 's'),
        cijfer('  alleen in registers, mediaan', percentiel(registers, 0.5), 's'),
      ];
    } finally {
      await mandaat.zet('2025-12-31');
      await Promise.all(Object.values(kijkers).map((k) => k.close()));
    }
  },
};

/** Calls until it gets this answer. @returns the moment of that answer */
async function wachtOp(client: Client, path: string, token: string, status: number): Promise<number> {
  const begin = performance.now();
  for (;;) {
    const { statusCode, body } = await client.request({ method: 'GET', path, headers: { authorization: `Bearer ${token}` } });
    const tekst = await body.text();
    const nu = performance.now();
    if (statusCode === status) return nu;
    if (statusCode !== 200 && statusCode !== 403) throw new Error(`${path} geeft ${statusCode}: ${tekst.slice(0, 300)}`);
    if (nu - begin > WACHT_MS) throw new Error(`${path} geeft na ${WACHT_MS / 1000} s nog ${statusCode}: ${tekst.slice(0, 300)}`);
    await wacht(KIJK_MS);
  }
}

/** For the permits of a municipality that has none with this organisation any more, and of whose manager it is no ground. */
class Mandaat {
  #versie = 1;

  private constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly id: string,
  ) {}

  static async maak(suite: Suite, token: string): Promise<Mandaat> {
    const url = `${suite.url('toegangsbeheer')}/toegangsbeheer/v1/bevoegdheden`;
    const { id } = await stuur(url, 'POST', token, {}, inhoud(null), 201);
    return new Mandaat(url, token, id);
  }

  async zet(tot: string | null): Promise<void> {
    const { versie } = await stuur(`${this.url}/${this.id}`, 'PUT', this.token, { 'if-match': `"${this.#versie}"` }, inhoud(tot), 200);
    this.#versie = versie;
  }
}

const inhoud = (tot: string | null): object => ({ uitvoerder: BEIDE_OEVERS, naam: 'Mandaat van de meting', soort: 'mandaat', activiteiten: ['VA-01'], van: '2020-01-01', tot });

async function stuur(url: string, method: string, token: string, headers: Record<string, string>, body: object, status: number): Promise<{ id: string; versie: number }> {
  const antwoord = await fetch(url, { method, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
  const tekst = await antwoord.text();
  if (antwoord.status !== status) throw new Error(`een bevoegdheid schrijven geeft ${antwoord.status}: ${tekst.slice(0, 300)}`);
  return JSON.parse(tekst) as { id: string; versie: number };
}
