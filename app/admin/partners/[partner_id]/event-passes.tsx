import { PassPriceDialog } from "@/app/admin/partners/[partner_id]/pass-price-dialog";
import { count } from "@/app/admin/words";
import { requireAdmin } from "@/app/session";
import { Card } from "@/components/ui/card";
import { KeyValue } from "@/components/ui/key-value";
import { Section } from "@/components/ui/page-header";
import { getPassesForAdmin } from "@/lib/events/passes/get-passes-for-admin";
import { formatMoney } from "@/lib/money/format-money";
import { EVENT_PASS_PRICE } from "@/lib/plans/tiers";

/** What a partner pays for an event pass, and how many it has. */
export async function EventPasses({ partnerId }: { partnerId: string }) {
  const { ctx } = await requireAdmin();
  const passes = await getPassesForAdmin(ctx, { partner_id: partnerId });
  const { least, most } = EVENT_PASS_PRICE;
  const range = `From ${formatMoney(least, "USD")} to ${formatMoney(most, "USD")}.`;
  return (
    <div id="event-passes">
      <Section
        title="Event passes"
        actions={<PassPriceDialog partnerId={partnerId} priceMinor={passes.price_minor} range={range} />}
      >
        <Card className="px-5 py-2.5">
          <KeyValue
            items={[
              { label: "Price of one", value: formatMoney(passes.price_minor, "USD") },
              { label: "Ready to use", value: count(passes.unused) },
              { label: "Used", value: count(passes.used) },
              { label: "Bought", value: count(passes.bought) },
            ]}
          />
        </Card>
      </Section>
    </div>
  );
}
