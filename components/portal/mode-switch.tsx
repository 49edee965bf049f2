import { cx } from "class-variance-authority";
import { Notice } from "@/components/ui/error-notice";

type Mode = "live" | "test";

interface ModeSwitchProps {
  mode: Mode;
  choose: (form: FormData) => Promise<void>;
}

const LABELS: Record<Mode, string> = { live: "Live", test: "Test" };

/** Whether the portal shows live or test data. Works without scripts. */
export function ModeSwitch({ mode, choose }: ModeSwitchProps) {
  return (
    <form action={choose}>
      <fieldset className="flex rounded-lg border border-line bg-sunken p-0.5">
        <legend className="sr-only">Data shown</legend>
        {(["live", "test"] as const).map((value) => (
          <button
            key={value}
            type="submit"
            name="mode"
            value={value}
            aria-pressed={value === mode}
            className={cx(
              "min-h-8 flex-1 cursor-pointer rounded-md px-3 text-sm -outline-offset-2 transition-colors",
              value === mode ? "bg-card font-medium text-ink shadow-sm" : "text-muted hover:text-ink",
            )}
          >
            {LABELS[value]}
          </button>
        ))}
      </fieldset>
    </form>
  );
}

/** Says on a page that shows test data that it does, and how to see the live data. */
export function TestDataNotice({ mode }: { mode: Mode }) {
  if (mode === "live") return null;
  return (
    <Notice tone="gold">
      This page shows test data. Switch to Live at the top of the menu to see what your users do.
    </Notice>
  );
}
