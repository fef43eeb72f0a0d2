import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ToepassingsversieInvoer, ToepassingsversieKort } from '../src/toepassingen/toepassingsversie.dto.ts';
import { PAD, type Huis } from './omgeving.ts';

const bestand = (naam: string): string => join(import.meta.dirname, 'toepassingen', naam);
export const leesScenario = <T extends object>(naam: string): T => JSON.parse(readFileSync(bestand(`${naam}.json`), 'utf8')) as T;

/** A scenario as it is configured: nothing but files. */
export function invoerVan(naam: string): ToepassingsversieInvoer {
  const schema = bestand(`${naam}.cedarschema`);
  return {
    beleid: readFileSync(bestand(`${naam}.cedar`), 'utf8'),
    ...(existsSync(schema) ? { schema: readFileSync(schema, 'utf8') } : {}),
    entiteiten: leesScenario<Pick<ToepassingsversieInvoer, 'entiteiten'>>(naam).entiteiten!,
    reden: `Scenario ${naam}`,
  };
}

export const versiesVan = (applicatie: string): string => `${PAD}/applicaties/${applicatie}/toepassingsversies`;

/** Written by Bas, established by Petra. */
export async function voerIn(huis: Huis, invoer: object, { applicatie = 'zaaksysteem', organisatie }: { applicatie?: string; organisatie?: string } = {}): Promise<ToepassingsversieKort> {
  const eis = async (pad: string, wie: string, body?: object): Promise<ToepassingsversieKort> => {
    const a = await huis.roep<ToepassingsversieKort>('POST', `${versiesVan(applicatie)}${pad}`, { token: await huis.als(wie, undefined, organisatie), ...(body ? { body } : {}) });
    if (a.status >= 300) throw new Error(`${pad}: ${a.tekst}`);
    return a.body;
  };
  const { versie } = await eis('', 'bas', invoer);
  return eis(`/${versie}/_vaststellen`, 'petra');
}
