/** Waits until the condition holds, and says what it waited for when it does not. */
export async function wachtTot(
  conditie: () => Promise<boolean> | boolean,
  opties: { ms?: number; stap?: number; wat?: string } = {},
): Promise<void> {
  const { ms = 10_000, stap = 20, wat = 'de conditie' } = opties;
  const einde = Date.now() + ms;
  for (;;) {
    if (await conditie()) return;
    if (Date.now() > einde) throw new Error(`Na ${ms} ms nog niet: ${wat}`);
    await new Promise((klaar) => setTimeout(klaar, stap));
  }
}
