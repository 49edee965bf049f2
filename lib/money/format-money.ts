const formats = new Map<string, Intl.NumberFormat>();

function formatOf(currency: string, whole: boolean): Intl.NumberFormat {
  const key = `${currency} ${whole}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  // The code where the sign is not one that everybody in the house reads the same way.
  const made = new Intl.NumberFormat("en-US", {
    style: "currency",
    currency,
    ...(currency === "USD" ? {} : { currencyDisplay: "code" }),
    ...(whole ? { maximumFractionDigits: 0 } : {}),
  });
  formats.set(key, made);
  return made;
}

/**
 * An amount in minor units as people read it, in its own currency: `$1,234.56`, `EUR 1,234.56`, `JPY 1,234`, and
 * `−$12.50` below zero. `trim` leaves out cents where there are none. The one way from minor units to text.
 */
export function formatMoney(minor: number | bigint, currency: string, { trim = false } = {}): string {
  const code = currency.toUpperCase();
  const { maximumFractionDigits: digits = 2 } = formatOf(code, false).resolvedOptions();
  const scale = 10 ** digits;
  const exact = typeof minor === "bigint" ? minor : BigInt(Math.round(minor));
  const size = exact < 0n ? -exact : exact;
  const whole = trim && size % BigInt(scale) === 0n;
  const text = formatOf(code, whole)
    .format(Number(size) / scale)
    .replaceAll("\u00a0", " ");
  return exact < 0n ? `−${text}` : text;
}
