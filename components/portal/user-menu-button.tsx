import type { ComponentProps } from "react";

type UserMenuButtonProps = ComponentProps<"button"> & { name: string; busy?: boolean };

/** The circle with a person's initials. */
export function UserMenuButton({ name, busy = false, ...props }: UserMenuButtonProps) {
  return (
    <button
      type="button"
      aria-label={`Account of ${name}`}
      aria-haspopup="menu"
      aria-busy={busy}
      className="inline-flex size-9 shrink-0 cursor-pointer items-center justify-center rounded-full bg-plum-soft text-sm font-semibold text-plum transition-colors hover:bg-plum hover:text-on-plum"
      {...props}
    >
      {initials(name)}
    </button>
  );
}

function initials(name: string): string {
  const words = name
    .split("@", 1)
    .join("")
    .split(/[\s._-]+/)
    .filter((word) => word !== "");
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? "")
    .join("");
}
