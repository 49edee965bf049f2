import { parseJson } from "@/lib/api/json";
import { CalculateBatch, CalculateCompatibility } from "@/lib/partners/compatibility/schemas";
import { type FieldError, Invalid } from "@/lib/platform/errors";
import { fieldErrors } from "@/lib/platform/input";

/**
 * What the API would say against a body, by the shapes and rules that it uses itself. Apart from the page, because it
 * is loaded only when something is sent.
 */
export function checkBody(operationId: string, text: string): FieldError[] {
  let body: unknown;
  try {
    body = parseJson(text);
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return [{ path: "body", message: error.message }];
  }
  if (operationId === "calculateCompatibility") return faultsOf(CalculateCompatibility.safeParse(body));
  const batch = CalculateBatch.safeParse(body);
  if (!batch.success) return faultsOf(batch);
  const pairs: unknown[] = Array.isArray(body) ? body : batch.data.pairs;
  return pairs.flatMap((pair, index) =>
    faultsOf(CalculateCompatibility.safeParse(pair)).map(({ path, message }) => ({
      path: `pairs[${index}].${path}`,
      message,
    })),
  );
}

function faultsOf(parsed: ReturnType<typeof CalculateBatch.safeParse>): FieldError[];
function faultsOf(parsed: ReturnType<typeof CalculateCompatibility.safeParse>): FieldError[];
function faultsOf(parsed: ReturnType<(typeof CalculateBatch | typeof CalculateCompatibility)["safeParse"]>) {
  return parsed.success ? [] : fieldErrors(parsed.error.issues);
}
