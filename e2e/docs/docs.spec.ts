import { DOCS_NAVIGATION } from "@/app/docs/pages";
import { OPERATION_GROUPS } from "@/app/docs/reference/operations";
import { expect, expectAccessible, expectNoSidewaysScroll, keepPicture, test } from "../fixtures/browser";

const PAGES = [
  ...DOCS_NAVIGATION.flatMap(({ pages }) =>
    pages.map(({ path, title }) => ({ path: path as string, title })),
  ),
  ...OPERATION_GROUPS.map(({ path, name }) => ({ path: path as string, title: name })),
];
/** The rest is made of the same parts, so each of them is held to it in one project, in turn. */
const EVERYWHERE = ["/docs", "/docs/quickstart", "/docs/reference/compatibility"];
const PROJECTS = ["phone-light", "desktop-dark", "phone-dark", "desktop-light"];

for (const [index, { path, title }] of PAGES.entries()) {
  test(`${path}: stands, is accessible, fits the width`, async ({ page }, { project }) => {
    const turn = EVERYWHERE.includes(path) || project.name === PROJECTS[index % PROJECTS.length];
    test.skip(!turn, "another project's turn");
    const response = await page.goto(path);
    expect(response?.status()).toBe(200);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(
      path === "/docs" ? "Documentation" : title,
    );
    await keepPicture(page, path.slice(1).replaceAll("/", "-"));
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 700 });
    await expectNoSidewaysScroll(page);
  });
}

test("every link and anchor leads somewhere", async ({ page, request }, { project }) => {
  test.skip(project.name !== "desktop-light", "the links are the same everywhere");
  test.slow();
  const seen = new Set<string>();
  for (const { path } of PAGES) {
    const html = await (await request.get(path)).text();
    for (const [, href = ""] of html.matchAll(/<a [^>]*?href="([^"]+)"/g)) {
      seen.add(
        new URL(
          href.replaceAll("&amp;", "&"),
          new URL(path, page.url() === "about:blank" ? "http://x" : page.url()),
        ).href,
      );
    }
  }
  const pages = new Map<string, string>();
  for (const link of [...seen].sort()) {
    const { pathname, search, hash, host } = new URL(link);
    expect(host).toBe("x");
    const address = pathname + search;
    if (!pages.has(address)) {
      const response = await request.get(address);
      expect(response.status(), address).toBe(200);
      pages.set(address, await response.text());
    }
    if (hash !== "") expect(pages.get(address), link).toContain(`id="${hash.slice(1)}"`);
  }
  expect(seen.size).toBeGreaterThan(100);
});

test("a choice of language holds for every snippet and every page after", async ({ page }, { project }) => {
  test.skip(project.name !== "phone-dark", "the same everywhere");
  await page.goto("/docs/quickstart");
  const languages = page.getByRole("group", { name: "Language of: Score two people" });
  await languages.getByText("Python").click();
  await expect(page.locator("#snippet-score-pair-python")).toBeVisible();
  await expect(page.locator("#snippet-explain-pair-python")).toBeVisible();
  await expect(page.locator("#snippet-explain-pair-curl")).toBeHidden();
  await page.goto("/docs/idempotency");
  await expect(page.locator("#snippet-retry-safely-python")).toBeVisible();
  // With the keyboard: the switch is one stop, its arrows choose.
  await page.getByRole("radio", { name: "Python" }).first().focus();
  await page.keyboard.press("ArrowLeft");
  await expect(page.locator("#snippet-retry-safely-javascript")).toBeVisible();
});

test("without scripts pages, menu and languages work", async ({ browser, baseURL }, { project }) => {
  test.skip(project.name !== "phone-light", "the same everywhere");
  const context = await browser.newContext({
    javaScriptEnabled: false,
    baseURL: baseURL ?? "",
    viewport: { width: 375, height: 812 },
  });
  const page = await context.newPage();
  await page.goto("/docs/quickstart");
  await page.getByText("JavaScript", { exact: true }).first().click();
  await expect(page.locator("#snippet-sign-up-javascript")).toBeVisible();
  await page.locator("summary", { hasText: "Documentation" }).click();
  await page.getByRole("link", { name: "Versioning" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Versioning");
  await context.close();
});
