/** A list in an order drawn evenly from all orders (Fisher and Yates). */
export function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const drawn = [...list];
  for (let k = drawn.length - 1; k > 0; k--) {
    const other = Math.floor(random() * (k + 1));
    [drawn[k], drawn[other]] = [drawn[other] as T, drawn[k] as T];
  }
  return drawn;
}
