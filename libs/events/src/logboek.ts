/** What this lib needs of a logger; pino fits. Never given the data of an event. */
export interface Logboek {
  info(gegevens: object, tekst: string): void;
  warn(gegevens: object, tekst: string): void;
  error(gegevens: object, tekst: string): void;
}

export const stilLogboek: Logboek = { info: () => undefined, warn: () => undefined, error: () => undefined };
