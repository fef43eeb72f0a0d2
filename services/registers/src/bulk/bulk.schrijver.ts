import { Inject, Injectable } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import type { Kop, Tx } from '@bronhuis/bron';
import { KLOK } from '@bronhuis/component';
import { leesTraceparent } from '@bronhuis/standaarden';
import type { Klok } from '@bronhuis/standaarden';
import { maakVerwerking, Pseudonimiseerder } from '@bronhuis/verwerking';
import { voegVersiesToe } from '../objecten/versies.store.ts';
import { samen } from '../objecttypen/aanwijzers.ts';
import type { Persoon } from '../objecttypen/aanwijzers.ts';
import type { Objecttype } from '../objecttypen/objecttype.ts';
import { verwerking } from '../objecttypen/toegang.ts';
import { decideStuk } from './besluit.ts';
import type { Besluit, NieuweVersie, Omgeving } from './besluit.ts';
import { kolommenVan, leesOmgeving, leesVrijeOmgeving, maakObjecten } from './bulk.store.ts';
import type { Kolommen } from './bulk.store.ts';
import type { Bulkopdracht } from './bulkopdracht.queries.ts';
import { bulkGebeurtenis, OBJECTEN_IN_BULK } from './events.ts';
import type { Toets } from './regel.ts';
import type { Groep, Stuk } from './stukken.ts';

/** The type got a newer version since the lines were checked: check again. */
export class VerouderdType extends Error {}

export interface Telling {
  aangemaakt: number;
  gewijzigd: number;
  ongewijzigd: number;
  fout: number;
}

/** What comes of a piece, ready to be sent. */
export interface Klaargezet {
  sleutels: ReadonlySet<string>;
  besluit: Besluit;
  kolommen: Kolommen;
}

/** A record travels in a message with others: so many betrokkenen fit well. */
const PER_RECORD = 1_000;

/** Writes a piece of a delivery in the transaction of whoever asks: objects, one event, and the record. */
@Injectable()
export class Bulkschrijver {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Pseudonimiseerder) private readonly pseudonimiseerder: Pseudonimiseerder,
    @Inject(KLOK) private readonly klok: Klok,
  ) {}

  /** Before it is its turn, while the database works on another: when nobody has the keys of a piece, as in a first delivery. Null otherwise. */
  async zetKlaar(organisatie: string, stand: Bulkopdracht, toets: Toets, { groepen }: Stuk): Promise<Klaargezet | null> {
    const omgeving = await leesVrijeOmgeving(this.bron, organisatie, toets.toetstype.type, groepen, this.klok.nu());
    return omgeving && this.besluit(stand, toets, groepen, omgeving);
  }

  private besluit({ opdracht }: Bulkopdracht, { toetstype: { type } }: Toets, groepen: readonly Groep[], omgeving: Omgeving): Klaargezet {
    const besluit = decideStuk(groepen, omgeving);
    return { sleutels: new Set(omgeving.sleutels.values()), besluit, kolommen: kolommenVan(type, besluit.eerste, opdracht.wie) };
  }

  /** The objects of a piece. @throws VerouderdType when the lines must be checked again */
  async schrijf(tx: Tx, stand: Bulkopdracht, toets: Toets, { groepen }: Stuk, klaar: Klaargezet | null): Promise<Besluit> {
    const { type } = toets.toetstype;
    const { besluit, kolommen } = klaar ?? this.besluit(stand, toets, groepen, await leesOmgeving(tx, type, groepen, this.klok.nu()));
    const bezwaren = besluit.eerste.length === 0 ? [] : await maakObjecten(tx, kolommen);
    if (bezwaren.includes('typeversie')) throw new VerouderdType();
    const geschreven = zonderBezwaar(besluit, bezwaren);
    await voegVersiesToe(tx, type.versie, geschreven.volgende, stand.opdracht.wie);
    return geschreven;
  }

  /** The event and the record of what was written; what it counts up to. */
  legVast(tx: Tx, kop: Kop, stand: Bulkopdracht, { toetstype: { type } }: Toets, { eerste, volgende, ongewijzigd, fouten }: Besluit): Telling {
    if (eerste.length + volgende.length > 0) {
      tx.emit(kop, { type: OBJECTEN_IN_BULK, data: bulkGebeurtenis(stand.id, type.id, eerste.map(alsGebeurd), volgende.map(alsGebeurd)) });
      this.verwerk(tx, stand, type, samen(...[...eerste, ...volgende].map((v) => v.raakt)));
    }
    return { aangemaakt: eerste.length, gewijzigd: volgende.length, ongewijzigd, fout: fouten.length };
  }

  /** Of everybody in it: one record, or a few when they are many. */
  private verwerk(tx: Tx, { id, opdracht }: Bulkopdracht, type: Objecttype, betrokkenen: Persoon[]): void {
    for (let i = 0; i === 0 || i < betrokkenen.length; i += PER_RECORD) {
      const v = verwerking(type, 'Registraties in bulk vastgelegd', { soort: 'bulkopdracht', id, kenmerk: type.naam }, betrokkenen.slice(i, i + PER_RECORD));
      if (!v) return;
      const { uitvoerder, gebruiker, applicatie, activiteit } = opdracht;
      const trace = leesTraceparent(opdracht.traceparent);
      if (!trace || !activiteit) throw new Error(`delivery ${id} has no activity`);
      const context = { organisatie: tx.organisatie, uitvoerder, trace, component: 'registers', activiteit, gebruiker, applicatie, tijdstip: this.klok.nu() };
      tx.verwerk({ verwerking: maakVerwerking(v, context, this.pseudonimiseerder), beslissing: null });
    }
  }
}

const bezwaarVan = (code: string) => ({ naam: code.startsWith('dossier') ? 'dossier' : 'objecttype', code });
const alsGebeurd = ({ object, versie }: NieuweVersie) => ({ object, versie });

/** What stands in the way of an object, stands in the way of all that the delivery says of it. */
function zonderBezwaar(besluit: Besluit, bezwaren: readonly (string | null)[]): Besluit {
  const { eerste, volgende, fouten } = besluit;
  const tegen = new Map(eerste.flatMap((v, i) => (bezwaren[i] ? [[v.object, bezwaren[i]] as const] : [])));
  if (tegen.size === 0) return besluit;
  const goed = (v: NieuweVersie): boolean => !tegen.has(v.object);
  const fout = [...eerste, ...volgende].flatMap((v) => (goed(v) ? [] : [{ regel: v.regel, fouten: [bezwaarVan(tegen.get(v.object) ?? '')] }]));
  return { ...besluit, eerste: eerste.filter(goed), volgende: volgende.filter(goed), fouten: [...fouten, ...fout].sort((a, b) => a.regel - b.regel) };
}
