import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The program that checks a research bundle, as it lies in the repository: one file that people can read before they run it. */
export async function GET(): Promise<Response> {
  const text = await readFile(join(process.cwd(), "content/research/verify-bundle.mjs"), "utf8");
  return new Response(text, {
    headers: {
      "Content-Type": "text/javascript; charset=utf-8",
      "Content-Disposition": 'attachment; filename="verify-bundle.mjs"',
      "Cache-Control": "public, max-age=3600",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
