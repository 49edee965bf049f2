import { currentUser } from "@/app/session";
import { listMemberships } from "@/lib/identity/accounts/list-memberships";

/**
 * Who reads a public page, as far as its header cares: somebody who works for a partner, somebody signed in for
 * themselves, or a stranger. While the database is away everybody is a stranger, and the page is shown.
 */
export async function readerOf(): Promise<"stranger" | "person" | "member"> {
  try {
    const signedIn = await currentUser();
    if (signedIn === null) return "stranger";
    return (await listMemberships(signedIn.ctx)).length > 0 ? "member" : "person";
  } catch {
    return "stranger";
  }
}
