import { execFile } from "node:child_process";
import { EventEmitter } from "node:events";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import type { Take } from "@/lib/partners/rate-limits/decision";
import { MemoryWindows } from "@/lib/partners/rate-limits/memory-limiter";
import { PrimaryLimiter, serveLimiter } from "@/lib/partners/rate-limits/primary-limiter";
import { Unavailable } from "@/lib/platform/errors";

const noon = Date.UTC(2026, 2, 1, 12);

function takeOf(subject: string): Take {
  return {
    subject,
    limits: { perMinute: 60, perDay: 1_000 },
    minuteCost: 1,
    dayCost: 1,
    now: new Date(noon),
  };
}

/** A cluster in one process: messages go as JSON and arrive a turn later, and both ways are on record. */
class FakeCluster {
  readonly primary = new EventEmitter();
  readonly toPrimary: object[] = [];
  readonly toWorkers: object[] = [];

  worker(): { port: EventEmitter; limiter: (timeoutMs?: number) => PrimaryLimiter } {
    const port = new EventEmitter();
    const asSeenByPrimary = {
      send: (message: object) => {
        this.toWorkers.push(message);
        setImmediate(() => port.emit("message", JSON.parse(JSON.stringify(message))));
      },
    };
    const channel = {
      send: (message: object) => {
        this.toPrimary.push(message);
        setImmediate(() =>
          this.primary.emit("message", asSeenByPrimary, JSON.parse(JSON.stringify(message))),
        );
      },
      on: (event: "message", listener: (message: unknown) => void) => port.on(event, listener),
      off: (event: "message", listener: (message: unknown) => void) => port.off(event, listener),
    };
    return { port, limiter: (timeoutMs) => new PrimaryLimiter(channel, timeoutMs) };
  }
}

describe("the limiter of a cluster", () => {
  it("holds one common limit for all workers", async () => {
    const cluster = new FakeCluster();
    serveLimiter(cluster.primary);
    const limiters = Array.from({ length: 4 }, () => cluster.worker().limiter());
    const decisions = await Promise.all(
      Array.from({ length: 200 }, (_, n) => limiters[n % 4]?.take(takeOf("partner"))),
    );
    expect(decisions.filter((decision) => decision?.allowed)).toHaveLength(60);
  });

  it("sends the takes of one tick in one message, and their answers in one", async () => {
    const cluster = new FakeCluster();
    serveLimiter(cluster.primary);
    const limiter = cluster.worker().limiter();
    await Promise.all(Array.from({ length: 50 }, (_, n) => limiter.take(takeOf(`partner:${n}`))));
    expect(cluster.toPrimary).toHaveLength(1);
    expect(cluster.toWorkers).toHaveLength(1);
  });

  it("keeps apart the answers of two limiters in one worker", async () => {
    const cluster = new FakeCluster();
    serveLimiter(cluster.primary);
    const { limiter } = cluster.worker();
    await limiter().take(takeOf("busy"));
    const [one, other] = [limiter(), limiter()];
    const [busy, fresh] = await Promise.all([one.take(takeOf("busy")), other.take(takeOf("fresh"))]);
    expect([busy.minute.remaining, fresh.minute.remaining]).toEqual([58, 59]);
  });

  it("is Unavailable when the primary does not answer in time, and works again when it does", async () => {
    const cluster = new FakeCluster();
    const limiter = cluster.worker().limiter(20);
    const silent = limiter.take(takeOf("partner"));
    await expect(silent).rejects.toThrow(Unavailable);
    await expect(silent).rejects.toMatchObject({ code: "limiter_unavailable" });
    await expect(limiter.ping()).rejects.toThrow(Unavailable);
    serveLimiter(cluster.primary);
    expect(await limiter.take(takeOf("partner"))).toMatchObject({ allowed: true });
  });

  it("is Unavailable at once when the channel is closed, whether sending throws or reports it", async () => {
    const port = new EventEmitter();
    const closed = new Error("channel closed");
    const listen = { on: port.on.bind(port), off: port.off.bind(port) };
    const throwing = new PrimaryLimiter({
      ...listen,
      send: () => {
        throw closed;
      },
    });
    const reporting = new PrimaryLimiter({ ...listen, send: (_message, sent) => sent(closed) });
    await expect(throwing.take(takeOf("partner"))).rejects.toMatchObject({ cause: closed });
    await expect(reporting.take(takeOf("partner"))).rejects.toMatchObject({ cause: closed });
  });

  it("leaves messages alone that are not its own, and survives broken ones", async () => {
    const cluster = new FakeCluster();
    serveLimiter(cluster.primary, new MemoryWindows());
    const worker = cluster.worker();
    const limiter = worker.limiter();
    const type = "soulmate.rate-limits.takes";
    const takes = ["partner", 60, 1_000, -5, 1, noon];
    const foreign = [
      null,
      7,
      "ready",
      {},
      { type: "shutdown" },
      { type },
      { type, id: "x", takes },
      { type, takes },
    ];
    const silent = { send: () => expect.unreachable("a message that is no take was answered") };
    for (const message of foreign) cluster.primary.emit("message", silent, message);
    for (const message of foreign) worker.port.emit("message", message);
    expect(await limiter.take(takeOf("partner"))).toMatchObject({ allowed: true, minute: { remaining: 59 } });
  });

  it("lets go of its listeners when closed", async () => {
    const cluster = new FakeCluster();
    const stop = serveLimiter(cluster.primary);
    const worker = cluster.worker();
    const limiter = worker.limiter();
    const late = limiter.take(takeOf("partner"));
    await limiter.close();
    stop();
    await expect(late).rejects.toThrow(Unavailable);
    expect(worker.port.listenerCount("message") + cluster.primary.listenerCount("message")).toBe(0);
  });

  it("holds its limit across real worker processes, one of which dies and is replaced", async () => {
    const fixture = new URL("./primary-limiter.fixture.ts", import.meta.url).pathname;
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", fixture]);
    expect(JSON.parse(stdout)).toEqual({
      kinds: ["cluster", "cluster", "cluster"],
      allowed: 60,
      refused: 90,
    });
  }, 20_000);
});
