import Link from "next/link";
import { CodeBlock } from "@/components/ui/code-block";
import { Cell, HeadCell, RowHead, Table } from "@/components/ui/table";
import { JOINERS, MOST_A_QUARTER, MOST_A_YEAR } from "@/lib/differential-privacy/budget";
import { HIDE_UNDER } from "@/lib/differential-privacy/released";
import { MILLI } from "@/lib/differential-privacy/scale";
import { formatMoney } from "@/lib/money/format-money";
import { TIERS } from "@/lib/plans/tiers";
import { brandOf } from "@/lib/platform/brand";
import { BUILD_MILLI } from "@/lib/research/insights/build-questions";
import { BINS, MAX_DIMENSIONS, SUBJECT_TRAITS } from "@/lib/research/insights/question";
import { Guide } from "../frame/guide";
import { Snippet } from "../frame/snippet";
import { guideMetadata } from "../guide-metadata";

export const metadata = guideMetadata("research");

const MEASURES: readonly (readonly [string, string])[] = [
  ["people", "How many people."],
  ["trait_average, trait_median", "The middle of one trait, or of a group of traits, from 0 to 1."],
  ["trait_distribution", `How many people in each of ${BINS} equal bins of that trait.`],
  ["pairs", "How many pairs that chance made."],
  ["compatibility_average, compatibility_median", "The middle of their scores under soulmate-2."],
  ["compatibility_distribution", `How many pairs in each of ${BINS} bins of the score.`],
];

export default function ResearchGuide() {
  return (
    <Guide
      page="research"
      lead={
        <p>
          Research insights answer questions about everyone in an edition, and say almost nothing about any
          one person in it. You choose how exact an answer must be, and see what that costs before anything is
          read.
        </p>
      }
      sections={{
        start: (
          <>
            <p>
              An edition is a frozen data set of one quarter. It holds people who agreed to research and whose
              answers are not of low quality, at most one row each, without name, ID or time. Ages are bands
              of five years, places are regions of the world, and traits about intimacy are left out. An
              edition is published the night after its quarter ends, and never changes.
            </p>
            <p>
              You need the Research plan ({formatMoney(TIERS.research.priceMinor, "USD", { trim: true })} a
              year) or Enterprise. Everything on this page works in the browser under{" "}
              <Link href="/research">Research</Link>, and over the API with a live key. The scope{" "}
              <code>insights:read</code> reads everything that was released and what new answers would cost.{" "}
              <code>insights:query</code> asks for new ones. In a team, owners, admins and developers may ask,
              and viewers may read.
            </p>
          </>
        ),
        ask: (
          <>
            <p>
              A question is a measure, by at most {MAX_DIMENSIONS} dimensions, with filters. The dimensions
              are <code>age_band</code>, <code>region</code>, and each of {SUBJECT_TRAITS.length} traits in
              thirds of its scale, such as <code>novelty_level</code>. All values come from public lists, so
              the shape of an answer says nothing about who is in it. Pairs have age and region only: what
              both people have in common, or <code>mixed</code>.
            </p>
            <Table label="What you can measure">
              <thead>
                <tr>
                  <HeadCell>Measure</HeadCell>
                  <HeadCell>What it tells</HeadCell>
                </tr>
              </thead>
              <tbody className="divide-y divide-line">
                {MEASURES.map(([name, tells]) => (
                  <tr key={name}>
                    <RowHead className="font-mono text-[0.8125rem]">{name}</RowHead>
                    <Cell>{tells}</Cell>
                  </tr>
                ))}
              </tbody>
            </Table>
            <Snippet id="insight-query" />
          </>
        ),
        card: (
          <>
            <p>
              Send <code>dry_run</code> first, or look at the card beside the form. It says how many groups
              the answer has, how far each count may be off, what that costs, what you have left, and whether
              the answer is known already. A card costs nothing, because no data are read for it.
            </p>
            <Snippet id="insight-card" />
            <p>
              You choose the error, and the smallest ε that is enough is found for you. Half the error costs
              twice the ε. An average costs twice what a count of the same error costs, because it needs a sum
              and a count. Pairs cost fifteen times what people cost.
            </p>
          </>
        ),
        answer: (
          <>
            <p>
              Each figure comes with a range. The true one lies in it 19 times out of 20. Figures are rounded
              to their noise, so no digit is shown that says nothing.
            </p>
            <ul>
              <li>
                A group whose noisy count is under {HIDE_UNDER} is <code>null</code>. A hidden group and an
                empty one look the same, in every format.
              </li>
              <li>
                Where the error is large, an empty group can show a count within its error. Read “50 ±205” as
                “somewhere from 0 to 255”.
              </li>
              <li>
                Totals add up the groups that are shown. Hidden ones count as nothing, so a total can be a
                little low.
              </li>
              <li>
                Each range holds by itself. Among 100 figures, expect about five to be further off. The
                largest of many is often too large.
              </li>
            </ul>
          </>
        ),
        budget: (
          <>
            <p>
              ε counts what all answers together can say about one person. An edition has at most{" "}
              {MOST_A_QUARTER / MILLI} of it, four editions in a row at most {MOST_A_YEAR / MILLI}, and what
              is spent never comes back. {BUILD_MILLI / MILLI} goes to the report that every partner gets.
              Five sixths of the rest are equal shares for the partners with a research plan on that day, and
              the last sixth waits for {JOINERS} partners who come later.
            </p>
            <p>
              No other partner can use up your share. In the third month half of what each has left is lent to
              those who ask first, and the other half stays its owner’s. Where your share does not pay, the
              answer is <code>share_used_up</code>, in words that never depend on the data.
            </p>
          </>
        ),
        free: (
          <>
            <p>
              Whatever was released once is free for every partner: the same question, a choice of its groups,
              and sums of its groups where none of them is hidden. Other partners can therefore see what you
              asked, but never that it was you. Closed editions answer only what was released of them.
            </p>
            <p>
              The report of each edition is free from the start, with filters that choose among released
              groups.
            </p>
            <Snippet id="insight-export" />
          </>
        ),
        compare: (
          <p>
            A release shows the same question of every edition, at no cost, with the most precise answer that
            was released of each. We call it a change only where the two ranges do not meet. Editions hold
            different people, so a change in them can be a change in who took part.
          </p>
        ),
        verify: (
          <>
            <p>
              Every answer can be downloaded as CSV, JSON or Parquet. They hold the same table: a row for each
              group, or for each bin of each group. What is hidden and what is empty is missing in the same
              way in all of them.
            </p>
            <p>
              The signed bundle is one archive with all three, a{" "}
              <a href="https://datapackage.org/" rel="noreferrer">
                Data Package
              </a>{" "}
              descriptor that explains every column, a Vega-Lite chart, and a manifest. The manifest names the
              edition and its commitment, the release, ε, the mechanism with its noise scale, the rounding,
              and the SHA-256 of every file. It is signed with Ed25519 as a JSON Web Signature. The same
              answer gives the same bytes on any day.
            </p>
            <p>
              To check a bundle, get <a href="/verify-bundle.mjs">the program</a> and{" "}
              <a href="/.well-known/research-keys.json">our public keys</a> once. The program is one file
              without dependencies, so you can read it first. It needs Node.js 18 or later and no network:
            </p>
            <CodeBlock
              id="verify-bundle"
              title="Verify a bundle"
              language="Shell"
              code="node verify-bundle.mjs research-2026-q3-3e5a87c7a329.zip --keys research-keys.json"
            />
            <p>
              It ends with 0 where every byte is as it was signed, with 1 where one is not, and with 2 where
              it was called wrongly. Old keys stay in the list, so an old bundle can still be checked.
            </p>
          </>
        ),
        publish: (
          <ul>
            <li>
              Open one of your answers and publish it with a title and a summary. It gets a page that everyone
              can read, with its figures, its files and how to cite it, under an address such as{" "}
              <code>/findings/2026q3-7f3k9qxa</code>.
            </li>
            <li>
              You can publish what your team paid for, and what every edition releases when it opens. An
              answer that was free because another team paid for it is theirs to publish.
            </li>
            <li>
              A finding that you withdraw keeps its address, which then says that it was withdrawn. Files that
              others have downloaded stay with them.
            </li>
          </ul>
        ),
        reports: (
          <>
            <p>
              A report brings you the figures of the newest edition with each new edition, every Monday, or on
              the first of each month. It can ask one of your questions again, for at most the ε that you
              allow in an edition. Where that is not enough, it comes without the answer and says so. Members
              of your team get it by email. Each edition also has a quarterly report as a PDF.
            </p>
            <p>
              Two <Link href="/docs/webhooks#types">webhooks</Link> tell your systems:{" "}
              <code>insights.edition_published</code> when an edition opens, and{" "}
              <code>insights.report_ready</code> when one of your reports was made. Its <code>query_id</code>{" "}
              leads to the answer.
            </p>
          </>
        ),
        guaranteed: (
          <ul>
            <li>
              Each answer is ε-differentially private for every person in the edition. With or without them,
              no answer becomes more than e<sup>ε</sup> times likelier.
            </li>
            <li>
              The sum over all answers and all partners never passes the budget, whatever is asked and in
              whatever order.
            </li>
            <li>An answer never changes. No one gets a second, differently noisy answer to one question.</li>
            <li>
              People who withdraw are in no later edition. Answers that were given before stay, because they
              cannot be called back, and none of them shows anyone.
            </li>
          </ul>
        ),
        limits: (
          <ul>
            <li>
              The ranges hold the noise alone. They do not say how well people who took the assessment and
              agreed to research stand for everyone else. Do not carry results over to a population without
              thinking about who chose to take part.
            </li>
            <li>
              Traits are measured with errors of their own. They widen distributions and pull relations toward
              zero, and no answer corrects that.
            </li>
            <li>Differences between groups are not causes.</li>
            <li>
              Privacy is about taking part. That a group as a whole is open to novelty says something about
              its members, whether or not they took part.
            </li>
            <li>
              Editions marked as synthetic hold people who do not exist. They are for trying things out, and
              say nothing about the world.
            </li>
          </ul>
        ),
        cite: (
          <>
            <p>
              Cite the release ID. The figures under it never change, and the page of each release has the
              sentence ready to copy. Name the edition, the ε and the error:
            </p>
            <blockquote>
              {brandOf(null).name} Research (2026). People by age and region. Edition 2026-Q3, release 0190….
              Differentially private, ε = 0.15.
            </blockquote>
            <p>
              Every edition has a commitment, the SHA-256 of a secret nonce and all rows. It was published
              with the edition, so its data cannot be changed unseen. The formulas are under{" "}
              <Link href="/docs/research-method">Research method</Link>.
            </p>
          </>
        ),
      }}
    />
  );
}
