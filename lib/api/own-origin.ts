import { env } from "@/lib/platform/env";

/** Whether an `Origin` is this site: the address that it is set to have, or the one that the request came to. */
export function isOwnOrigin(origin: string, headers: Headers): boolean {
  if (origin === new URL(env().APP_URL).origin) return true;
  return URL.canParse(origin) && new URL(origin).host === headers.get("host");
}
