import { z } from "zod";

const checked = (message: string) =>
  z.preprocess((value) => value === true || value === "on", z.literal(true, message));

export const StartQuest = z.strictObject({ old_enough: checked("Confirm that you are 16 or older.") });
export type StartQuest = z.output<typeof StartQuest>;

export const OneQuest = z.strictObject({ quest_id: z.uuid() });
export type OneQuest = z.output<typeof OneQuest>;

export const ChooseInQuest = OneQuest.extend({
  scene_id: z.string().max(60),
  choice: z.coerce.number("Choose one of the four.").int("Choose one of the four.").min(0).max(3),
});
export type ChooseInQuest = z.output<typeof ChooseInQuest>;

export const DecideQuestIntimacy = OneQuest.extend({
  choice: z.enum(["agreed", "declined"], "Choose one of the two."),
  adult: z.preprocess((value) => value === true || value === "on", z.boolean()),
}).refine(({ choice, adult }) => choice === "declined" || adult, {
  path: ["adult"],
  message: "Confirm that you are 18 or older, or leave these scenes out.",
});
export type DecideQuestIntimacy = z.output<typeof DecideQuestIntimacy>;

/** What is stored of a way through the story. */
export const StoredChoices = z.record(z.string(), z.number().int().min(0).max(3));
