import { expect, expectAccessible, expectNoSidewaysScroll, keepPicture, test } from "@/test/browser";

const PAGES = [
  { name: "home", path: "/", heading: "Know yourself before you meet your match" },
  { name: "business", path: "/business", heading: "How well do two people fit?" },
  { name: "assessment", path: "/assessment", heading: "Find out what you bring to a relationship" },
  { name: "results-none", path: "/results", heading: "Your results" },
  { name: "verify-email", path: "/verify-email", heading: "Verify your e-mail address" },
  { name: "not-found", path: "/nothing-here", heading: "There is no page here", status: 404 },
] as const;

for (const { name, path, heading, ...rest } of PAGES) {
  test(`${name}: stands, is accessible, fits the width`, async ({ page, watch }) => {
    const status = "status" in rest ? rest.status : 200;
    if (status === 404) watch.expectComplaint(/404/);
    const response = await page.goto(path);
    expect(response?.status()).toBe(status);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
    await keepPicture(page, name);
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 700 });
    await expectNoSidewaysScroll(page);
  });
}

test("the code of a problem leads to its explanation", async ({ page, request }) => {
  const refused = await request.post("/api/v1/compatibility/calculate", { data: {} });
  const problem = await refused.json();
  expect(problem.code).toBe("missing_credentials");
  await page.goto(problem.type);
  const entry = page.locator("#missing_credentials");
  await expect(entry).toBeInViewport();
  await expect(entry).toContainText("401");
  await expect(entry).toContainText("POST /api/v1/partners gives you a test key.");
});

test("pages are guarded by their headers @desktop", async ({ request }) => {
  const nonces = new Set<string>();
  for (const path of ["/", "/docs", "/verify-email", "/dev/mail", "/docs/reference", "/nothing-here"]) {
    const headers = (await request.get(path)).headers();
    const policy = headers["content-security-policy"] ?? "";
    expect(policy).toContain("frame-ancestors 'none'");
    expect(/script-src [^;]*/.exec(policy)?.[0]).not.toMatch(/unsafe-(inline|eval)/);
    expect(/style-src [^;]*/.exec(policy)?.[0]).not.toContain("'unsafe-inline'");
    nonces.add(/'nonce-([^']+)'/.exec(policy)?.[1] ?? "");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["referrer-policy"]).toBe("strict-origin-when-cross-origin");
    expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
    expect(headers).not.toHaveProperty("x-powered-by");
  }
  expect(nonces.size).toBe(6);
  // What is no page loads nothing at all.
  const document = (await request.get("/api/openapi.json")).headers();
  expect(document["content-security-policy"]).toBe("default-src 'none'; frame-ancestors 'none'");
});
