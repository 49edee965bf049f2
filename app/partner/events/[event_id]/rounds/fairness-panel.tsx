import { ShieldCheck } from "lucide-react";
import { Card } from "@/components/ui/card";
import { DownloadLink } from "@/components/ui/download-link";
import { Stat } from "@/components/ui/stat";
import type { Schedule } from "@/lib/events/pairing/schedule-schemas";

interface FairnessPanelProps {
  schedule: Schedule;
  nameOf: (id: string) => string;
  certificateHref: string;
}

const s = (value: number) => value.toFixed(3);
const percent = (share: number, digits = 1) =>
  `${(share * 100).toLocaleString("en-US", { maximumFractionDigits: digits })}%`;

/** How the guests fare by the plan, and how far it may be from the best, in plain words. */
export function FairnessPanel({ schedule, nameOf, certificateHref }: FairnessPanelProps) {
  const { guests, rounds, price_of_fairness: price } = schedule;
  const met = guests.filter(({ mean }) => mean !== null);
  const means = met.map(({ mean }) => mean ?? 0).toSorted((one, other) => one - other);
  const best = met.reduce<Guest | null>(
    (high, one) => ((one.best ?? 0) > (high?.best ?? -1) ? one : high),
    null,
  );
  const least = met.reduce<Guest | null>(
    (low, one) => ((one.mean ?? 1) < (low?.mean ?? 2) ? one : low),
    null,
  );
  const envious = guests.filter(({ envy }) => envy > 0);
  const most = envious.reduce<Guest | null>((high, one) => (one.envy > (high?.envy ?? 0) ? one : high), null);
  const meetsNoOne = guests.filter(({ met: count }) => count === 0);
  return (
    <div className="space-y-4">
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        <Stat
          label="What guests get on average"
          value={means.length === 0 ? "—" : s(means.reduce((sum, mean) => sum + mean, 0) / means.length)}
          note={
            means.length === 0
              ? "No one meets anyone."
              : `The mean score of a guest’s meetings. Guests lie between ${s(means[0] ?? 0)} and ${s(means.at(-1) ?? 0)}.`
          }
        />
        <Stat
          label="Best meeting"
          value={best === null ? "—" : s(best.best ?? 0)}
          note={best === null ? undefined : <bdi>{nameOf(best.id)}</bdi>}
        />
        <Stat
          label="Guest who gets the least"
          value={least === null ? "—" : s(least.mean ?? 0)}
          note={
            least === null ? undefined : (
              <>
                <bdi>{nameOf(least.id)}</bdi>, whose lowest meeting has {s(least.worst ?? 0)}
              </>
            )
          }
        />
        <Stat label="Sitting out" value={byeTotal(schedule)} note={byeWords(schedule, nameOf)} />
        <Stat
          label="Would rather swap"
          value={`${envious.length} of ${guests.length}`}
          note={
            most === null || most.envies === null ? (
              "No guest would do better with another guest’s partners."
            ) : (
              <>
                Most of all <bdi>{nameOf(most.id)}</bdi>, who would gain {s(most.envy)} in all with the
                partners of <bdi>{nameOf(most.envies)}</bdi>
              </>
            )
          }
        />
        <Stat
          label="Price of fairness"
          value={price === null ? "None" : percent(price.price)}
          note={
            price === null
              ? "The plan goes for the best total, so nothing is given up."
              : `That much of the best total is given up. The guest who gets least gains ${s(Math.max(0, price.least_gains))} by it.`
          }
        />
      </div>
      <Card className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 p-5">
        <div className="flex min-w-0 flex-1 basis-72 gap-3">
          <ShieldCheck aria-hidden size={20} className="mt-0.5 shrink-0 text-plum" />
          <p className="text-sm text-pretty">{proofWords(schedule)}</p>
        </div>
        {schedule.is_certified && (
          <DownloadLink href={certificateHref} what="the certificate" label="Certificate" format="JSON" />
        )}
      </Card>
      {meetsNoOne.length > 0 && (
        <p className="text-sm text-muted">
          {meetsNoOne.length === 1 ? "One guest meets" : `${meetsNoOne.length} guests meet`} no one in{" "}
          {rounds.length} {rounds.length === 1 ? "round" : "rounds"}:{" "}
          <bdi>{listed(meetsNoOne.map(({ id }) => nameOf(id)))}</bdi>. Check whom they seek and which pairs
          you forbade.
        </p>
      )}
    </div>
  );
}

type Guest = Schedule["guests"][number];

const listed = (names: readonly string[]) =>
  names.length <= 8 ? names.join(", ") : `${names.slice(0, 8).join(", ")} and ${names.length - 8} more`;

const byeTotal = ({ guests }: Schedule) =>
  guests.reduce((sum, { byes }) => sum + byes, 0).toLocaleString("en-US");

function byeWords({ guests, rounds }: Schedule, nameOf: (id: string) => string) {
  if (guests.length === 0) return "No guest is counted here.";
  const byes = guests.map((guest) => guest.byes);
  const [fewest, most] = [Math.min(...byes), Math.max(...byes)];
  if (most === 0) return "Everyone meets someone in every round.";
  const who = guests.filter((guest) => guest.byes === most && most > fewest).map(({ id }) => nameOf(id));
  const times = (count: number) => (count === 1 ? "once" : `${count} times`);
  if (who.length === 0)
    return `Every guest sits out ${times(most)} in ${rounds.length} ${rounds.length === 1 ? "round" : "rounds"}.`;
  return (
    <>
      {fewest === 0 ? "" : `Every guest sits out at least ${times(fewest)}. `}
      {most > 1 || fewest > 0 ? `${times(most)[0]?.toUpperCase()}${times(most).slice(1)}: ` : "Once: "}
      <bdi>{listed(who)}</bdi>
    </>
  );
}

function proofWords({ is_certified, bound, control_round, table_size, rounds }: Schedule): string {
  const control =
    control_round === null ? "" : ` Round ${control_round}, which was drawn at random, isn’t part of this.`;
  if (is_certified) {
    return "Proven: no other plan has a higher total. The certificate lets you check that without trusting us.";
  }
  if (bound !== null) {
    const gap =
      bound.gap < 0.000_5
        ? "No plan can be noticeably better."
        : `This plan is within ${percent(bound.gap, 2)} of the best that any plan could reach.`;
    return `${gap}${control}`;
  }
  if (table_size > 2)
    return "No bound is known for tables of more than two. The plan is the best of a long search, and no two guests meet twice.";
  return `No bound was computed, because this plan ${rounds.some(({ locked }) => locked) || rounds.some(({ moved }) => moved !== null) ? "was made on an earlier one" : "has too many pairs for it"}. Each of its rounds is still the best one, given the others.${control}`;
}
