"use client";

import { useActionState } from "react";
import { errorOf, FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { Button } from "@/components/ui/button";
import { NativeCheckbox } from "@/components/ui/native-checkbox";
import { chooseIntimacy } from "../actions";

export function QuestIntimacyForm({ questId }: { questId: string }) {
  const [state, submit, sending] = useActionState(chooseIntimacy, UNSENT);
  const error = errorOf(state, "adult");
  return (
    <form action={submit} className="space-y-5">
      <FormProblem state={state} />
      <input type="hidden" name="quest_id" value={questId} />
      <div className="space-y-1.5">
        <NativeCheckbox
          name="adult"
          label="I’m 18 or older, and I agree that my choices about intimacy are used for my result"
          aria-describedby={error === undefined ? undefined : "adult-error"}
        />
        {error !== undefined && (
          <p id="adult-error" role="alert" className="text-sm text-ember">
            {error}
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-3">
        <Button type="submit" name="choice" value="agreed" aria-disabled={sending}>
          Show them
        </Button>
        <Button type="submit" name="choice" value="declined" kind="quiet" aria-disabled={sending}>
          Leave them out
        </Button>
      </div>
    </form>
  );
}
