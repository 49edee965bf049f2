import type { IncomingMessage } from "node:http";
import { bodyLimitOf, MAX_BODY_BYTES } from "@/lib/api/body";
import { compilePath } from "@/lib/api/paths";
import { ENDPOINTS } from "@/lib/registry";

/** The operations that take more than others: few, so that each is looked at in turn. */
const LARGE = ENDPOINTS.filter((endpoint) => bodyLimitOf(endpoint) > MAX_BODY_BYTES).map((endpoint) => ({
  method: endpoint.method as string,
  path: compilePath(endpoint.path),
  bytes: bodyLimitOf(endpoint),
}));

/** The most bytes of body that the operation which a request names can take. It may refuse fewer. */
export function largestBodyOf({ method, url = "" }: IncomingMessage): number {
  const [pathname = ""] = url.split("?", 1);
  const found = LARGE.find((one) => one.method === method && one.path.match(pathname) !== null);
  return found?.bytes ?? MAX_BODY_BYTES;
}
