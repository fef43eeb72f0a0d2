import type { Componentdefinitie } from '@bronhuis/component';
import { generatedCalls, type GegenereerdVerzoek } from './genereren.ts';
import { testComponent, type TestOmgeving, type TestWensen } from './omgeving.ts';
import { VOORBEELDSTAD } from './organisaties.ts';
import type { TokenWens } from './token.ts';

export type ContractproefWensen = Omit<TestWensen, 'start'> & {
  aantal?: number;
  zaad?: number;
  tokens?: (TokenWens | null)[];
  /** Fills the component before it is tried; gives the ids of what is there. */
  vul?: (o: TestOmgeving) => Promise<string[]>;
  /** A 503 that is right here (a neighbour that this test does not have); everything else of 500 and above is a fault. */
  magNietBeschikbaar?: (operatie: string) => boolean;
};

const ALLE_ROLLEN = ['behandelaar', 'teamleider', 'informatiebeheerder', 'archivaris', 'zorgdrager', 'woo-coordinator', 'privacy-officer', 'fg'];

/** Who calls, turn by turn: with every right, for each purpose, as component, as resident, from next door, as nobody. */
const TOKENS: (TokenWens | null)[] = [
  ...['VA-01', 'VA-02', 'VA-03', 'VA-04', 'VA-05'].map((verwerkingsactiviteit): TokenWens => ({ rollen: ALLE_ROLLEN, verwerkingsactiviteit })),
  { soort: 'applicatie', verwerkingsactiviteit: 'VA-01' },
  { soort: 'component', id: 'component-selectielijst', verwerkingsactiviteit: 'VA-03' },
  { soort: 'component', id: 'component-woo-publicatie', verwerkingsactiviteit: 'VA-02' },
  { soort: 'medewerker', rollen: ['applicatiebeheerder'], verwerkingsactiviteit: null },
  { soort: 'inwoner', betrokkene: { bsn: '999993021' }, verwerkingsactiviteit: 'VA-04' },
  { organisatie: VOORBEELDSTAD, rollen: ALLE_ROLLEN },
  null,
];

type Uitslag = { status: number; fout: string | null; verzoek: GegenereerdVerzoek };

/**
 * Declares the test of a contract: generated requests, by everybody who may call, give no error of the component
 * itself, and every answer is one that the contract knows.
 */
export function contractproef(start: Componentdefinitie, w: ContractproefWensen = {}): void {
  const { aantal = 2_000, zaad, tokens = TOKENS, vul, magNietBeschikbaar, ...rest } = w;
  describe(`contract of ${start.naam}`, () => {
    let o: TestOmgeving;
    let bekend: string[] = [];
    beforeAll(async () => {
      o = await testComponent({ start, ...rest });
      bekend = (await vul?.(o)) ?? [];
    });
    afterAll(() => o?.stop());

    it(`${aantal} generated requests give no 5xx, and no answer outside the contract`, async () => {
      const prefix = `/${start.prefix ?? `${start.naam}/v1`}`;
      const verzoeken = generatedCalls(o.contract, { aantal, bekend, prefix, ...(zaad === undefined ? {} : { zaad }) });
      const namens = await Promise.all(tokens.map(async (t) => (t ? o.token(t) : null)));
      const uitslagen = await doe(o, verzoeken, namens);
      const mag = (u: Uitslag): boolean => u.status === 503 && (magNietBeschikbaar?.(u.verzoek.operatie) ?? false);
      const fouten = uitslagen.filter((u) => (u.fout !== null || u.status >= 500) && !mag(u));
      expect(fouten.slice(0, 5).map(inWoorden)).toEqual([]);
      // A test that reaches nothing proves nothing.
      expect(uitslagen.some((u) => u.status < 300)).toBe(true);
      expect(uitslagen.some((u) => u.status === 400)).toBe(true);
      expect(uitslagen).toHaveLength(verzoeken.length);
    }, 300_000);
  });
}

async function doe(o: TestOmgeving, verzoeken: GegenereerdVerzoek[], namens: (string | null)[]): Promise<Uitslag[]> {
  const uitslagen: Uitslag[] = [];
  const rij = verzoeken.map((verzoek, i) => ({ verzoek, token: namens[(i + Math.floor(i / namens.length)) % namens.length] ?? null }));
  const werker = async (): Promise<void> => {
    for (let n = rij.shift(); n; n = rij.shift()) {
      const { verzoek, token } = n;
      try {
        const { status } = await o.roep(verzoek.methode, verzoek.pad, { ...(token ? { token } : {}), headers: verzoek.headers, body: verzoek.body });
        uitslagen.push({ status, fout: null, verzoek });
      } catch (fout) {
        uitslagen.push({ status: statusUit(fout), fout: fout instanceof Error ? fout.message : String(fout), verzoek });
      }
    }
  };
  await Promise.all(Array.from({ length: 4 }, werker));
  return uitslagen;
}

/** `roep` says in its error which status came that the contract does not know. */
const statusUit = (fout: unknown): number => Number(/→ (\d{3})/.exec(fout instanceof Error ? fout.message : '')?.[1] ?? 0);

const inWoorden = (u: Uitslag): string =>
  `${u.verzoek.methode} ${u.verzoek.pad.slice(0, 200)} ${JSON.stringify(u.verzoek.headers)} ${String(u.verzoek.body ?? '').slice(0, 300)} → ${u.status} ${u.fout ?? ''}`;
