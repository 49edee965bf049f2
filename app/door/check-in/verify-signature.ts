/** Checks an Ed25519 signature; null where this browser cannot (Chrome before 137). */
export async function verifySignature(
  publicKey: string,
  signed: BufferSource,
  signature: BufferSource,
): Promise<boolean | null> {
  try {
    const jwk = { kty: "OKP", crv: "Ed25519", x: publicKey };
    const key = await crypto.subtle.importKey("jwk", jwk, { name: "Ed25519" }, false, ["verify"]);
    return await crypto.subtle.verify({ name: "Ed25519" }, key, signature, signed);
  } catch {
    return null;
  }
}
