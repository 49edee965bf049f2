import type { Page } from "@playwright/test";
import { acceptTogetherInvitation } from "@/lib/people/together/accept-together-invitation";
import { agreeToCompare } from "@/lib/people/together/agree-to-compare";
import { createTogetherInvitation } from "@/lib/people/together/create-together-invitation";
import { leavePair } from "@/lib/people/together/leave-pair";
import { expect, expectAccessible, expectNoSidewaysScroll, keepPicture, test } from "@/test/browser";
import { holdProfile, makeFriend, makePair, otherDevice } from "@/test/friends";
import { siteDatabase } from "@/test/people";

async function answerCheckIn(page: Page, label: string): Promise<void> {
  for (const group of await page.getByRole("group").all()) {
    if ((await group.getByLabel(label).count()) > 0) await group.getByLabel(label).check();
  }
  await page.getByRole("button", { name: "Send my answers" }).click();
}

async function bandOf(page: Page): Promise<number> {
  const text = (await page.getByText(/^Your score is between/).textContent()) ?? "";
  return Number(/between (\d+)/.exec(text)?.[1]);
}

test("two people compare on two devices, check in, see the score move, and one leaves", async ({
  page,
  browser,
  baseURL,
  context,
}, { project }) => {
  test.slow();
  const dark = project.name.endsWith("dark");
  await holdProfile(context, baseURL, await makeFriend(11));
  await page.goto("/together");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Compare with a friend");
  await page.getByRole("button", { name: "Make an invitation link" }).click();
  await expect(page.getByLabel("Your name, as your friend sees it")).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Your name, as your friend sees it").fill("Mira");
  await page.getByRole("button", { name: "Make an invitation link" }).click();
  await expect(page.getByText("Your link is ready")).toBeVisible();
  await keepPicture(page, "together-invited");
  await expectAccessible(page);
  const { pathname, hash } = new URL((await page.locator("#invitation-link").textContent()) ?? "");

  const phone = await otherDevice(browser, page, baseURL, dark);
  await holdProfile(phone, baseURL, await makeFriend(12));
  const jonas = await phone.newPage();
  await jonas.goto(`${pathname}${hash}`);
  await expect(jonas.getByRole("button", { name: "Open the invitation" })).toBeFocused();
  expect(new URL(jonas.url()).hash).toBe("");
  await jonas.keyboard.press("Enter");
  await expect(jonas.getByRole("heading", { level: 1 })).toHaveText("Mira would like to compare with you");
  await keepPicture(jonas, "together-invitation");
  await expectAccessible(jonas);
  await jonas.getByLabel("Your name, as Mira sees it").fill("Jonas");
  await jonas.getByRole("button", { name: "Accept" }).click();
  await expect(jonas.getByText("Check the box to compare")).toBeVisible();
  await jonas.getByLabel("Compare my result with Mira’s").check();
  await jonas.getByRole("button", { name: "Accept" }).click();
  await expect(jonas.getByRole("heading", { level: 1 })).toHaveText("Waiting for Mira");
  await expect(jonas.getByText("Your score is between")).toHaveCount(0);
  await keepPicture(jonas, "together-waiting");
  await expectAccessible(jonas);

  await page.goto("/together");
  await expect(page.getByText("Accepted your invitation. It’s your turn.")).toBeVisible();
  await page.getByRole("link", { name: /^Jonas/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Jonas has accepted");
  await keepPicture(page, "together-your-turn");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Compare and show us both" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You and Jonas");
  // His page opens by itself.
  await expect(jonas.getByRole("heading", { level: 1 })).toHaveText("You and Mira");
  const before = await bandOf(page);
  expect(await bandOf(jonas)).toBe(before);
  await keepPicture(page, "together-report");
  await expectAccessible(page);

  await page.getByRole("button", { name: "Send my answers" }).click();
  await expect(page.getByText("Choose one of the five answers.")).toHaveCount(7);
  await answerCheckIn(page, "Very much");
  await expect(page.getByText("Your answers are in. Now it’s Jonas’s turn.")).toBeVisible();
  expect(await bandOf(page)).toBe(before);
  await expect(jonas.getByText("Mira has answered. Your score moves when you do.")).toBeVisible();
  await answerCheckIn(jonas, "Very much");
  await expect(page.getByText("You’ve both answered.", { exact: false })).toBeVisible();
  expect(await bandOf(page)).toBeGreaterThan(before);
  expect(await bandOf(jonas)).toBe(await bandOf(page));
  await keepPicture(page, "together-checked-in");

  await jonas.getByText("Leave this comparison").click();
  await jonas.getByRole("button", { name: "Leave", exact: true }).click();
  await expect(jonas.getByRole("heading", { level: 1 })).toHaveText("Compare with a friend");
  await expect(page.getByText("Your score is between")).toHaveCount(0, { timeout: 1_000 });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Jonas has left");
  await keepPicture(page, "together-ended");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Dismiss" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Compare with a friend");
  await expect(page.getByRole("link", { name: /^Jonas/ })).toHaveCount(0);
  await phone.close();
});

test("who was invited takes the short form first and comes back to the invitation", async ({ page }) => {
  test.slow();
  const mira = await makeFriend(11);
  const { token } = await createTogetherInvitation(mira.ctx, { name: "Mira", intimacy: false });
  await page.goto(`/together/invitation#${token}`);
  await page.getByRole("button", { name: "Open the invitation" }).click();
  await expect(page.getByRole("button", { name: "Start the short form" })).toBeVisible();
  await keepPicture(page, "together-invitation-first");
  await expectAccessible(page);
  await page.getByLabel("I’m 16 or older").check();
  await page.getByRole("button", { name: "Start the short form" }).click();
  for (let at = 1; at <= 29; at += 1) {
    await expect(page.getByText(`Statement ${at} of 29`)).toBeVisible();
    await page.getByLabel("Quite like me").click();
  }
  await page.getByRole("button", { name: "Skip these" }).click();
  await page.getByRole("button", { name: "Show my result" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mira would like to compare with you");
  await page.getByLabel("Your name, as Mira sees it").fill("Kim");
  await page.getByLabel("Compare my result with Mira’s").check();
  await page.getByRole("button", { name: "Accept" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Waiting for Mira");
});

test("an invitation works without scripts, by its code @desktop", async ({ browser, baseURL }) => {
  const [mira, jonas] = [await makeFriend(11), await makeFriend(12)];
  const { token } = await createTogetherInvitation(mira.ctx, { name: "Mira", intimacy: false });
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? "" });
  await holdProfile(context, baseURL, jonas);
  const page = await context.newPage();
  await page.goto("/together/invitation");
  await page.getByLabel("Code from your link").fill("not a code");
  await page.getByRole("button", { name: "Open the invitation" }).click();
  await expect(page.getByText("This invitation has expired or was already used.")).toBeVisible();
  await page.getByLabel("Code from your link").fill(token);
  await page.getByRole("button", { name: "Open the invitation" }).click();
  await page.getByLabel("Your name, as Mira sees it").fill("Jonas");
  await page.getByLabel("Compare my result with Mira’s").check();
  await page.getByRole("button", { name: "Accept" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Waiting for Mira");
  const [pair] = await siteDatabase().prisma.togetherPair.findMany({
    where: { inviteeId: jonas.ctx.profileId },
  });
  await agreeToCompare(mira.ctx, { pair_id: pair?.id ?? "", intimacy: false });
  await page.reload();
  await answerCheckIn(page, "Mostly");
  await expect(page.getByText("Your answers are in. Now it’s Mira’s turn.")).toBeVisible();
  await page.getByText("Leave this comparison").click();
  await page.getByRole("button", { name: "Leave", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Compare with a friend");
  await context.close();
});

test("an invitation is not for its sender, and ends once it was used", async ({ page, context, baseURL }) => {
  const { mira } = await makePair();
  const { token } = await createTogetherInvitation(mira.ctx, { name: "Mira", intimacy: false });
  await holdProfile(context, baseURL, mira);
  await page.goto(`/together/invitation#${token}`);
  await page.getByRole("button", { name: "Open the invitation" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This is your own invitation");
  await expectAccessible(page);
  const kim = await makeFriend(13);
  await acceptTogetherInvitation(kim.ctx, { token, name: "Kim", agreed: true, intimacy: false });
  await page.goto("/together/invitation");
  await expect(
    page.getByText("The invitation you opened here has expired or was already used."),
  ).toBeVisible();
  await keepPicture(page, "together-invitation-ended");
  await expectAccessible(page);
});

test("a new report is asked for and agreed to, and open invitations are withdrawn", async ({
  page,
  context,
  baseURL,
}) => {
  const { mira, jonas, pair_id } = await makePair();
  const weekAgo = new Date(Date.now() - 8 * 86_400_000);
  await siteDatabase().prisma.togetherReport.update({
    where: { pairId: pair_id },
    data: { createdAt: weekAgo },
  });
  await holdProfile(context, baseURL, mira);
  await page.goto(`/together/${pair_id}`);
  await page.getByRole("button", { name: "Ask for a new report" }).click();
  await expect(page.getByText("It’s made once Jonas agrees.")).toBeVisible();
  await page.getByRole("button", { name: "Take it back" }).click();
  await page.getByRole("button", { name: "Ask for a new report" }).click();
  await expect(page.getByText("It’s made once Jonas agrees.")).toBeVisible();
  await context.clearCookies({ name: "soulmate.profile" });
  await holdProfile(context, baseURL, jonas);
  await page.goto(`/together/${pair_id}`);
  await expect(page.getByText(/^Mira last looked/)).toBeVisible();
  await keepPicture(page, "together-refresh");
  await page.getByRole("button", { name: "Make a new report" }).click();
  await expect(page.getByText(/^You can ask for a new report from/)).toBeVisible();

  await createTogetherInvitation(jonas.ctx, { name: "Jonas", intimacy: false });
  await page.goto("/together");
  await keepPicture(page, "together");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Withdraw the invitation" }).click();
  await expect(page.getByRole("heading", { name: "Open invitations" })).toHaveCount(0);
});

test("a comparison with intimacy says so and stops when one no longer wants it", async ({
  page,
  context,
  baseURL,
}) => {
  const { mira, pair_id } = await makePair({ intimacy: true });
  await holdProfile(context, baseURL, mira);
  await page.goto(`/together/${pair_id}`);
  await expect(page.getByRole("listitem").filter({ hasText: "Intimacy" }).first()).toBeVisible();
  await page.setViewportSize({ width: 320, height: 700 });
  await expectNoSidewaysScroll(page);
  await keepPicture(page, "together-intimacy");
  await page.getByRole("button", { name: "Stop comparing intimacy" }).click();
  await expect(page.getByText("The report is gone because answers it rested on were removed.")).toBeVisible();
});

test("an open page says kindly that a comparison is gone when the other deletes all answers", async ({
  page,
  context,
  baseURL,
  watch,
}) => {
  watch.expectComplaint(/404/);
  const { mira, jonas, pair_id } = await makePair();
  await holdProfile(context, baseURL, mira);
  await page.goto(`/together/${pair_id}`);
  await expect(page.getByText(/^Your score is between/)).toBeVisible();
  await siteDatabase().prisma.profile.delete({ where: { id: jonas.ctx.profileId } });
  await expect(page.getByText("This comparison has ended")).toBeVisible({ timeout: 2_000 });
  await expect(page.getByText(/^Your score is between/)).toHaveCount(0);
  await keepPicture(page, "together-gone");
  const response = await page.goto(`/together/${pair_id}`);
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no comparison here");
  await keepPicture(page, "together-not-found");
  await expectAccessible(page);
});

test("what a report's page sends holds no number but bands @desktop", async ({ request }) => {
  const { mira, jonas, pair_id } = await makePair();
  const { prisma } = siteDatabase();
  const report = await prisma.togetherReport.findUniqueOrThrow({ where: { pairId: pair_id } });
  const result = await prisma.traitResult.findFirstOrThrow({ where: { profileId: jonas.ctx.profileId } });
  const headers = { Cookie: `soulmate.profile=${mira.token}` };
  const page = await (await request.get(`/together/${pair_id}`, { headers })).text();
  const fetched = await (
    await request.get(`/together/${pair_id}`, { headers: { ...headers, RSC: "1" } })
  ).text();
  const version = await request.post(`/together/${pair_id}/version`, { headers });
  expect(await version.json()).toEqual({ version: expect.any(String), ended: false });
  expect(page).toContain("Jonas");
  for (const text of [page, fetched]) {
    for (const secret of [report.closeness, report.closenessLow, report.closenessHigh]) {
      // Two people who are as close as can be have 1, which a page may hold anywhere.
      if (!Number.isInteger(secret)) expect(text).not.toContain(String(secret).slice(0, 8));
    }
    expect(text).not.toContain(jonas.ctx.profileId);
    expect(text).not.toContain(result.id);
    expect(text).not.toContain("standardErrors");
  }
  const stranger = await makeFriend(14);
  const foreign = { Cookie: `soulmate.profile=${stranger.token}` };
  expect((await request.get(`/together/${pair_id}`, { headers: foreign })).status()).toBe(404);
  for (const reply of [
    await request.post(`/together/${pair_id}/version`, { headers: foreign }),
    await request.post(`/together/${pair_id}/version`),
    await request.post("/together/nothing/version", { headers }),
  ])
    expect(await reply.json()).toEqual({ gone: true });
  await leavePair(jonas.ctx, { pair_id });
  const ended = await request.post(`/together/${pair_id}/version`, { headers });
  expect(await ended.json()).toMatchObject({ ended: true });
});
