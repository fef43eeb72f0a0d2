/** A plan of a large question takes a third of a megabyte, in each connection. */
const MEESTE = 50;
/** A text that comes this often, comes back. */
const VAKER = 3;
const MEESTE_GETELD = 1_000;

/**
 * Names for statements of which the text depends on what is asked and who asks, so that a connection plans each once. It
 * remembers every statement that has a name: the first so many texts that come back get one, and no more.
 */
export class Statementnamen {
  readonly #namen = new Map<string, string>();
  readonly #keren = new Map<string, number>();

  constructor(private readonly meeste = MEESTE) {}

  naamVan(text: string): string | undefined {
    const bekend = this.#namen.get(text);
    if (bekend !== undefined || this.#namen.size >= this.meeste) return bekend;
    const keer = (this.#keren.get(text) ?? 0) + 1;
    if (keer < VAKER) {
      if (this.#keren.size >= MEESTE_GETELD) this.#keren.clear();
      this.#keren.set(text, keer);
      return undefined;
    }
    this.#keren.delete(text);
    const naam = `tekst_${this.#namen.size + 1}`;
    this.#namen.set(text, naam);
    return naam;
  }
}
