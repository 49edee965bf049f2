import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compileKernel } from "./build-kernel";

test("the committed kernel is what its source compiles to, byte for byte", async () => {
  const committed = readFileSync(new URL("./kernel-wasm.ts", import.meta.url), "utf8");
  expect(await compileKernel()).toBe(committed);
}, 60_000);
