"use server";

import { redirect } from "next/navigation";
import { profileAction, visitorAction } from "@/app/action";
import { formAction } from "@/app/form-action";
import { enterProfile } from "@/app/profile";
import { chooseInQuest } from "@/lib/people/quest/choose-in-quest";
import { decideQuestIntimacy } from "@/lib/people/quest/decide-quest-intimacy";
import { ChooseInQuest, DecideQuestIntimacy, StartQuest } from "@/lib/people/quest/schemas";
import { startQuest } from "@/lib/people/quest/start-quest";

export const start = formAction(
  visitorAction("write", StartQuest, async (): Promise<null> => {
    const { ctx } = await enterProfile();
    const { quest_id } = await startQuest(ctx);
    redirect(`/quest/${quest_id}`);
  }),
);

export const choose = formAction(
  profileAction("write", ChooseInQuest, async (ctx, input): Promise<null> => {
    const { result_id } = await chooseInQuest(ctx, input);
    redirect(result_id === null ? `/quest/${input.quest_id}` : `/results/${result_id}`);
  }),
);

export const chooseIntimacy = formAction(
  profileAction("write", DecideQuestIntimacy, async (ctx, input): Promise<null> => {
    await decideQuestIntimacy(ctx, input);
    redirect(`/quest/${input.quest_id}`);
  }),
);
