/** What a newcomer reads when something cannot go on: one sentence that says what to do. */
export class Melding extends Error {}

export const zeg = (tekst: string): void => void process.stdout.write(`${tekst}\n`);
