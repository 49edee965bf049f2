import { sandboxPeople } from "@/lib/partners/compatibility/sandbox-people";
import type { Context } from "@/lib/platform/context";
import { decodeCursor, type PageQuery, page } from "@/lib/platform/pagination";

/** The invented people of the sandbox, a page at a time. */
export function listSandboxPeople(_ctx: Context, { limit, cursor }: PageQuery) {
  const after = decodeCursor(cursor) ?? "";
  return page(
    sandboxPeople().filter((person) => person.id > after),
    limit,
  );
}
