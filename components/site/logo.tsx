/** Two circles and what they share, with the name of the brand. */
export function Logo({ name }: { name: string }) {
  return (
    <span className="inline-flex items-center gap-2.5">
      <svg aria-hidden="true" viewBox="0 0 32 22" className="h-[1.375rem] w-8">
        <circle cx="11" cy="11" r="10.5" className="fill-pine" />
        <circle cx="21" cy="11" r="10.5" className="fill-ember" />
        <path d="M16 1.767a10.5 10.5 0 0 1 0 18.466a10.5 10.5 0 0 1 0-18.466Z" className="fill-plum" />
      </svg>
      <span className="text-lg font-semibold tracking-tight">{name}</span>
    </span>
  );
}
