import { portalMode } from "@/app/partner/mode";
import { requirePartner } from "@/app/session";
import { CompareEvents } from "@/lib/events/pairing/compare-schemas";

/** Who asks, and what the address asks for. A comparison that cannot be made is the one of all events. */
export async function askedComparison(search: Record<string, string | string[] | undefined>) {
  const [{ ctx }, mode] = await Promise.all([requirePartner(), portalMode()]);
  const given = Object.fromEntries(
    // What else an address bears, such as where a link was found, asks for nothing.
    Object.keys(CompareEvents.shape).flatMap((name) => {
      const value = search[name];
      return typeof value === "string" && value !== "" ? [[name, value]] : [];
    }),
  );
  const parsed = CompareEvents.safeParse(given);
  return {
    ctx: { ...ctx, mode } as const,
    mode,
    input: parsed.success ? parsed.data : CompareEvents.parse({}),
    isRefused: !parsed.success,
  };
}
