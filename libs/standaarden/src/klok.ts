/** The only way to the wall clock: a decision gets a time, it never asks for one. */
export interface Klok {
  nu(): Date;
}

export const systeemKlok: Klok = { nu: () => new Date() };

/** A clock that stands still until it is set: for tests. */
export class VasteKlok implements Klok {
  private tijd: Date;

  constructor(t: Date | string) {
    this.tijd = new Date(t);
  }

  nu(): Date {
    return new Date(this.tijd);
  }

  zet(t: Date | string): void {
    this.tijd = new Date(t);
  }
}
