import { defineConfig } from "@playwright/test";
import { CHROMIUM_FLAGS, findChromium } from "./test/browser";

const PHONE = { width: 375, height: 812 };
const DESKTOP = { width: 1280, height: 800 };
/** One long way through the product, the same on any screen. */
const STORY = "**/e2e/story/**";

// The specs read the product's settings, too, and are no production.
process.env.DEMO_MODE ??= "1";

/** Whoever starts these tests has started the product and says where: BASE_URL, and DATABASE_URL and APP_SECRET of it. */
export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "artifacts/playwright",
  // A page waits for the product about as long as it works: three keep two cores busy.
  workers: 3,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json", { outputFile: "artifacts/playwright.json" }], ["./test/page-coverage.ts"]],
  use: {
    baseURL: process.env.BASE_URL ?? "http://localhost:3000",
    launchOptions: { executablePath: await findChromium(), args: CHROMIUM_FLAGS },
    screenshot: "only-on-failure",
    // Recording every test costs about as much as running it; `--trace on` records the one that is looked into.
    trace: "off",
  },
  // A test of what happens, not of how it looks, bears `@desktop` or `@phone` and runs in that one alone: one that is
  // skipped would cost a context and a page first. Each begins in one colour scheme; `expectAccessible` and `keepPicture` look at a page in the other, too.
  projects: [
    {
      name: "phone-dark",
      testIgnore: STORY,
      grepInvert: /@desktop/,
      use: { viewport: PHONE, colorScheme: "dark" },
    },
    { name: "desktop-light", grepInvert: /@phone/, use: { viewport: DESKTOP, colorScheme: "light" } },
  ],
});
