import type { Page } from "@playwright/test";
import { statementsOf } from "@/lib/people/assessments/statements";
import { newId } from "@/lib/platform/ids";
import { expect, expectAccessible, expectNoSidewaysScroll, keepPicture, test } from "@/test/browser";
import { linkIn, mailTo } from "@/test/mailbox";
import { makePerson, signIn, siteDatabase } from "@/test/people";

const CODE = /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/m;
const LABELS = ["Not like me at all", "Not much like me", "In between", "Quite like me", "Very much like me"];

/** Which statement is shown: "Statement 3 of 29" is 3. */
async function shown(page: Page): Promise<number> {
  const text = (await page.getByText(/^Statement \d+ of \d+$/).textContent()) ?? "";
  return Number(/\d+/.exec(text)?.[0]);
}

/** Answers the statements from the one that is shown to `last` of `count`, by tapping. */
async function answerTo(
  page: Page,
  { last, count }: { last: number; count: number },
  pick: (at: number) => number,
): Promise<void> {
  for (let at = await shown(page); at <= last; at += 1) {
    await expect(page.getByText(`Statement ${at} of ${count}`)).toBeVisible();
    await page.getByLabel(LABELS[pick(at)] ?? "").click();
  }
}

async function answerAll(page: Page, count: number, pick: (at: number) => number): Promise<void> {
  await answerTo(page, { last: count, count }, pick);
}

async function begin(page: Page): Promise<void> {
  await page.goto("/assessment");
  await page.getByLabel("I’m 16 or older").check();
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await expect(page.getByText("Statement 1 of 29")).toBeVisible();
}

/** Begins, and sends all answers of the short form but those about intimacy in one save: how they are given is tested once. */
async function answerShortForm(page: Page): Promise<void> {
  await begin(page);
  const answers = statementsOf("short", false).map(({ id }, index) => ({
    statement_id: id,
    value: 1 + (((index + 1) * 3) % 5),
  }));
  const assessment_id = page.url().split("/").at(-1);
  const saved = await page.request.post("/assessment/answers", { data: { assessment_id, answers } });
  expect(saved.status()).toBe(200);
  await page.reload();
  await expect(page.getByRole("heading", { name: "One more topic, only if you like" })).toBeVisible();
}

/** Goes from the first statement, without intimacy, to the result. */
async function takeShortForm(page: Page): Promise<void> {
  await answerShortForm(page);
  await page.getByRole("button", { name: "Skip these" }).click();
  await page.getByRole("button", { name: "Show my result" }).click();
  await expect(page.getByRole("heading", { name: "This is what you bring" })).toBeVisible();
}

test("somebody answers the first statement on the home page and gets a result worth keeping", async ({
  page,
}) => {
  test.slow();
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "Know yourself before you meet your match",
  );
  await keepPicture(page, "people-home");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Quite like me" }).click();
  await expect(page.getByText("Statement 2 of 29")).toBeVisible();
  await keepPicture(page, "assessment-statement");
  await expectAccessible(page);
  await answerAll(page, 29, (at) => (at * 2) % 5);

  await expect(page.getByRole("heading", { name: "One more topic, only if you like" })).toBeVisible();
  await keepPicture(page, "assessment-intimacy");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Answer them" }).click();
  await expect(page.getByText("Confirm that you are 18 or older")).toBeVisible();
  await page.getByLabel(/^I’m 18 or older/).check();
  await page.getByRole("button", { name: "Answer them" }).click();
  await expect(page.getByText("Statement 30 of 32")).toBeVisible();
  await answerAll(page, 32, () => 3);

  await expect(page.getByRole("heading", { name: "Almost there" })).toBeVisible();
  await page.getByLabel("Birth year").fill("20x4");
  await page.getByRole("button", { name: "Show my result" }).click();
  await expect(page.getByLabel("Birth year")).toHaveAttribute("aria-invalid", "true");
  await keepPicture(page, "assessment-about");
  await expectAccessible(page);
  await page.getByLabel("Birth year").fill("1994");
  await page.getByLabel("Count me in the averages").check();
  await page.getByRole("button", { name: "Show my result" }).click();

  await expect(page.getByRole("heading", { name: "This is what you bring" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Trust in closeness" })).toBeVisible();
  await expect(page.getByText("Unknown", { exact: true })).toHaveCount(0);
  await keepPicture(page, "result");
  await expectAccessible(page);
  await page.setViewportSize({ width: 320, height: 700 });
  await expectNoSidewaysScroll(page);

  await page.goto("/");
  await expect(page.getByRole("link", { name: "See your result" })).toBeVisible();
});

test("answers given offline wait on the device, and are sent when the network is back", async ({
  page,
  context,
  watch,
}) => {
  watch.expectComplaint(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
  await begin(page);
  await page.getByLabel("Quite like me").click();
  await expect(page.getByText("Statement 2 of 29")).toBeVisible();
  await expect(page.getByText("Every answer is saved", { exact: true })).toBeVisible();
  await context.setOffline(true);
  for (const at of [2, 3, 4]) {
    await expect(page.getByText(`Statement ${at} of 29`)).toBeVisible();
    await page.getByLabel("Not much like me").click();
  }
  await expect(page.getByText("Statement 5 of 29")).toBeVisible();
  await expect(page.getByText(/^You’re offline/)).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText("Every answer is saved", { exact: true })).toBeVisible();
  await page.goto("/assessment");
  await expect(page.getByText("4 of 29 statements answered.")).toBeVisible();
});

test("an assessment is interrupted, resumed on another device, finished offline and sent whole", async ({
  page,
  browser,
  baseURL,
}) => {
  test.slow();
  await begin(page);
  await answerTo(page, { last: 5, count: 29 }, (at) => at % 5);
  await expect(page.getByText("Statement 6 of 29")).toBeVisible();
  await expect(page.getByText("Every answer is saved", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Continue on another device" }).click();
  const link = (await page.getByText(/\/assessment\/resume#/).textContent())?.trim() ?? "";
  const { pathname, hash } = new URL(link);
  await page.close();

  const other = await browser.newContext({ baseURL: baseURL ?? "" });
  const phone = await other.newPage();
  await phone.goto(`${pathname}${hash}`);
  await phone.getByRole("button", { name: "Continue" }).click();
  await expect(phone.getByText("5 of 29 statements answered.")).toBeVisible();
  await phone.getByRole("link", { name: "Continue" }).click();
  await expect(phone.getByText("Statement 6 of 29")).toBeVisible();
  await expect(phone.getByText("Every answer is saved", { exact: true })).toBeVisible();

  // Without a network, and the page is closed before anything could be sent.
  await other.setOffline(true);
  await answerTo(phone, { last: 20, count: 29 }, (at) => at % 5);
  await expect(phone.getByText("Statement 21 of 29")).toBeVisible();
  await expect(phone.getByText(/^You’re offline/)).toBeVisible();
  await phone.close();
  await other.setOffline(false);
  const again = await other.newPage();
  await again.goto("/assessment");
  await again.getByRole("link", { name: "Continue" }).click();
  // It goes on where this device was, and sends what waited.
  await expect(again.getByText("Statement 21 of 29")).toBeVisible();
  await expect(again.getByText("Every answer is saved", { exact: true })).toBeVisible();
  await again.goto("/assessment");
  await expect(again.getByText("20 of 29 statements answered.")).toBeVisible();
  await again.getByRole("link", { name: "Continue" }).click();
  await expect(again.getByText("Statement 21 of 29")).toBeVisible();
  await expect(again.getByText("Every answer is saved", { exact: true })).toBeVisible();

  // To the last statement without a network: it waits there, and goes on by itself once all has been sent.
  await other.setOffline(true);
  await answerAll(again, 29, (at) => at % 5);
  await expect(again.getByText(/^You’re offline/)).toBeVisible();
  await expect(again.getByText("Statement 29 of 29")).toBeVisible();
  await other.setOffline(false);
  await again.getByRole("button", { name: "Skip these" }).click();
  await again.getByRole("button", { name: "Show my result" }).click();
  await expect(again.getByText("29 answers.", { exact: false })).toBeVisible();
  const stored = await siteDatabase().prisma.traitResult.findUniqueOrThrow({
    where: { id: again.url().split("/").at(-1) ?? "" },
    include: { assessment: { include: { answers: true } } },
  });
  const values = new Map(stored.assessment?.answers.map(({ statementId, value }) => [statementId, value]));
  const wanted = statementsOf("short", false).map(({ id }, index) => [id, 1 + ((index + 1) % 5)]);
  expect([...values].sort()).toEqual([...wanted].sort());
  await other.close();
});

test("an assessment is continued on another device by its link, which works once", async ({
  page,
  browser,
  baseURL,
}, { project }) => {
  await begin(page);
  await page.getByLabel("In between").click();
  await expect(page.getByText("Statement 2 of 29")).toBeVisible();
  await expect(page.getByText("Every answer is saved", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Continue on another device" }).click();
  const link = (await page.getByText(/\/assessment\/resume#/).textContent())?.trim() ?? "";
  const { pathname, hash } = new URL(link);

  const other = await browser.newContext({
    baseURL: baseURL ?? "",
    viewport: page.viewportSize(),
    colorScheme: project.name.endsWith("dark") ? "dark" : "light",
  });
  const phone = await other.newPage();
  await phone.goto(`${pathname}${hash}`);
  await expect(phone.getByRole("button", { name: "Continue" })).toBeFocused();
  expect(new URL(phone.url()).hash).toBe("");
  await keepPicture(phone, "assessment-resume");
  await expectAccessible(phone);
  await phone.getByRole("button", { name: "Continue" }).click();
  await expect(phone.getByText("1 of 29 statements answered.")).toBeVisible();
  await keepPicture(phone, "assessment-continue");
  await expectAccessible(phone);
  await phone.goto(`${pathname}${hash}`);
  await phone.getByRole("button", { name: "Continue" }).click();
  await expect(phone.getByRole("alert").first()).toContainText("already used");
  await other.close();
});

test("the whole short form works with the keyboard alone @desktop", async ({ page }) => {
  test.slow();
  await begin(page);
  for (let at = 1; at <= 29; at += 1) {
    await expect(page.getByText(`Statement ${at} of 29`)).toBeVisible();
    await page.keyboard.press(String(1 + (at % 5)));
  }
  await expect(page.getByRole("heading", { name: "One more topic, only if you like" })).toBeVisible();
});

test("number keys can be switched off, and arrow keys choose without going on @desktop", async ({ page }) => {
  await begin(page);
  await page.getByLabel("Answer with keys 1 to 5").uncheck();
  await page.keyboard.press("4");
  await page.getByLabel("In between").focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByLabel("Quite like me")).toBeChecked();
  await expect(page.getByText("Statement 1 of 29")).toBeVisible();
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByText("Statement 2 of 29")).toBeVisible();
});

test("without scripts each answer is a form that is sent @desktop", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? "" });
  const page = await context.newPage();
  await begin(page);
  for (let at = 1; at <= 29; at += 1) {
    await expect(page.getByText(`Statement ${at} of 29`)).toBeVisible();
    await page.getByLabel(LABELS[at % 5] ?? "").check();
    await page.getByRole("button", { name: at === 29 ? "Continue" : "Next" }).click();
  }
  await page.getByRole("button", { name: "Skip these" }).click();
  await page.getByRole("button", { name: "Show my result" }).click();
  await expect(page.getByRole("heading", { name: "This is what you bring" })).toBeVisible();
  await page.getByText("Delete this result").click();
  await page.getByRole("button", { name: "Delete result" }).click();
  await expect(page).toHaveURL("/results");
  await expect(page.getByText("No results yet")).toBeVisible();
  await page.getByText("Delete all my answers").click();
  await page.getByRole("button", { name: "Delete everything" }).click();
  await expect(page.getByText("Delete all my answers")).toHaveCount(0);
  await context.close();
});

test("consent to intimacy is taken back after finishing, and only those traits become unknown", async ({
  page,
}) => {
  test.slow();
  await answerShortForm(page);
  await page.getByLabel(/^I’m 18 or older/).check();
  await page.getByRole("button", { name: "Answer them" }).click();
  await answerAll(page, 32, () => 3);
  await page.getByRole("button", { name: "Show my result" }).click();
  await expect(page.getByText("32 answers.", { exact: false })).toBeVisible();
  await page.getByText("Erase what I said about intimacy").click();
  await keepPicture(page, "result-intimacy");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Erase those answers" }).click();
  await expect(page.getByText("These statements were left out, so nothing is known here.")).toBeVisible();
  await expect(page.getByText("Unknown", { exact: true })).toHaveCount(3);
  await expect(page.getByText("29 answers.", { exact: false })).toBeVisible();
  await page.goto("/results");
  await expect(page.getByText("Erase what I said about intimacy")).toHaveCount(0);
});

test("a result is sharpened, compared with a second one, and deleted", async ({ page }) => {
  test.slow();
  await takeShortForm(page);
  await expect(page.getByText("These statements were left out, so nothing is known here.")).toBeVisible();
  await page.getByRole("button", { name: /^Sharpen my result/ }).click();
  await answerAll(page, 12, (at) => at % 5);
  await expect(page.getByRole("heading", { name: "That’s all, thank you" })).toBeVisible();
  await keepPicture(page, "assessment-finish");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Update my result" }).click();
  await expect(page.getByText("41 answers.", { exact: false })).toBeVisible();

  await takeShortForm(page);
  await expect(page.getByText(/since your last result|changed since/)).toBeVisible();
  await page.goto("/results");
  await expect(page.getByRole("listitem").filter({ hasText: "answers" })).toHaveCount(2);
  await keepPicture(page, "results");
  await expectAccessible(page);
  await page.getByRole("listitem").filter({ hasText: "newest" }).getByRole("link").click();
  await page.getByText("Delete this result").click();
  await keepPicture(page, "result-delete");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Delete result" }).click();
  await expect(page).toHaveURL("/results");
  await expect(page.getByRole("listitem").filter({ hasText: "answers" })).toHaveCount(1);
});

test("a sign-up claims the result, also when its code is entered on another device", async ({
  page,
  browser,
  baseURL,
}, { project }) => {
  test.slow();
  await takeShortForm(page);
  const email = `iris-${newId()}@example.com`;
  await page.getByRole("link", { name: "Create a free account" }).click();
  await page.getByLabel("Your name").fill("Iris");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill("four quiet words here");
  await expect(page.getByLabel("Company")).toHaveCount(0);
  await page.getByRole("checkbox", { name: /I agree/ }).check();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  const mail = await mailTo(siteDatabase(), email, /Your code/);
  const elsewhere = project.name === "desktop-light";
  const other = await browser.newContext({ baseURL: baseURL ?? "" });
  const there = elsewhere ? await other.newPage() : page;
  if (elsewhere) {
    await there.goto(linkIn(mail));
    await there.getByLabel("Password").fill("four quiet words here");
  } else await there.getByLabel("Code from the mail").fill(CODE.exec(mail.text)?.[0] ?? "");
  await there.getByRole("button", { name: "Create my account" }).click();
  await expect(there.getByRole("heading", { name: "Your results" })).toBeVisible();
  await expect(there.getByRole("listitem").filter({ hasText: "29 answers" })).toHaveCount(1);
  await there.goto("/partner");
  await expect(there).toHaveURL("/account");
  await expect(there.getByText("Your newest result")).toBeVisible();
  await keepPicture(there, "account-home");
  await expectAccessible(there);
  if (elsewhere) {
    // The result has an owner now, so this browser's token opens nothing.
    await page.goto("/results");
    await expect(page.getByText("No results yet")).toBeVisible();
  }
  await other.close();
});

test("somebody signed in adds what the browser held before @desktop", async ({ page, context, baseURL }) => {
  test.slow();
  await takeShortForm(page);
  const person = await makePerson(siteDatabase(), { name: "Kim" });
  await signIn(context, baseURL, person);
  await page.goto("/results");
  await expect(page.getByText("No results yet")).toBeVisible();
  await page.getByRole("button", { name: "Add to my account" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "29 answers" })).toHaveCount(1);
});

test("somebody stops counting in the averages, and then deletes all their answers", async ({ page }) => {
  test.slow();
  await answerShortForm(page);
  await page.getByRole("button", { name: "Skip these" }).click();
  await page.getByLabel("Count me in the averages").check();
  await page.getByRole("button", { name: "Show my result" }).click();
  await expect(page.getByText("Your traits count in the averages")).toBeVisible();
  await page.getByRole("button", { name: "Stop counting me" }).click();
  await expect(page.getByText("Your traits count in the averages")).toHaveCount(0);
  const result = page.url();

  await page.goto("/results");
  await page.getByText("Delete all my answers").click();
  await keepPicture(page, "results-delete-all");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Delete everything" }).click();
  await expect(page.getByText("No results yet")).toBeVisible();
  await page.goto(result);
  await expect(page.getByText("That page needs answers that this browser doesn’t have.")).toBeVisible();
  await keepPicture(page, "assessment-missing");
  await expectAccessible(page);
});

test("answers wait on the device for their owner where the session ends in between @desktop", async ({
  page,
  context,
  baseURL,
  watch,
}) => {
  watch.expectComplaint(/404/);
  const person = await makePerson(siteDatabase(), { name: "Lea" });
  await signIn(context, baseURL, person);
  await begin(page);
  const sheet = new URL(page.url()).pathname;
  await context.clearCookies();
  await page.getByLabel("Quite like me").click();
  await expect(page.getByText(/^This assessment is no longer open in this browser/)).toBeVisible();
  await signIn(context, baseURL, person);
  await page.goto(sheet);
  await expect(page.getByText("Every answer is saved", { exact: true })).toBeVisible();
  await page.goto("/assessment");
  await expect(page.getByText("1 of 29 statements answered.")).toBeVisible();
});

test("sheets and results that are another's, or no ids, are pages that are not there", async ({
  page,
  watch,
}) => {
  watch.expectComplaint(/404/);
  await begin(page);
  for (const path of [`/assessment/${newId()}`, "/assessment/x", `/results/${newId()}`, "/results/x"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: "There is no page here" })).toBeVisible();
  }
});

test("a save from another site or without a profile is refused with a problem", async ({ page, request }) => {
  const body = { assessment_id: newId(), answers: [{ statement_id: "novelty.1", value: 3 }] };
  const unknown = await request.post("/assessment/answers", { data: body });
  expect(unknown.status()).toBe(404);
  expect((await unknown.json()).code).toBe("not_found");
  await begin(page);
  const id = page.url().split("/").at(-1);
  const refused = await page.request.post("/assessment/answers", {
    data: { ...body, assessment_id: id },
    headers: { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" },
  });
  expect(refused.status()).toBe(403);
  const forged = await page.request.post("/assessment/answers", {
    data: { assessment_id: id, answers: [{ statement_id: "novelty.1", value: 9, traits: [1] }] },
  });
  expect(forged.status()).toBe(400);
  expect((await forged.json()).errors.map(({ path }: { path: string }) => path).sort()).toEqual([
    "answers[0].traits",
    "answers[0].value",
  ]);
});
