import type { Context } from "@/lib/platform/context";
import { currentKey, recordSigningKey } from "@/lib/research/exports/signing-key";

/** A JSON Web Key Set (RFC 7517). */
export interface KeySet {
  readonly keys: readonly {
    readonly kty: "OKP";
    readonly crv: "Ed25519";
    readonly alg: "EdDSA";
    readonly use: "sig";
    readonly kid: string;
    readonly x: string;
  }[];
}

/** Every key that research bundles were ever signed with, the newest first. */
export async function listSigningKeys(ctx: Context): Promise<KeySet> {
  const read = () => ctx.db.researchSigningKey.findMany({ orderBy: [{ createdAt: "desc" }, { kid: "asc" }] });
  let rows = await read();
  // It is written once. Later calls only read.
  if (rows.every(({ publicKey }) => publicKey !== currentKey())) {
    await recordSigningKey(ctx);
    rows = await read();
  }
  return {
    keys: rows.map(({ kid, publicKey }) => ({
      kty: "OKP",
      crv: "Ed25519",
      alg: "EdDSA",
      use: "sig",
      kid,
      x: publicKey,
    })),
  };
}
