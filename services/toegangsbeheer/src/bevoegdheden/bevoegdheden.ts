import type { Antwoord, Bron, Kop, Tx } from '@bronhuis/bron';
import { eisIfMatch, etag } from '@bronhuis/component';
import { isOin, type Klok, Probleem, uuidv7 } from '@bronhuis/standaarden';
import type { Aanroep } from '@bronhuis/toegang';
import { schrijfcontext } from '../applicaties/applicaties.ts';
import { markeerGewijzigd } from '../bundel/stand.store.ts';
import type { BevoegdheidAntwoord, BevoegdheidInvoer } from './bevoegdheid.dto.ts';
import { BevoegdheidEntity } from './bevoegdheid.entity.ts';

const LIJST = `select id, versie, uitvoerder, naam, soort, activiteiten, van, tot from bevoegdheid
  where organisatie = $1 and id > $2 order by id limit $3`;

/** @throws Probleem 400: the rules that a schema cannot say */
export function toetsInvoer(i: BevoegdheidInvoer, organisatie: string): void {
  const fouten = [];
  if (!isOin(i.uitvoerder)) fouten.push({ name: 'uitvoerder', reason: 'Dit is geen OIN.', code: 'oin' });
  if (i.uitvoerder === organisatie) fouten.push({ name: 'uitvoerder', reason: 'Een organisatie heeft van zichzelf geen bevoegdheid nodig.', code: 'zelf' });
  if (i.tot !== null && i.tot < i.van) fouten.push({ name: 'tot', reason: 'De laatste dag ligt voor de eerste.', code: 'volgorde' });
  if (fouten.length > 0) throw Probleem.ongeldig(fouten);
}

/** What another organisation may do for this one: mandaat, delegatie, verwerkersovereenkomst, with a first and a last day. */
export class Bevoegdheden {
  constructor(
    private readonly bron: Bron,
    private readonly klok: Klok,
  ) {}

  lijst(organisatie: string, na: string, omvang: number): Promise<BevoegdheidAntwoord[]> {
    return this.bron.lees<BevoegdheidAntwoord>({ organisatie }, { name: 'bevoegdheden', text: LIJST, values: [organisatie, na, omvang + 1] });
  }

  async registreer(aanroep: Aanroep, invoer: BevoegdheidInvoer): Promise<Antwoord> {
    toetsInvoer(invoer, aanroep.organisatie);
    return this.bron.schrijf(schrijfcontext(aanroep), async (tx) => {
      const kop = tx.nieuw(uuidv7(this.klok.nu()));
      await tx.manager.insert(BevoegdheidEntity, { organisatie: tx.organisatie, ...kolommen(kop, invoer) });
      return rondAf(tx, aanroep, kop, invoer, 201);
    });
  }

  async wijzig(aanroep: Aanroep, id: string, ifMatch: string | undefined, invoer: BevoegdheidInvoer): Promise<Antwoord> {
    toetsInvoer(invoer, aanroep.organisatie);
    return this.bron.schrijf(schrijfcontext(aanroep), async (tx) => {
      const kop = await tx.vergrendel('bevoegdheid', id);
      if (!kop) throw Probleem.nietGevonden('Deze bevoegdheid is er niet.');
      eisIfMatch(ifMatch, kop.vorige);
      await tx.manager.update(BevoegdheidEntity, { organisatie: tx.organisatie, id }, kolommen(kop, invoer));
      return rondAf(tx, aanroep, kop, invoer, 200);
    });
  }
}

const kolommen = (kop: Kop, i: BevoegdheidInvoer) => ({
  id: kop.id,
  versie: kop.versie,
  registratietijd: kop.tijd,
  uitvoerder: i.uitvoerder,
  naam: i.naam,
  soort: i.soort,
  activiteiten: i.activiteiten,
  van: i.van,
  tot: i.tot,
});

async function rondAf(tx: Tx, aanroep: Aanroep, kop: Kop, invoer: BevoegdheidInvoer, status: number): Promise<Antwoord> {
  const body: BevoegdheidAntwoord = { ...invoer, id: kop.id, versie: kop.versie };
  tx.emit(kop, { type: 'nl.gemeente.bevoegdheden.bevoegdheid-gewijzigd', data: { ...body } });
  tx.verwerk(aanroep.regel(null));
  await markeerGewijzigd(tx);
  return { status, body, headers: { etag: etag(kop.versie) } };
}
