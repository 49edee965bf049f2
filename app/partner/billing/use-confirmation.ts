import { useRouter } from "next/navigation";
import { startTransition, useEffect, useState } from "react";
import type { ActionResult } from "@/components/ui/action-result";

const ASK_EVERY_MS = 1_500;
/** Then it still comes, but nobody should stare at it. */
const PATIENCE_MS = 60_000;

export type Confirmation<T> = { state: "waiting" | "long" | "unknown" } | { state: "told"; value: T };

/**
 * Asks what became of a payment until there is an answer, and then shows the page anew together with it, so that nobody
 * reads of what was bought beside the old state. `read` and `isAnswer` must stay the same functions.
 */
export function useConfirmation<T>(
  id: string,
  read: (id: string) => Promise<ActionResult<T>>,
  isAnswer: (value: T) => boolean,
): Confirmation<T> {
  const router = useRouter();
  const [confirmation, setConfirmation] = useState<Confirmation<T>>({ state: "waiting" });

  useEffect(() => {
    const since = Date.now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let left = false;
    const ask = async () => {
      const result = await read(id).catch(() => null);
      if (left) return;
      if (result?.ok && isAnswer(result.value)) {
        startTransition(() => {
          router.refresh();
          setConfirmation({ state: "told", value: result.value });
        });
        return;
      }
      if (result !== null && !result.ok && result.problem.code === "not_found") {
        return setConfirmation({ state: "unknown" });
      }
      if (Date.now() - since > PATIENCE_MS) setConfirmation({ state: "long" });
      timer = setTimeout(ask, ASK_EVERY_MS);
    };
    void ask();
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [id, read, isAnswer, router]);

  return confirmation;
}
