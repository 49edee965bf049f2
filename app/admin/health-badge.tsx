import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { HealthBand } from "@/lib/operations/admin/schemas";

const TONES: Record<HealthBand, BadgeTone> = { healthy: "pine", watch: "gold", at_risk: "ember" };
export const BAND_WORDS: Record<HealthBand, string> = {
  healthy: "Healthy",
  watch: "Watch",
  at_risk: "At risk",
};

/** A health score with its band in words: colour alone tells nobody anything. */
export function HealthBadge({ score, band }: { score: number; band: HealthBand }) {
  return (
    <Badge tone={TONES[band]}>
      {score} {BAND_WORDS[band]}
    </Badge>
  );
}
