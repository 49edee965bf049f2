import type { APIRequestContext, Page } from "@playwright/test";
import { expect, expectAccessible, keepPicture, test } from "@/test/browser";

/** Signs a business up and waits for its mail at /dev/mail; leaves the mail open. */
async function signUpAndOpenMail(page: Page, request: APIRequestContext): Promise<string> {
  const email = `mail-${crypto.randomUUID()}@example.com`;
  const signedUp = await request.post("/api/v1/partners", { data: { company_name: "Kindred Café", email } });
  expect(signedUp.status()).toBe(201);
  await expect(async () => {
    await page.goto("/dev/mail");
    await page.locator(`a[href^="/dev/mail?id="]`, { hasText: email }).click({ timeout: 1_000 });
  }).toPass();
  await expect(page).toHaveURL(/id=/);
  return email;
}

test("a partner opens the mail and verifies the address and keeps the key they made", async ({
  page,
  request,
}) => {
  const email = await signUpAndOpenMail(page, request);
  await expect(page.getByRole("article").getByText(email)).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "dev-mail");

  const link = page.getByRole("link", { name: /\/verify-email#/ });
  const code = ((await link.textContent()) ?? "").split("#")[1] ?? "";
  await link.click();

  await expect(page.getByLabel("Code from the mail")).toHaveValue(code);
  await expect(page).toHaveURL(/\/verify-email$/);
  const button = page.getByRole("button", { name: "Continue" });
  await expect(button).toBeFocused();
  await button.click();
  await expect(page.getByRole("heading", { name: "Which of these did you make?" })).toBeFocused();
  const key = page.getByRole("checkbox", { name: /^API key: First test key \(sk_test_/ });
  await expect(key).not.toBeChecked();
  await expectAccessible(page);
  await keepPicture(page, "verify-email-choosing");
  await key.check();
  await page.getByRole("button", { name: "Verify this address" }).click();

  const verified = page.getByRole("heading", { name: "Your address is verified" });
  await expect(verified).toBeFocused();
  await expect(page.getByText("Kindred Café can now make live keys.")).toBeVisible();
  await expect(page.getByText("What you ticked goes on working.")).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "verify-email-done");
});

test("a code that does not hold is refused at its field", async ({ page }) => {
  await page.goto("/verify-email#not-a-code-that-anybody-was-ever-sent");
  const field = page.getByLabel("Code from the mail");
  await expect(field).toHaveValue("not-a-code-that-anybody-was-ever-sent");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(field).toHaveAccessibleDescription(/not valid, or no longer/);
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toBeFocused();
  await expect(field).toHaveValue("not-a-code-that-anybody-was-ever-sent");
  await expectAccessible(page);
  await keepPicture(page, "verify-email-refused");

  await field.fill("short");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(field).toHaveAccessibleDescription(/not a whole code/);
});

test("without scripts the code is pasted @desktop", async ({ browser, baseURL, page, request }) => {
  await signUpAndOpenMail(page, request);
  const text = (await page.getByRole("article").textContent()) ?? "";
  const code = /Or paste this code on the page:\s+(\S+?)\s/.exec(text)?.[1] ?? "";
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? "" });
  const plain = await context.newPage();
  await plain.goto("/verify-email");
  await plain.getByRole("button", { name: "Continue" }).click();
  await expect(plain.getByText("Paste the code from the mail.")).toBeVisible();
  await plain.getByLabel("Code from the mail").fill(code);
  await plain.getByRole("button", { name: "Continue" }).click();
  await plain.getByRole("button", { name: "Verify this address" }).click();
  await expect(plain.getByText("Everything that was made before stopped working.")).toBeVisible();
  await expect(plain.getByRole("heading", { name: "Your address is verified" })).toBeVisible();
  await context.close();
});
