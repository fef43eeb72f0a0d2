// Global tear-down of Jest: stops what tools/testservers.mjs started.
export default async function stop() {
  await globalThis.bronhuisTestservers?.stop();
}
