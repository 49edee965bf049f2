import type { Db } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { ResearchEdition } from "@/lib/platform/prisma/client";

/** A published edition: by its quarter, or the newest one. Throws NotFound. */
export async function findEdition(db: Db, quarter: string | null | undefined): Promise<ResearchEdition> {
  const edition = await db.researchEdition.findFirst({
    where: {
      state: { in: ["open", "closed"] },
      openedAt: { not: null },
      ...(quarter == null ? {} : { quarter }),
    },
    orderBy: { startsAt: "desc" },
  });
  if (edition === null) throw new NotFound("edition");
  return edition;
}
