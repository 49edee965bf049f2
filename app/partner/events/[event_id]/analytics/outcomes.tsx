import { CalibrationPlot } from "@/components/charts/calibration-plot";
import { Section } from "@/components/ui/page-header";
import { Stat } from "@/components/ui/stat";
import type { Outcomes as EventOutcomes } from "@/lib/events/pairing/get-outcomes";
import type { ShownShare } from "@/lib/events/pairing/outcome-figures";
import { LEAST_PAIRS_A_BIN, LEAST_PEOPLE_A_BIN } from "@/lib/matching/calibration";

const n = (value: number) => value.toLocaleString("en-US");
const percent = (share: number) => `${Math.round(share * 100)}%`;
const TOO_FEW = "Not enough answers yet";

/** What guests said afterwards. Nothing is said of few answers, because those could be told apart. */
export function Outcomes({ outcomes }: { outcomes: EventOutcomes }) {
  const { answers, pairs_met, has_control_round, ratings, ratings_needed } = outcomes;
  const pairs = answers?.pairs ?? null;
  const [planned, control] = [answers?.planned ?? null, answers?.control ?? null];
  return (
    <Section
      title="What came of it"
      description="From guests’ answers up to last midnight (UTC). Figures change once at least five guests have changed, so you never see who said what."
    >
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        <Stat
          label="Pairs that answered"
          value={pairs === null || pairs_met === 0 ? "—" : percent(Math.min(1, pairs / pairs_met))}
          note={pairs === null ? TOO_FEW : `${n(pairs)} of ${n(pairs_met)} pairs that met, both of them`}
        />
        <Stat
          label={has_control_round ? "Mutual yes, planned rounds" : "Mutual yes"}
          value={planned === null ? "—" : percent(planned.share)}
          note={shareWords(planned)}
        />
        {has_control_round && (
          <Stat
            label="Mutual yes, control round"
            value={control === null ? "—" : percent(control.share)}
            note={control === null ? shareWords(control) : `Drawn at random. ${shareWords(control)}`}
          />
        )}
        <Stat
          label="How guests rate it"
          value={ratings === null ? "—" : `${ratings.mean.toFixed(1)} of 5`}
          note={
            ratings === null
              ? `${TOO_FEW}. ${ratings_needed} more ${ratings_needed === 1 ? "rating is" : "ratings are"} needed.`
              : `${n(ratings.count)} ratings, ${n((ratings.stars[3] ?? 0) + (ratings.stars[4] ?? 0))} of them with four or five stars`
          }
        />
      </div>
      <CalibrationPlot
        title="Predicted against actual"
        description="Pairs by the score we predicted, and how many of them said yes to each other."
        bins={answers?.calibration ?? []}
        empty={`${TOO_FEW}. Each point needs ${LEAST_PAIRS_A_BIN} pairs of at least ${LEAST_PEOPLE_A_BIN} guests who answered.`}
      />
    </Section>
  );
}

function shareWords(shown: ShownShare | null): string {
  if (shown === null)
    return `${TOO_FEW}. It takes ${LEAST_PAIRS_A_BIN} pairs of at least ${LEAST_PEOPLE_A_BIN} guests.`;
  const { mutual, pairs, range } = shown;
  return `${n(mutual)} of ${n(pairs)} pairs. The true share is likely ${percent(range[0])} to ${percent(range[1])}.`;
}
