import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { describe, expect, test } from "vitest";
import manifest from "../../package.json";
import { buildServer } from "../../scripts/build";
import { checkCertificate } from "../matching/exact/check-certificate";
import type { CrowdInput } from "../matching/matching-task";
import { runMatchingTask } from "../matching/matching-task";
import { correlatedCrowd } from "../scoring/testdata/crowd";
import { MATCHING_THREADS, runMatching } from "./matching-thread";

const crowdOf = (size: number): CrowdInput => ({
  people: Array.from({ length: size }, (_, i) => ({ id: `guest-${i}`, group: i % 2 === 0 ? "a" : "b" })),
  traits: correlatedCrowd(size, 1),
  rules: { blocks: [["guest-0", "guest-1"]], pins: [["guest-2", "guest-3"]] },
});

/** The packages that a bundle imports, without Node's own. */
function packagesIn(bundle: string): string[] {
  const found = bundle.matchAll(/(?:^import\b.*?|\bfrom |\bimport\()"([^"./][^"]*)"/gm);
  return [...found].flatMap(([, path = ""]) => {
    const [first = "", second = ""] = path.split("/");
    const name = first.startsWith("@") ? `${first}/${second}` : first;
    return builtinModules.includes(name) || name.startsWith("node:") ? [] : [name];
  });
}

describe("a matching thread", () => {
  test("gives every kind of result that the task itself gives", async () => {
    const crowd = crowdOf(20);
    const rounds = await runMatching({
      kind: "rounds",
      crowd,
      ask: { rounds: 3, seed: 7, objective: "balanced" },
    });
    expect(rounds.bound?.gap).toBeLessThan(0.1);
    expect({ ...rounds, bound: null }).toEqual(
      runMatchingTask({ kind: "rounds", crowd, ask: { rounds: 3, seed: 7, objective: "balanced" } }),
    );
    const replan = { rounds: 3, planned: rounds.rounds, played: 1, present: new Uint8Array(20).fill(1) };
    const tasks = [
      { kind: "crowd", crowd, ask: { threshold: 0.5 } },
      { kind: "best", crowd, ask: { k: 3 } },
      { kind: "pairing", crowd, ask: {} },
      { kind: "tables", crowd, ask: { rounds: 2, seed: 7, tableSize: 4, objective: "worst_off" } },
      { kind: "replan", crowd, ask: replan },
    ] as const;
    for (const task of tasks) expect(await runMatching(task)).toEqual(runMatchingTask(task));
    const { mate, graph, certificate } = await runMatching({ kind: "pairing", crowd, ask: {} });
    expect(mate[2]).toBe(3);
    expect(checkCertificate(graph, mate, certificate)).toBeNull();
  });

  test("tells its progress", async () => {
    const seen: number[] = [];
    const onProgress = (done: number, total: number) => seen.push(done / total);
    await runMatching({ kind: "rounds", crowd: crowdOf(30), ask: { rounds: 4, seed: 1 } }, { onProgress });
    expect(seen.length).toBeGreaterThan(3);
    expect(seen.at(-1)).toBe(1);
    seen.length = 0;
    await runMatching(
      { kind: "crowd", crowd: crowdOf(300), ask: { thresholdPercentile: 90 } },
      { onProgress },
    );
    expect(seen.length).toBeGreaterThan(3);
    expect([...seen].sort((a, b) => a - b)).toEqual(seen);
    expect(seen.at(-1)).toBe(1);
  });

  test("ends at once when it is cancelled, before and during the work", async () => {
    const task = { kind: "rounds", crowd: crowdOf(400), ask: { rounds: 20, seed: 1 } } as const;
    await expect(runMatching(task, { signal: AbortSignal.abort() })).rejects.toThrow(
      expect.objectContaining({ code: "cancelled" }),
    );
    const controller = new AbortController();
    const running = runMatching(task, { signal: controller.signal, onProgress: () => controller.abort() });
    await expect(running).rejects.toThrow(expect.objectContaining({ code: "cancelled" }));
  });

  test("refuses what the task refuses, with the field and its place", async () => {
    const crowd = { ...crowdOf(4), rules: { blocks: [["guest-0", "stranger"] as const] } };
    await expect(runMatching({ kind: "pairing", crowd, ask: {} })).rejects.toThrow(
      expect.objectContaining({ name: "MatchingError", code: "unknown_person", field: "blocks", index: 0 }),
    );
    const short = { ...crowdOf(4), traits: [[0.5], [0.5], [0.5], [0.5]] };
    await expect(runMatching({ kind: "pairing", crowd: short, ask: {} })).rejects.toThrow(
      expect.objectContaining({ name: "ScoringError", code: "wrong_length" }),
    );
    const unknown = { ...crowdOf(4), modelVersion: "soulmate-0" };
    await expect(runMatching({ kind: "best", crowd: unknown, ask: { k: 1 } })).rejects.toThrow(
      expect.objectContaining({ field: "modelVersion" }),
    );
    const other = { ...crowdOf(4), traits: correlatedCrowd(3, 1) };
    await expect(runMatching({ kind: "best", crowd: other, ask: { k: 1 } })).rejects.toThrow(
      expect.objectContaining({ field: "traits" }),
    );
  });

  test("that is killed in the middle ends the task with an error of its own", async () => {
    const task = { kind: "rounds", crowd: crowdOf(400), ask: { rounds: 20, seed: 1 } } as const;
    let thread: Worker | undefined;
    const start = (workerData: unknown) => {
      thread = new Worker(
        'const { parentPort } = require("node:worker_threads"); setInterval(() => undefined, 1e6); parentPort.postMessage({ type: "progress", done: 1, total: 2 });',
        { eval: true, workerData },
      );
      return thread;
    };
    const killed = runMatching(task, { start, onProgress: () => void thread?.terminate() });
    await expect(killed).rejects.toThrow(
      expect.objectContaining({ name: "MatchingError", code: "interrupted" }),
    );
  });

  test("that runs out of memory ends the task with the same error", async () => {
    const start = () =>
      new Worker("const kept = []; for (;;) kept.push(Array.from({ length: 1e5 }, (_, i) => ({ i })));", {
        eval: true,
        resourceLimits: { maxOldGenerationSizeMb: 8 },
      });
    const task = { kind: "best", crowd: crowdOf(4), ask: { k: 1 } } as const;
    await expect(runMatching(task, { start })).rejects.toThrow(
      expect.objectContaining({ name: "MatchingError", code: "interrupted" }),
    );
  });

  test("waits for its turn when all are busy, and leaves the line when it is cancelled", async () => {
    const task = { kind: "best", crowd: crowdOf(4), ask: { k: 1 } } as const;
    const answer =
      'require("node:worker_threads").parentPort.once("message", (result) => { require("node:worker_threads").parentPort.postMessage({ type: "result", result }); });';
    const started: Worker[] = [];
    const start = () => {
      const thread = new Worker(answer, { eval: true });
      started.push(thread);
      return thread;
    };
    const busy = Array.from({ length: MATCHING_THREADS }, () => runMatching(task, { start }));
    const late = new AbortController();
    const cancelled = runMatching(task, { start, signal: late.signal });
    const next = runMatching(task, { start });
    late.abort();
    await expect(cancelled).rejects.toThrow(expect.objectContaining({ code: "cancelled" }));
    await expect.poll(() => started.length).toBe(MATCHING_THREADS);
    for (const thread of started) thread.postMessage("done");
    await Promise.all(busy);
    await expect.poll(() => started.length).toBe(MATCHING_THREADS + 1);
    started.at(-1)?.postMessage("done");
    await next;
  });

  test("has a place for a patient task where the line is full, and none for others", async () => {
    const task = { kind: "best", crowd: crowdOf(4), ask: { k: 1 } } as const;
    const hangs = () => new Worker("setInterval(() => undefined, 1e6)", { eval: true });
    const controller = new AbortController();
    const { signal } = controller;
    const busy = Promise.allSettled(
      Array.from({ length: MATCHING_THREADS + 32 }, () => runMatching(task, { start: hangs, signal })),
    );
    await expect(runMatching(task)).rejects.toMatchObject({ code: "matching_busy" });
    const patient = runMatching(task, { isPatient: true });
    controller.abort();
    for (const { status } of await busy) expect(status).toBe("rejected");
    expect(await patient).toEqual(runMatchingTask(task));
  });

  test("is not kept from others by one owner with many tasks", async () => {
    const task = { kind: "best", crowd: crowdOf(4), ask: { k: 1 } } as const;
    const hangs = () => new Worker("setInterval(() => undefined, 1e6)", { eval: true });
    const controller = new AbortController();
    const greedy = { start: hangs, signal: controller.signal, owner: "greedy" };
    const many = Promise.allSettled(
      Array.from({ length: MATCHING_THREADS + 32 }, () => runMatching(task, greedy)),
    );
    const other = runMatching(task, { owner: "another" });
    controller.abort();
    expect(await other).toEqual(runMatchingTask(task));
    const reasons = (await many).map((ended) => ended.status === "rejected" && ended.reason.code);
    expect(new Set(reasons)).toEqual(new Set(["cancelled", "matching_busy"]));
  });

  test("runs from its bundle as from its source, with nothing that a deployment leaves out", async () => {
    // Within the project, so that packages are found as they are from `dist`.
    const outdir = mkdtempSync(join(process.cwd(), "node_modules", ".matching-bundle-"));
    try {
      await buildServer(outdir);
      const script = join(outdir, "matching-worker.js");
      const bundles = readdirSync(outdir).filter((name) => name.endsWith(".js"));
      const imported = bundles.flatMap((name) => packagesIn(readFileSync(join(outdir, name), "utf8")));
      expect(imported).toContain("highs");
      expect(imported.filter((name) => !(name in manifest.dependencies))).toEqual([]);
      const start = (workerData: unknown) => new Worker(script, { workerData });
      const crowd = crowdOf(20);
      const task = { kind: "rounds", crowd, ask: { rounds: 3, seed: 7, objective: "worst_off" } } as const;
      const seen: number[] = [];
      const run = await runMatching(task, { start, onProgress: (done, total) => seen.push(done / total) });
      expect({ ...run, bound: null }).toEqual(runMatchingTask(task));
      expect(run.bound?.gap).toBeLessThan(0.1);
      expect(seen.at(-1)).toBe(1);
    } finally {
      rmSync(outdir, { recursive: true });
    }
  });
});
