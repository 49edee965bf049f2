import Link from "next/link";
import { Cell, RowHead, Table } from "@/components/ui/table";
import { MOST_A_QUARTER, MOST_A_YEAR } from "@/lib/differential-privacy/budget";
import {
  MAX_PAIRS_A_PERSON,
  PAIR_OFFSETS,
  PAIR_SENSITIVITY,
  PERSON_SENSITIVITY,
} from "@/lib/differential-privacy/contributions";
import { HIDE_UNDER } from "@/lib/differential-privacy/released";
import { MILLI } from "@/lib/differential-privacy/scale";
import { BINS } from "@/lib/research/insights/question";
import { Guide } from "../frame/guide";
import { guideMetadata } from "../guide-metadata";

export const metadata = guideMetadata("research-method");

type Formulas = readonly (readonly [string, string])[];

const PROMISE: Formulas = [
  ["P[M(D) ∈ S]", "≤ e^ε · P[M(D′) ∈ S]   for all D, D′ that differ in one person, and all S"],
];

const NOISE: Formulas = [
  ["scale t", "= Δ / ε"],
  ["p", "= e^(−1 / t)"],
  ["P[X = x]", "= (1 − p) / (1 + p) · p^|x|   for every whole number x"],
];

const STATISTICS: Formulas = [
  ["count of a cell", "= true count + X,   t = Δ / ε"],
  ["mean of a cell", "= 500 + S / N,   S = Σ (v − 500) + X₁,   N = count + X₂,   each with ε / 2"],
  ["scale of S", "= Δ · 500 / (ε / 2),   v a whole number from 0 to 1,000"],
  ["median", `= first bin j of ${BINS} with 2 · F(j) − F(${BINS}) ≥ 0,   F the sum of noisy bins up to j`],
];

const ERRORS: Formulas = [
  ["P[|X| > m]", "= 2 p^(m + 1) / (1 + p)"],
  ["error e of a count", "= least m with P[|X| > m] ≤ 0.05"],
  ["step r", "= largest of 1, 2, 5, 10, 20, 50, … that is at most max(1, e / 3)"],
  ["stated error", "= e + ⌊r / 2⌋"],
  ["φ of a sum of k noises", "= ((1 − p)² / (1 − 2 p cos θ + p²))^k,   summed over θ for its exact tail"],
];

const BUDGET: Formulas = [
  ["one edition", `ε₁ + ε₂ + … ≤ ${MOST_A_QUARTER / MILLI}`],
  ["four editions in a row", `≤ ${MOST_A_YEAR / MILLI}`],
  ["a grid of people", "one ε for all of its cells, because a person is in one of them"],
];

function Formula({ label, rows }: { label: string; rows: Formulas }) {
  return (
    <Table label={label}>
      <tbody className="divide-y divide-line">
        {rows.map(([name, means]) => (
          <tr key={name}>
            <RowHead className="font-mono text-[0.8125rem]">{name}</RowHead>
            <Cell className="font-mono text-[0.8125rem]">{means}</Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

export default function ResearchMethodPage() {
  return (
    <Guide
      page="research-method"
      lead={
        <p>
          Every figure of <Link href="/docs/research">research insights</Link> comes from these formulas. The
          order matters: contributions are bounded, noise is added on a fixed grid, and only then is anything
          hidden, added up or rounded.
        </p>
      }
      sections={{
        promise: (
          <>
            <p>
              A mechanism M is ε-differentially private where no person can change the probability of any
              output by more than a factor. Neighbors are data with and without one person.
            </p>
            <Formula label="Differential privacy" rows={PROMISE} />
            <p>
              Whatever is computed from an output alone keeps the promise. So sums, medians, hiding, rounding
              and every later look at a release cost nothing more.
            </p>
          </>
        ),
        people: (
          <>
            <p>
              The sensitivity Δ is the most that one person changes, in the sum of absolute differences over a
              whole answer. For people it is {PERSON_SENSITIVITY}: a person has one row, and a row counts in
              one cell of a grid.
            </p>
            <p>
              Compatibility is about pairs, and one person could be in all of them. Rows therefore stand in a
              random circle, drawn once, and each meets the next {PAIR_OFFSETS}. A person is in{" "}
              {MAX_PAIRS_A_PERSON} pairs at most. Take them out, and the circle closes: their pairs go, and{" "}
              {PAIR_OFFSETS} new ones come about. So Δ is {PAIR_SENSITIVITY} for pairs.
            </p>
          </>
        ),
        noise: (
          <>
            <p>
              Noise X is the discrete Laplace distribution. It is drawn exactly, with whole numbers and
              fractions of unbounded size and bytes from a cryptographic source. Floating-point noise would
              leak through its lowest bits.
            </p>
            <Formula label="The noise" rows={NOISE} />
          </>
        ),
        statistics: (
          <>
            <p>
              Traits and scores are whole numbers of thousandths. A sum is taken from the middle of the scale,
              which halves what one value can add. Every cell of the public grid gets noise, empty ones too.
            </p>
            <Formula label="The statistics" rows={STATISTICS} />
            <p>
              A distribution is the noisy bins themselves. A median is read from the same release, so a
              partner who has one has the other for nothing.
            </p>
          </>
        ),
        shown: (
          <ol>
            <li>Noise is added to every cell of the grid.</li>
            <li>
              Cells with a noisy count under {HIDE_UNDER} are hidden. The rule looks at noisy counts alone, so
              it says nothing more about the data.
            </li>
            <li>Totals and sums add up what is shown.</li>
            <li>Everything is rounded to the step below, which is about the size of the noise.</li>
          </ol>
        ),
        errors: (
          <>
            <p>
              Stated errors hold with 95 % and include rounding. They come from the exact distribution of the
              noise, also for sums of several cells. Choosing an error finds the smallest ε by bisection.
            </p>
            <Formula label="The errors" rows={ERRORS} />
            <p>
              A mean is a quotient of two noisy numbers. Its range is where the quotient can lie while each of
              the two is within its error at 97.5 %, so both hold with 95 % by the union bound. A median’s
              range runs from the first bin where the noisy difference is at least −e to the last one before
              which it is at most e, with e the error of the sum of all bins.
            </p>
          </>
        ),
        accounting: (
          <>
            <p>
              ε is a whole number of thousandths everywhere, so sums are exact. Releases of an edition follow
              one another behind a lock. Reading, noise, release and charge are one transaction, and the
              database refuses a release without its charge, or a sum beyond the budget.
            </p>
            <Formula label="The budget" rows={BUDGET} />
            <p>
              This is sequential composition. It holds for questions that are chosen after seeing earlier
              answers, because the sum is bounded beforehand. We use no approximate accounting: there is no δ.
            </p>
          </>
        ),
        checks: (
          <ul>
            <li>
              A million draws of the sampler are held against the exact distribution (chi-square), in{" "}
              <code>npm run bench</code>.
            </li>
            <li>
              For each mechanism the whole distribution of outputs is written out on neighboring data. No
              output becomes more than e<sup>ε</sup> times likelier, and with half the sensitivity the same
              test fails.
            </li>
            <li>Hidden and empty cells are compared byte by byte.</li>
            <li>Refusals are compared word by word between groups of different sizes.</li>
          </ul>
        ),
        sources: (
          <ul>
            <li>
              Dwork, McSherry, Nissim and Smith (2006). Calibrating noise to sensitivity in private data
              analysis.
            </li>
            <li>
              Ghosh, Roughgarden and Sundararajan (2009). Universally utility-maximizing privacy mechanisms.
            </li>
            <li>McSherry (2009). Privacy integrated queries.</li>
            <li>Mironov (2012). On significance of the least significant bits for differential privacy.</li>
            <li>Dwork and Roth (2014). The algorithmic foundations of differential privacy.</li>
            <li>Rogers, Roth, Ullman and Vadhan (2016). Privacy odometers and filters.</li>
            <li>Canonne, Kamath and Steinke (2020). The discrete Gaussian for differential privacy.</li>
          </ul>
        ),
      }}
    />
  );
}
