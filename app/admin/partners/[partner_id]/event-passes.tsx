import { PartnershipTermsDialog } from "@/app/admin/partners/[partner_id]/partnership-terms-dialog";
import { PassPriceDialog } from "@/app/admin/partners/[partner_id]/pass-price-dialog";
import { count } from "@/app/admin/words";
import { requireAdmin } from "@/app/session";
import { Card } from "@/components/ui/card";
import { KeyValue } from "@/components/ui/key-value";
import { Section } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { getPartnershipForAdmin } from "@/lib/events/partnerships/get-partnership-for-admin";
import { getPassesForAdmin } from "@/lib/events/passes/get-passes-for-admin";
import { formatMoney } from "@/lib/money/format-money";
import { EVENT_PASS_PRICE } from "@/lib/plans/tiers";

/** What a partner pays for event passes and the event partnership, and what it has of both. */
export async function EventPasses({ partnerId }: { partnerId: string }) {
  const { ctx } = await requireAdmin();
  const [passes, partnership] = await Promise.all([
    getPassesForAdmin(ctx, { partner_id: partnerId }),
    getPartnershipForAdmin(ctx, { partner_id: partnerId }),
  ]);
  const { least, most } = EVENT_PASS_PRICE;
  const range = `From ${formatMoney(least, "USD")} to ${formatMoney(most, "USD")}.`;
  return (
    <div id="event-passes" className="space-y-8">
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
      <Section
        title="Event partnership"
        actions={<PartnershipTermsDialog partnerId={partnerId} terms={partnership.terms} />}
      >
        <Card className="px-5 py-2.5">
          <KeyValue
            items={[
              { label: "Price of a month", value: formatMoney(partnership.terms.monthly_price_minor, "USD") },
              { label: "Events a month", value: count(partnership.terms.events_per_month) },
              {
                label: "Runs until",
                value: partnership.ends_at === null ? "Not running" : <Time at={partnership.ends_at} />,
              },
              { label: "Months bought", value: count(partnership.months) },
              { label: "Still to be earned", value: formatMoney(partnership.deferred_minor, "USD") },
            ]}
          />
        </Card>
      </Section>
    </div>
  );
}
