/** Minor units as people read them: `$49.00`. All currencies of the product have two decimals. */
export function formatAmount(minor: number, currency: string): string {
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency: currency.toUpperCase() });
  return format.format(minor / 100);
}
