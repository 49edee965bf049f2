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
