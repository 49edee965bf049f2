import type { Db } from "@/lib/platform/db";
import type { ResearchEdition } from "@/lib/platform/prisma/client";
import { readAs } from "@/lib/research/insights/find-known";
import { presentRelease } from "@/lib/research/insights/present-release";
import { type Asked, type Measure, toQuestion } from "@/lib/research/insights/question";
import type { Result } from "@/lib/research/insights/schemas";

/** What an edition released when it was opened, by the question. */
export interface Exported {
  /** What is shown of it as that measure; null where this was not released at opening. */
  read(asked: Asked): Pick<Result, "cells" | "total"> | null;
}

/** Reads what several editions released when they were opened, with one query. */
export async function findExports(
  db: Db,
  editions: readonly ResearchEdition[],
): Promise<ReadonlyMap<string, Exported>> {
  const releases = await db.insightRelease.findMany({
    where: {
      editionId: { in: editions.map(({ id }) => id) },
      charges: { some: { payerId: null } },
    },
  });
  return new Map(
    editions.map(({ id }): [string, Exported] => [
      id,
      {
        read: (asked) => {
          const question = toQuestion(asked);
          for (const release of releases.filter(({ editionId }) => editionId === id)) {
            const known = readAs(release, question);
            if (known !== null) return presentRelease(asked.measure, known);
          }
          return null;
        },
      },
    ]),
  );
}

/** Of a measure without subject, dimensions and filters. */
export const plainly = (measure: Measure, dimensions: readonly string[] = []): Asked => ({
  measure,
  subject: null,
  dimensions,
  filters: {},
});
