import { Geweigerd } from './doel.ts';
import type { Doel } from './doel.ts';
import type { Bronobject, Bronrecord, Brontype, Bronversie, ObjectsApi } from './objectsapi.ts';
import type { Overname } from './overname.dto.ts';
import { zetOver } from './overzetting.ts';
import { Som, verschilTussen } from './verslag.ts';
import type { Controle, Typeverslag } from './verslag.ts';
import type { Voortgang } from './voortgang.ts';

type Aanlevering = Overname['objecten'][number];

interface Stuk {
  objecten: { aanlevering: Aanlevering; laatsteIndex: number }[];
  bytes: number;
}

const TEGELIJK = 8;
const MEEST = { objecten: 100, bytes: 700_000 };

/** Moves a running Objects API over, type by type. What it did not reach is done by starting it again. */
export class Verhuizing {
  constructor(
    private readonly bron: ObjectsApi,
    private readonly doel: Doel,
    private readonly voortgang: Voortgang,
    private readonly meld: (tekst: string) => void,
  ) {}

  async *typen(): AsyncGenerator<Brontype> {
    yield* this.bron.objecttypen();
  }

  /** The type with its versions in their order; what is here already stays as it is. */
  async neemTypeOver(type: Brontype): Promise<void> {
    const versies = await this.bron.versies(type.uuid);
    const hier = await this.zoekType(type.uuid);
    if (!hier) await this.doel.api.maakType(zonderAdressen(type));
    const bekend = new Map((hier ? await this.doel.api.versies(type.uuid) : []).map((v) => [v.version, v]));
    for (const versie of versies) await this.neemVersieOver(type.uuid, versie, bekend.get(versie.version));
  }

  async neemObjectenOver(type: Brontype): Promise<Typeverslag> {
    const verslag: Typeverslag = { uuid: type.uuid, naam: type.name, objecten: { bron: 0, overgenomen: 0, ongewijzigd: 0, overgeslagen: 0 }, records: 0, anders: [], geweigerd: [], controle: null };
    let stuk: Stuk = { objecten: [], bytes: 0 };
    for await (const { aantal, objecten } of this.bron.bladzijden(type)) {
      verslag.objecten.bron = aantal;
      const nieuw = objecten.filter((o) => !this.voortgang.heeft(o.uuid, o.record.index));
      verslag.objecten.overgeslagen += objecten.length - nieuw.length;
      for (const { object, records } of await this.metGeschiedenis(nieuw)) {
        const aanlevering = this.zetOver(verslag, object, records);
        const bytes = JSON.stringify(aanlevering).length;
        if (stuk.objecten.length >= MEEST.objecten || (stuk.objecten.length > 0 && stuk.bytes + bytes > MEEST.bytes)) {
          await this.lever(type, verslag, stuk);
          stuk = { objecten: [], bytes: 0 };
        }
        stuk.objecten.push({ aanlevering, laatsteIndex: records.at(-1)?.index ?? 0 });
        stuk.bytes += bytes;
      }
      this.meld(`${type.name}: ${verslag.objecten.overgenomen + verslag.objecten.overgeslagen + verslag.objecten.ongewijzigd} van ${aantal}`);
    }
    if (stuk.objecten.length > 0) await this.lever(type, verslag, stuk);
    return verslag;
  }

  /** Compares both sides object by object; reads everything again. */
  async controleer(type: Brontype): Promise<Controle> {
    const hier = await this.zoekType(type.uuid);
    const controle: Controle = { objecten: { bron: 0, hier: 0 }, records: { bron: 0, hier: 0 }, som: { bron: '', hier: '' }, verschillen: [] };
    const som = { bron: new Som(), hier: new Som() };
    const gezien = new Set<string>();
    for await (const { objecten } of this.bron.bladzijden(type)) {
      const nieuw = objecten.filter((o) => !gezien.has(o.uuid));
      for (const o of nieuw) gezien.add(o.uuid);
      for (const { object, records } of await this.metGeschiedenis(nieuw)) {
        const onze = await this.doel.api.geschiedenis(object.uuid);
        controle.objecten.bron++;
        controle.records.bron += records.length;
        controle.records.hier += onze?.length ?? 0;
        som.bron.voegToe(object.uuid, records);
        if (onze) som.hier.voegToe(object.uuid, onze);
        const reden = verschilTussen(records, onze);
        if (reden) controle.verschillen.push({ object: object.uuid, reden });
      }
    }
    // By its own count: also what is here and not there.
    if (hier) for await (const { aantal } of this.doel.api.bladzijden(hier)) controle.objecten.hier = aantal;
    controle.som = { bron: som.bron.tekst, hier: som.hier.tekst };
    return controle;
  }

  private async zoekType(uuid: string): Promise<Brontype | null> {
    for await (const t of this.doel.api.objecttypen()) if (t.uuid === uuid) return t;
    return null;
  }

  private async neemVersieOver(type: string, versie: Bronversie, hier: Bronversie | undefined): Promise<void> {
    const { version, status, jsonSchema } = versie;
    const eerst = hier ?? (await this.doel.api.maakVersie(type, { status: 'draft', jsonSchema }));
    if (eerst.version !== version) throw new Error(`versie ${version} van ${type} zou hier ${eerst.version} worden: hun nummering heeft een gat`);
    if (eerst.status === 'draft' && status !== 'draft') await this.doel.api.publiceer(type, version);
    if (status === 'deprecated' && eerst.status !== 'deprecated') await this.doel.faseerUit(type, version);
  }

  private async metGeschiedenis(objecten: readonly Bronobject[]): Promise<{ object: Bronobject; records: Bronrecord[] }[]> {
    const uit: { object: Bronobject; records: Bronrecord[] }[] = [];
    for (let i = 0; i < objecten.length; i += TEGELIJK) {
      const stuk = objecten.slice(i, i + TEGELIJK);
      const records = await Promise.all(stuk.map((o) => this.bron.geschiedenis(o.uuid)));
      // Gone since the page was read: then there is nothing to move.
      stuk.forEach((object, n) => records[n] && uit.push({ object, records: records[n] }));
    }
    return uit;
  }

  private zetOver(verslag: Typeverslag, object: Bronobject, records: readonly Bronrecord[]): Aanlevering {
    const { versies, anders } = zetOver(records);
    verslag.anders.push(...anders.map((a) => ({ object: object.uuid, ...a })));
    const verwijzingen = object.record.references?.length ?? 0;
    if (verwijzingen > 0) verslag.anders.push({ object: object.uuid, index: object.record.index, reden: `${verwijzingen} verwijzingen naar zaken blijven daar` });
    return {
      id: object.uuid,
      versies: versies.map(({ versie: _, typeversie, geometrie, ...v }) => ({ ...v, objecttypeVersie: typeversie, ...(geometrie ? { geometrie: geometrie as Record<string, unknown> } : {}) })),
    };
  }

  /** A piece that is refused is tried object by object, so that one does not hold back its neighbours. */
  private async lever(type: Brontype, verslag: Typeverslag, { objecten, bytes }: Stuk): Promise<void> {
    try {
      const antwoord = await this.doel.neemOver(type.uuid, objecten.map((o) => o.aanlevering));
      this.voortgang.meld(objecten.map((o) => ({ id: o.aanlevering.id, laatsteIndex: o.laatsteIndex })));
      verslag.objecten.overgenomen += antwoord.overgenomen;
      verslag.objecten.ongewijzigd += antwoord.ongewijzigd;
      verslag.records += antwoord.versies;
      verslag.anders.push(...antwoord.afwijkingen.map((a) => ({ object: a.id, index: a.versie, reden: `past niet bij het objecttype: ${a.naam} ${a.code}` })));
    } catch (fout) {
      if (!(fout instanceof Geweigerd)) throw fout;
      const [enige, ...meer] = objecten;
      if (enige && meer.length === 0) verslag.geweigerd.push({ object: enige.aanlevering.id, redenen: fout.redenen });
      else for (const o of objecten) await this.lever(type, verslag, { objecten: [o], bytes });
    }
  }
}

/** What only says where something is, or when, is for each side its own. */
const zonderAdressen = ({ url: _, versions: __, createdAt: ___, modifiedAt: ____, ...type }: Brontype): object => type;
