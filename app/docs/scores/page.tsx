import Link from "next/link";
import { Cell, HeadCell, RowHead, Table } from "@/components/ui/table";
import {
  FULL_FEASIBILITY,
  GROUP_NAMES,
  GROUPS,
  MIN_KNOWN_TRAITS,
  NEUTRAL_RESONANCE,
  RESONANCE_METRIC_COUNT,
  TRAIT_COUNT,
  TRAITS,
} from "@/lib/scoring/model";
import { DEFAULT_MODEL_VERSION, getModel } from "@/lib/scoring/models";
import { Guide } from "../frame/guide";
import { Snippet } from "../frame/snippet";
import { guideMetadata } from "../guide-metadata";

export const metadata = guideMetadata("scores");

export default function ScoresPage() {
  const model = getModel(DEFAULT_MODEL_VERSION);
  if (model === undefined) throw new Error(`The model ${DEFAULT_MODEL_VERSION} is not in the registry.`);
  const { beta1, beta2, gamma1, gamma2 } = model;
  const formula: readonly (readonly [string, string])[] = [
    ["D", "√ Σ αₖ (aₖ − bₖ)², every αₖ = 1"],
    ["trait_compatibility", "exp(−D)"],
    ["resonance_compatibility", `${beta1} · mean(R) + ${beta2} · (1 − variance(R)), the latter from 0 to 1`],
    ["total_compatibility", `${gamma1} · trait_compatibility + ${gamma2} · resonance_compatibility`],
    ["compatibility_score", "feasibility · total_compatibility"],
  ];
  return (
    <Guide
      page="scores"
      lead={
        <p>
          Send {TRAIT_COUNT} numbers from 0 to 1 for each person, in the order below, <code>null</code> where
          you do not know. At least {MIN_KNOWN_TRAITS} must be known in both people.
        </p>
      }
      sections={{
        traits: (
          <>
            <p>
              The index is the place in <code>traits</code>. Each group has an alignment of its own in{" "}
              <code>dimension_breakdown</code>: 1 minus the mean difference of its traits.
            </p>
            <Table label="Traits">
              <thead className="border-b border-line">
                <tr>
                  <HeadCell>Group</HeadCell>
                  <HeadCell>Index and trait</HeadCell>
                </tr>
              </thead>
              <tbody className="divide-y divide-line">
                {GROUP_NAMES.map((group) => (
                  <tr key={group}>
                    <RowHead>
                      <code>{group}</code>
                    </RowHead>
                    <Cell>
                      <ol className="grid gap-x-6 sm:grid-cols-2">
                        {GROUPS[group].map((index) => (
                          <li key={index} className="font-mono text-[0.8125rem]">
                            <span className="mr-2 inline-block w-5 text-right text-muted">{index}</span>
                            {TRAITS[index]}
                          </li>
                        ))}
                      </ol>
                    </Cell>
                  </tr>
                ))}
              </tbody>
            </Table>
          </>
        ),
        formula: (
          <>
            <p>
              This is <code>{DEFAULT_MODEL_VERSION}</code>, whole. a and b are the two people’s traits, R the
              resonance of the pair.
            </p>
            <Table label={`The formula of ${DEFAULT_MODEL_VERSION}`}>
              <tbody className="divide-y divide-line">
                {formula.map(([name, means]) => (
                  <tr key={name}>
                    <RowHead className="font-mono text-[0.8125rem] whitespace-nowrap">{name}</RowHead>
                    <Cell className="font-mono text-[0.8125rem]">= {means}</Cell>
                  </tr>
                ))}
              </tbody>
            </Table>
            <p>
              A version never changes its answers: see <Link href="/docs/versioning#models">models</Link>. If
              your traits come from a questionnaire, read about{" "}
              <Link href="/docs/measurement-error">scores with a range</Link>.
            </p>
          </>
        ),
        unknown: (
          <>
            <p>
              Send <code>null</code> for a trait that you do not know. The squared distance is then taken over
              the traits known in both and scaled by {TRAIT_COUNT} / known, and a group with no trait in
              common is <code>null</code>. <code>trait_coverage</code> in the reply says how much was known;
              show it, or a score of half a person looks like one of a whole.
            </p>
            <Snippet id="unknown-traits" />
          </>
        ),
        resonance: (
          <dl>
            <dt>
              <code>resonance</code>
            </dt>
            <dd>
              {RESONANCE_METRIC_COUNT} numbers from 0 to 1 on how the two get on, if you have measured it.
              Left out, all are {NEUTRAL_RESONANCE}: neither for nor against. With those, a perfect match of
              traits scores {gamma1 + gamma2 * (beta1 * NEUTRAL_RESONANCE + beta2)}.
            </dd>
            <dt>
              <code>feasibility</code>
            </dt>
            <dd>
              A number from 0 to 1 by which the score is multiplied, such as for distance. Left out, it is{" "}
              {FULL_FEASIBILITY}.
            </dd>
          </dl>
        ),
        explanation: (
          <>
            <p>
              Ask with <code>{`"explain": true`}</code>. The reply gains <code>explanation</code>: a summary
              in words, the closest and widest traits, each group’s share of the distance, and a derivation
              that can be worked out again by hand, term by term.
            </p>
            <Snippet id="explain-pair" />
          </>
        ),
        fun: (
          <p>
            <code>include_numerology</code> and <code>include_astrology</code> add two numbers from both
            birthdates. They are for fun and never part of the score; pages that show them should say so.
          </p>
        ),
      }}
    />
  );
}
