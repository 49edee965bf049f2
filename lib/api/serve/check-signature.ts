import { bodyLimitOf, readBytes } from "@/lib/api/body";
import type { Exchange } from "@/lib/api/serve/exchange";
import { limitBeforeBody } from "@/lib/api/serve/limits";
import { verifySignature } from "@/lib/partners/api-keys/verify-signature";
import { env } from "@/lib/platform/env";

/** Whether a call says that it is signed, or must be: nearly all are not, and pay no more than this for those that are. */
export function mayBeSigned({ credential, request }: Exchange): boolean {
  return credential !== null && (credential.signatureRequired || request.headers.has("signature-input"));
}

/** Checks the signature, if it is one of ours, and returns the body that it vouches for: the bytes are read once. */
export async function checkSignature(exchange: Exchange): Promise<Uint8Array | null> {
  const { credential, endpoint, request, services: api, startedAt: now, url } = exchange;
  if (credential === null) return null;
  const { headers, method } = request;
  return verifySignature(
    { db: api.database.prisma, signingKeys: api.signingKeys, appUrl: env().APP_URL, now },
    credential,
    {
      method,
      url,
      headers,
      hasBody:
        endpoint?.body !== undefined ||
        Number(headers.get("content-length")) > 0 ||
        headers.has("transfer-encoding"),
      readBody: async () => {
        await limitBeforeBody(exchange);
        return readBytes(request, endpoint === null ? undefined : bodyLimitOf(endpoint));
      },
    },
  );
}
