import { describe, expect, test } from "vitest";
import { checkCertificate } from "../matching/exact/check-certificate";
import type { CrowdInput } from "../matching/matching-task";
import { runMatchingTask } from "../matching/matching-task";
import { correlatedCrowd } from "../scoring/testdata/crowd";
import { runMatching } from "./matching-thread";

const crowdOf = (size: number): CrowdInput => ({
  people: Array.from({ length: size }, (_, i) => ({ id: `guest-${i}`, group: i % 2 === 0 ? "a" : "b" })),
  traits: correlatedCrowd(size, 1),
  rules: { blocks: [["guest-0", "guest-1"]], pins: [["guest-2", "guest-3"]] },
});

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
});
