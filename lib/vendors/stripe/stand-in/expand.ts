import { invalid } from "@/lib/vendors/stripe/stand-in/refusal";
import { includeField, presentAnything } from "@/lib/vendors/stripe/stand-in/store";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

const MAX_DEPTH = 4;

/** The answer as JSON, with the objects in place of the ids that `expand` names. */
export async function expandAnswer(world: World, answer: object, paths: readonly string[]): Promise<Json> {
  const tree: Json = plain(answer);
  for (const path of paths) {
    const parts = path.split(".");
    if (parts.length > MAX_DEPTH + 1) {
      throw invalid(`You cannot expand more than ${MAX_DEPTH} levels of a property.`, { param: "expand" });
    }
    await expandAt(world, tree, parts, path);
  }
  return tree;
}

function plain(value: unknown): Json {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}

async function expandAt(world: World, at: Json, parts: readonly string[], whole: string): Promise<void> {
  const [part, ...rest] = parts;
  if (part === undefined || at === null) return;
  if (Array.isArray(at)) {
    for (let index = 0; index < at.length; index += 1) {
      const item = at[index];
      // A list of ids (`discounts`) is expanded by its own name.
      if (item !== undefined) await expandAt(world, item, parts, whole);
    }
    return;
  }
  if (typeof at !== "object") throw refused(whole);
  let value = at[part];
  if (value === undefined) {
    const included =
      typeof at.object === "string" && typeof at.id === "string"
        ? await includeField(world, at.object, at.id, part)
        : null;
    if (included === null) throw refused(whole);
    value = plain(included.value);
  } else if (typeof value === "string") {
    value = await expandId(world, value, whole);
  } else if (Array.isArray(value) && value.some((item) => typeof item === "string")) {
    const items: Json[] = [];
    for (const item of value)
      items.push(typeof item === "string" ? await expandId(world, item, whole) : item);
    value = items;
  }
  at[part] = value;
  if (rest.length > 0) await expandAt(world, value, rest, whole);
}

async function expandId(world: World, id: string, whole: string): Promise<Json> {
  const found = await presentAnything(world, id);
  if (found === null) throw refused(whole);
  return plain(found);
}

function refused(path: string) {
  return invalid(
    `This property cannot be expanded (${path}). You may want to try expanding a property of the object instead.`,
    { param: "expand" },
  );
}
