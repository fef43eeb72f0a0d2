import type { Antwoord, Bron, Kop, Tx } from '@bronhuis/bron';
import { eisIfMatch, etag } from '@bronhuis/component';
import { datumInAmsterdam, type Klok, Probleem } from '@bronhuis/standaarden';
import type { Aanroep, Bundelhouder } from '@bronhuis/toegang';
import { schrijfcontext } from '../applicaties/applicaties.ts';
import { leesActies } from '../bundel/acties.ts';
import { markeerGewijzigd } from '../bundel/stand.store.ts';
import { alsAntwoord, alsRegel, MEEGELEVERD } from './antwoord.ts';
import { alsSet, eisSet, type Beleidsset } from './beleidstekst.ts';
import type { BeleidsversieAntwoord, BeleidsversieInvoer, BeleidsversieKort } from './beleidsversie.dto.ts';
import { vraagBeleidsversie, vraagBeleidsversies, type Beleidsversierij, type HeleBeleidsversie } from './beleidsversie.queries.ts';
import { lees, vergrendel, voegToe, wijzig } from './beleidsversie.store.ts';
import { beslisVaststellen, eisEerderGeldig, eisEigenConcept, eisMedewerker, eisNieuwsteBasis, eisVoorgelegd } from './beslis-beleidsversie.ts';
import { blijftWijzigbaar } from './buitensluiting.ts';
import type { GeldendBeleid } from './geldend-beleid.ts';
import { onderzoek, type Onderzoek } from './onderzoek.ts';
import { Schematoets } from './schematoets.ts';

const onbekend = (): Probleem => Probleem.nietGevonden('Deze versie van het beleid is er niet.');

interface Stand {
  tijd: Date;
  dag: string;
  nieuw: number;
  nieuwste: number;
}

/** The policies of the installation as versions: written by one person, established by another, in force from a day. */
export class Beleidsversies {
  private readonly acties = leesActies();
  private readonly schema: Schematoets;

  constructor(
    private readonly bron: Bron,
    private readonly klok: Klok,
    private readonly bundelhouder: Bundelhouder,
    private readonly geldend: GeldendBeleid,
  ) {
    this.schema = new Schematoets(geldend.meegeleverd.regels);
  }

  /** The newest first; the files that ship stand last, as version 0. */
  async lijst(organisatie: string, na: number | null, omvang: number): Promise<BeleidsversieKort[]> {
    const rijen = await this.bron.lees<Beleidsversierij>({ organisatie }, vraagBeleidsversies(this.vandaag(), na, omvang));
    if (rijen.length <= omvang && na !== 0 && rijen.at(-1)?.versie !== 0) rijen.push(this.meegeleverd());
    return rijen.map((r) => alsRegel(r, this.geldend.meegeleverd));
  }

  /** @throws Probleem 404 */
  async lees(organisatie: string, versie: number): Promise<{ rij: HeleBeleidsversie; antwoord: BeleidsversieAntwoord }> {
    const rij = await this.zoek(organisatie, versie);
    return { rij, antwoord: alsAntwoord(rij, alsSet(rij.tekst), this.geldend.meegeleverd) };
  }

  async maak(aanroep: Aanroep, invoer: BeleidsversieInvoer): Promise<Antwoord> {
    eisMedewerker(aanroep.wie);
    const inhoud = await this.onderzocht(invoer);
    return this.schrijf(aanroep, async (tx, s) => {
      await this.eisBasis(tx, s.dag, invoer.basis);
      await voegToe(tx, s.nieuw, s.tijd, { ...inhoud, status: 'concept', ...auteurVan(aanroep) });
      return this.antwoord(tx, aanroep, s, s.nieuw, 201);
    });
  }

  async vervang(aanroep: Aanroep, versie: number, ifMatch: string | undefined, invoer: BeleidsversieInvoer): Promise<Antwoord> {
    eisMedewerker(aanroep.wie);
    // Before the work of looking at the text; again under the lock.
    const huidig = await this.zoek(aanroep.organisatie, versie);
    eisIfMatch(ifMatch, huidig.wijziging);
    eisEigenConcept(huidig, aanroep.wie);
    const inhoud = await this.onderzocht(invoer);
    return this.verander(aanroep, versie, ifMatch, async (tx, v, kop, s) => {
      eisEigenConcept(v, aanroep.wie);
      await this.eisBasis(tx, s.dag, invoer.basis, versie);
      await wijzig(tx, kop, inhoud);
    });
  }

  /** From here the text stays as it is. What the author was warned of is looked at again: it goes to who judges. */
  async legVoor(aanroep: Aanroep, versie: number, ifMatch: string | undefined): Promise<Antwoord> {
    eisMedewerker(aanroep.wie);
    const { tekst, onderzoek: eerder } = await this.zoek(aanroep.organisatie, versie);
    const opnieuw = await this.onderzoek(await eisSet(tekst, this.schema), eerder);
    return this.verander(aanroep, versie, ifMatch, async (tx, v, kop, s) => {
      eisEigenConcept(v, aanroep.wie);
      eisNieuwsteBasis(v, s.nieuwste);
      await wijzig(tx, kop, { status: 'voorgelegd', voorgelegdOp: s.tijd, onderzoek: opnieuw });
    });
  }

  async stelVast(aanroep: Aanroep, versie: number, ifMatch: string | undefined): Promise<Antwoord> {
    eisMedewerker(aanroep.wie);
    const set = await this.gelezen(aanroep, versie);
    return this.verander(aanroep, versie, ifMatch, async (tx, v, kop, s) => {
      const geldigVanaf = beslisVaststellen(v, aanroep.wie, s.nieuwste, s.dag);
      this.eisBruikbaar(aanroep, v, set, s.dag);
      await this.bewaarMeegeleverd(tx, s);
      await wijzig(tx, kop, { status: 'vastgesteld', geldigVanaf, ...beoordelaarVan(aanroep), beoordeeldOp: s.tijd });
      await this.meldVastgesteld(tx, kop, { geldigVanaf, hash: v.hash, terugNaar: null });
    });
  }

  async wijsAf(aanroep: Aanroep, versie: number, ifMatch: string | undefined, reden: string): Promise<Antwoord> {
    eisMedewerker(aanroep.wie);
    return this.verander(aanroep, versie, ifMatch, async (tx, v, kop, s) => {
      eisVoorgelegd(v);
      await wijzig(tx, kop, { status: 'afgewezen', oordeel: reden, ...beoordelaarVan(aanroep), beoordeeldOp: s.tijd });
    });
  }

  /** One person, one call: to a text that two persons decided before. What was planned for later does not begin any more. */
  async draaiTerug(aanroep: Aanroep, naar: number, reden: string): Promise<Antwoord> {
    eisMedewerker(aanroep.wie);
    const set = await this.gelezen(aanroep, naar);
    return this.schrijf(aanroep, async (tx, s) => {
      const v = await lees(tx, s.dag, naar);
      if (!v) {
        if (naar === 0) throw Probleem.conflict('Het meegeleverde beleid geldt: er is nog geen andere versie vastgesteld.', 'niets-terug-te-draaien');
        throw onbekend();
      }
      eisEerderGeldig(v, s.dag);
      this.eisBruikbaar(aanroep, v, set, s.dag);
      await voegToe(tx, s.nieuw, s.tijd, {
        status: 'vastgesteld', tekst: v.tekst, hash: set.hash, basis: s.nieuwste, reden, ingangsdatum: s.dag, geldigVanaf: s.dag, beoordeeldOp: s.tijd, terugNaar: naar, ...auteurVan(aanroep),
      });
      await this.meldVastgesteld(tx, { id: String(s.nieuw), versie: 1, vorige: 0, tijd: s.tijd }, { geldigVanaf: s.dag, hash: set.hash, terugNaar: naar });
      return this.antwoord(tx, aanroep, s, s.nieuw, 201);
    });
  }

  private async zoek(organisatie: string, versie: number): Promise<HeleBeleidsversie> {
    const [rij] = await this.bron.lees<HeleBeleidsversie>({ organisatie }, vraagBeleidsversie(this.vandaag(), versie));
    if (rij) return rij;
    if (versie !== 0) throw onbekend();
    return this.meegeleverd();
  }

  private meegeleverd(): HeleBeleidsversie {
    return { ...MEEGELEVERD, hash: this.geldend.meegeleverd.hash, tekst: this.geldend.meegeleverd.tekst };
  }

  private async onderzocht({ tekst, reden, ingangsdatum, basis }: BeleidsversieInvoer): Promise<Pick<HeleBeleidsversie, 'tekst' | 'hash' | 'onderzoek' | 'reden' | 'ingangsdatum' | 'basis'>> {
    const set = await eisSet(tekst, this.schema);
    return { tekst, hash: set.hash, onderzoek: await this.onderzoek(set), reden, ingangsdatum, basis };
  }

  private async onderzoek(set: Beleidsset, eerder: Onderzoek | null = null): Promise<Onderzoek> {
    const { versie, set: geldend } = await this.geldend.op(this.vandaag());
    if (eerder?.vergelekenMet === versie) return eerder;
    const activiteiten = this.bundelhouder.huidige().bundel.activiteiten.map(({ id, werkproces }) => ({ id, werkproces }));
    return { vergelekenMet: versie, ...(await onderzoek(set.regels, geldend.regels, { acties: this.acties, activiteiten })) };
  }

  /** @throws Probleem 400: a text is made from something that was decided */
  private async eisBasis(tx: Tx, dag: string, basis: number, versie?: number): Promise<void> {
    const vastgesteld = basis === 0 || ((await lees(tx, dag, basis))?.geldigVanaf ?? null) !== null;
    if (!vastgesteld || basis === versie) throw Probleem.ongeldig([{ name: 'basis', reason: 'Deze versie is er niet of is nooit vastgesteld.', code: 'basis' }]);
  }

  /** The work on a text is done before the lock. */
  private async gelezen({ organisatie }: Aanroep, versie: number): Promise<Beleidsset> {
    return eisSet((await this.zoek(organisatie, versie)).tekst, this.schema);
  }

  /** @throws Probleem 409 */
  private eisBruikbaar(aanroep: Aanroep, v: HeleBeleidsversie, { tekst, regels }: Beleidsset, dag: string): void {
    if (v.tekst !== tekst) throw Probleem.conflict(`Versie ${v.versie} is zojuist vervangen. Lees haar eerst opnieuw.`, 'zojuist-vervangen');
    const { bundel } = this.bundelhouder.huidige();
    if (blijftWijzigbaar(regels, bundel, { organisatie: aanroep.organisatie, uitvoerder: aanroep.uitvoerder }, { ...aanroep.omstandigheden, dag })) return;
    throw Probleem.conflict('Met deze regels kan niemand het beleid nog wijzigen: er is geen rol die een volgende versie mag schrijven én een die haar mag vaststellen.', 'niemand-kan-wijzigen');
  }

  /** What held until now is a version too, to go back to; a later release may ship other files. */
  private async bewaarMeegeleverd(tx: Tx, s: Stand): Promise<void> {
    if (await lees(tx, s.dag, 0)) return;
    const eerder = new Date(s.tijd.getTime() - 1);
    const { tekst, hash } = this.geldend.meegeleverd;
    await voegToe(tx, 0, eerder, { status: 'vastgesteld', tekst, hash, reden: MEEGELEVERD.reden, ingangsdatum: s.dag, geldigVanaf: s.dag, beoordeeldOp: eerder });
  }

  private async meldVastgesteld(tx: Tx, kop: Kop, data: { geldigVanaf: string; hash: string; terugNaar: number | null }): Promise<void> {
    tx.emit(kop, { type: 'nl.gemeente.beleid.beleidsversie-vastgesteld', data: { beleidsversie: Number(kop.id), ...data } });
    await markeerGewijzigd(tx);
  }

  private schrijf(aanroep: Aanroep, werk: (tx: Tx, s: Stand) => Promise<Antwoord>): Promise<Antwoord> {
    return this.bron.schrijf(schrijfcontext(aanroep), async (tx) => {
      const s = await vergrendel(tx, this.klok.nu());
      return werk(tx, { ...s, dag: this.vandaag() });
    });
  }

  private verander(aanroep: Aanroep, versie: number, ifMatch: string | undefined, werk: (tx: Tx, v: HeleBeleidsversie, kop: Kop, s: Stand) => Promise<void>): Promise<Antwoord> {
    return this.schrijf(aanroep, async (tx, s) => {
      const v = await lees(tx, s.dag, versie);
      if (!v) throw versie === 0 ? Probleem.conflict('Het meegeleverde beleid verandert niet. Maak een nieuwe versie.', 'geen-concept') : onbekend();
      eisIfMatch(ifMatch, v.wijziging);
      await werk(tx, v, { id: String(versie), versie: v.wijziging + 1, vorige: v.wijziging, tijd: s.tijd }, s);
      return this.antwoord(tx, aanroep, s, versie, 200);
    });
  }

  private async antwoord(tx: Tx, aanroep: Aanroep, s: Stand, versie: number, status: number): Promise<Antwoord> {
    const rij = await lees(tx, s.dag, versie);
    if (!rij) throw onbekend();
    tx.verwerk(aanroep.regel(null));
    const location = `/toegangsbeheer/v1/beleidsversies/${versie}`;
    return { status, body: alsAntwoord(rij, alsSet(rij.tekst), this.geldend.meegeleverd), headers: { etag: etag(rij.wijziging), ...(status === 201 ? { location } : {}) } };
  }

  private vandaag(): string {
    return datumInAmsterdam(this.klok.nu());
  }
}

const auteurVan = ({ wie, organisatie }: Aanroep) => ({ auteur: wie.id, auteurVan: organisatie });
const beoordelaarVan = ({ wie, organisatie }: Aanroep) => ({ beoordelaar: wie.id, beoordelaarVan: organisatie });
