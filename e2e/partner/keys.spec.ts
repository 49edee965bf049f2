import { makeCall, recordCalls } from "@/lib/partners/usage/calls.fixture";
import { newId } from "@/lib/platform/ids";
import { expect, expectAccessible, keepPicture, test } from "@/test/browser";
import { makePerson, signIn, siteDatabase } from "@/test/people";

const XSS = `<img src=x onerror="document.title='taken'">`;

test("a developer makes a key, sees it once, rotates it, restricts it and revokes it @desktop", async ({
  page,
  request,
  baseURL,
}) => {
  const person = await makePerson(siteDatabase(), { role: "owner" });
  await signIn(page.context(), baseURL, person);
  await page.goto("/partner/keys");

  await page.getByRole("button", { name: "Create key" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Create key" }).click();
  await expect(dialog.getByLabel("Name")).toHaveAccessibleDescription(/Must not be empty/);
  await dialog.getByLabel("Name").fill("Checkout");
  await dialog.getByText("Restrictions").click();
  await dialog.getByLabel("IP allowlist").fill("127.0.0.1\nnowhere");
  await dialog.getByRole("button", { name: "Create key" }).click();
  await expect(dialog.getByLabel("IP allowlist")).toHaveAccessibleDescription(/Entry 2: Must be an IPv4/);
  await dialog.getByLabel("IP allowlist").fill("127.0.0.0/8");
  await dialog.getByRole("button", { name: "Create key" }).click();

  const shown = dialog.locator("code", { hasText: "sk_test_" });
  const key = (await shown.textContent()) ?? "";
  expect(key).toMatch(/^sk_test_\w{49}$/);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(shown).toBeVisible();
  await dialog.getByRole("button", { name: "I have copied it" }).click();
  await expect(page.getByText(key)).toHaveCount(0);
  const people = (secret: string) =>
    request.get("/api/v1/sandbox/people", { headers: { "X-API-Key": secret } });
  expect((await people(key)).status()).toBe(200);

  await page.getByRole("button", { name: "Actions for Checkout" }).click();
  await page.getByRole("menuitem", { name: "Rotate" }).click();
  await dialog.getByRole("radio", { name: "None" }).click();
  await dialog.getByRole("button", { name: "Rotate key" }).click();
  const next = (await dialog.locator("code", { hasText: "sk_test_" }).textContent()) ?? "";
  expect(next).not.toBe(key);
  await dialog.getByRole("button", { name: "I have copied it" }).click();
  await expect(async () => expect((await people(key)).status()).toBe(401)).toPass();
  expect((await people(next)).status()).toBe(200);
  await page.getByText("Revoked and expired keys").click();
  await expect(page.getByRole("table", { name: "Revoked and expired keys" })).toContainText("Checkout");

  await page.getByRole("table", { name: "Keys in use" }).getByRole("link", { name: "Checkout" }).click();
  await page.getByRole("button", { name: "Edit" }).click();
  await dialog.getByLabel("Name").fill("Till");
  await dialog.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Till" })).toBeVisible();
  await expect(page.getByRole("list", { name: "Changes of this key" })).toContainText("fields: name");

  await page.getByRole("button", { name: "Revoke" }).click();
  await expect(dialog.getByRole("heading")).toHaveText("Revoke “Till”?");
  await dialog.getByRole("button", { name: "Revoke key" }).click();
  await expect(page.getByText("revoked", { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Edit" })).toHaveCount(0);
  await expect(async () => expect((await people(next)).status()).toBe(401)).toPass();
});

test("the key pages show names as text and are accessible", async ({ page, baseURL }) => {
  const database = siteDatabase();
  const person = await makePerson(database, { role: "owner", companyName: XSS, name: XSS });
  const { partnerId } = person;
  await database.prisma.apiKey.updateMany({
    where: { partnerId: person.partnerId, mode: "live" },
    data: { name: XSS },
  });
  await signIn(page.context(), baseURL, person);
  await page.goto("/partner/keys");
  await expect(page.getByRole("link", { name: XSS })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "partner-keys");
  await page.getByRole("button", { name: "Create key" }).first().click();
  await expect(page.getByRole("dialog").getByLabel("Name")).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "partner-keys-create");
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: XSS }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(XSS);
  await expectAccessible(page);
  await keepPicture(page, "partner-key");
  // From the key to its calls, from a call to its key.
  const key = await database.prisma.apiKey.findFirstOrThrow({ where: { partnerId, mode: "live" } });
  const call = makeCall({ partnerId, apiKeyId: key.id });
  await recordCalls(database.pool, [call, makeCall({ partnerId, apiKeyId: newId() })]);
  await page.getByRole("link", { name: "Its calls in the request log" }).click();
  await expect(page).toHaveURL(`/partner/requests?key=${key.id}`);
  const rows = page.getByRole("table", { name: "Requests, newest first" }).getByRole("rowheader");
  await expect(rows).toHaveCount(1);
  await rows.getByRole("link").click();
  await page.getByRole("main").getByRole("link", { name: XSS }).click();
  await expect(page).toHaveURL(`/partner/keys/${key.id}`);
  expect(await page.title()).not.toBe("taken");
});

test("a key learns from where it is used, and the allowlist is one click away @desktop", async ({
  page,
  request,
  baseURL,
}) => {
  const database = siteDatabase();
  const person = await makePerson(database, { role: "developer" });
  const { id } = await database.prisma.apiKey.findFirstOrThrow({
    where: { partnerId: person.partnerId, mode: "test" },
  });
  await signIn(page.context(), baseURL, person);
  await page.goto(`/partner/keys/${id}`);
  await page.getByRole("button", { name: "Start learning" }).click();
  await expect(page.getByText(/Learning until/)).toBeVisible();
  const at = new Date();
  const seen = { apiKeyId: id, calls: 3, firstSeenAt: at, lastSeenAt: at };
  await database.prisma.keyAddress.createMany({
    data: ["203.0.113.7", "198.51.100.1"].map((address) => ({ ...seen, address })),
  });
  await page.reload();
  const proposal = page.getByLabel("Proposed allowlist");
  await expect(proposal).toHaveValue("198.51.100.1\n203.0.113.7");
  await proposal.fill("203.0.113.0/24");
  await expect(page.getByText("198.51.100.1 was seen and is not covered")).toBeVisible();
  await proposal.fill("203.0.113.0/24\n198.51.100.1");
  await expect(page.getByText("is not covered")).toHaveCount(0);
  await expectAccessible(page);
  await keepPicture(page, "partner-key-learning");
  await page.getByRole("button", { name: "Use this allowlist" }).click();
  await expect(page.getByRole("list").getByText("203.0.113.0/24")).toBeVisible();
  expect(await database.prisma.apiKey.findUniqueOrThrow({ where: { id } })).toMatchObject({
    ipAllowlist: ["203.0.113.0/24", "198.51.100.1"],
  });
  expect((await request.get("/api/health/live")).ok()).toBe(true);
});

test("a viewer reads the keys and finds no button that would be refused @desktop", async ({
  page,
  baseURL,
  watch,
}) => {
  const database = siteDatabase();
  const viewer = await makePerson(database, { role: "viewer" });
  await signIn(page.context(), baseURL, viewer);
  for (const path of ["keys", "team", "security", "settings"]) {
    await page.goto(`/partner/${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(
      page.getByRole("button", { name: /Create|Invite|Actions for|Save|Revoke|Send|Withdraw/ }),
    ).toHaveCount(0);
  }
  const { id } = await database.prisma.apiKey.findFirstOrThrow({ where: { partnerId: viewer.partnerId } });
  await page.goto(`/partner/keys/${id}`);
  await expect(page.getByRole("button", { name: /Edit|Rotate|Revoke|learning/ })).toHaveCount(0);
  watch.expectComplaint(/404/);
  await page.goto("/partner/keys/01900000-0000-7000-8000-000000000000");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
});
