import { cx } from "class-variance-authority";
import Link from "next/link";

interface EditionPickerProps {
  /** The page's own path. */
  path: string;
  /** Null for all of them. */
  current: string | null;
  editions: readonly string[];
  /** What all together is called; left out where one must be chosen. */
  all?: string;
}

const SHOWN = 4;

/** Chooses the edition by links, so that an address says what is shown, and it works without scripts. */
export function EditionPicker({ path, current, editions, all }: EditionPickerProps) {
  const shown = editions.filter((edition, at) => at < SHOWN || edition === current);
  const choices = [
    ...(all === undefined ? [] : [{ label: all, edition: null }]),
    ...shown.map((edition) => ({ label: edition, edition })),
  ];
  if (choices.length < 2) return null;
  return (
    <nav aria-label="Edition" className="flex flex-wrap gap-1.5">
      {choices.map(({ label, edition }) => (
        <Link
          key={label}
          prefetch={false}
          href={edition === null ? path : `${path}?edition=${edition}`}
          aria-current={edition === current ? "page" : undefined}
          className={cx(
            "inline-flex min-h-9 items-center rounded-full border px-3.5 text-sm no-underline transition-colors",
            edition === current
              ? "border-plum bg-plum-soft text-plum"
              : "border-line text-muted hover:border-plum hover:text-plum",
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
