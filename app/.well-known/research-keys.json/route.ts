import { visit } from "@/app/request-context";
import { listSigningKeys } from "@/lib/research/exports/list-signing-keys";

/** The public keys of research bundles, for whom checks one without network. */
export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  const { ctx } = await visit();
  return new Response(`${JSON.stringify(await listSigningKeys(ctx), null, 2)}\n`, {
    headers: { "Content-Type": "application/jwk-set+json", "Cache-Control": "public, max-age=3600" },
  });
}
