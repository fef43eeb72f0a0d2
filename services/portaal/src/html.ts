/** A piece of HTML that is safe to send: only `html` makes one, and it escapes everything that is put into it. */
export class Html {
  private constructor(private readonly tekst: string) {}

  toString(): string {
    return this.tekst;
  }

  static maak(delen: readonly string[], waarden: readonly Invoeging[]): Html {
    let uit = delen[0] ?? '';
    for (const [i, waarde] of waarden.entries()) uit += invoegen(waarde) + (delen[i + 1] ?? '');
    return new Html(uit);
  }
}

/** What may stand between `${` and `}`: text is escaped; nothing, no and a list do what one expects. */
export type Invoeging = Html | string | number | bigint | null | undefined | false | readonly Invoeging[];

const TEKENS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function ontsnap(tekst: string): string {
  return tekst.replace(/[&<>"']/g, (teken) => TEKENS[teken] ?? teken);
}

function invoegen(waarde: Invoeging): string {
  if (waarde === null || waarde === undefined || waarde === false) return '';
  if (waarde instanceof Html) return waarde.toString();
  if (Array.isArray(waarde)) return waarde.map(invoegen).join('');
  return ontsnap(String(waarde));
}

/**
 * html`<p>${naam}</p>`: attribute values must stand between quotes; addresses come from the code or from `adres`.
 * There is no way to insert text as HTML: that is the point.
 */
export function html(delen: TemplateStringsArray, ...waarden: Invoeging[]): Html {
  return Html.maak(delen, waarden);
}

/** An address in this house: a path, and not one that a browser reads as another site. */
export function eigenPad(pad: string): boolean {
  return /^\/(?![/\\])[^\s\\]*$/.test(pad);
}

/** adres`/dossiers/${id}`: each value is one part of a path or query. */
export function adres(delen: TemplateStringsArray, ...waarden: (string | number)[]): string {
  return delen.reduce((uit, deel, i) => uit + encodeURIComponent(String(waarden[i - 1] ?? '')) + deel);
}
