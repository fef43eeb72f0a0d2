import { Inject, Injectable } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import type { Kop, Tx } from '@bronhuis/bron';
import { isUuid, Probleem, uuidv7 } from '@bronhuis/standaarden';
import type { Aanroep } from '@bronhuis/toegang';
import { BekendeRsins } from '../../objecttypen/bekende-rsins.ts';
import { decideTypeversie } from '../../objecttypen/objecttype.ts';
import type { Typeinhoud } from '../../objecttypen/objecttype.ts';
import { leesConceptVan, leesType as leesTypeVan, verwijderConcept, verwijderConcepttype, voegConceptToe, voegKopToe, voegTypeversieToe, wijzigConcept } from '../../objecttypen/objecttypen.store.ts';
import { decidePubliceren, vergelijkTypen } from '../../objecttypen/versie.ts';
import { GEHEEL, nietGevonden, ongeldig, veldfout } from '../fouten.ts';
import { LEEG, maakInhoud, metGegevens, naamVan, raaktInhoud, toonGegevens } from './objecttype.ts';
import type { Typegegevens } from './objecttype.ts';
import { leesTypeIn, leesVersiesIn } from './objecttypes.queries.ts';
import type { Typestand, Versierij } from './objecttypes.queries.ts';
import { bewaarGegevens, bewaarSchema, bezet, verwijderGegevens, verwijderSchema } from './objecttypes.store.ts';
import { leesType, leesVersie } from './typeinvoer.ts';
import type { Versieinvoer } from './typeinvoer.ts';

interface Gehouden {
  kop: Kop;
  stand: Typestand;
}

const REDEN = 'Gepubliceerd met de Objecttypes API v2, die geen verklaring over eerdere gegevens kent. Eerdere objecten blijven onder hun eigen versie.';

/** The writes of the Objecttypes API, by the same decisions as ours. Each is one transaction that holds the type. */
@Injectable()
export class ObjecttypesSchrijven {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(BekendeRsins) private readonly rsins: BekendeRsins,
  ) {}

  async maak(aanroep: Aanroep, inhoud: unknown): Promise<Typestand> {
    const { uuid = uuidv7(), gegevens } = leesType(inhoud, false, this.rsins.alle());
    const geheel: Typegegevens = { ...LEEG, name: '', namePlural: '', ...gegevens };
    return this.bron.transactie(aanroep, async (tx) => {
      const kop = tx.nieuw(uuid);
      const gewenst = naamVan(geheel.name);
      const al = await bezet(tx, uuid, gewenst);
      if (al.id) throw ongeldig(veldfout('uuid', 'unique', 'Er is al een objecttype met dit uuid.'));
      // Names are not unique there; ours gets a part of the id.
      await voegKopToe(tx, kop, { naam: al.naam ? `${gewenst}-${uuid.slice(-12)}` : gewenst, soort: 'registratie' }, 0);
      await bewaarGegevens(tx, uuid, geheel, kop.tijd, kop.tijd);
      tx.verwerk(aanroep.regel(null));
      return this.stand(tx, uuid);
    });
  }

  /** The description; what has consequences for the objects becomes a next version too. */
  async wijzig(aanroep: Aanroep, id: string, inhoud: unknown, gedeeltelijk: boolean): Promise<Typestand> {
    const { uuid, gegevens } = leesType(inhoud, gedeeltelijk, this.rsins.alle());
    if (uuid !== undefined && uuid !== id.toLowerCase()) throw ongeldig(veldfout('uuid', 'immutable-field', 'Dit gegeven verandert niet.'));
    return this.houdVast(aanroep, id, async (tx, { kop, stand }) => {
      const nieuw = { ...toonGegevens(stand.gegevens, stand.inhoud ?? stand.concept, stand.naam), ...gegevens };
      await bewaarGegevens(tx, id, nieuw, stand.gemaakt, kop.tijd);
      const concept = await leesConceptVan(tx, id);
      if (concept && raaktInhoud(concept.inhoud, nieuw)) await wijzigConcept(tx, kop, concept.wijziging + 1, metGegevens(concept.inhoud, nieuw));
      if (stand.inhoud && raaktInhoud(stand.inhoud, nieuw)) {
        const geschreven = (await leesVersiesIn(tx, id)).find((v) => v.versie === stand.versie)?.jsonSchema;
        await this.publiceer(tx, kop, metGegevens(stand.inhoud, nieuw));
        if (geschreven) await bewaarSchema(tx, kop, kop.versie, geschreven);
      }
      tx.verwerk(aanroep.regel(null));
      return this.stand(tx, id);
    });
  }

  async verwijder(aanroep: Aanroep, id: string): Promise<void> {
    await this.houdVast(aanroep, id, async (tx, { stand }) => {
      if (stand.versie > 0 || stand.concept) throw ongeldig(veldfout(GEHEEL, 'pending-versions', 'Verwijder eerst alle versies.'));
      await verwijderGegevens(tx, id);
      await verwijderConcepttype(tx, id);
      tx.verwerk(aanroep.regel(null));
    });
  }

  async maakVersie(aanroep: Aanroep, id: string, inhoud: unknown): Promise<Versierij> {
    const invoer = leesVersie(inhoud);
    return this.houdVast(aanroep, id, async (tx, { kop, stand }) => {
      if (stand.concept) throw ongeldig(veldfout(GEHEEL, 'draft-exists', 'Dit objecttype heeft al een versie met status draft. Wijzig of publiceer die.'));
      const schema = invoer.jsonSchema ?? {};
      const nieuw = await this.inhoud(tx, stand, schema, null, aanroep);
      if (eisStatus(invoer.status) === 'published') await this.publiceer(tx, kop, nieuw);
      else await voegConceptToe(tx, kop, nieuw);
      await bewaarSchema(tx, kop, kop.versie, schema);
      tx.verwerk(aanroep.regel(null));
      return versieUit(await leesVersiesIn(tx, id), kop.versie);
    });
  }

  async wijzigVersie(aanroep: Aanroep, id: string, versie: string, inhoud: unknown): Promise<Versierij> {
    const invoer = leesVersie(inhoud);
    return this.houdVast(aanroep, id, async (tx, { kop, stand }) => {
      const was = versieUit(await leesVersiesIn(tx, id), getal(versie));
      if (was.status !== 'draft') throw ongeldig(veldfout(GEHEEL, 'non-draft-version-update', 'Alleen een versie met status draft verandert.'));
      await this.wijzigConcept(tx, { kop, stand }, was, invoer, aanroep);
      tx.verwerk(aanroep.regel(null));
      return versieUit(await leesVersiesIn(tx, id), was.versie);
    });
  }

  async verwijderVersie(aanroep: Aanroep, id: string, versie: string): Promise<void> {
    await this.houdVast(aanroep, id, async (tx, { kop, stand }) => {
      const was = versieUit(await leesVersiesIn(tx, id), getal(versie));
      if (was.status !== 'draft') throw ongeldig(veldfout(GEHEEL, 'non-draft-version-destroy', 'Alleen een versie met status draft kan weg.'));
      // The type stays, also without any version.
      if (!stand.gegevens) await bewaarGegevens(tx, id, toonGegevens(null, stand.concept, stand.naam), stand.gemaakt, kop.tijd);
      await verwijderConcept(tx, id);
      await verwijderSchema(tx, id, was.versie);
      tx.verwerk(aanroep.regel(null));
    });
  }

  private async wijzigConcept(tx: Tx, { kop, stand }: Gehouden, was: Versierij, invoer: Versieinvoer, aanroep: Aanroep): Promise<void> {
    const concept = await leesConceptVan(tx, stand.id);
    if (!concept) throw nietGevonden();
    const schema = invoer.jsonSchema ?? was.jsonSchema ?? was.schema;
    const nieuw = invoer.jsonSchema ? await this.inhoud(tx, stand, schema, concept.inhoud, aanroep) : concept.inhoud;
    if (eisStatus(invoer.status) === 'published') {
      await this.publiceer(tx, kop, nieuw);
      await verwijderConcept(tx, stand.id);
    } else await wijzigConcept(tx, kop, concept.wijziging + 1, nieuw);
    if (invoer.jsonSchema || was.jsonSchema) await bewaarSchema(tx, kop, was.versie, schema);
  }

  /** @throws Probleem 400 on `jsonSchema` */
  private async inhoud(tx: Tx, stand: Typestand, schema: Record<string, unknown>, concept: Typeinhoud | null, aanroep: Aanroep): Promise<Typeinhoud> {
    const vorige = await leesTypeVan(tx, stand.id);
    const basis = concept ?? (vorige && zonderNummer(vorige));
    const nieuw = maakInhoud(toonGegevens(stand.gegevens, stand.inhoud, stand.naam), stand.naam, schema, basis, aanroep.doel?.id ?? null);
    try {
      return decideTypeversie(vorige ?? (concept ? { ...concept } : null), nieuw);
    } catch (fout) {
      throw fout instanceof Probleem && fout.invalidParams ? ongeldig(...fout.invalidParams.map((p) => veldfout('jsonSchema', 'invalid-json-schema', p.name.startsWith('schema') ? p.reason : `${p.name}: ${p.reason}`))) : fout;
    }
  }

  private async publiceer(tx: Tx, kop: Kop, inhoud: Typeinhoud): Promise<void> {
    const vorige = await leesTypeVan(tx, kop.id);
    const breuken = vorige ? vergelijkTypen(vorige, inhoud) : [];
    // There a version may always break with the one before it: that is declared for it.
    const publicatie = await decidePubliceren(breuken, breuken.length > 0 ? { brekend: true, reden: REDEN } : {}, async () => false);
    await voegTypeversieToe(tx, kop, inhoud, publicatie);
  }

  private async houdVast<T>(aanroep: Aanroep, id: string, werk: (tx: Tx, gehouden: Gehouden) => Promise<T>): Promise<T> {
    if (!isUuid(id)) throw nietGevonden();
    return this.bron.transactie(aanroep, async (tx) => {
      const kop = await tx.vergrendel('objecttype', id);
      const stand = kop && (await leesTypeIn(tx, id));
      if (!kop || !stand) throw nietGevonden();
      return werk(tx, { kop, stand });
    });
  }

  private async stand(tx: Tx, id: string): Promise<Typestand> {
    const stand = await leesTypeIn(tx, id);
    if (!stand) throw new Error(`object type ${id} is not there`);
    return stand;
  }
}

const zonderNummer = ({ id: _id, versie: _versie, ...inhoud }: Typeinhoud & { id: string; versie: number }): Typeinhoud => inhoud;
const getal = (versie: string): number => (/^\d{1,5}$/.test(versie) ? Number(versie) : -1);

function versieUit(versies: readonly Versierij[], versie: number): Versierij {
  const gevonden = versies.find((v) => v.versie === versie);
  if (!gevonden) throw nietGevonden();
  return gevonden;
}

function eisStatus(status: Versieinvoer['status']): 'published' | 'draft' {
  if (status !== 'deprecated') return status ?? 'draft';
  throw ongeldig(veldfout('status', 'invalid_choice', 'Een versie wordt eerst gepubliceerd; uitfaseren kan met POST /registers/v1/objecttypen/{id}/_uitfaseren.'));
}
