/** An element: name, attributes, and text or elements. There is no other way to make XML here, so nothing stays unescaped. */
export interface Knoop {
  naam: string;
  attributen: Record<string, string>;
  inhoud: string | Knoop[];
}

export function knoop(naam: string, inhoud: string | (Knoop | null)[], attributen: Record<string, string> = {}): Knoop {
  return { naam, attributen, inhoud: typeof inhoud === 'string' ? inhoud : inhoud.filter((k): k is Knoop => k !== null) };
}

// XML 1.0 §2.2: these characters cannot stand in a document in any form, not even escaped.
const VERBODEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu;
const LOS_SURROGAAT = /\p{Surrogate}/gu;
const ENTITEIT: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

export const ontsnapt = (s: string): string =>
  s.replace(VERBODEN, '').replace(LOS_SURROGAAT, '\ufffd').replace(/[&<>"']/gu, (c) => ENTITEIT[c] ?? c);

export function schrijfKnoop({ naam, attributen, inhoud }: Knoop): string {
  const kop = Object.entries(attributen).map(([n, w]) => ` ${n}="${ontsnapt(w).replace(/[\t\r\n]/gu, ' ')}"`).join('');
  const lijf = typeof inhoud === 'string' ? ontsnapt(inhoud) : inhoud.map(schrijfKnoop).join('');
  return lijf === '' ? `<${naam}${kop}/>` : `<${naam}${kop}>${lijf}</${naam}>`;
}

export const schrijfXml = (wortel: Knoop): string => `<?xml version="1.0" encoding="UTF-8"?>\n${schrijfKnoop(wortel)}\n`;
