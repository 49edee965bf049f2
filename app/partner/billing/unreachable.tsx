import { Unavailable } from "@/lib/platform/errors";

/** What was asked for, or null where the payment provider does not answer: the rest of the page stands without it. */
export async function orUnreachable<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Unavailable) return null;
    throw error;
  }
}

export function Unreachable() {
  return (
    <p className="text-sm text-muted">
      Our payment provider does not answer right now, so this cannot be shown. Nothing is lost: look again in
      a moment.
    </p>
  );
}
