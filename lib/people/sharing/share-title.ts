import type { StoredShare } from "@/lib/people/sharing/schemas";

interface Named {
  readonly content: Pick<StoredShare, "kind">;
  readonly names: readonly (string | null)[];
}

/** Whom something shared is of, as its page, its picture and its file say it. */
export function titleOf({ content, names }: Named): string {
  const [first = null, second = null] = names;
  if (content.kind === "result") return first === null ? "What I bring" : `What ${first} brings`;
  if (first === null && second === null) return "How two friends compare";
  return `${first ?? second} and ${first === null || second === null ? "a friend" : second}`;
}
