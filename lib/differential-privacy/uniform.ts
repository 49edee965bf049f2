/** Gives that many random bytes. Released noise needs a cryptographic source. Tests pass a seeded one. */
export type ByteSource = (count: number) => Uint8Array;

/**
 * A whole number in [0, bound), each equally likely. Draws as many bits as the bound needs and draws again where they
 * are too large: a remainder would favor small numbers.
 */
export function uniformBelow(bound: bigint, bytes: ByteSource): bigint {
  if (bound <= 0n) throw new RangeError("There is no whole number below a bound under 1.");
  const bits = (bound - 1n).toString(2).length;
  const count = Math.ceil(bits / 8);
  const mask = (1n << BigInt(bits)) - 1n;
  for (;;) {
    let drawn = 0n;
    for (const byte of bytes(count)) drawn = (drawn << 8n) | BigInt(byte);
    drawn &= mask;
    if (drawn < bound) return drawn;
  }
}

/** True with the exact probability numerator / denominator, which is in [0, 1]. */
export function bernoulli(numerator: bigint, denominator: bigint, bytes: ByteSource): boolean {
  return uniformBelow(denominator, bytes) < numerator;
}
