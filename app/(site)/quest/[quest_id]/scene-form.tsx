"use client";

import { useActionState } from "react";
import { FormProblem } from "@/app/form-parts";
import { UNSENT } from "@/app/form-state";
import { choose } from "../actions";

interface SceneFormProps {
  questId: string;
  sceneId: string;
  choices: readonly string[];
  /** What was chosen here before, for who comes back. */
  chosen: number | null;
}

/** What one may do in a scene: four buttons, each of which sends the form. */
export function SceneForm({ questId, sceneId, choices, chosen }: SceneFormProps) {
  const [state, submit, sending] = useActionState(choose, UNSENT);
  return (
    <form action={submit} aria-busy={sending} className="space-y-3">
      <FormProblem state={state} />
      <input type="hidden" name="quest_id" value={questId} />
      <input type="hidden" name="scene_id" value={sceneId} />
      <ol className="space-y-3">
        {choices.map((text, index) => (
          <li key={text}>
            <button
              type="submit"
              name="choice"
              value={index}
              aria-disabled={sending}
              onClick={(event) => {
                if (sending) event.preventDefault();
              }}
              className={`flex min-h-14 w-full cursor-pointer items-center gap-4 rounded-xl border bg-card px-5 py-3 text-left transition-colors hover:border-plum hover:bg-plum-soft ${chosen === index ? "border-plum bg-plum-soft" : "border-edge"}`}
            >
              {text}
              {chosen === index && <span className="ml-auto shrink-0 text-sm text-muted">your choice</span>}
            </button>
          </li>
        ))}
      </ol>
    </form>
  );
}
