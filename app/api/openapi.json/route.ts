import { linkTo } from "@/lib/platform/brand";
import { openApiDocument } from "@/lib/registry";

export const dynamic = "force-dynamic";

let body: string | undefined;

/** The OpenAPI 3.1 document. Public, and readable from any origin: it is what tools ask for. */
export function GET(): Response {
  body ??= JSON.stringify(openApiDocument(linkTo(null, "")));
  return new Response(body, {
    headers: {
      "Content-Type": "application/json",
      "Cache-Control": "public, max-age=300",
      "Access-Control-Allow-Origin": "*",
    },
  });
}
