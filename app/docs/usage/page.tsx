import Link from "next/link";
import { PriceTable } from "@/app/(site)/business/price-table";
import { KEPT_DAYS } from "@/lib/partners/usage/maintain-partitions";
import { THOUSAND_PAIRS_PRICE } from "@/lib/plans/price-words";
import { Guide } from "../frame/guide";
import { Snippet } from "../frame/snippet";
import { guideMetadata } from "../guide-metadata";

export const metadata = guideMetadata("usage");

export default function UsagePage() {
  return (
    <Guide
      page="usage"
      lead={
        <p>
          A unit is one pair scored by a successful live call: {THOUSAND_PAIRS_PRICE} for 1,000, on top of the
          tier. Everything else is free of charge.
        </p>
      }
      sections={{
        "what-costs": (
          <ul>
            <li>
              <strong>Costs:</strong> a calculation with a live key, one unit; a batch with a live key, one
              unit for each pair that was scored.
            </li>
            <li>
              <strong>Costs nothing:</strong> test keys, refused calls, failed pairs of a batch, dry runs,
              replays of an Idempotency-Key, managing keys, reading usage.
            </li>
          </ul>
        ),
        read: (
          <>
            <p>
              A live key sees live calls, a test key test calls. Group by <code>day</code>, <code>hour</code>,{" "}
              <code>endpoint</code> or <code>key</code>; without <code>from</code> and <code>to</code> you get
              the last 30 days. Costs are in millionths of a US dollar.
            </p>
            <Snippet id="read-usage" />
            <p>
              <Link href="/docs/reference/usage#exportUsage">GET /v1/usage.csv</Link> has the same rows as a
              table, for up to a year also by hour.
            </p>
            <Snippet id="download-usage" />
          </>
        ),
        watch: (
          <>
            <p>
              <Link href="/docs/reference/usage#streamRequests">GET /v1/usage/requests/stream</Link> sends
              each call within about a second, as server-sent events. Come back with{" "}
              <code>Last-Event-ID</code> to go on where you left. Calls of the half minute before may then
              come again, so go by their id.
            </p>
            <Snippet id="watch-calls" />
          </>
        ),
        billed: (
          <ul>
            <li>
              With a plan, a UTC month’s units are one line of an invoice on the first of the next: units
              times the price, rounded to the cent once. Without a plan they are measured, and not charged on
              the free tier.
            </li>
            <li>
              In the portal each such line opens to its days, their endpoints and every request id. The parts
              sum to the line exactly, and each level downloads as CSV.
            </li>
            <li>
              A call that is recorded after its month’s invoice was closed is on the next one, marked late,
              and on no other.
            </li>
            <li>
              <Link href="/docs/reference/usage#getApiUsageSummary">
                GET /v1/monetization/api-usage/summary
              </Link>{" "}
              gives the running month,{" "}
              <Link href="/docs/reference/usage#getApiRateLimit">
                GET /v1/monetization/api-usage/rate-limit
              </Link>{" "}
              what is left of your limits.
            </li>
            <li>
              <Link href="/docs/reference/billing#listInvoices">GET /v1/billing/invoices</Link> lists your
              invoices, and each{" "}
              <Link href="/docs/reference/billing#downloadInvoice">downloads as a PDF</Link>.
            </li>
          </ul>
        ),
        counted: (
          <ul>
            <li>
              A unit is written down durably before its reply is sent. A reply that was never sent is not
              charged.
            </li>
            <li>
              Each call counts once, whatever is retried: with an{" "}
              <Link href="/docs/idempotency">Idempotency-Key</Link> a retry is a replay, and free.
            </li>
            <li>Usage is counted to the last call; hours are whole UTC hours.</li>
            <li>
              Single calls are kept for {KEPT_DAYS} days; hourly sums are kept for good. Addresses are cut
              short before they are stored.
            </li>
          </ul>
        ),
        alerts: (
          <>
            <p>
              In the portal you can be told by email when usage, spend or errors pass a threshold. An alert
              may also be a hard cap: live calls that score are then refused with 429{" "}
              <Link href="/docs/errors#cap_reached">cap_reached</Link> until its window ends or you raise it.
              Keys, usage and billing can still be managed. Alerts are measured each minute, so what is called
              within that minute still passes.
            </p>
            <p>
              Members of your team are told at once. Anyone else gets one email that asks them to confirm, and
              alerts once they do. Until then the alert shows “Waiting for confirmation”. You can resend the
              email twice, an hour apart.
            </p>
          </>
        ),
        tiers: <PriceTable />,
      }}
    />
  );
}
