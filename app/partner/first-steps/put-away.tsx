"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast-store";
import { useAction } from "@/components/ui/use-action";
import { putAway } from "./actions";

export function PutAway({ finished }: { finished: boolean }) {
  const router = useRouter();
  const { run, pending, problem } = useAction(putAway, () => {
    toast("First steps put away");
    router.refresh();
  });
  return (
    <>
      <Button
        kind={finished ? "primary" : "bare"}
        size="small"
        aria-disabled={pending}
        onClick={() => {
          if (!pending) run({});
        }}
      >
        {pending ? "Putting away…" : "Put away"}
      </Button>
      {problem !== null && (
        <span role="alert" className="text-sm text-ember">
          {problem.detail}
        </span>
      )}
    </>
  );
}
