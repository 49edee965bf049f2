/** Characters. A batch of a hundred pairs has about half of them. */
const LONG_TEXT = 131_072;

let last: Promise<void> = Promise.resolve();

/**
 * Waits for its turn before a long body is worked on: one at a time, with whatever else has come in between. Bodies that
 * are sent at once would else be parsed one after the other, and nothing would be answered until the last of them.
 */
export async function takeTurn(length: number): Promise<void> {
  if (length <= LONG_TEXT) return;
  last = last.then(() => new Promise((resolve) => setImmediate(resolve)));
  await last;
}
