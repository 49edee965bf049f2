/** The first of two people: a pine circle. Shape and colour both tell the two apart. */
export function FirstMark() {
  return (
    <svg aria-hidden="true" viewBox="0 0 10 10" className="size-2.5 shrink-0">
      <circle cx="5" cy="5" r="4" className="fill-pine" />
    </svg>
  );
}

/** The second: an open ember square, so that neither hides the other. */
export function SecondMark() {
  return (
    <svg aria-hidden="true" viewBox="0 0 10 10" className="size-2.5 shrink-0">
      <rect x="1" y="1" width="8" height="8" rx="1" className="fill-none stroke-ember" strokeWidth="2" />
    </svg>
  );
}
