import type { Call } from "@/lib/partners/usage/call-recorder";
import type { Mode } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";

export const HOUR_MS = 3_600_000;

/** Who calls: keys with their share of the calls, and the one of the batches at night. */
export interface DemoCallers {
  partnerId: string;
  keys: readonly DemoKey[];
  nightlyKey: string;
}

type DemoKey = readonly [id: string, mode: Mode, share: number];

/** How long the app has been calling: shorter than calls are kept, so that every billed call can still be looked at. */
export interface DemoSpan {
  /** The first whole hour, in milliseconds. */
  start: number;
  end: number;
}

/**
 * Calls of the whole hours from `from` to `to`, as an app makes them: busy in the evening and at weekends, growing over
 * the whole span, a few mistakes, batches at night.
 */
export function* demoCalls(
  { partnerId, keys, nightlyKey }: DemoCallers,
  span: DemoSpan,
  from: number,
  to: number,
): Generator<Call> {
  for (let hour = from; hour <= to - HOUR_MS; hour += HOUR_MS) {
    const time = new Date(hour);
    const fromEight = ((time.getUTCHours() - 20 + 36) % 24) - 12;
    const evening = Math.exp(-(fromEight * fromEight) / 18);
    const weekend = [0, 5, 6].includes(time.getUTCDay()) ? 1.5 : 1;
    const growth = 0.7 + (0.6 * (hour - span.start)) / (span.end - span.start);
    const calls = Math.round((2 + 24 * evening) * weekend * growth * (0.8 + 0.4 * Math.random()));
    for (let made = 0; made < calls; made += 1) {
      const [keyId, mode] = pick(keys);
      yield demoCall(hour + Math.floor(Math.random() * HOUR_MS), partnerId, keyId, mode);
    }
    if (time.getUTCHours() === 2) {
      for (let batch = 0; batch < 12; batch += 1) {
        const at = hour + batch * 90_000 + Math.floor(Math.random() * 20_000);
        yield {
          ...demoCall(at, partnerId, nightlyKey, "live"),
          endpoint: "/v1/compatibility/batch",
          status: 200,
          errorCode: null,
          units: 50,
          billable: true,
          durationUs: Math.round(3_000 + 2_500 * Math.random()),
          country: "IE",
          userAgent: "lantern-nightly/1.3",
        };
      }
    }
  }
}

function pick(keys: readonly DemoKey[]): DemoKey {
  let left = Math.random();
  for (const key of keys) {
    left -= key[2];
    if (left <= 0) return key;
  }
  return keys[0] as DemoKey;
}

const COUNTRIES = ["IE", "GB", "DE", "FR", "ES", "US", "BR", null] as const;

function demoCall(at: number, partnerId: string, apiKeyId: string, mode: Mode): Call {
  const luck = Math.random();
  const [status, errorCode] =
    luck < 0.965 ? [200, null] : luck < 0.985 ? [400, "invalid_input"] : [429, "rate_limited_minute"];
  const occurredAt = new Date(at);
  const ok = status === 200;
  return {
    requestId: newId(occurredAt),
    occurredAt,
    partnerId,
    apiKeyId,
    mode,
    endpoint: "/v1/compatibility/calculate",
    method: "POST",
    status: Number(status),
    errorCode: errorCode === null ? null : String(errorCode),
    durationUs: Math.round(600 * Math.exp(0.6 * (Math.random() + Math.random() + Math.random() - 1.5) * 2)),
    units: ok ? 1 : 0,
    billable: ok && mode === "live",
    ip: "203.0.113.0",
    country: COUNTRIES[Math.floor(Math.random() ** 2 * COUNTRIES.length)] ?? null,
    userAgent: mode === "test" ? "curl/8.5.0" : "lantern-backend/2.1",
  };
}
