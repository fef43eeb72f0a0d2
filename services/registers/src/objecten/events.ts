export const OBJECT_GEREGISTREERD = 'nl.gemeente.objecten.object-geregistreerd';
export const OBJECT_GEWIJZIGD = 'nl.gemeente.objecten.object-gewijzigd';
/** The day has come on which a version starts; on which it ends the object. */
export const OBJECT_INGEGAAN = 'nl.gemeente.objecten.object-ingegaan';
export const OBJECT_BEEINDIGD = 'nl.gemeente.objecten.object-beeindigd';
export const OBJECT_VERNIETIGD = 'nl.gemeente.objecten.object-vernietigd';

export const objectGebeurtenis = (object: string, objecttype: string, soort: string, versie: number) => ({ object, objecttype, soort, versie });
