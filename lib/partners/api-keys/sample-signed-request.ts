import { createHash, createHmac, randomUUID } from "node:crypto";
import type { SampleRequest } from "@/lib/partners/api-keys/schemas";
import { linkTo } from "@/lib/platform/brand";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** Signs samples for the signature checker, and opens nothing: calls know no such key. */
export const SAMPLE_KEY = { id: "sample", secret: "sig_this-key-is-for-the-sample-only" } as const;

/** A request signed a moment ago by the sample's key, as a client of the API would. Reads and writes nothing. */
export async function sampleSignedRequest(ctx: PartnerContext): Promise<SampleRequest> {
  assertPermitted(ctx, "keys:read");
  const method = "POST";
  const url = linkTo(ctx, "/api/v1/compatibility/calculate");
  const person = (value: number) => ({ traits: Array.from({ length: 32 }, () => value) });
  const body = JSON.stringify({ person1: person(0.5), person2: person(0.6) });
  const digest = `sha-256=:${createHash("sha256").update(body).digest("base64")}:`;
  const created = Math.floor(ctx.clock.now().getTime() / 1_000);
  const params = `("@method" "@target-uri" "content-digest");created=${created};keyid="${SAMPLE_KEY.id}";nonce="${randomUUID()}"`;
  const base = [
    `"@method": ${method}`,
    `"@target-uri": ${url}`,
    `"content-digest": ${digest}`,
    `"@signature-params": ${params}`,
  ].join("\n");
  const signature = createHmac("sha256", SAMPLE_KEY.secret).update(base).digest("base64");
  return {
    method,
    url,
    headers: [
      "Content-Type: application/json",
      `Content-Digest: ${digest}`,
      `Signature-Input: sig=${params}`,
      `Signature: sig=:${signature}:`,
    ].join("\n"),
    body,
  };
}
