import type { Operation } from "@/lib/api/serve/exchange";
import { checkBody } from "@/lib/api/serve/read-body";
import { fieldErrors, invalidInput, queryObject } from "@/lib/platform/input";

/** Checks path, query and body together, so that one reply names every bad field. Throws Invalid. */
export function parseInput({ endpoint, path }: Operation, url: URL, body: unknown): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  const errors = [
    [endpoint.params, () => path.match(url.pathname) ?? {}] as const,
    [endpoint.query, () => queryObject(url.searchParams)] as const,
  ].flatMap(([schema, read]) => {
    if (schema === undefined) return [];
    const parsed = schema.safeParse(read());
    if (!parsed.success) return fieldErrors(parsed.error.issues);
    Object.assign(input, parsed.data);
    return [];
  });
  const checked = checkBody(endpoint, body);
  Object.assign(input, checked.fields);
  errors.push(...checked.errors);
  if (endpoint.query === undefined) {
    for (const name of new Set(url.searchParams.keys())) {
      errors.push({ path: name, message: "Is not a known parameter." });
    }
  }
  if (errors.length > 0) throw invalidInput(errors);
  return input;
}
