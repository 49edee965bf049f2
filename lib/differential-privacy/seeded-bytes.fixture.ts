import type { ByteSource } from "./uniform";

/** Bytes that are the same for the same seed: splitmix64, eight bytes a step. For tests only. */
export function seededBytes(seed: number): ByteSource {
  let state = BigInt(seed);
  let buffer = new Uint8Array(0);
  let at = 0;
  const refill = () => {
    const fresh = new DataView(new ArrayBuffer(4_096));
    for (let offset = 0; offset < 4_096; offset += 8) {
      state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n);
      let mixed = state;
      mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n);
      mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn);
      fresh.setBigUint64(offset, mixed ^ (mixed >> 31n));
    }
    buffer = new Uint8Array(fresh.buffer);
    at = 0;
  };
  return (count) => {
    if (at + count > buffer.length) refill();
    at += count;
    return buffer.subarray(at - count, at);
  };
}
