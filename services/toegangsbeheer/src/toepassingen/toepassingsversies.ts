import type { Antwoord, Bron, Tx } from '@bronhuis/bron';
import { type Klok, Probleem } from '@bronhuis/standaarden';
import type { Aanroep } from '@bronhuis/toegang';
import { vraagZichtbare, type ZichtbareApplicatie } from '../applicaties/applicatie.queries.ts';
import { applicatieOnbekend, schrijfcontext } from '../applicaties/applicaties.ts';
import { eisMedewerker } from '../beleidsversies/beslis-beleidsversie.ts';
import { beslisVaststellen, eisApplicatie } from './beslis-toepassingsversie.ts';
import { eisInhoud } from './inhoud.ts';
import type { ToepassingsversieAntwoord, ToepassingsversieInvoer, ToepassingsversieKort } from './toepassingsversie.dto.ts';
import { vraagVersie, vraagVersies, type Toepassingsversierij } from './toepassingsversie.queries.ts';
import { lees, stelVast, vergrendel, voegToe, type HeleVersie } from './toepassingsversie.store.ts';

const onbekend = (): Probleem => Probleem.nietGevonden('Deze versie is er niet.');

const alsRegel = ({ versie, status, reden, auteur, aangemaakt, vastgesteldDoor, vastgesteldOp, hash, regels, aantal }: Toepassingsversierij): ToepassingsversieKort => ({
  versie, status, reden, auteur,
  aangemaakt: aangemaakt.toISOString(),
  vastgesteldDoor,
  vastgesteldOp: vastgesteldOp?.toISOString() ?? null,
  hash,
  aantalRegels: regels,
  aantalEntiteiten: aantal,
});

/** What applications bring of their own: written by one person, established by another, never changed. */
export class Toepassingsversies {
  constructor(
    private readonly bron: Bron,
    private readonly klok: Klok,
  ) {}

  /** The newest first. @throws Probleem 404 */
  async lijst(organisatie: string, applicatie: string, na: number | null, omvang: number): Promise<ToepassingsversieKort[]> {
    await this.applicatie(organisatie, applicatie);
    return (await this.bron.lees<Toepassingsversierij>({ organisatie }, vraagVersies(organisatie, applicatie, na, omvang))).map(alsRegel);
  }

  /** @throws Probleem 404 */
  async lees(organisatie: string, applicatie: string, versie: number): Promise<ToepassingsversieAntwoord> {
    const [v] = await this.bron.lees<HeleVersie>({ organisatie }, vraagVersie(organisatie, applicatie, versie));
    if (!v) throw onbekend();
    return { ...alsRegel(v), beleid: v.beleid, schema: v.schema, entiteiten: JSON.parse(v.entiteiten) as ToepassingsversieAntwoord['entiteiten'] };
  }

  /** @throws Probleem 400 with all that is wrong, 403, 404, 409 */
  async maak(aanroep: Aanroep, applicatie: string, invoer: ToepassingsversieInvoer): Promise<Antwoord> {
    eisMedewerker(aanroep.wie);
    eisApplicatie(await this.applicatie(aanroep.organisatie, applicatie));
    const inhoud = await eisInhoud(invoer);
    return this.bron.schrijf(schrijfcontext(aanroep), async (tx) => {
      const { nieuw } = await vergrendel(tx, applicatie);
      await voegToe(tx, applicatie, nieuw, { beleid: invoer.beleid, schema: invoer.schema ?? null, reden: invoer.reden, auteur: aanroep.wie.id, aangemaakt: this.klok.nu(), inhoud });
      return antwoord(tx, aanroep, applicatie, nieuw, 201);
    });
  }

  /** From here on it decides, in every process at once. @throws Probleem 403, 404, 409 */
  async stelVast(aanroep: Aanroep, applicatie: string, versie: number): Promise<Antwoord> {
    eisMedewerker(aanroep.wie);
    return this.bron.schrijf(schrijfcontext(aanroep), async (tx) => {
      await vergrendel(tx, applicatie);
      const v = await lees(tx, applicatie, versie);
      if (!v) throw onbekend();
      beslisVaststellen(v, aanroep.wie);
      await stelVast(tx, applicatie, versie, aanroep.wie.id, this.klok.nu());
      return antwoord(tx, aanroep, applicatie, versie, 200);
    });
  }

  private async applicatie(organisatie: string, id: string): Promise<ZichtbareApplicatie> {
    const [a] = await this.bron.lees<ZichtbareApplicatie>({ organisatie }, vraagZichtbare(organisatie, id));
    if (!a) throw applicatieOnbekend();
    return a;
  }
}

async function antwoord(tx: Tx, aanroep: Aanroep, applicatie: string, versie: number, status: number): Promise<Antwoord> {
  const v = await lees(tx, applicatie, versie);
  if (!v) throw onbekend();
  tx.verwerk(aanroep.regel(null));
  const location = `/toegangsbeheer/v1/applicaties/${applicatie}/toepassingsversies/${versie}`;
  return { status, body: alsRegel(v), ...(status === 201 ? { headers: { location } } : {}) };
}
