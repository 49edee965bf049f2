import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const resolve = { alias: { "@": root.replace(/\/$/, "") } };
const exclude = ["**/node_modules/**", ".next/**", "dist/**", ".data/**"];

/** Three suites: pure code, code on a real Postgres, and the running product. */
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
          include: [
            "lib/**/*.test.ts",
            "components/**/*.test.ts",
            "scripts/**/*.test.ts",
            "server/**/*.test.ts",
          ],
          exclude: [...exclude, "**/*.db.test.ts"],
          setupFiles: ["./e2e/fixtures/quiet-console.ts"],
          testTimeout: 30_000,
        },
      },
      {
        resolve,
        test: {
          name: "database",
          include: ["lib/**/*.db.test.ts", "prisma/**/*.db.test.ts"],
          exclude,
          globalSetup: ["./e2e/fixtures/test-database.ts"],
          setupFiles: ["./e2e/fixtures/quiet-console.ts"],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        resolve,
        test: {
          name: "api",
          include: ["e2e/api/**/*.test.ts", "e2e/faults/**/*.test.ts"],
          exclude,
          globalSetup: ["./e2e/fixtures/product.ts"],
          setupFiles: ["./e2e/fixtures/quiet-console.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
