import type { Page } from "@playwright/test";
import { recordConsent } from "@/lib/identity/consent/record-consent";
import { agreeToShare } from "@/lib/people/sharing/agree-to-share";
import { revokeShareLink } from "@/lib/people/sharing/revoke-share-link";
import { ShareReport, ShareResult } from "@/lib/people/sharing/schemas";
import { shareReport } from "@/lib/people/sharing/share-report";
import { shareResult } from "@/lib/people/sharing/share-result";
import { shareToken } from "@/lib/people/sharing/share-token";
import { leavePair } from "@/lib/people/together/leave-pair";
import { transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { expect, expectAccessible, keepPicture, test } from "@/test/browser";
import { type Friend, holdProfile, makeFriend, makePair, otherDevice } from "@/test/friends";
import { siteDatabase } from "@/test/people";

async function resultOf({ ctx }: Friend): Promise<string> {
  const { id } = await siteDatabase().prisma.traitResult.findFirstOrThrow({
    where: { profileId: ctx.profileId },
  });
  return id;
}

async function share(friend: Friend, fields: object): Promise<{ link_id: string; path: string }> {
  const given = { result_id: await resultOf(friend), form_id: newId(), lasts: "30", name: "", ...fields };
  const { link_id, token } = await shareResult(friend.ctx, ShareResult.parse(given));
  return { link_id, path: `/shared/${token}` };
}

/** Presses what a page says once it listens. */
async function press(page: Page, name: string | RegExp, then: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.getByRole("button", { name }).first().click({ timeout: 2_000 });
    await then();
  }).toPass();
}

const GONE = "Nothing is shared here";

test("a person shares a result, a stranger sees what was chosen, and it is gone within a second of being revoked", async ({
  page,
  browser,
  baseURL,
  context,
}, { project }) => {
  test.slow();
  const mira = await makeFriend(11);
  await holdProfile(context, baseURL, mira);
  await page.goto(`/results/${await resultOf(mira)}`);
  await keepPicture(page, "result-with-picture");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Share", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Share your result");
  await expect(page.getByLabel("Which parts")).toBeHidden();
  await keepPicture(page, "share-result");
  await expectAccessible(page);

  const form = page.locator("form", { has: page.getByRole("button", { name: /^Make/ }) });
  await form.getByLabel("Some parts, in words").check();
  await expect(form.getByRole("group", { name: "Which parts" })).toBeVisible();
  for (const box of await form.getByRole("group", { name: "Which parts" }).getByRole("checkbox").all()) {
    await box.uncheck();
  }
  await form.getByRole("button", { name: "Make the link" }).click();
  await expect(form.getByText("Choose at least one part.")).toBeVisible();
  await expect(form.getByLabel("Some parts, in words")).toBeChecked();
  await form.getByLabel("What matters to you").check();
  await form.getByLabel("Your name on the page").fill("Mira");
  await form.getByLabel("The link works for").selectOption("7");
  await form.getByRole("button", { name: "Make the link" }).click();
  await expect(page.getByText("Your link is ready")).toBeVisible();
  await keepPicture(page, "share-result-made");
  await expectAccessible(page);
  const { pathname } = new URL((await page.locator("#link-made").textContent()) ?? "");

  const elsewhere = await otherDevice(browser, page, baseURL, project.name.endsWith("dark"));
  const stranger = await elsewhere.newPage();
  const opened = await stranger.goto(pathname);
  expect(opened?.headers()).toMatchObject({
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex, nofollow, noarchive",
    "cache-control": expect.stringContaining("no-store"),
  });
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText("What Mira brings");
  await expect(stranger.getByRole("heading", { name: "What matters to you" })).toBeVisible();
  await expect(stranger.getByRole("heading", { name: "Among people" })).toHaveCount(0);
  await expect(stranger.getByText("of 100")).toHaveCount(0);
  const image = stranger.locator('meta[property="og:image"]');
  expect(new URL((await image.getAttribute("content")) ?? "").pathname).toBe(`${pathname}/image`);
  await keepPicture(stranger, "shared-result");
  await expectAccessible(stranger);

  await page.goto("/sharing");
  await expect(page.getByText("Opened once, previews included.")).toBeVisible();
  await keepPicture(page, "sharing");
  await expectAccessible(page);
  await press(page, /^Revoke/, () =>
    expect(page.getByText("You share nothing")).toBeVisible({ timeout: 2_000 }),
  );
  await expect(stranger.getByText(GONE)).toBeVisible({ timeout: 1_500 });
  await expect(stranger.getByRole("heading", { name: "What matters to you" })).toHaveCount(0);
  const again = await stranger.goto(pathname);
  expect(again?.status()).toBe(404);
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText(GONE);
  await keepPicture(stranger, "shared-gone");
  await expectAccessible(stranger);
  await elsewhere.close();
});

test("two friends share their report only with both keys, and leaving ends it for everyone", async ({
  page,
  browser,
  baseURL,
  context,
}, { project }) => {
  test.slow();
  const { mira, jonas, pair_id } = await makePair();
  const dark = project.name.endsWith("dark");
  await holdProfile(context, baseURL, mira);
  await page.goto(`/together/${pair_id}/share`);
  await keepPicture(page, "share-report");
  await expectAccessible(page);
  const form = page.locator("form", { has: page.getByRole("button", { name: /^Ask Jonas/ }) });
  await form.getByLabel("The whole report").check();
  await form.getByLabel("Your name on the page").fill("Mira");
  await form.getByRole("button", { name: /^Ask Jonas/ }).click();
  await expect(page.getByText("Jonas is asked now.", { exact: false })).toBeVisible();
  await expect(page.locator("code")).toHaveCount(0);

  const phone = await otherDevice(browser, page, baseURL, dark);
  await holdProfile(phone, baseURL, jonas);
  const his = await phone.newPage();
  await his.goto(`/together/${pair_id}`);
  await expect(his.getByRole("heading", { name: "Mira asks to share your report" })).toBeVisible();
  await his.getByText("See exactly what it shows").first().click();
  await expect(his.getByText("Their score is between", { exact: false })).toBeVisible();
  await keepPicture(his, "share-report-asked");
  await expectAccessible(his);
  await press(his, "Agree to share this", () =>
    expect(his.getByRole("heading", { name: "Links to your report" })).toBeVisible({ timeout: 2_000 }),
  );
  // Her page shows the link by itself once he has agreed.
  await page.goto(`/together/${pair_id}`);
  const { pathname } = new URL((await page.locator("code").first().textContent()) ?? "");
  await expectAccessible(page);

  const elsewhere = await otherDevice(browser, page, baseURL, dark);
  const stranger = await elsewhere.newPage();
  await stranger.goto(pathname);
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText("Mira and a friend");
  await expect(stranger.getByRole("heading", { name: "Side by side" })).toBeVisible();
  await expect(stranger.getByText("Jonas")).toHaveCount(0);
  await keepPicture(stranger, "shared-report");
  await expectAccessible(stranger);
  await leavePair(jonas.ctx, { pair_id });
  await expect(stranger.getByText(GONE)).toBeVisible({ timeout: 1_500 });
  await elsewhere.close();
  await phone.close();
});

test("bars, intimacy and the privacy centre: only what its own box was checked for", async ({
  page,
  context,
  baseURL,
}) => {
  const mira = await makeFriend(11);
  await transaction(mira.ctx, (tx) =>
    recordConsent(mira.ctx, tx, { consent: "intimacy", granted: true, place: "assessment" }),
  );
  const [plain, whole] = [
    await share(mira, { shows: "all" }),
    await share(mira, { shows: "all", intimacy: "on", name: "Mira" }),
  ];
  await page.goto(plain.path);
  await expect(page.getByText("of 100").first()).toBeVisible();
  await expect(page.getByRole("heading", { name: "Intimacy" })).toHaveCount(0);
  await keepPicture(page, "shared-result-all");
  await page.goto(whole.path);
  await expect(page.getByRole("heading", { name: "Intimacy" })).toBeVisible();
  await holdProfile(context, baseURL, mira);
  await page.goto("/privacy");
  await expect(page.getByRole("heading", { name: "What you share" })).toBeVisible();
  await expect(page.getByText("A link that you share was opened.").first()).toBeVisible();
  await expectAccessible(page);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("a link is made, shown, opened and revoked", async ({ page, context, baseURL, watch }) => {
    watch.expectComplaint(/404/);
    const mira = await makeFriend(13);
    await holdProfile(context, baseURL, mira);
    await page.goto(`/results/${await resultOf(mira)}/share`);
    await page.getByRole("button", { name: "Make the link" }).click();
    const { pathname } = new URL((await page.locator("#link-made").textContent()) ?? "");
    await page.goto(pathname);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("What I bring");
    await page.goto("/sharing");
    await page.getByRole("button", { name: /^Revoke/ }).click();
    await expect(page.getByText("You share nothing")).toBeVisible();
    expect((await page.goto(pathname))?.status()).toBe(404);
  });
});

test("pictures and files are made of what was chosen, by its owner or while the link opens @desktop", async ({
  request,
}) => {
  const { mira, jonas, pair_id } = await makePair();
  const headers = { Cookie: `soulmate.profile=${mira.token}` };
  const foreign = { Cookie: `soulmate.profile=${(await makeFriend(14)).token}` };
  const { path, link_id } = await share(mira, { shows: "headline", name: "Zoë 美穂" });
  const image = await request.get(`${path}/image`);
  expect(image.headers()).toMatchObject({
    "content-type": "image/png",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
  });
  const png = await image.body();
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1_200, 630]);
  expect(
    (await request.get(`/sharing/${link_id}/image`, { headers })).headers()["content-disposition"],
  ).toMatch(/attachment/);
  expect((await request.get(`/sharing/${link_id}/image`, { headers: foreign })).status()).toBe(404);

  const result = await resultOf(mira);
  const pdf = await request.get(`/results/${result}/pdf?shows=all&name=Mira`, { headers });
  expect(pdf.headers()["content-type"]).toBe("application/pdf");
  expect((await pdf.body()).subarray(0, 5).toString()).toBe("%PDF-");
  expect((await request.get(`/results/${result}/pdf?shows=all`, { headers: foreign })).status()).toBe(404);
  const wrong = await request.get(`/results/${result}/pdf?shows=groups`, { headers, maxRedirects: 0 });
  expect([wrong.status(), wrong.headers().location]).toEqual([
    303,
    `/results/${result}/share?pdf=choice#pdf`,
  ]);
  const report = await request.get(`/together/${pair_id}/pdf?shows=all`, { headers });
  expect((await report.body()).subarray(0, 5).toString()).toBe("%PDF-");
  expect((await request.get(`/together/${pair_id}/pdf?shows=all`, { headers: foreign })).status()).toBe(404);

  const asked = await shareReport(
    mira.ctx,
    ShareReport.parse({ pair_id, form_id: newId(), shows: "all", lasts: "1", name: "Mira" }),
  );
  const pairPath = `/shared/${shareToken(asked.link_id)}`;
  expect((await request.get(`${pairPath}/image`)).status()).toBe(404);
  await agreeToShare(jonas.ctx, { link_id: asked.link_id, name: "Jonas" });
  expect((await request.get(`${pairPath}/image`)).status()).toBe(200);
  // The picture was drawn before: it goes with the link all the same.
  await revokeShareLink(jonas.ctx, asked);
  await revokeShareLink(mira.ctx, { link_id });
  for (const gone of [path, pairPath, `/shared/${"A".repeat(43)}`, "/shared/nothing"]) {
    expect((await request.get(gone)).status()).toBe(404);
    expect((await request.get(`${gone}/image`)).status()).toBe(404);
    expect((await request.post(`${gone}/state`)).status()).toBe(404);
  }
});

test("on paper there is a result and nothing around it, and intimacy only if its box is checked", async ({
  page,
  context,
  baseURL,
}) => {
  const mira = await makeFriend(11);
  await holdProfile(context, baseURL, mira);
  await page.goto(`/results/${await resultOf(mira)}`);
  await page.getByLabel("Print intimacy, too").scrollIntoViewIfNeeded();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("navigation", { name: "Main" })).toBeHidden();
  await expect(page.getByRole("link", { name: "Share", exact: true })).toBeHidden();
  await expect(page.getByRole("heading", { name: "Intimacy" })).toBeHidden();
  await expect(page.getByRole("heading", { name: "What matters to you" })).toBeVisible();
  expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe("rgb(0, 0, 0)");
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
    "rgb(255, 255, 255)",
  );
  await page.emulateMedia({ media: "screen" });
  await page.getByLabel("Print intimacy, too").check();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("heading", { name: "Intimacy" })).toBeVisible();
});
