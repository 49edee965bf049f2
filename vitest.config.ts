import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const resolve = { alias: { "@": root.replace(/\/$/, "") } };
const onTheProduct = {
  globalSetup: ["./test/product.ts"],
  setupFiles: ["./test/quiet-console.ts"],
  testTimeout: 60_000,
  hookTimeout: 120_000,
};
/** What is tested is no production: each file says by `setSettings` where it is. */
const env = { DEMO_MODE: "1" };
const exclude = ["**/node_modules/**", ".next/**", "dist/**", ".data/**"];

/** Four suites: pure code, code on a real Postgres, the running product, and the product when things around it break. */
export default defineConfig({
  resolve,
  test: {
    // Its own guess leaves a core for watching files, which halves the pace of two.
    maxWorkers: Math.max(2, availableParallelism()),
    projects: [
      {
        resolve,
        test: {
          name: "unit",
          env,
          include: [
            "lib/**/*.test.ts",
            "app/**/*.test.ts",
            "components/**/*.test.ts",
            "scripts/**/*.test.ts",
            "server/**/*.test.ts",
          ],
          exclude: [...exclude, "**/*.db.test.ts"],
          setupFiles: ["./test/quiet-console.ts"],
          testTimeout: 30_000,
        },
      },
      {
        resolve,
        test: {
          name: "database",
          env,
          include: ["lib/**/*.db.test.ts", "prisma/**/*.db.test.ts"],
          exclude,
          globalSetup: ["./test/test-database.ts"],
          setupFiles: ["./test/quiet-console.ts"],
          // Bounds for what hangs, far from what anything takes: the slowest needs six seconds of processor.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve,
        test: {
          name: "api",
          env,
          include: ["e2e/api/**/*.test.ts"],
          exclude,
          ...onTheProduct,
        },
      },
      {
        resolve,
        test: {
          name: "faults",
          env,
          include: ["e2e/faults/**/*.test.ts"],
          exclude,
          ...onTheProduct,
          // Each stops and kills several processes of its own; two at a time would measure each other.
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
