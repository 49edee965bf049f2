import { compilePath, type PathTemplate } from "@/lib/api/paths";
import { handlersAt, routeNotFound } from "@/lib/api/serve";
import type { Handler } from "@/lib/api/serve/exchange";
import { pathsOfDomains } from "@/lib/registry";

type ByMethod = Readonly<Record<string, Handler>>;

/** Every path of the API with its handlers: the same operations that Next mounts from `app/api/v1`. */
export const ROUTES: readonly (readonly [path: string, handlers: ByMethod])[] = [...pathsOfDomains()].map(
  ([path, domain]) => [path, handlersAt(domain, path)] as const,
);

const fixed = new Map<string, ByMethod>();
const templates: [PathTemplate, ByMethod][] = [];
for (const [path, handlers] of ROUTES) {
  if (path.includes("{")) templates.push([compilePath(path), handlers]);
  else fixed.set(`/api${path}`, handlers);
}

/** The handler for a method and path below `/api`; one that answers 404 where there is none. */
export function findHandler(method: string, pathname: string): Handler {
  const handlers = fixed.get(pathname) ?? templates.find(([path]) => path.match(pathname) !== null)?.[1];
  // A method without a mount of its own (TRACE, PROPFIND) is refused as PUT is where there is no PUT.
  return handlers?.[method] ?? handlers?.PUT ?? routeNotFound;
}
