import { truncateAddress } from "@/lib/api/client-address";
import type { Exchange, Outcome } from "@/lib/api/serve/exchange";
import type { Call } from "@/lib/partners/usage/call-recorder";
import { env } from "@/lib/platform/env";

/** The measurement of what limits and usage cost switches them off; settings refuse that in production. */
export function metered(): boolean {
  return !env().BENCH_WITHOUT_METERING;
}

export async function record(exchange: Exchange, outcome: Outcome): Promise<void> {
  if (metered()) await exchange.services.recorder.record(callOf(exchange, outcome));
}

export function callOf(exchange: Exchange, outcome: Outcome): Call {
  const { credential, endpoint, person, request } = exchange;
  return {
    requestId: exchange.requestId,
    occurredAt: exchange.startedAt,
    partnerId: credential?.partnerId ?? person?.partnerId ?? null,
    apiKeyId: credential?.keyId ?? null,
    // People's calls stand among the test calls: they are never billed (decision 0028).
    mode: credential?.mode ?? (person?.partnerId ? "test" : null),
    endpoint: endpoint?.path ?? "unmatched",
    method: request.method,
    status: outcome.status,
    errorCode: outcome.errorCode,
    durationUs: Math.round((performance.now() - exchange.started) * 1_000),
    units: outcome.units,
    billable: credential?.mode === "live" && outcome.units > 0 && outcome.status < 400,
    ip: truncateAddress(exchange.address),
    country: countryOf(request.headers),
    userAgent: request.headers.get("user-agent")?.slice(0, 200) ?? null,
  };
}

/** The country that a proxy of ours says the call comes from. Without one it is the caller's own word, and worth nothing. */
function countryOf(headers: Headers): string | null {
  if (env().TRUSTED_PROXY_HOPS === 0) return null;
  const country = headers.get("x-vercel-ip-country") ?? headers.get("cf-ipcountry");
  return country !== null && /^[A-Z]{2}$/.test(country) ? country : null;
}
