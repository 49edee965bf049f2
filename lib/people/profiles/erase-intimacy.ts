import { INTIMACY_TRAITS, INTIMATE_IDS } from "@/lib/people/assessments/statements";
import { StoredChoices } from "@/lib/people/quest/schemas";
import { INTIMATE_SCENES } from "@/lib/people/quest/story";
import { walk } from "@/lib/people/quest/walk-story";
import { StoredTraits } from "@/lib/people/results/schemas";
import type { Transaction } from "@/lib/platform/db";
import { TRAITS } from "@/lib/scoring/model";

/**
 * Removes everything that a profile holds about intimacy, and declines it wherever it was asked: answers, choices in
 * the story, statements that wait, and the traits of finished results.
 */
export async function eraseIntimacy(tx: Transaction, profileId: string, now: Date): Promise<void> {
  const ids = [...INTIMATE_IDS];
  const sheets = await tx.$queryRaw<{ id: string; extra: string[] }[]>`
    SELECT id::text, coalesce(extra_statement_ids, '{}') AS extra FROM assessments WHERE profile_id = ${profileId}::uuid FOR UPDATE`;
  for (const { id, extra } of sheets) {
    await tx.assessment.update({
      where: { id, profileId },
      data: {
        intimacy: "declined",
        intimacyDecidedAt: now,
        extraStatementIds: extra.filter((statement) => !ids.includes(statement)),
      },
    });
  }
  await tx.assessmentAnswer.deleteMany({ where: { assessment: { profileId }, statementId: { in: ids } } });
  // A choice that is being made waits here, and then finds that these scenes are left out.
  await tx.$queryRaw`SELECT id FROM quest_runs WHERE profile_id = ${profileId}::uuid FOR UPDATE`;
  const quests = await tx.questRun.findMany({ where: { profileId } });
  const scenesLeft = new Map<string, number>();
  for (const quest of quests) {
    const kept = Object.entries(StoredChoices.parse(quest.choices)).filter(
      ([scene]) => !INTIMATE_SCENES.has(scene),
    );
    const choices = Object.fromEntries(kept);
    scenesLeft.set(quest.id, walk(choices, false).answered.length);
    await tx.questRun.update({
      where: { id: quest.id, profileId },
      data: { intimacy: "declined", intimacyDecidedAt: now, choices },
    });
  }
  // Neither does it count with friends any longer: reports in which it did are deleted for both.
  await tx.togetherMember.updateMany({ where: { profileId }, data: { intimacy: false } });
  await tx.togetherInvitation.updateMany({ where: { profileId }, data: { intimacy: false } });
  await tx.togetherReport.deleteMany({
    where: { intimacy: true, pair: { members: { some: { profileId } } } },
  });
  // Nor is it shown: links with anything of it are gone, for a friend who agreed to one, too.
  await tx.shareLink.deleteMany({
    where: { intimacy: true, OR: [{ profileId }, { friendId: profileId }] },
  });
  const results = await tx.traitResult.findMany({ where: { profileId } });
  for (const result of results) {
    const { traits, standardErrors } = StoredTraits.parse(result);
    const answerCount =
      result.assessmentId !== null
        ? await tx.assessmentAnswer.count({ where: { assessmentId: result.assessmentId } })
        : scenesLeft.get(result.questRunId ?? "");
    await tx.traitResult.update({
      where: { id: result.id, profileId },
      data: {
        traits: withoutIntimacy(traits),
        standardErrors: withoutIntimacy(standardErrors),
        answerCount: answerCount ?? result.answerCount,
        doubtfulStatementIds: result.doubtfulStatementIds.filter((statement) => !ids.includes(statement)),
      },
    });
  }
}

function withoutIntimacy(values: readonly (number | null)[]): (number | null)[] {
  return values.map((value, index) => {
    const trait = TRAITS[index];
    return trait !== undefined && INTIMACY_TRAITS.has(trait) ? null : value;
  });
}
