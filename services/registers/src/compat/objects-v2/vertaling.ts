import { Probleem } from '@bronhuis/standaarden';
import type { InvalidParam } from '@bronhuis/standaarden';
import { GEHEEL, ongeldig, veldfout } from '../fouten.ts';

const NAMEN: Record<string, [naam: string, code: string]> = {
  objecttype: ['type', 'does_not_exist'],
  objecttypeVersie: [GEHEEL, 'invalid-json-schema'],
  beginGeldigheid: ['record.startAt', 'invalid'],
  correctieVoor: ['record.correctionFor', 'does_not_exist'],
};

/** What the domain has against a record, under the names and codes of the Objects API. */
export function vertaal(fout: unknown): unknown {
  if (!(fout instanceof Probleem)) return fout;
  if (fout.code === 'id-bestaat') return ongeldig(veldfout('uuid', 'unique', 'Er is al een object met dit uuid, of dat is er geweest.'));
  if (fout.code === 'al-gecorrigeerd') return ongeldig(veldfout('record.correctionFor', 'unique', 'Dit record is al gecorrigeerd.'));
  return fout.status === 400 && fout.invalidParams && fout.code !== 'invalid' ? ongeldig(...fout.invalidParams.map(vertaalParam)) : fout;
}

function vertaalParam({ name, reason, code = 'invalid' }: InvalidParam): InvalidParam {
  const [naam, eigen] = NAMEN[name] ?? [];
  if (naam !== undefined && eigen !== undefined) return veldfout(naam, eigen, reason);
  if (name.startsWith('geometrie')) return code === 'geometrie-niet-toegestaan' ? veldfout(GEHEEL, 'geometry-not-allowed', reason) : veldfout(name.replace(/^geometrie/, 'record.geometry'), 'invalid', reason);
  const [, pad] = /^gegevens(?:\.(.*))?$/s.exec(name) ?? [];
  // Faults in the data are faults of the whole there: the reason says where.
  return name.startsWith('gegevens') ? veldfout(GEHEEL, code === 'bsn-gevonden' ? code : 'invalid-json-schema', pad === undefined ? reason : `${pad}: ${reason}`) : { name, reason, code };
}
