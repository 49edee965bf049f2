import { expect, it } from "vitest";
import { Slots } from "@/lib/platform/slots";

it("gives slots in the order in which they were asked for, and never more than there are", async () => {
  const slots = new Slots(2, 10);
  const order: string[] = [];
  let busy = 0;
  let most = 0;
  const work = async (name: string) => {
    const place = slots.join();
    await place?.turn;
    order.push(name);
    busy += 1;
    most = Math.max(most, busy);
    await new Promise((resolve) => setImmediate(resolve));
    busy -= 1;
    place?.leave();
  };
  await Promise.all(["a", "b", "c", "d", "e"].map(work));
  expect(order).toEqual(["a", "b", "c", "d", "e"]);
  expect(most).toBe(2);
});

it("turns away who finds the line full, and lets who leaves the line make room", async () => {
  const slots = new Slots(1, 1);
  const first = slots.join();
  const second = slots.join();
  expect(slots.join()).toBeNull();
  second?.leave();
  second?.leave();
  const third = slots.join();
  first?.leave();
  await third?.turn;
  expect(slots.join()).not.toBeNull();
});

it("lets the first of an owner go before the second of another, however many that one has in line", async () => {
  const slots = new Slots(1, 10);
  const order: string[] = [];
  const work = async (owner: string, name: string) => {
    const place = slots.join({ owner });
    await place?.turn;
    order.push(name);
    await new Promise((resolve) => setImmediate(resolve));
    place?.leave();
  };
  await Promise.all([
    ...["a1", "a2", "a3"].map((name) => work("a", name)),
    ...["b1", "b2"].map((name) => work("b", name)),
  ]);
  expect(order).toEqual(["a1", "b1", "a2", "b2", "a3"]);
  await work("a", "a4");
  expect(order.at(-1)).toBe("a4");
});

it("gives one owner a part of the line only, and a place to those who wait however long it is", () => {
  const slots = new Slots(1, 8);
  const joined = Array.from({ length: 9 }, () => slots.join({ owner: "a" }));
  expect(joined.map((place) => place !== null)).toEqual([...Array(3).fill(true), ...Array(6).fill(false)]);
  const others = Array.from({ length: 9 }, (_, i) => slots.join({ owner: `other ${i}` }));
  expect(others.filter((place) => place !== null)).toHaveLength(6);
  expect(slots.join({ owner: "a", isPatient: true })).not.toBeNull();
  for (const place of joined) place?.leave();
  expect(slots.join({ owner: "a" })).not.toBeNull();
});

it("counts what waits of an owner against its part of the line, and not what works", () => {
  const slots = new Slots(6, 8);
  const joined = Array.from({ length: 9 }, () => slots.join({ owner: "a" }));
  expect(joined.map((place) => place !== null)).toEqual([...Array(8).fill(true), false]);
});

it("moves an owner's place up when what went before it has left, so that newcomers do not pass it for ever", async () => {
  const slots = new Slots(1, 20);
  const order: string[] = [];
  const join = (name: string) => {
    const place = slots.join({ owner: name.charAt(0) });
    void place?.turn.then(() => order.push(name));
    return { leave: () => place?.leave(), turn: place?.turn };
  };
  const [x, a1, a2] = [join("x"), join("a1"), join("a2")];
  x.leave();
  const b = join("b");
  a1.leave();
  const c = join("c");
  for (const next of [b, a2, c]) {
    await next.turn;
    next.leave();
  }
  expect(order).toEqual(["x", "a1", "b", "a2", "c"]);
});
