import { useRouter } from "next/navigation";
import { startTransition, useEffect, useState } from "react";
import type { ActionResult } from "@/components/ui/action-result";

const ASK_EVERY_MS = 1_500;
/** Then it still comes, but nobody should stare at it. */
const PATIENCE_MS = 60_000;
const THEN_ASK_EVERY_MS = 15_000;

export type Confirmation<T> = { state: "waiting" | "long" | "unknown" } | { state: "told"; value: T };

/**
 * Asks what became of a payment until there is an answer, and then shows the page anew together with it, so that nobody
 * reads of what was bought beside the old state. Asks while the page is looked at, and at once when somebody comes back to
 * it; with `id` null there is nothing to ask for. `read` and `isAnswer` must stay the same functions.
 */
export function useConfirmation<T>(
  id: string | null,
  read: (id: string) => Promise<ActionResult<T>>,
  isAnswer: (value: T) => boolean,
): Confirmation<T> {
  const router = useRouter();
  const [confirmation, setConfirmation] = useState<Confirmation<T>>({ state: "waiting" });

  useEffect(() => {
    if (id === null) return;
    let since = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let round = 0;
    let over = false;
    const stop = () => {
      round += 1;
      clearTimeout(timer);
    };
    const end = (last: Confirmation<T>) => {
      over = true;
      setConfirmation(last);
    };
    const ask = async (own: number) => {
      const result = await read(id).catch(() => null);
      if (own !== round) return;
      if (result?.ok && isAnswer(result.value)) {
        startTransition(() => {
          router.refresh();
          end({ state: "told", value: result.value });
        });
        return;
      }
      if (result !== null && !result.ok && result.problem.code === "not_found") {
        return end({ state: "unknown" });
      }
      const long = Date.now() - since > PATIENCE_MS;
      if (long) setConfirmation({ state: "long" });
      timer = setTimeout(() => ask(own), long ? THEN_ASK_EVERY_MS : ASK_EVERY_MS);
    };
    const look = () => {
      stop();
      if (over || document.visibilityState === "hidden") return;
      since = Date.now();
      void ask(round);
    };
    const comeBack = ({ persisted }: PageTransitionEvent) => {
      if (persisted) look();
    };
    look();
    document.addEventListener("visibilitychange", look);
    window.addEventListener("pageshow", comeBack);
    return () => {
      stop();
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("pageshow", comeBack);
    };
  }, [id, read, isAnswer, router]);

  return confirmation;
}
