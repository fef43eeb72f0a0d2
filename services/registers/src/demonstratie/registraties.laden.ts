import type { Kop, Tx } from '@bronhuis/bron';
import type { Opdrachtomgeving } from '@bronhuis/component';
import { datumInAmsterdam, leesTraceparent, nieuweTrace } from '@bronhuis/standaarden';
import { maakVerwerking } from '@bronhuis/verwerking';
import { objectGebeurtenis, OBJECT_GEREGISTREERD, OBJECT_GEWIJZIGD } from '../objecten/events.ts';
import { momentenVan } from '../objecten/momenten.ts';
import { decideEerste, decideVersie } from '../objecten/object.ts';
import { leesGeschiedenis, voegVersieToe } from '../objecten/objecten.store.ts';
import { samen } from '../objecttypen/aanwijzers.ts';
import type { Persoon } from '../objecttypen/aanwijzers.ts';
import { toetsGegevens } from '../objecttypen/gegevens.ts';
import type { Toetstype } from '../objecttypen/gegevens.ts';
import { leesType } from '../objecttypen/objecttypen.store.ts';
import { compileerSchema } from '../objecttypen/schema.ts';
import { verwerking } from '../objecttypen/toegang.ts';
import { demonstratieregistraties, type Demonstratieregistratie } from './registraties.ts';
import { GEMEENTEN, idVanType, STANDPLAATS } from './typen.ts';

type Omgeving = Pick<Opdrachtomgeving, 'bron' | 'klok' | 'logger' | 'pseudonimiseerder'>;

const ACTIVITEIT = { id: 'VA-01', versie: 1 };
/** Who acts for the municipality: at Overbrugge the work organisation, by mandate. */
const UITVOERDER: Record<string, { uitvoerder: string; applicatie: string; gebruiker: string | null }> = {
  '00000001999990007000': { uitvoerder: '00000001999990020000', applicatie: 'zaaksysteem', gebruiker: 'noor' },
  '00000001999990019000': { uitvoerder: '00000001999990019000', applicatie: 'zaaksysteem-voorbeeldstad', gebruiker: null },
};

/** Registrations with a history, as if they had been kept here all the time. Doing it again changes nothing. */
export async function laadRegistraties({ bron, klok, logger, pseudonimiseerder }: Omgeving): Promise<void> {
  const nu = klok.nu();
  for (const gemeente of GEMEENTEN) {
    const traceparent = nieuweTrace();
    const nieuw = await bron.transactie({ organisatie: gemeente.oin, traceparent }, async (tx) => {
      const type = await leesType(tx, idVanType(gemeente, { nummer: STANDPLAATS }));
      if (!type) throw new Error('the demonstration types are loaded first');
      const { valideer, fout } = compileerSchema(type.schema);
      if (fout !== null) throw new Error(fout);
      const toetstype: Toetstype = { type, valideer };
      const wie = UITVOERDER[gemeente.oin];
      const trace = leesTraceparent(traceparent);
      if (!wie || !trace) throw new Error(`nobody acts for ${gemeente.oin}`);
      let n = 0;
      for (const r of demonstratieregistraties(nu)) {
        const id = `01994a00-000${gemeente.nummer}-7000-8000-0000000001${r.nummer}`;
        const betrokkenen = await zet(tx, id, toetstype, r, nu, { ...wie, activiteit: ACTIVITEIT.id, activiteitVersie: ACTIVITEIT.versie, trace: trace.traceId });
        if (!betrokkenen) continue;
        n++;
        const v = verwerking(type, 'Registratie vastgelegd', { soort: 'object', id }, betrokkenen);
        const context = { organisatie: gemeente.oin, uitvoerder: wie.uitvoerder, trace, component: 'registers', activiteit: ACTIVITEIT, gebruiker: wie.gebruiker === null ? null : { soort: 'medewerker', id: wie.gebruiker }, applicatie: wie.applicatie, tijdstip: nu };
        tx.verwerk({ verwerking: v && maakVerwerking(v, context, pseudonimiseerder), beslissing: null, onderwerp: id });
      }
      return n;
    });
    logger.info({ organisatie: gemeente.oin, nieuw }, 'demonstration registrations are there');
  }
}

/** Null when it was there. */
async function zet(tx: Tx, id: string, toetstype: Toetstype, { versies }: Demonstratieregistratie, nu: Date, wie: Parameters<typeof voegVersieToe>[6]['wie']): Promise<Persoon[] | null> {
  const { type } = toetstype;
  const [eerste] = versies;
  if (!eerste) throw new Error(`registration ${id} has no versions`);
  const [gemaakt] = await tx.query<object>(
    `insert into object (organisatie, id, versie, registratietijd, objecttype, soort) select $1, $2, 1, $3, $4, $5
     where not exists (select 1 from grafsteen where organisatie = $1 and id = $2) on conflict do nothing returning 1`,
    [tx.organisatie, id, eerste.tijd, type.id, type.soort],
  );
  if (!gemaakt) return null;
  const alle: Persoon[][] = [];
  for (const [i, v] of versies.entries()) {
    const eerder = await leesGeschiedenis(tx, id);
    const versie = i === 0 ? decideEerste(v) : decideVersie(eerder, v);
    const betrokkenen = toetsGegevens(toetstype, v.gegevens, {}, new Set());
    const kop: Kop = { id, versie: i + 1, vorige: i, tijd: v.tijd };
    // What was still to come then and is past now needs no telling.
    const momenten = momentenVan(kop.versie, versie, datumInAmsterdam(nu));
    await voegVersieToe(tx, kop, type, versie, { gegevens: v.gegevens, geometrie: null }, betrokkenen, { wie, momenten });
    tx.emit({ ...kop, tijd: nu }, { type: i === 0 ? OBJECT_GEREGISTREERD : OBJECT_GEWIJZIGD, data: objectGebeurtenis(id, type.id, type.soort, kop.versie) });
    alle.push(betrokkenen);
  }
  return samen(...alle);
}
