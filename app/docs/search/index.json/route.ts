import { DOCS_ENTRIES } from "../entries";

/** What the search of the documentation looks through; fetched when it is first opened. */
export function GET(): Response {
  return Response.json(DOCS_ENTRIES, { headers: { "Cache-Control": "public, max-age=300" } });
}
