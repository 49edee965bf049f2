import Link from "next/link";
import { PriceTable } from "@/app/(site)/business/price-table";
import { MAX_CANDIDATES } from "@/lib/partners/compatibility/schemas";
import { TIERS } from "@/lib/plans/tiers";
import { Guide } from "../frame/guide";
import { Snippet } from "../frame/snippet";
import { guideMetadata } from "../guide-metadata";

export const metadata = guideMetadata("batches");

const LARGEST = Math.max(...Object.values(TIERS).map(({ batchPairs }) => batchPairs));

export default function BatchesPage() {
  return (
    <Guide
      page="batches"
      lead={
        <p>
          <code>POST /api/v1/compatibility/batch</code> scores up to {LARGEST} pairs in one call, by tier. One
          result a pair, in order; a bad pair sinks no other.
        </p>
      }
      sections={{
        "one-call": (
          <>
            <p>
              Send <code>{`{"pairs": […]}`}</code>, or just the array. Each pair is the body of a single
              calculation, <code>explain</code> and all.
            </p>
            <Snippet id="score-batch" />
          </>
        ),
        "bad-pairs": (
          <p>
            The reply is 200 even where pairs failed, so look at each result: with <code>{`"ok": true`}</code>{" "}
            the fields of a score are there, with <code>{`"ok": false`}</code> there is <code>error</code>,
            whose <code>errors</code> name each bad field. <code>failed_pairs</code> counts them. Only scored
            pairs are charged for. Send the failed ones again, mended, in a batch of their own with a new
            Idempotency-Key.
          </p>
        ),
        "dry-run": (
          <>
            <p>
              With <code>?dry_run=true</code> every pair is checked and priced, none is scored and none
              charged. <code>billable_units</code> and <code>price_micro_usd</code> say what it would cost.
            </p>
            <Snippet id="price-batch" />
          </>
        ),
        rank: (
          <>
            <p>
              Looking for the best matches of one person? <code>POST /api/v1/compatibility/rank</code> takes
              that person and up to {MAX_CANDIDATES.toLocaleString("en-US")} candidates, each with an{" "}
              <code>id</code> of yours, and returns them best first. <code>limit</code> keeps the reply short.
              Every score equals what a single calculation gives for the same two people.
            </p>
            <Snippet id="rank-candidates" />
            <p>
              Equal scores share a <code>rank</code>. Candidates with too few traits in common with the person
              are listed in <code>unscored</code> and cost nothing. All others cost a unit each, whatever the
              limit. A call takes one of the minute and one of the day for each candidate. The size of a batch
              in your tier does not apply. If one candidate’s traits are not valid, nothing is scored and the
              reply names each bad field.
            </p>
          </>
        ),
        sizes: (
          <>
            <p>
              A batch takes one call of the minute and one of the day for each pair. If the day has not that
              many left, all of it is refused with 429; above your tier’s size, with 400{" "}
              <Link href="/docs/errors#batch_too_large">batch_too_large</Link>.
            </p>
            <PriceTable />
          </>
        ),
        speed: (
          <ul>
            <li>
              <strong>Batch.</strong> A hundred pairs in one call cost one round trip and one call of the
              minute.
            </li>
            <li>
              <strong>Keep connections open.</strong> A new TLS connection costs more than the calculation.
              Node’s fetch keeps them by itself; in Python use one client for many calls.
            </li>
            <li>
              <strong>Leave out what you do not show.</strong> <code>explain</code> makes replies many times
              larger.
            </li>
            <li>
              <strong>Send an Idempotency-Key where you retry.</strong> It costs two writes to the database,
              so a little time; a charge that happens twice costs more.
            </li>
            <li>
              <strong>Keep scores.</strong> Under one <code>model_version</code> the same two people always
              score the same, so a stored score stays right.
            </li>
          </ul>
        ),
      }}
    />
  );
}
