import type { Db } from "@/lib/platform/db";
import { Noisy } from "@/lib/research/insights/draw-release";
import { isWhole, type Reading } from "@/lib/research/insights/present-release";
import { partsIn, type Question } from "@/lib/research/insights/question";
import { countError } from "@/lib/research/insights/release-terms";
import { StoredQuestion } from "@/lib/research/insights/stored-question";

/** A stored release that answers a question. */
export interface Known extends Reading {
  readonly releaseId: string;
  readonly releasedAt: Date;
  /** Of each count, at most. */
  readonly error: number;
}

/** How a release answers a question; null where it does not, or where a cell would be a sum with a hidden part. */
export function readAs(
  release: { id: string; createdAt: Date; question: unknown; epsilonMilli: number; noisy: unknown },
  question: Question,
): Known | null {
  const released = StoredQuestion.parse(release.question);
  const parts = partsIn(released, question);
  if (parts === null) return null;
  const { epsilonMilli } = release;
  const reading = { released, question, epsilonMilli, noisy: Noisy.parse(release.noisy), parts };
  if (!isWhole(reading)) return null;
  const most = Math.max(1, ...parts.map((cells) => cells.length));
  const error = countError(released, epsilonMilli, most);
  return { ...reading, releaseId: release.id, releasedAt: release.createdAt, error };
}

/**
 * The most precise release of an edition that answers a question within an error, by itself or as sums of its cells. It looks
 * at what was released, and never at the data.
 */
export async function findKnown(
  db: Db,
  editionId: string,
  question: Question,
  error: number,
): Promise<Known | null> {
  const { source, statistic, subject } = question;
  const releases = await db.insightRelease.findMany({
    where: {
      editionId,
      AND: [
        { question: { path: ["source"], equals: source } },
        { question: { path: ["statistic"], equals: statistic } },
        ...(subject === null ? [] : [{ question: { path: ["subject"], equals: subject } }]),
      ],
    },
    orderBy: { id: "asc" },
  });
  return releases
    .flatMap((release) => readAs(release, question) ?? [])
    .filter((known) => known.error <= error)
    .reduce<Known | null>((best, known) => (best === null || known.error < best.error ? known : best), null);
}
