import { describe, expect, it } from "vitest";
import { isPool, transaction } from "@/lib/platform/db";
import { ownDatabase } from "@/test/own-database";

const own = ownDatabase();

async function backendOf(db: { $queryRaw: typeof own.prisma.$queryRaw }): Promise<number> {
  const [row] = await db.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
  return row?.pid ?? 0;
}

describe("a transaction asked for within another", () => {
  it("is that one: several at once, and one after the other, stand and fall with it", async () => {
    await own.prisma.$executeRaw`CREATE TABLE notes (text text)`;
    const note = (db: typeof own.prisma | Parameters<Parameters<typeof transaction>[1]>[0], text: string) =>
      transaction({ db }, async (tx) => {
        await tx.$executeRaw`INSERT INTO notes VALUES (${text})`;
        return backendOf(tx);
      });
    const work = transaction({ db: own.prisma }, async (tx) => {
      expect(isPool(tx)).toBe(false);
      const backends = [await backendOf(tx), ...(await Promise.all([note(tx, "a"), note(tx, "b")]))];
      backends.push(await note(tx, "c"));
      expect(new Set(backends).size).toBe(1);
      throw new Error("undone");
    });
    await expect(work).rejects.toThrow("undone");
    expect(await own.prisma.$queryRaw`SELECT * FROM notes`).toEqual([]);
    expect(isPool(own.prisma)).toBe(true);
  });
});
