import { DataTable } from "@/components/ui/data-table";
import { Section } from "@/components/ui/page-header";
import type { NamedBand } from "@/lib/events/pairing/page-schemas";
import { GuestName } from "../guest-name";

/** As many as one reads; the API has all of them. */
const SHOWN = 50;

/** Pairs of guests who answered for themselves: in bands, because a score would give their answers away. */
export function OwnPairs({ pairs }: { pairs: readonly NamedBand[] }) {
  if (pairs.length === 0) return null;
  return (
    <Section
      title="Guests who answered for themselves"
      description="They are matched with each other only, and agreed that you see their pairs in bands of five points. Within a band the order says nothing."
    >
      <DataTable
        label="Pairs of guests who answered for themselves"
        rows={pairs.slice(0, SHOWN)}
        rowKey={({ attendee1_id, attendee2_id }) => `${attendee1_id}/${attendee2_id}`}
        columns={[
          {
            header: "Pair",
            cell: (pair) => (
              <span>
                <GuestName id={pair.attendee1_id} name={pair.attendee1_name} />
                <span className="font-normal text-muted"> and </span>
                <GuestName id={pair.attendee2_id} name={pair.attendee2_name} />
              </span>
            ),
          },
          {
            header: "Score",
            align: "right",
            cell: ({ band }) => (
              <span className="tabular-nums">
                {(band.low / 100).toFixed(2)} to {(band.high / 100).toFixed(2)}
              </span>
            ),
          },
        ]}
      />
      {pairs.length > SHOWN && (
        <p className="text-sm text-muted">
          The first {SHOWN} of {pairs.length.toLocaleString("en-US")}. The API lists all of them.
        </p>
      )}
    </Section>
  );
}
