import { cookies } from "next/headers";
import { cookiesAreSecure } from "@/lib/identity/accounts/session-cookie";
import { isId } from "@/lib/platform/ids";

const NAME = "soulmate.event";
/** Long enough for the short form, also with a pause. */
const KEPT_SECONDS = 86_400;

const options = () => ({ httpOnly: true, secure: cookiesAreSecure(), sameSite: "lax", path: "/" }) as const;

/** The page of the event that a person left to answer the short form for; null where they came from none. */
export async function keptEventPath(): Promise<string | null> {
  const [id = "", friends = ""] = ((await cookies()).get(NAME)?.value ?? "").split(" ");
  return isId(id) ? eventPath(id, friends === "" ? null : friends) : null;
}

export async function keepEvent(eventId: string, friends: string | null): Promise<void> {
  const value = friends === null ? eventId : `${eventId} ${friends}`;
  (await cookies()).set(NAME, value, { ...options(), maxAge: KEPT_SECONDS });
}

export async function dropEvent(): Promise<void> {
  if ((await cookies()).has(NAME)) (await cookies()).set(NAME, "", { ...options(), maxAge: 0 });
}

/** An event's page, with a friend's invitation where there is one. */
export function eventPath(eventId: string, friends: string | null): `/${string}` {
  return `/events/${eventId}${friends === null ? "" : `?friends=${encodeURIComponent(friends)}`}`;
}
