import { LEGAL_DOCUMENTS, LEGAL_SLUGS, legalPath } from "@/lib/platform/legal-documents";
import { expect, expectAccessible, keepPicture, test } from "@/test/browser";

test("every legal text can be read with its date, by its list and by its version", async ({ page }) => {
  test.slow();
  await page.goto("/legal");
  await expectAccessible(page);
  await keepPicture(page, "legal");
  await page.getByRole("main").getByRole("link", { name: LEGAL_DOCUMENTS["api-terms"].title }).click();
  await expect(page).toHaveURL("/legal/api-terms");
  for (const slug of LEGAL_SLUGS) {
    await page.goto(legalPath(slug));
    const main = page.getByRole("main");
    await expect(main.getByRole("heading", { level: 1, name: LEGAL_DOCUMENTS[slug].title })).toBeVisible();
    await expect(main.getByText("Draft awaiting review by counsel.")).toBeVisible();
    await expect(main.getByRole("heading", { level: 2 }).nth(1)).toBeVisible();
    await expect(main.getByText(/\{\{/)).toHaveCount(0);
    await expectAccessible(page);
    await keepPicture(page, `legal-${slug}`);
  }
});

test("a version has a page of its own, and one that never was is not found", async ({ page, watch }) => {
  const [{ version, changed }] = LEGAL_DOCUMENTS.terms.versions;
  await page.goto("/legal/terms");
  await page.getByRole("region", { name: "All versions" }).getByRole("link").last().click();
  await expect(page).toHaveURL(legalPath("terms", version));
  await expect(page.getByText(changed).first()).toBeVisible();
  await expectAccessible(page);
  watch.expectComplaint(/404/);
  for (const path of [
    "/legal/terms/1999-01-01",
    "/legal/nothing",
    "/legal/terms/..%2Fprivacy%2F2026-11-30",
  ]) {
    expect((await page.goto(path))?.status(), path).toBe(404);
  }
});

test("the imprint says which settings are missing, and names no one who was made up @desktop", async ({
  page,
}) => {
  await page.goto("/legal/imprint");
  for (const setting of ["LEGAL_NAME", "LEGAL_ADDRESS", "LEGAL_REGISTER", "LEGAL_VAT_ID"]) {
    await expect(page.getByText(new RegExp(`must set ${setting}\\b`)).first()).toBeVisible();
  }
});

test("legal texts are a link away on the site, in the docs and in the portal", async ({ page }) => {
  for (const path of ["/", "/docs/quickstart", "/sign-in"]) {
    await page.goto(path);
    const links = page.getByRole("navigation", { name: "Legal" });
    await expect(links.getByRole("link", { name: "Imprint" })).toHaveAttribute("href", "/legal/imprint");
    await expect(links.getByRole("link", { name: "API terms" })).toHaveAttribute("href", "/legal/api-terms");
  }
});
