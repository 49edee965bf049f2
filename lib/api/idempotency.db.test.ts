import { beforeAll, describe, expect, it } from "vitest";
import { claim, type IdempotentCall, keepReply, release, removeExpired } from "@/lib/api/idempotency";
import { FixedClock } from "@/lib/platform/clock";
import { Conflict } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { sha256 } from "@/lib/platform/seal";
import { ownDatabase } from "@/test/own-database";
import { setSettings } from "@/test/settings";

const own = ownDatabase(12);
const clock = new FixedClock("2026-03-01T12:00:00.000Z");
const SECRET = "sk_live_shown-this-once";
const SECOND = 1_000;
const HOUR = 3_600_000;

beforeAll(() => {
  setSettings();
});

const call = (change: Partial<IdempotentCall> = {}): IdempotentCall => ({
  holder: "partner:one:live",
  key: newId(),
  operation: "POST /v1/things",
  content: "/api/v1/things\n{}",
  ...change,
});

type Request = ReturnType<typeof own.system>;

async function mine(ctx: Request, which: IdempotentCall): Promise<Buffer<ArrayBuffer>> {
  const claimed = await claim(ctx, which);
  if (claimed.kind !== "mine") throw new Error("it is somebody else's");
  return claimed.keyHash;
}

async function run(
  ctx: Request,
  which: IdempotentCall,
  body: string | null = `{"key":"${SECRET}"}`,
): Promise<void> {
  const keyHash = await mine(ctx, which);
  await own.prisma.$transaction((tx) => keepReply(ctx, tx, which, keyHash, { status: 201, body }));
}

const code = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error) => (error instanceof Conflict ? error.code : error),
  );

describe("a key", () => {
  it("is the first request's, and the kept reply's from then on", async () => {
    const which = call();
    await run(own.system(clock), which);
    const again = await claim(own.system(clock), which);
    expect(again).toEqual({ kind: "replay", status: 201, body: `{"key":"${SECRET}"}` });
  });

  it("keeps a reply without a body", async () => {
    const which = call();
    await run(own.system(clock), which, null);
    expect(await claim(own.system(clock), which)).toEqual({ kind: "replay", status: 201, body: null });
  });

  it("is refused for another request, while the first is running and after", async () => {
    const which = call();
    const ctx = own.system(clock);
    const keyHash = await mine(ctx, which);
    const other = { ...which, content: "/api/v1/things\n{ }" };
    expect(await code(claim(own.system(clock), other))).toBe("idempotency_mismatch");
    await own.prisma.$transaction((tx) => keepReply(ctx, tx, which, keyHash, { status: 200, body: "{}" }));
    expect(await code(claim(own.system(clock), other))).toBe("idempotency_mismatch");
  });

  it("is in progress until its request ends", async () => {
    const which = call();
    await mine(own.system(clock), which);
    expect(await code(claim(own.system(clock), which))).toBe("idempotency_in_progress");
  });

  it("belongs to one holder and one operation", async () => {
    const which = call();
    await run(own.system(clock), which);
    for (const other of [
      { ...which, holder: "partner:two:live" },
      { ...which, holder: "partner:one:test" },
      { ...which, operation: "POST /v1/others" },
    ]) {
      expect((await claim(own.system(clock), other)).kind).toBe("mine");
    }
  });

  it("cannot be made to stand for another by moving its parts about", async () => {
    await run(own.system(clock), call({ holder: "a", operation: "b", key: "c" }));
    for (const other of [
      call({ holder: "a", operation: "b\nc", key: "" }),
      call({ holder: "a\nb", operation: "", key: "c" }),
    ]) {
      expect((await claim(own.system(clock), other)).kind).toBe("mine");
    }
  });

  it("is given to exactly one of many that ask at once", async () => {
    for (let round = 0; round < 10; round += 1) {
      const which = call();
      const claims = await Promise.all(
        Array.from({ length: 12 }, () => code(claim(own.system(clock), which))),
      );
      expect(claims.filter((answer) => answer === "done")).toHaveLength(1);
      expect(claims.filter((answer) => answer === "idempotency_in_progress")).toHaveLength(11);
    }
  });

  it("is free again when its request failed, for the same and for another request", async () => {
    const which = call();
    const ctx = own.system(clock);
    await release(ctx, which, await mine(ctx, which));
    expect((await claim(own.system(clock), { ...which, content: "other" })).kind).toBe("mine");
  });

  it("is not freed by a request that does not hold it, nor once a reply is kept", async () => {
    const which = call();
    const ctx = own.system(clock);
    const keyHash = await mine(ctx, which);
    await release(own.system(clock), which, keyHash);
    expect(await code(claim(own.system(clock), which))).toBe("idempotency_in_progress");
    await own.prisma.$transaction((tx) => keepReply(ctx, tx, which, keyHash, { status: 200, body: "{}" }));
    await release(ctx, which, keyHash);
    expect((await claim(own.system(clock), which)).kind).toBe("replay");
  });
});

describe("a request that died", () => {
  it("loses its key to the same request after a minute, and not before, and never to another", async () => {
    const local = new FixedClock(clock.now());
    const which = call();
    const dead = own.system(local);
    const keyHash = await mine(dead, which);
    local.advance(60 * SECOND - 1);
    expect(await code(claim(own.system(local), which))).toBe("idempotency_in_progress");
    local.advance(1);
    expect(await code(claim(own.system(local), { ...which, content: "other" }))).toBe("idempotency_mismatch");
    expect(await mine(own.system(local), which)).toEqual(keyHash);
  });

  it("cannot commit its work once another has taken over: the work is undone with it", async () => {
    const local = new FixedClock(clock.now());
    const which = call();
    const slow = own.system(local);
    const keyHash = await mine(slow, which);
    local.advance(61 * SECOND);
    await run(own.system(local), which, '"of the second"');
    const id = newId();
    const late = own.prisma.$transaction(async (tx) => {
      await tx.keptMail.create({ data: { id, at: local.now(), to: "a", subject: "b", text: "c" } });
      await keepReply(slow, tx, which, keyHash, { status: 200, body: '"of the first"' });
    });
    expect(await code(late)).toBe("idempotency_in_progress");
    expect(await own.prisma.keptMail.count({ where: { id } })).toBe(0);
    expect(await claim(own.system(local), which)).toMatchObject({ body: '"of the second"' });
  });

  it("cannot commit while the one that took over is still running either", async () => {
    const local = new FixedClock(clock.now());
    const which = call();
    const slow = own.system(local);
    const keyHash = await mine(slow, which);
    local.advance(61 * SECOND);
    await mine(own.system(local), which);
    const late = own.prisma.$transaction((tx) =>
      keepReply(slow, tx, which, keyHash, { status: 200, body: "{}" }),
    );
    expect(await code(late)).toBe("idempotency_in_progress");
    expect(await code(claim(own.system(local), which))).toBe("idempotency_in_progress");
  });

  it("is succeeded by exactly one of many that ask at once", async () => {
    const local = new FixedClock(clock.now());
    const which = call();
    await mine(own.system(local), which);
    local.advance(61 * SECOND);
    const claims = await Promise.all(Array.from({ length: 12 }, () => code(claim(own.system(local), which))));
    expect(claims.filter((answer) => answer === "done")).toHaveLength(1);
  });
});

describe("a kept reply", () => {
  it("is kept for 24 hours; then its key is new, even for another request", async () => {
    const local = new FixedClock(clock.now());
    const which = call();
    await run(own.system(local), which);
    local.advance(24 * HOUR - 1);
    expect((await claim(own.system(local), which)).kind).toBe("replay");
    local.advance(1);
    expect((await claim(own.system(local), { ...which, content: "other" })).kind).toBe("mine");
  });

  it("is removed after that, and no other is", async () => {
    const local = new FixedClock("2030-01-01T00:00:00Z");
    const [old, fresh] = [call({ holder: "old" }), call({ holder: "fresh" })];
    await run(own.system(local), old);
    local.advance(HOUR);
    await run(own.system(local), fresh);
    local.advance(23 * HOUR);
    await removeExpired(own.system(local));
    const left = await own.prisma.idempotencyRecord.findMany({ select: { holder: true } });
    expect(left).toEqual([{ holder: "fresh" }]);
  });

  it("is sealed at rest: neither the reply nor the caller's key stands in any table", async () => {
    const which = call({ key: `order-${newId()}` });
    await run(own.system(clock), which);
    expect(await own.tablesHolding(SECRET)).toEqual([]);
    expect(await own.tablesHolding(which.key)).toEqual([]);
    expect(await own.tablesHolding(which.operation)).toEqual([]);
    // The search itself finds what is there.
    expect(await own.tablesHolding(which.holder)).toEqual(["public.idempotency_records"]);
  });

  it("cannot be opened when it was copied to another key", async () => {
    const [one, two] = [call(), call()];
    await run(own.system(clock), one);
    await run(own.system(clock), two);
    const { keyHash } = await claimRow(one);
    await own.prisma.idempotencyRecord.update({
      where: { holder_keyHash: { holder: one.holder, keyHash } },
      data: { sealedBody: (await claimRow(two)).sealedBody },
    });
    expect(await code(claim(own.system(clock), one))).toBe("idempotency_unreadable");
  });

  it("cannot be opened with another APP_SECRET, and says that a new key is needed", async () => {
    const which = call();
    await run(own.system(clock), which);
    setSettings({ APP_SECRET: "another secret, of which there may be no more use" });
    try {
      expect(await code(claim(own.system(clock), which))).toBe("idempotency_unreadable");
    } finally {
      setSettings();
    }
  });
});

async function claimRow(which: IdempotentCall) {
  const keyHash = sha256(`${which.operation}\n${which.key}`);
  return own.prisma.idempotencyRecord.findUniqueOrThrow({
    where: { holder_keyHash: { holder: which.holder, keyHash } },
  });
}
