import { exportSchema } from "@/lib/identity/privacy/export-person";
import { PRIVACY } from "@/lib/registry";

/** The JSON Schema of what `/privacy/export` sends. */
export function GET(): Response {
  return new Response(JSON.stringify(exportSchema(PRIVACY), null, 2), {
    headers: { "Content-Type": "application/schema+json", "Cache-Control": "public, max-age=3600" },
  });
}
