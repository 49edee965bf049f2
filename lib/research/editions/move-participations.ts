import type { Transaction } from "@/lib/platform/db";

/** Moves what a profile took part in to the profile that claims it. Where both took part, both rows count. */
export async function moveParticipations(
  tx: Transaction,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO research_participations AS own (profile_id, edition_id, rows)
    SELECT ${to}::uuid, moved.edition_id, moved.rows FROM research_participations moved
    WHERE moved.profile_id = ${from}::uuid
    ON CONFLICT (profile_id, edition_id) DO UPDATE SET rows = own.rows + EXCLUDED.rows`;
  await tx.researchParticipation.deleteMany({ where: { profileId: from } });
}
