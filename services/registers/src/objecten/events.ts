export const OBJECT_GEREGISTREERD = 'nl.gemeente.objecten.object-geregistreerd';
export const OBJECT_GEWIJZIGD = 'nl.gemeente.objecten.object-gewijzigd';
export const OBJECT_VERNIETIGD = 'nl.gemeente.objecten.object-vernietigd';

export const objectGebeurtenis = (object: string, objecttype: string, soort: string, versie: number) => ({ object, objecttype, soort, versie });
