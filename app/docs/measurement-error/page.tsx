import Link from "next/link";
import { Cell, RowHead, Table } from "@/components/ui/table";
import { MAX_STANDARD_ERROR, RANGE_LEVEL, soulmate1, soulmate2, TRAIT_COUNT } from "@/lib/scoring/model";
import { DEFAULT_MODEL_VERSION } from "@/lib/scoring/models";
import { Guide } from "../frame/guide";
import { Snippet } from "../frame/snippet";
import { guideMetadata } from "../guide-metadata";

export const metadata = guideMetadata("measurement-error");

const FORMULA: readonly (readonly [string, string])[] = [
  ["squared distance", "Σ (aₖ − bₖ)² over the traits known in both people"],
  ["squared error", "Σ (σₐₖ² + σᵦₖ²) over the same traits"],
  ["D²", `max(0, squared distance − squared error) × ${TRAIT_COUNT} / known`],
];

const level = `${100 * RANGE_LEVEL} %`;

export default function MeasurementErrorPage() {
  return (
    <Guide
      page="measurement-error"
      lead={
        <p>
          <code>{soulmate2.version}</code> gives the same score as <code>{soulmate1.version}</code>, minus the
          part that is only noise in the answers. It also tells you how sure the score is.
        </p>
      }
      sections={{
        why: (
          <>
            <p>
              <code>{soulmate1.version}</code> takes every trait as exact. Answers aren’t. With two statements
              for each trait, one person who answers twice scores about 0.51 against themselves, and almost
              half of the squared distance between two strangers is noise.
            </p>
            <p>
              <code>{soulmate2.version}</code> subtracts what noise adds on average. If your traits are exact,
              both models give the same number.
            </p>
          </>
        ),
        send: (
          <>
            <p>
              Send <code>standard_errors</code> next to <code>traits</code>. It holds {TRAIT_COUNT} numbers
              from 0 to {MAX_STANDARD_ERROR}, in the order of the traits. A <code>null</code> counts as 0, and
              so does the whole field when you leave it out. A trait with a larger error than{" "}
              {MAX_STANDARD_ERROR} is known less well than a random answer. Send that trait as{" "}
              <code>null</code>.
            </p>
            <p>
              If all your people answer the same questionnaire, the standard error of a trait is its standard
              deviation times √(1 − reliability). Send the plain estimates. Estimates that were pulled toward
              the average, such as posterior means, already have noise removed, and the model would remove it
              twice.
            </p>
            <Snippet id="score-with-errors" />
          </>
        ),
        formula: (
          <>
            <Table label={`The distance in ${soulmate2.version}`}>
              <tbody className="divide-y divide-line">
                {FORMULA.map(([name, means]) => (
                  <tr key={name}>
                    <RowHead className="font-mono text-[0.8125rem]">{name}</RowHead>
                    <Cell className="font-mono text-[0.8125rem]">= {means}</Cell>
                  </tr>
                ))}
              </tbody>
            </Table>
            <p>
              From D on, every step is the one in <Link href="/docs/scores#formula">the formula</Link>. The
              alignments in <code>dimension_breakdown</code> are not corrected. They describe the answers as
              given, because a group of three to six traits holds too little to tell noise from difference.
              That’s why close people can have a high score next to lower alignments.
            </p>
          </>
        ),
        range: (
          <>
            <p>
              <code>score_range</code> holds <code>low</code>, <code>high</code> and <code>level</code>. The
              true score lies between the two for about {level} of pairs. In our simulations it was 78 to 91 %
              when all traits were known. The range always contains the score, and the same input always gives
              the same range.
            </p>
            <ul>
              <li>Larger standard errors never make the range narrower.</li>
              <li>
                Unknown traits never make it narrower either. Each one counts as measured as badly as
                possible, so with many unknown traits the range gets wide and holds the true score more often.
              </li>
              <li>When all {TRAIT_COUNT} traits are exact, the range has no width.</li>
            </ul>
            <p>
              Show the range with the score. Two scores whose ranges overlap widely are not clearly different.
            </p>
          </>
        ),
        percentile: (
          <p>
            <code>population_percentile</code> says how many percent of pairs in a population are less close,
            and <code>population_reference</code> names that population, its number of people and its date.
            Both are <code>null</code> until a population large enough exists. There is none yet.
          </p>
        ),
        choose: (
          <p>
            <code>{DEFAULT_MODEL_VERSION}</code> stays the default. Send{" "}
            <code>{`"model_version": "${soulmate2.version}"`}</code> with a call, with a batch or with one
            pair of a batch, or <Link href="/docs/versioning#pin">pin a key</Link>. The call’s choice comes
            before the key’s. <code>{soulmate1.version}</code> refuses <code>standard_errors</code> because it
            would ignore them. Compare scores only within one model.
          </p>
        ),
        science: (
          <>
            <p>
              A more precise score is not a better prediction. Joel, Eastwick and Finkel (2017) measured more
              than a hundred traits and preferences of people before a speed-dating event. Machine learning
              could explain a little of who likes others in general and who is liked in general. It could
              explain hardly anything of who would like whom in particular.
            </p>
            <p>
              So use the score as a reason to talk, not as a forecast, and tell your users so. The range says
              how well two people’s traits were measured. It does not say how well they will get on.
            </p>
            <p className="text-sm text-muted">
              Joel, S., Eastwick, P. W., & Finkel, E. J. (2017). Is romantic desire predictable? Machine
              learning applied to initial romantic attraction. <cite>Psychological Science</cite>, 28(10),
              1478–1489.
            </p>
          </>
        ),
      }}
    />
  );
}
