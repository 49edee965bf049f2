import type { z } from "zod";
import { readParams } from "@/lib/vendors/stripe/stand-in/params";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

/** What the path names: `/v1/customers/:id`, `/v1/accounts/:id/login_links/:child`. */
export interface PathIds {
  id: string;
  child: string;
}

/** One operation of Stripe's API. */
export interface Route {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly pattern: RegExp;
  run(world: World, given: unknown, ids: PathIds): Promise<object>;
}

/** Describes an operation: its parameters are read by `shape` before `work` sees them. */
export function route<S extends z.ZodType>(
  method: Route["method"],
  path: string,
  shape: S,
  work: (world: World, params: z.output<S>, ids: PathIds) => Promise<object>,
): Route {
  const pattern = new RegExp(`^${path.replace(/:(id|child)/g, "(?<$1>[^/]+)")}$`);
  return {
    method,
    path,
    pattern,
    run: async (world, given, ids) => work(world, readParams(shape, given), ids),
  };
}
