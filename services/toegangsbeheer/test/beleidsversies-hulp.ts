import type { BeleidsversieAntwoord } from '../src/beleidsversies/beleidsversie.dto.ts';
import { leesBeleidstekst } from '../src/bundel/beleidsbestanden.ts';
import { PAD, type Huis } from './omgeving.ts';

export const VERSIES = `${PAD}/beleidsversies`;
export const MEEGELEVERD = leesBeleidstekst();

/** The shipped policies and one more, that lets a bestuurder read what is confidential. */
export const met = (id: string, rest = 'permit (principal is Bronhuis::Medewerker, action == Bronhuis::Action::"cijfers:lezen", resource) when { principal.rollen.contains("bestuurder") && !resource.persoonsgegevens };'): string =>
  `${MEEGELEVERD}\n@id("${id}")\n@toelichting("Een regel van deze installatie.")\n${rest}\n`;

/** A text without the policy of this name. */
export const zonder = (id: string): string => MEEGELEVERD.replace(new RegExp(`@id\\("${id}"\\)[\\s\\S]*?;\\n`), '');

export interface Keten {
  concept(tekst: string, anders?: object, wie?: string): Promise<BeleidsversieAntwoord>;
  legVoor(versie: number, wie?: string): Promise<BeleidsversieAntwoord>;
  stelVast(versie: number, wie?: string): Promise<BeleidsversieAntwoord>;
  /** Written by Bas, established by Petra. */
  voerIn(tekst: string, anders?: object): Promise<BeleidsversieAntwoord>;
  nieuwste(): Promise<number>;
  lees(versie: number): Promise<BeleidsversieAntwoord>;
  /** Ids of the policies that this component decides with now. */
  inGebruik(): Promise<string[]>;
}

export function keten(huis: Huis): Keten {
  const eis = async (methode: string, pad: string, wie: string, body?: object, headers = {}): Promise<BeleidsversieAntwoord> => {
    const a = await huis.roep<BeleidsversieAntwoord>(methode, pad, { token: await huis.als(wie), headers, ...(body ? { body } : {}) });
    if (a.status >= 400) throw new Error(`${methode} ${pad}: ${a.tekst}`);
    return a.body;
  };
  const nieuwste = async () => (await huis.sql<{ v: number }>(`select coalesce((select versie::int from beleidsversie where status = 'vastgesteld' order by beoordeeld_op desc limit 1), 0) as v`))[0]!.v;
  const k: Keten = {
    concept: async (tekst, anders = {}, wie = 'bas') => eis('POST', VERSIES, wie, { tekst, reden: 'Proef', ingangsdatum: '2026-01-01', basis: await nieuwste(), ...anders }),
    legVoor: (versie, wie = 'bas') => eis('POST', `${VERSIES}/${versie}/_voorleggen`, wie, undefined, { 'if-match': '*' }),
    stelVast: (versie, wie = 'petra') => eis('POST', `${VERSIES}/${versie}/_vaststellen`, wie, undefined, { 'if-match': '*' }),
    voerIn: async (tekst, anders) => {
      const { versie } = await k.concept(tekst, anders);
      await k.legVoor(versie);
      return k.stelVast(versie);
    },
    nieuwste,
    lees: async (versie) => eis('GET', `${VERSIES}/${versie}`, 'noor'),
    inGebruik: async () => {
      await huis.draaiend.bundelhouder!.peil();
      return huis.draaiend.bundelhouder!.huidige().bundel.beleid.map((r) => r.id);
    },
  };
  return k;
}
