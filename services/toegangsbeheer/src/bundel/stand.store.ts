import type { Tx } from '@bronhuis/bron';

/** In the transaction of any change that the bundle must show. Last in it: the row is one for all. */
export async function markeerGewijzigd(tx: Tx): Promise<void> {
  await tx.query('update bundelstand set stand = stand + 1');
}
