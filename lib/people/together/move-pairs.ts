import type { Transaction } from "@/lib/platform/db";

/**
 * Gives one profile's comparisons to another of the same person, when an account claims what a browser holds. Of two with
 * the same friend the account's stays, and no person compares with themselves. Before the results move, because those of
 * each profile keep the blur that they were compared under.
 */
export async function movePairs(tx: Transaction, from: string, to: string): Promise<void> {
  await tx.togetherInvitation.updateMany({ where: { profileId: from }, data: { profileId: to } });
  const pairs = await tx.togetherPair.findMany({
    where: { OR: [{ inviterId: from }, { inviteeId: from }] },
    select: { id: true, inviterId: true, inviteeId: true, endedAt: true },
  });
  for (const { id, inviterId, inviteeId, endedAt } of pairs) {
    const friend = inviterId === from ? inviteeId : inviterId;
    const doubled = await tx.togetherPair.count({
      where: {
        endedAt: null,
        AND: [{ members: { some: { profileId: to } } }, { members: { some: { profileId: friend } } }],
      },
    });
    if (friend === to || (doubled > 0 && endedAt === null)) {
      await tx.togetherPair.delete({ where: { id } });
      continue;
    }
    const side = inviterId === from ? { inviterId: to } : { inviteeId: to };
    await tx.togetherPair.update({ where: { id }, data: side });
    await tx.togetherPair.updateMany({ where: { id, refreshAskedBy: from }, data: { refreshAskedBy: to } });
    await tx.togetherMember.updateMany({ where: { pairId: id, profileId: from }, data: { profileId: to } });
    await tx.togetherCheckIn.updateMany({ where: { pairId: id, profileId: from }, data: { profileId: to } });
  }
  await moveBlurs(tx, from, to);
}

async function moveBlurs(tx: Transaction, from: string, to: string): Promise<void> {
  await tx.togetherResultBlur.updateMany({ where: { profileId: from }, data: { profileId: to } });
  if ((await tx.togetherBlur.count({ where: { profileId: to } })) === 0) {
    await tx.togetherBlur.updateMany({ where: { profileId: from }, data: { profileId: to } });
    return;
  }
  // Read with a second blur, a result would be known to better than what one blur promises: the mean of both is closer.
  await tx.$executeRaw`
    INSERT INTO together_result_blurs (result_id, profile_id, draws, created_at)
    SELECT result.id, ${to}::uuid, blur.draws, blur.created_at
    FROM together_blurs blur JOIN trait_results result ON result.profile_id = blur.profile_id
    WHERE blur.profile_id = ${from}::uuid
    ON CONFLICT (result_id) DO NOTHING`;
}
