import { readJsonText } from "@/lib/api/body";
import { parseJson } from "@/lib/api/json";
import type { Operation } from "@/lib/api/serve/exchange";
import { takeTurn } from "@/lib/api/turns";
import { fieldErrors, invalidInput, queryObject } from "@/lib/platform/input";

export type Body = { text: string; value: unknown } | { text: string; value?: undefined; error: unknown };

export async function readBody(request: Request, maxBytes: number, bytes: Uint8Array | null): Promise<Body> {
  let text = "";
  try {
    text = await readJsonText(request, maxBytes, bytes);
    await takeTurn(text.length);
    return { text, value: parseJson(text) };
  } catch (error) {
    return { text, error };
  }
}

/** Checks path, query and body together, so that one reply names every bad field. */
export function parseInput({ endpoint, path }: Operation, url: URL, body: unknown): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  const errors = [
    [endpoint.params, () => path.match(url.pathname) ?? {}] as const,
    [endpoint.query, () => queryObject(url.searchParams)] as const,
    [endpoint.body, () => body] as const,
  ].flatMap(([schema, read]) => {
    if (schema === undefined) return [];
    const parsed = schema.safeParse(read());
    if (!parsed.success) return fieldErrors(parsed.error.issues);
    if (Array.isArray(parsed.data)) input[endpoint.bareArray ?? "items"] = parsed.data;
    else Object.assign(input, parsed.data);
    return [];
  });
  if (endpoint.query === undefined) {
    for (const name of new Set(url.searchParams.keys())) {
      errors.push({ path: name, message: "Is not a known parameter." });
    }
  }
  if (errors.length > 0) throw invalidInput(errors);
  return input;
}
