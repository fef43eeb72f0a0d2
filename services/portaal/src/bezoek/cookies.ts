/** The first cookie of this name (RFC 6265 §5.4: the browser sends name=value pairs). */
export function leesCookie(kop: string | undefined, naam: string): string | undefined {
  for (const deel of (kop ?? '').split(';')) {
    const is = deel.indexOf('=');
    if (is > 0 && deel.slice(0, is).trim() === naam) return deel.slice(is + 1).trim();
  }
  return undefined;
}

/** Not for scripts, not sent along from other sites; `seconden` 0 removes it. */
export function maakCookie(naam: string, waarde: string, seconden: number, https: boolean): string {
  return `${naam}=${waarde}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconden}${https ? '; Secure' : ''}`;
}
