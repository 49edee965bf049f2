import type { Call } from "@/lib/partners/usage/call-recorder";
import { makeCall, recordCalls } from "@/lib/partners/usage/calls.fixture";
import { rollupUsage } from "@/lib/partners/usage/rollup-usage";
import type { Database } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { testContext } from "./people";

const HOUR_MS = 3_600_000;
const DAYS = 45;

const ERRORS = [
  [400, "invalid_input"],
  [429, "rate_limited_minute"],
  [404, "not_found"],
  [503, "database_unavailable"],
] as const;
const COUNTRIES = ["US", "GB", "DE", "IE", "FR", "BR", null];

/**
 * Six weeks of calls of a partner's, the same at every run but for their ids: busy in the evening, some failing, a few
 * by test keys. Returns them.
 */
export async function busyPartner(database: Database, partnerId: string): Promise<Call[]> {
  const keys = await database.prisma.apiKey.findMany({ where: { partnerId }, orderBy: { createdAt: "asc" } });
  const keyOf = (mode: "live" | "test") => keys.find((key) => key.mode === mode)?.id ?? null;
  const start = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - DAYS * 24 * HOUR_MS;
  const calls: Call[] = [];
  let made = 0;
  for (let hour = start; hour < Date.now() - HOUR_MS; hour += HOUR_MS) {
    const evening = Math.abs(((new Date(hour).getUTCHours() + 4) % 24) - 12);
    for (let call = 0; call < Math.round(evening / 3); call += 1) {
      made += 1;
      const occurredAt = new Date(hour + ((made * 7_919) % HOUR_MS));
      const mode = made % 11 === 0 ? "test" : "live";
      const error = made % 19 === 0 ? ERRORS[made % ERRORS.length] : undefined;
      const batch = made % 6 === 0;
      const units = error === undefined ? (batch ? 20 + (made % 30) : 1) : 0;
      calls.push(
        makeCall({
          requestId: newId(occurredAt),
          occurredAt,
          partnerId,
          apiKeyId: keyOf(mode),
          mode,
          endpoint: batch ? "/v1/compatibility/batch" : "/v1/compatibility/calculate",
          status: error?.[0] ?? 200,
          errorCode: error?.[1] ?? null,
          durationUs: 600 + ((made * 104_729) % 4_000) + (made % 50 === 0 ? 40_000 : 0),
          units,
          billable: units > 0 && mode === "live",
          country: COUNTRIES[(made * made) % COUNTRIES.length] ?? null,
        }),
      );
    }
  }
  await recordCalls(database.pool, calls);
  await rollupUsage(testContext(database));
  return calls;
}
