import { expect, test } from "vitest";
import { AnswerQueue, isAbandoned, type QueuedAnswer, type QueueState } from "./answer-queue";

const answer = (statement_id: string, value: number): QueuedAnswer => ({
  statement_id,
  value,
  took_ms: 1_000,
  answered_at: "2026-01-01T00:00:00.000Z",
});

/** A device, and a server that answers as the test says. */
function arrange(replies: (number | "lost")[], kept: string | null = null) {
  const device = { text: kept };
  const bodies: { answers: QueuedAnswer[] }[] = [];
  const states: QueueState[] = [];
  const queue = new AnswerQueue({
    assessmentId: "a",
    store: {
      read: () => device.text,
      write: (text) => {
        device.text = text;
      },
      remove: () => {
        device.text = null;
      },
    },
    send: async (body) => {
      const reply = replies.shift() ?? 200;
      if (reply === "lost") throw new Error("no network");
      bodies.push(JSON.parse(body));
      return { status: reply, detail: reply === 409 ? "It is finished." : null };
    },
    wait: async () => {},
    now: () => new Date("2026-01-01T00:00:01.000Z"),
    onState: (state) => states.push(state),
  });
  return { queue, device, bodies, states };
}

test("keeps an answer on the device until the server has it", async () => {
  const { queue, device } = arrange(["lost", 503, 429, 200]);
  queue.add(answer("x.1", 4));
  expect(device.text).toContain("x.1");
  expect(await queue.flush()).toBe(true);
  expect(device.text).toBeNull();
});

test("sends what an earlier visit could not, in one request with what is new", async () => {
  const { queue, bodies } = arrange([200], JSON.stringify([answer("x.1", 4), answer("x.2", 2)]));
  expect([...queue.waiting().keys()]).toEqual(["x.1", "x.2"]);
  queue.add(answer("x.3", 1));
  await queue.flush();
  expect(bodies.map(({ answers }) => answers.map(({ statement_id }) => statement_id))).toEqual([
    ["x.1", "x.2", "x.3"],
  ]);
});

test("sends an answer again that was changed while it was being sent", async () => {
  const { queue, bodies } = arrange([200, 200]);
  queue.add(answer("x.1", 4));
  queue.add(answer("x.1", 2));
  await queue.flush();
  expect(bodies.map(({ answers }) => answers[0]?.value)).toEqual([4, 2]);
});

test("sends each answer on its own where some are refused, so that the others are saved", async () => {
  const { queue, bodies, device, states } = arrange(
    [400, 200, 400, 200],
    JSON.stringify([answer("x.1", 4), answer("gone.1", 2), answer("x.2", 5)]),
  );
  expect(await queue.flush()).toBe(false);
  expect(bodies.slice(1).map(({ answers }) => answers.map(({ statement_id }) => statement_id))).toEqual([
    ["x.1"],
    ["gone.1"],
    ["x.2"],
  ]);
  expect([states.at(-1), device.text]).toEqual(["refused", null]);
});

test("keeps answers for their owner where the session has ended", async () => {
  for (const status of [401, 404]) {
    const { queue, device, states } = arrange([status]);
    queue.add(answer("x.1", 4));
    expect(await queue.flush()).toBe(false);
    expect(states.at(-1)).toBe("signed_out");
    expect(device.text).toContain("x.1");
    const back = arrange([200], device.text);
    expect(await back.queue.flush()).toBe(true);
    expect(back.bodies[0]?.answers).toEqual([answer("x.1", 4)]);
  }
});

test("leaves what another tab of the same sheet keeps on the device", async () => {
  const { queue, device } = arrange(["lost", 200]);
  device.text = JSON.stringify([answer("other.1", 2)]);
  queue.add(answer("x.1", 4));
  expect(device.text).toContain("other.1");
  expect(device.text).toContain("x.1");
  await queue.flush();
  expect(JSON.parse(device.text ?? "[]")).toEqual([answer("other.1", 2)]);
});

test("says by the device's own clock when it sends", async () => {
  const { queue, bodies } = arrange([200]);
  queue.add(answer("x.1", 4));
  await queue.flush();
  expect(bodies[0]).toMatchObject({ sent_at: "2026-01-01T00:00:01.000Z" });
});

test("counts answers as abandoned after a month, and none before", () => {
  const kept = JSON.stringify([answer("x.1", 4)]);
  expect(isAbandoned(kept, new Date("2026-01-30T00:00:00Z"))).toBe(false);
  expect(isAbandoned(kept, new Date("2026-02-01T00:00:00Z"))).toBe(true);
  expect(isAbandoned("{", new Date())).toBe(true);
});

test("gives up what the server refuses for good, and says so", async () => {
  const { queue, device, states } = arrange([409]);
  queue.add(answer("x.1", 4));
  expect(await queue.flush()).toBe(false);
  expect([states.at(-1), device.text]).toEqual(["refused", null]);
});

test("tries again at once when the network is back", async () => {
  let waited = false;
  const device = { text: null as string | null };
  const sent: string[] = [];
  let online = false;
  const queue = new AnswerQueue({
    assessmentId: "a",
    store: { read: () => null, write: (text) => (device.text = text), remove: () => (device.text = null) },
    send: async (body) => {
      if (!online) throw new Error("no network");
      sent.push(body);
      return { status: 200, detail: null };
    },
    wait: () => {
      waited = true;
      online = true;
      queueMicrotask(() => queue.wake());
      return new Promise(() => {});
    },
    now: () => new Date(),
    onState: () => {},
  });
  queue.add(answer("x.1", 4));
  expect(await queue.flush()).toBe(true);
  expect([waited, sent.length]).toEqual([true, 1]);
});

test("reads nothing from a device whose notes are broken", () => {
  for (const kept of ["", "{", "[1]", '[{"statement_id":1}]', "null"]) {
    expect(arrange([], kept).queue.waiting().size, kept).toBe(0);
  }
});
