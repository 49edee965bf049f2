import { AUDIT_ACTIONS } from "@/lib/catalog/audit-actions";

const SHOWN: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(AUDIT_ACTIONS).map(([name, action]) => [name, "shown" in action ? action.shown : []]),
);

/** The details of an audit row that members may read, as text: those that the action's domain lists as shown. */
export function shownDetails(action: string, details: unknown): Record<string, string> {
  if (typeof details !== "object" || details === null) return {};
  const shown = SHOWN.get(action) ?? [];
  return Object.fromEntries(
    Object.entries(details).flatMap(([name, value]) => (shown.includes(name) ? [[name, textOf(value)]] : [])),
  );
}

function textOf(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(", ") : String(value);
}
