import { expect, it } from "vitest";
import { takeTurn } from "@/lib/api/turns";

const LONG = 1_000_000;

it("lets other work in between long bodies that came at once", async () => {
  const order: string[] = [];
  const bodies = ["first", "second", "third"].map(async (name) => {
    await takeTurn(LONG);
    order.push(name);
  });
  const other = async () => {
    for (let count = 0; count < 3; count += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      order.push("other");
    }
  };
  await Promise.all([...bodies, other()]);
  expect(order.filter((name) => name !== "other")).toEqual(["first", "second", "third"]);
  for (let at = 1; at < order.indexOf("third"); at += 1) {
    if (order[at] !== "other") expect(order[at - 1]).toBe("other");
  }
});

it("keeps no short body waiting", async () => {
  const order: string[] = [];
  const long = takeTurn(LONG).then(() => order.push("long"));
  await takeTurn(100);
  order.push("short");
  await long;
  expect(order).toEqual(["short", "long"]);
});
