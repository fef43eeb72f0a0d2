import { controleerHandtekening, type JWK } from '@bronhuis/standaarden';
import { wortelVan, type OndertekendeVerklaring } from './verklaring.ts';

const isObject = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null && !Array.isArray(v);
const gevuld = (v: unknown): boolean => (Array.isArray(v) ? v.length > 0 : typeof v === 'string' ? v !== '' : isObject(v));

/** What Archiefbesluit 1995 art. 8 asks for, and what makes it checkable. */
const VERPLICHT = ['id', 'opgemaakt', 'organisatie', 'zorgdrager', 'goedkeuringen', 'specificatie', 'grondslagen', 'wijze', 'bewijs'];

/** Everything that is wrong with a signed declaration, in Dutch; empty when it holds. Needs no server. */
export function controleerVerklaring(inhoud: unknown, sleutels: readonly JWK[]): string[] {
  if (!isObject(inhoud) || !isObject(inhoud['verklaring']) || !isObject(inhoud['handtekening'])) {
    return ['Dit is geen ondertekende verklaring: "verklaring" of "handtekening" ontbreekt.'];
  }
  const { verklaring, handtekening } = inhoud as unknown as OndertekendeVerklaring;
  const fouten: string[] = [];
  const sleutel = sleutels.find((s) => s.kid === handtekening.kid);
  if (sleutel === undefined) fouten.push(`De handtekening noemt sleutel ${String(handtekening.kid)}; die is niet meegegeven.`);
  else if (!controleerHandtekening(verklaring, handtekening, sleutel)) fouten.push('De handtekening klopt niet: de verklaring is gewijzigd of niet met deze sleutel ondertekend.');
  if (verklaring.soort !== 'verklaring-van-vernietiging') fouten.push('Dit is geen verklaring van vernietiging.');
  const velden = verklaring as unknown as Record<string, unknown>;
  const leeg = VERPLICHT.filter((veld) => !gevuld(velden[veld]));
  if (leeg.length > 0) return [...fouten, `Onvolledig: ${leeg.join(', ')} ontbreekt.`];
  return [...fouten, ...controleerInhoud(verklaring)];
}

function controleerInhoud(v: OndertekendeVerklaring['verklaring']): string[] {
  const fouten: string[] = [];
  const { bladeren, wortel } = v.bewijs;
  const aantal = v.specificatie.reduce((som, s) => som + s.aantalDossiers, 0);
  if (!Array.isArray(bladeren) || wortelVan(bladeren) !== wortel) fouten.push('De wortel van het bewijs hoort niet bij de genoemde dossiers.');
  if (!Array.isArray(bladeren) || bladeren.length !== aantal) fouten.push(`De specificatie noemt ${aantal} dossiers, het bewijs ${bladeren?.length ?? 0}.`);
  if (v.specificatie.some((s) => s.kenmerken.length !== s.aantalDossiers)) fouten.push('De specificatie noemt niet elk kenmerk.');
  const rollen = v.goedkeuringen.filter((g) => g.besluit === 'akkoord').map((g) => g.rol);
  if (['proceseigenaar', 'archivaris', 'zorgdrager'].some((rol) => !rollen.includes(rol))) fouten.push('Niet alle drie de rollen zijn akkoord.');
  const personen = [v.vernietigingslijst.samengesteldDoor.persoon, ...v.goedkeuringen.map((g) => g.persoon)];
  if (new Set(personen).size !== personen.length) fouten.push('Eén persoon had meer dan één rol.');
  return fouten;
}
