import Link from "next/link";
import { PriceTable } from "@/app/(site)/business/price-table";
import { MANAGEMENT_LIMITS } from "@/lib/partners/rate-limits/limit-classes";
import { PUBLIC_LIMITS } from "@/lib/partners/rate-limits/public-limits";
import { REFUSED_LIMITS } from "@/lib/partners/rate-limits/refused-limits";
import { TEST_CALLS_PER_DAY, TIERS } from "@/lib/plans/tiers";
import { Guide } from "../frame/guide";
import { ReplyBlock } from "../frame/reply-block";
import { Snippet } from "../frame/snippet";
import { guideMetadata } from "../guide-metadata";

export const metadata = guideMetadata("rate-limits");

const { free } = TIERS;
const HEADERS = `RateLimit-Policy: "minute";q=${free.perMinute};w=60, "day";q=${free.perDay};w=86400
RateLimit: "minute";r=${free.perMinute - 1};t=85, "day";r=${free.perDay - 1};t=43200
X-RateLimit-Limit: ${free.perMinute}
X-RateLimit-Remaining: ${free.perMinute - 1}
X-RateLimit-Reset: 1769860800`;

export default function RateLimitsPage() {
  return (
    <Guide
      page="rate-limits"
      lead={
        <p>
          At a 429, wait as many seconds as <code>Retry-After</code> says, then send the same call again.
          Nothing was computed and nothing charged.
        </p>
      }
      sections={{
        "at-a-429": (
          <>
            <Snippet id="obey-limits" />
            <p>
              <code>code</code> says which limit it was:{" "}
              <Link href="/docs/errors#rate_limited_minute">rate_limited_minute</Link> is over within two
              minutes, <Link href="/docs/errors#rate_limited_day">rate_limited_day</Link> at midnight UTC at
              the latest. To need fewer calls, <Link href="/docs/batches">score many pairs in one</Link>.
            </p>
          </>
        ),
        tiers: (
          <>
            <p>
              Limits are your account’s, all its keys of one mode together. A tier holds once it is paid for
              or agreed; until then it is the free one. Test keys have their tier’s calls a minute and pairs a
              batch, and at most {TEST_CALLS_PER_DAY.toLocaleString("en")} calls a day.
            </p>
            <PriceTable />
          </>
        ),
        counting: (
          <ul>
            <li>
              <strong>The minute</strong> slides. Calls of the running clock minute count whole, those of the
              one before in part: by how much of it lies within the last 60 seconds.
            </li>
            <li>
              <strong>The day</strong> is the UTC day. It begins anew at midnight.
            </li>
            <li>
              A batch takes one call of the minute and one of the day for each pair, and is refused whole if
              it does not fit. A dry run takes one of each.
            </li>
            <li>
              A call that is refused for its input counts; one that is refused for its key, scope or signature
              does not. A replay of an <Link href="/docs/idempotency">Idempotency-Key</Link> counts, though it
              is never charged.
            </li>
            <li>
              Managing keys, usage, limits, billing and AI tokens takes nothing from these limits. It has its
              own: {MANAGEMENT_LIMITS.perMinute} calls a minute and{" "}
              {MANAGEMENT_LIMITS.perDay.toLocaleString("en-US")} a day, or yours where they are larger. It
              also goes on when a hard cap is reached. Revoking a key always works.
            </li>
            <li>
              Calls that are refused with 401 or 403 are limited apart, to {REFUSED_LIMITS.perMinute} a minute
              for each network. Beyond that the answer is 429. Your good keys go on working.
            </li>
            <li>
              Calls without a key, such as signing up, are limited by address: {PUBLIC_LIMITS.perMinute} a
              minute and {PUBLIC_LIMITS.perDay} a day.
            </li>
          </ul>
        ),
        headers: (
          <>
            <p>
              On every reply that was counted, about the limit that it was counted against. <code>q</code> is
              the limit and <code>w</code> its window in seconds; <code>r</code> is what is left and{" "}
              <code>t</code> the seconds until it is more, if you call nothing else. The three{" "}
              <code>X-RateLimit</code> fields say the same of the minute alone, with the time as Unix seconds.
            </p>
            <ReplyBlock
              id="limit-headers"
              title="After the first call of a test key"
              grammar="http"
              code={HEADERS}
            />
          </>
        ),
        outages: (
          <p>
            If the store of the limits does not answer, calls that create or charge are refused with 503{" "}
            <Link href="/docs/errors#limiter_unavailable">limiter_unavailable</Link>, and reads go on
            uncounted. Retry them like a 429.
          </p>
        ),
      }}
    />
  );
}
