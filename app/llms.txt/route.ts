import { brandOf } from "@/lib/platform/brand";
import { llmsText } from "./llms-text";

/** The public address is known where it runs, not where it is built. */
export const dynamic = "force-dynamic";

export function GET(): Response {
  return new Response(llmsText(brandOf(null)), {
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "public, max-age=3600" },
  });
}
