/** The fields of the address, as the form shows them. */
export const FILTERS = ["text", "city", "from", "to", "price"] as const;
export type Filters = Readonly<Record<(typeof FILTERS)[number], string>>;
