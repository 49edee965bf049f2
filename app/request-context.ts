import { headers } from "next/headers";
import { devicesOfCookie } from "@/app/session-cookies";
import { clientAddress, limitedAddress, truncateAddress } from "@/lib/api/client-address";
import { type Services, services } from "@/lib/api/services";
import type { VisitorContext } from "@/lib/identity/accounts/visitor-context";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { log } from "@/lib/platform/log";

/** The full address is for limits only; what a verb may write down is the context's, cut short. */
export interface Visit {
  ctx: VisitorContext;
  services: Services;
  address: string | null;
}

/** The context of a page or action that nobody signed in for. */
export async function visit(): Promise<Visit> {
  const api = services();
  const requestId = newId(api.clock.now());
  // Next hides the socket: our own server puts its other end into X-Forwarded-For.
  const sent = await headers();
  const address = clientAddress(sent, undefined, env().TRUSTED_PROXY_HOPS);
  return {
    services: api,
    address,
    ctx: {
      requestId,
      actor: { type: "anonymous" },
      clock: api.clock,
      db: api.database.prisma,
      log: log().child({ requestId }),
      ip: truncateAddress(address) ?? undefined,
      limiter: api.limiter,
      address: limitedAddress(address),
      devices: await devicesOfCookie(),
      userAgent: sent.get("user-agent")?.slice(0, 300) ?? null,
    },
  };
}
