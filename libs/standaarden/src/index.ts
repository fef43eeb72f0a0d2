export { isBsn, isOin, isRsin, zoekBsn } from './nummers.ts';
export { duurInWoorden, isDuur, minDuur, plusDuur } from './duren.ts';
export { datumInAmsterdam, datumInWoorden, isDatum, tijdstipInWoorden, uurInAmsterdam, vergelijkDatum, weekdagVan, type Datum } from './datums.ts';
export { DATUM_ONBEKEND, isOnvolledigeDatum, tijdvakVan, type OnvolledigeDatum } from './onvolledigedatum.ts';
export { systeemKlok, VasteKlok, type Klok } from './klok.ts';
export { Probleem, type InvalidParam, type ProbleemInhoud } from './probleem.ts';
export { isUuid, uuidv7, uuidVan } from './uuid.ts';
export { canoniek, sha256, sha256Hex } from './canoniek.ts';
export { kindVan, leesTraceparent, nieuweTrace, type TraceContext } from './trace.ts';
export { maakCloudEvent, organisatieVanEvent, type CloudEvent, type NieuwEvent } from './cloudevent.ts';
export { controleerHandtekening, maakSleutelpaar, onderteken, type Handtekening, type JWK } from './ondertekening.ts';
export {
  bladHash,
  Boom,
  consistentiebewijs,
  controleerConsistentie,
  controleerInclusie,
  inclusiebewijs,
  knoopHash,
  wortel,
  type Consistentie,
  type Inclusie,
} from './merkle.ts';
