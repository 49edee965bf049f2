import { CalibrationPlot } from "@/components/charts/calibration-plot";
import { Section } from "@/components/ui/page-header";
import { Stat } from "@/components/ui/stat";
import type { EventOutcomes } from "@/lib/events/meetings/get-outcomes";
import { LEAST_PAIRS_A_BIN, LEAST_PEOPLE_A_BIN, type ShareOfPairs } from "@/lib/matching/calibration";

const n = (value: number) => value.toLocaleString("en-US");
const percent = (share: number) => `${Math.round(share * 100)}%`;
const TOO_FEW = "Not enough answers yet";

/** What guests said afterwards. Nothing is said of few answers, because those could be told apart. */
export function Outcomes({ outcomes }: { outcomes: EventOutcomes }) {
  const { pairs_met, pairs_answered, planned, control, calibration, rating, ratings_needed } = outcomes;
  return (
    <Section
      title="What came of it"
      description="From guests’ answers up to last midnight (UTC). You never see who said what."
    >
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        <Stat
          label="Pairs that answered"
          value={pairs_met === 0 ? "—" : percent(pairs_answered / pairs_met)}
          note={`${n(pairs_answered)} of ${n(pairs_met)} pairs that met, both of them`}
        />
        <Stat
          label={control === null ? "Mutual yes" : "Mutual yes, planned rounds"}
          value={planned.share === null ? "—" : percent(planned.share)}
          note={shareWords(planned)}
        />
        {control !== null && (
          <Stat
            label="Mutual yes, control round"
            value={control.share === null ? "—" : percent(control.share)}
            note={control.share === null ? shareWords(control) : `Drawn at random. ${shareWords(control)}`}
          />
        )}
        <Stat
          label="How guests rate it"
          value={rating === null ? "—" : `${rating.mean.toFixed(1)} of 5`}
          note={
            rating === null
              ? `${TOO_FEW}. ${ratings_needed} more ${ratings_needed === 1 ? "rating is" : "ratings are"} needed.`
              : `${n(rating.count)} ratings, ${n((rating.by_stars[3] ?? 0) + (rating.by_stars[4] ?? 0))} of them with four or five stars`
          }
        />
      </div>
      <CalibrationPlot
        title="Predicted against actual"
        description="Pairs by the score we predicted, and how many of them said yes to each other."
        bins={calibration}
        empty={`${TOO_FEW}. Each point needs ${LEAST_PAIRS_A_BIN} pairs of at least ${LEAST_PEOPLE_A_BIN} guests who answered.`}
      />
    </Section>
  );
}

function shareWords({ mutual, pairs, share, range }: ShareOfPairs): string {
  if (share === null || range === null)
    return `${TOO_FEW}. It takes ${LEAST_PAIRS_A_BIN} pairs of at least ${LEAST_PEOPLE_A_BIN} guests.`;
  return `${n(mutual)} of ${n(pairs)} pairs. The true share is likely ${percent(range[0])} to ${percent(range[1])}.`;
}
