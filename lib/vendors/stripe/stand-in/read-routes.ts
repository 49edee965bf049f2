import { z } from "zod";
import { nothing, pageShape } from "@/lib/vendors/stripe/stand-in/params";
import { type Route, route } from "@/lib/vendors/stripe/stand-in/route";
import { type Kind, listPage, load, present, type Stored } from "@/lib/vendors/stripe/stand-in/store";

/** `GET path/:id`: the object of that id, or 404. What `shape` lets be said changes nothing. */
export function retrieveRoute<S extends Stored, W extends object>(
  path: string,
  kind: Kind<S, W>,
  shape: z.ZodType = nothing,
): Route {
  return route("GET", `${path}/:id`, shape, async (world, _params, { id }) =>
    present(world, kind, await load(world, kind, id)),
  );
}

/** `GET path`: pages of a kind, newest first; of each filter that is given, those whose field of its name is equal. */
export function listRoute<S extends Stored, W extends object>(
  path: string,
  kind: Kind<S, W>,
  filters: Record<string, z.ZodType> = {},
): Route {
  const shape = z.strictObject({ ...filters, ...pageShape });
  return route("GET", path, shape, async (world, params) => {
    const { limit, starting_after, ending_before, created, ...where } = params;
    return listPage(world, kind, {
      where,
      page: { limit, starting_after, ending_before, created },
      url: path,
    });
  });
}
