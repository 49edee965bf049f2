/** What stands in every snippet until its reader has put in something of their own. */
export const PLACEHOLDERS = {
  key: "sk_test_your_key",
  partnerId: "your_partner_id",
  token: "pat_your_token",
} as const;

/** The reader's own values; what is missing stays a placeholder. */
export type Filling = { [K in keyof typeof PLACEHOLDERS]?: string };

/** Puts the reader's values into a snippet. */
export function fillIn(code: string, filling: Filling): string {
  let filled = code;
  for (const name of Object.keys(PLACEHOLDERS) as (keyof typeof PLACEHOLDERS)[]) {
    const value = filling[name];
    if (value !== undefined) filled = filled.replaceAll(PLACEHOLDERS[name], value);
  }
  return filled;
}
