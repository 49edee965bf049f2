import { portalMode } from "@/app/partner/mode";
import { requirePartner } from "@/app/session";
import { CompareEvents } from "@/lib/events/pairing/compare-schemas";

/** Who asks, and what the address asks for. A comparison that cannot be made is the one of all events. */
export async function askedComparison(search: Record<string, string | string[] | undefined>) {
  const [{ ctx }, mode] = await Promise.all([requirePartner(), portalMode()]);
  const given = Object.fromEntries(
    Object.entries(search).filter(([, value]) => typeof value === "string" && value !== ""),
  );
  const parsed = CompareEvents.safeParse(given);
  return {
    ctx: { ...ctx, mode } as const,
    mode,
    input: parsed.success ? parsed.data : CompareEvents.parse({}),
    isRefused: !parsed.success,
  };
}
