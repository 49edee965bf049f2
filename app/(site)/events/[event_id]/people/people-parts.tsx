import type { GuestActions } from "@/components/events/guest-actions";
import { ContactForm, RatingForm, UnblockForm } from "@/components/events/guest-forms";
import { MetPeople } from "@/components/events/met-people";
import { FitCheckCard, PreviewRounds } from "@/components/events/preview-parts";
import { Notice } from "@/components/ui/error-notice";
import type { GuestContext } from "@/lib/events/events/guest";
import { listBlocks } from "@/lib/events/meetings/block-person";
import { checkFit } from "@/lib/events/meetings/check-fit";
import { findWindow } from "@/lib/events/meetings/find-window";
import { getMeetings } from "@/lib/events/meetings/get-meetings";
import { getPreview } from "@/lib/events/meetings/get-preview";
import { getOwnRating } from "@/lib/events/meetings/rate-event";
import { getChoices } from "@/lib/events/meetings/update-choices";

interface PeoplePartsProps {
  guest: GuestContext;
  actions: GuestActions;
  /** What the forms send to say whose they are. */
  hidden: Readonly<Record<string, string>>;
  /** Where a person who registered changes what they agreed to; null for a guest of the organizer's. */
  registration: string | null;
}

/** What a guest sees of the others, before and after they met. The same for both ways to be a guest. */
export async function PeopleParts({ guest, actions, hidden, registration }: PeoplePartsProps) {
  const { event, opensAt, closesAt } = await findWindow(guest, guest.db);
  const now = guest.clock.now();
  const hasBegun = now >= opensAt;
  const [meetings, preview, choices, rating, blocks] = await Promise.all([
    getMeetings(guest),
    getPreview(guest),
    getChoices(guest),
    getOwnRating(guest),
    listBlocks(guest),
  ]);
  const fit = hasBegun || event.status === "cancelled" ? null : await checkFit(guest);
  const day = new Intl.DateTimeFormat("en-GB", {
    dateStyle: "long",
    timeZone: event.timeZone,
  });
  return (
    <div className="space-y-12">
      <header className="space-y-3">
        <p className="text-sm font-medium text-plum wrap-anywhere">{event.name}</p>
        <h1 className="text-3xl leading-tight font-semibold tracking-[-0.03em] sm:text-4xl">
          {hasBegun ? "Who was it good to meet?" : "Who you’ll meet"}
        </h1>
        <p className="max-w-xl text-muted">
          {hasBegun
            ? "Say whom you’d like to see again. They find out only if they say yes, too. A no is never shown to anyone."
            : "A first look before the evening. Names appear only where you both want that."}
        </p>
      </header>
      {event.status === "cancelled" ? (
        <Notice tone="ember">This event was cancelled, so there is no one to meet here.</Notice>
      ) : hasBegun ? (
        <MetPeople
          people={meetings.people}
          isOpen={meetings.isOpen}
          closes={day.format(closesAt)}
          actions={actions}
          hidden={hidden}
        />
      ) : (
        <>
          {fit !== null && <FitCheckCard fit={fit} registration={registration} />}
          <PreviewRounds preview={preview} registration={registration} />
        </>
      )}
      {event.status !== "cancelled" && (
        <ContactForm choices={choices} action={actions.contact} hidden={hidden} />
      )}
      {meetings.isOpen && <RatingForm rating={rating} action={actions.rate} hidden={hidden} />}
      {blocks.length > 0 && (
        <section aria-labelledby="blocked" className="space-y-3">
          <h2 id="blocked" className="text-xl font-semibold tracking-tight">
            People you blocked
          </h2>
          <ul className="divide-y divide-line rounded-2xl border border-line bg-card">
            {blocks.map(({ id, name, createdAt }) => (
              <li key={id} className="flex flex-wrap items-center justify-between gap-3 px-5 py-3">
                <span>
                  <span className="block font-medium wrap-anywhere">{name ?? "A guest without a name"}</span>
                  <span className="text-sm text-muted">Since {day.format(createdAt)}</span>
                </span>
                <UnblockForm blockId={id} action={actions.unblock} hidden={hidden} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
