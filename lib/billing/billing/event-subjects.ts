/** What an event of Stripe's is about, as far as it concerns us. */
export type Subject =
  | { kind: "subscription"; id: string }
  | { kind: "invoice"; id: string }
  | { kind: "refund"; id: string }
  | { kind: "charge"; id: string }
  | { kind: "dispute"; id: string }
  | { kind: "checkout"; id: string }
  | { kind: "customer"; id: string };

interface EventFacts {
  type: string;
  data: { object: object };
}

const FAMILIES: readonly [prefix: RegExp, kind: Subject["kind"]][] = [
  [/^customer\.subscription\./, "subscription"],
  // `invoice.upcoming` is of no invoice yet; `invoice_payment.*` say nothing that `invoice.*` do not.
  [/^invoice\.(?!upcoming$)/, "invoice"],
  [/^refund\./, "refund"],
  [/^charge\.refund\.updated$/, "refund"],
  [/^charge\.refunded$/, "charge"],
  [/^charge\.dispute\./, "dispute"],
  [/^checkout\.session\./, "checkout"],
  [/^customer\.(created|updated)$/, "customer"],
];

/** Which object's state to ask Stripe for after an event; null for events that change nothing here. */
export function subjectOf({ type, data }: EventFacts): Subject | null {
  const id = "id" in data.object && typeof data.object.id === "string" ? data.object.id : null;
  if (id === null) return null;
  const family = FAMILIES.find(([prefix]) => prefix.test(type));
  return family === undefined ? null : { kind: family[1], id };
}
