import { BeginTerms } from "./begin-terms";
import { FirstStatementForm, Sending } from "./first-statement-form";

const CHOICES = [
  {
    value: 1,
    label: "Not like me at all",
    size: "size-11 sm:size-12",
    colour: "border-ember hover:bg-ember-soft",
  },
  { value: 2, label: "Not much like me", size: "size-10", colour: "border-ember hover:bg-ember-soft" },
  { value: 3, label: "In between", size: "size-8", colour: "border-edge hover:bg-sunken" },
  { value: 4, label: "Quite like me", size: "size-10", colour: "border-pine hover:bg-pine-soft" },
  {
    value: 5,
    label: "Very much like me",
    size: "size-11 sm:size-12",
    colour: "border-pine hover:bg-pine-soft",
  },
] as const;

/** The first statement of the short form, to answer right here: one tap and the assessment has begun. */
export function FirstStatement({ text }: { text: string }) {
  return (
    <div className="rounded-3xl border border-line bg-card p-5 sm:p-7 [&_[role=alert]]:mb-4 [&_[role=alert]]:text-ember">
      <FirstStatementForm>
        <fieldset>
          <legend className="text-xl font-semibold tracking-tight">“{text}”</legend>
          <div className="mt-5 flex items-center justify-between sm:gap-4">
            {CHOICES.map(({ value, label, size, colour }) => (
              <button
                key={value}
                type="submit"
                name="value"
                value={value}
                aria-label={label}
                title={label}
                className="flex h-14 min-w-0 flex-1 cursor-pointer items-center justify-center rounded-full sm:max-w-14"
              >
                <span className={`${size} shrink-0 rounded-full border-2 transition-colors ${colour}`} />
              </button>
            ))}
          </div>
          <div aria-hidden className="mt-1 flex justify-between text-sm text-muted">
            <span>Not me</span>
            <span>Very me</span>
          </div>
        </fieldset>
        <p className="mt-4 text-sm text-muted">
          <Sending>Tap to start. By answering you confirm that you’re 16 or older.</Sending>
        </p>
        <BeginTerms className="mt-4 text-sm text-muted" />
      </FirstStatementForm>
    </div>
  );
}
