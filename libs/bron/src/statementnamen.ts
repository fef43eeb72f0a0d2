const MEESTE = 250;

/**
 * Names for statements of which the text depends on who asks, so that a connection plans each once. It remembers every
 * statement that has a name: the first so many texts get one, and no more.
 */
export class Statementnamen {
  readonly #namen = new Map<string, string>();

  constructor(private readonly meeste = MEESTE) {}

  naamVan(text: string): string | undefined {
    const bekend = this.#namen.get(text);
    if (bekend !== undefined || this.#namen.size >= this.meeste) return bekend;
    const naam = `tekst_${this.#namen.size + 1}`;
    this.#namen.set(text, naam);
    return naam;
  }
}
