import { DOCS_NAVIGATION } from "@/app/docs/pages";
import { OPERATION_GROUPS } from "@/app/docs/reference/operations";
import { expect, expectAccessible, expectNoSidewaysScroll, keepPicture, test } from "@/test/browser";

const PAGES = [
  ...DOCS_NAVIGATION.flatMap(({ pages }) =>
    pages.map(({ path, title }) => ({ path: path as string, title })),
  ),
  ...OPERATION_GROUPS.map(({ path, name }) => ({ path: path as string, title: name })),
];
const OURS = "http://ours.example";
const PROJECTS = ["phone-dark", "desktop-light"];

// They are made of the same parts, so each page is held to it in one project, in turn; the quickstart in all.
test("every page stands, is accessible and fits the width", async ({ page }, { project }) => {
  test.slow();
  const turn = PAGES.filter(
    ({ path }, index) => path === "/docs/quickstart" || project.name === PROJECTS[index % PROJECTS.length],
  );
  for (const { path, title } of turn) {
    await test.step(path, async () => {
      const response = await page.goto(path);
      expect(response?.status()).toBe(200);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(
        path === "/docs" ? "Documentation" : title,
      );
      await keepPicture(page, path.slice(1).replaceAll("/", "-"));
      await expectAccessible(page);
      const size = page.viewportSize() ?? { width: 1280, height: 800 };
      await page.setViewportSize({ width: 320, height: 700 });
      await expectNoSidewaysScroll(page);
      await page.setViewportSize(size);
    });
  }
  expect(turn.length).toBeGreaterThan(4);
});

test("every link and anchor leads somewhere @desktop", async ({ request }) => {
  test.slow();
  const seen = new Set<string>();
  for (const { path } of PAGES) {
    const html = await (await request.get(path)).text();
    for (const [, href = ""] of html.matchAll(/<a [^>]*?href="([^"]+)"/g)) {
      const link = new URL(href.replaceAll("&amp;", "&"), new URL(path, OURS));
      // The portal and the account ask who is there; their own tests hold them.
      if (link.origin === OURS && !/^\/(partner|account)\//.test(link.pathname)) seen.add(link.href);
    }
  }
  const pages = new Map<string, string>();
  for (const link of [...seen].sort()) {
    const { pathname, search, hash } = new URL(link);
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

test("a choice of language holds for every snippet and every page after @phone", async ({ page }) => {
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

test("without scripts pages, menu and languages work @phone", async ({ browser, baseURL }) => {
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
