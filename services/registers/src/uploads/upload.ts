import { Probleem } from '@bronhuis/standaarden';
import type { InvalidParam } from '@bronhuis/standaarden';

/** What decisions about an upload look at. */
export interface Upload {
  /** How large the file will be, as its sender said. */
  omvang: number;
  /** Bytes that are safe: on disk, and written down. */
  ontvangen: number;
  /** Whoever was writing did not say that it stopped: it may still be. */
  bezig: boolean;
  klaar: boolean;
}

/** A file that holds what came from `vanaf` on, until the next one begins. */
export interface Deel {
  vanaf: number;
  bestand: string;
}

/** What a request to go on says of itself (draft-ietf-httpbis-resumable-upload §4.4). */
export interface Vervolg {
  offset: number;
  laatste: boolean;
  /** Bytes that follow, when the sender says so. */
  lengte: number | null;
}

const GETAL = /^\d{1,15}$/;

/** @throws Probleem 400 that names each header that is missing or wrong */
export function leesVervolg(koppen: { offset: string | undefined; compleet: string | undefined; lengte: string | undefined }): Vervolg {
  const fouten: InvalidParam[] = [];
  if (koppen.offset === undefined || !GETAL.test(koppen.offset)) fouten.push({ name: 'Upload-Offset', reason: 'Noem de plaats vanaf waar u verder gaat, in bytes.', code: 'offset' });
  // Structured fields (RFC 9651 §3.3.6): a boolean is ?0 or ?1.
  if (koppen.compleet !== '?0' && koppen.compleet !== '?1') fouten.push({ name: 'Upload-Complete', reason: 'Zeg met ?1 dat dit het laatste deel is, of met ?0 dat er nog meer komt.', code: 'compleet' });
  if (fouten.length > 0) throw Probleem.ongeldig(fouten);
  return { offset: Number(koppen.offset), laatste: koppen.compleet === '?1', lengte: koppen.lengte !== undefined && GETAL.test(koppen.lengte) ? Number(koppen.lengte) : null };
}

export const teveel = (omvang: number): Probleem => Probleem.teGroot(`Voor dit bestand zijn ${omvang} bytes opgegeven, en er komt meer.`);

/** @throws Probleem 409 for another place than where it is, or when it is done; 400 or 413 when the size cannot become what was said */
export function decideVervolg(u: Upload, v: Vervolg): void {
  if (u.klaar) throw new Probleem({ status: 409, title: 'Dit kan nu niet', detail: 'Dit bestand is al helemaal ontvangen.', code: 'upload-klaar', headers: { 'upload-complete': '?1', 'upload-offset': String(u.ontvangen) } });
  if (v.offset !== u.ontvangen) {
    throw new Probleem({
      status: 409,
      title: 'Dit kan nu niet',
      detail: `Er zijn ${u.ontvangen} bytes ontvangen; ga vanaf daar verder.`,
      code: 'upload-offset',
      headers: { 'upload-offset': String(u.ontvangen) },
      extra: { type: 'https://iana.org/assignments/http-problem-types#mismatching-upload-offset' },
    });
  }
  if (v.lengte === null) return;
  if (v.offset + v.lengte > u.omvang) throw teveel(u.omvang);
  if (v.laatste) eisHeel(u.omvang, v.offset + v.lengte);
}

/** @throws Probleem 400 when the last piece does not make it whole */
export function eisHeel(omvang: number, ontvangen: number): void {
  if (ontvangen === omvang) return;
  throw Probleem.ongeldig([{ name: 'Upload-Complete', reason: `Er zijn ${omvang} bytes opgegeven en met dit deel zijn het er ${ontvangen}.`, code: 'upload-lengte' }]);
}

/**
 * Where to go on writing. In the last file, when its writer said that it stopped. Otherwise in a file of its own: whoever
 * was cut off or is slow to notice never writes in what another one fills.
 */
export function decideDeel(u: Upload, delen: readonly Deel[], nieuw: string): { deel: Deel; vervangt: Deel | null; isNieuw: boolean } {
  const laatste = delen.at(-1) ?? null;
  if (laatste && !u.bezig) return { deel: laatste, vervangt: null, isNieuw: false };
  return { deel: { vanaf: u.ontvangen, bestand: nieuw }, vervangt: laatste?.vanaf === u.ontvangen ? laatste : null, isNieuw: true };
}

/** The files with how much of each counts: what was never written down does not. */
export function metLengte(delen: readonly Deel[], ontvangen: number): { bestand: string; lengte: number }[] {
  return delen.map((d, i) => ({ bestand: d.bestand, lengte: (delen[i + 1]?.vanaf ?? ontvangen) - d.vanaf }));
}
