import { expect, expectAccessible, keepPicture, test } from "@/test/browser";
import { makePerson, signIn, siteDatabase } from "@/test/people";
import { hmacSigner, signRequest } from "@/test/request-signer";

test("a signing key is made, and a request signed with it is explained step by step @desktop", async ({
  page,
  baseURL,
}) => {
  const person = await makePerson(siteDatabase(), { role: "developer", tier: "enterprise" });
  await signIn(page.context(), baseURL, person);
  await page.goto("/partner/security");
  await page.getByRole("button", { name: "Create signing key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Payments");
  await dialog.getByRole("button", { name: "Create signing key" }).click();
  const secret = (await dialog.locator("code", { hasText: /^sig_/ }).textContent()) ?? "";
  const id = (await dialog.locator("code").first().textContent()) ?? "";
  await dialog.getByRole("button", { name: "I have copied it" }).click();
  await expect(page.getByRole("table", { name: "Signing keys" })).toContainText("Payments");

  const url = `${baseURL}/api/v1/compatibility/calculate`;
  const body = '{"person1":{}}';
  const headers = signRequest(hmacSigner(id, secret), { method: "POST", url, body });
  await page.getByLabel("URL").fill(url);
  await page.getByLabel("Header fields").fill(
    Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}`)
      .join("\n"),
  );
  await page.getByLabel("Body").fill(body);
  const checkNow = page.getByRole("button", { name: "Check signature" });
  await checkNow.click();
  await expect(page.getByRole("heading", { name: "The signature holds" })).toBeFocused();
  await expect(page.getByText("Payments · hmac-sha256")).toBeVisible();
  // Looking uses nothing up: the same again holds again.
  await page.getByLabel("Body").fill(`${body} `);
  await checkNow.click();
  await expect(page.getByRole("heading", { name: "The signature does not hold" })).toBeFocused();
  await expect(page.getByText("content_digest_mismatch").first()).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("button", { name: "Revoke Payments" }).click();
  await expect(dialog).toContainText("It is your last");
  await dialog.getByRole("button", { name: "Revoke signing key" }).click();
  await expect(page.getByRole("row", { name: /Payments/ })).toContainText("revoked");

  await page.getByRole("link", { name: "Audit log" }).click();
  await expect(page.getByRole("list", { name: "Changes" })).toContainText("revoked the signing key Payments");
  await page.getByRole("link", { name: "Members" }).click();
  await expect(page.getByText("Nothing of this kind yet")).toBeVisible();
});

test("the sample verifies, and the security pages are accessible", async ({ page, baseURL }) => {
  const person = await makePerson(siteDatabase(), { role: "owner", tier: "free" });
  await signIn(page.context(), baseURL, person);
  await page.goto("/partner/security");
  await page.getByRole("button", { name: "Fill in a sample" }).click();
  await expect(page.getByLabel("Header fields")).toHaveValue(/Signature-Input/);
  await page.getByRole("button", { name: "Check signature" }).click();
  await expect(page.getByRole("heading", { name: "The signature holds" })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "partner-security");
  await page.goto("/partner/security/audit");
  await expect(page.getByRole("list", { name: "Changes" })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "partner-audit");
});

test("what was refused and created is shown to the partner", async ({ page, request, baseURL }) => {
  const person = await makePerson(siteDatabase(), { role: "viewer" });
  await signIn(page.context(), baseURL, person);
  const refused = await request.post(`/api/v1/partners/${person.partnerId}/api-keys`, {
    headers: { Cookie: person.cookie, Origin: baseURL ?? "" },
    data: { name: "Not mine to create" },
  });
  expect(refused.status()).toBe(403);
  await expect(async () => {
    await page.goto("/partner/security/events");
    const list = page.getByRole("list", { name: "Security events" });
    await expect(list.getByText("Permission refused")).toBeVisible({ timeout: 1_000 });
    await expect(list.getByText("Credential created").first()).toBeVisible();
  }).toPass();
  await expectAccessible(page);
  await keepPicture(page, "partner-security-events");
});
