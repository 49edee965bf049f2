import type { Page } from "@playwright/test";
import { answerTicket } from "@/lib/partners/support/answer-ticket";
import { openTicket } from "@/lib/partners/support/open-ticket";
import { OpenTicket } from "@/lib/partners/support/schemas";
import { setTicketStatus } from "@/lib/partners/support/set-ticket-status";
import { makeCall, recordCalls } from "@/lib/partners/usage/calls.fixture";
import type { AdminContext, PartnerContext } from "@/lib/platform/context";
import { ALL_PERMISSIONS } from "@/lib/platform/permissions";
import { expect, expectAccessible, keepPicture, test } from "@/test/browser";
import { makePerson, personContext, signIn, siteDatabase, type TestPerson } from "@/test/people";

function at(person: TestPerson): PartnerContext {
  const ctx = personContext(siteDatabase(), person);
  return { ...ctx, partnerId: person.partnerId, mode: "live", permissions: ALL_PERMISSIONS };
}

async function staff(): Promise<AdminContext> {
  const person = await makePerson(siteDatabase(), { admin: true, name: "Sam Staff" });
  return { ...personContext(siteDatabase(), person), role: "admin" };
}

async function open(person: TestPerson, subject: string, text: string): Promise<string> {
  const { ticket } = await openTicket(at(person), OpenTicket.parse({ subject, text }));
  return ticket.id;
}

/** A call that failed, of the partner's first live key. */
async function failedCall(person: TestPerson): Promise<string> {
  const key = await siteDatabase().prisma.apiKey.findFirstOrThrow({
    where: { partnerId: person.partnerId, mode: "live" },
  });
  const call = makeCall({
    partnerId: person.partnerId,
    apiKeyId: key.id,
    status: 400,
    errorCode: "invalid_input",
    units: 0,
    billable: false,
  });
  await recordCalls(siteDatabase().pool, [call]);
  return call.requestId;
}

async function arrange(page: Page, baseURL: string | undefined): Promise<TestPerson> {
  const person = await makePerson(siteDatabase(), { role: "developer", name: "Noor Haddad" });
  await signIn(page.context(), baseURL, person);
  return person;
}

test("tickets are read at a glance: none, many, a new one about a call, and a conversation", async ({
  page,
  baseURL,
}) => {
  const person = await arrange(page, baseURL);
  const admin = await staff();
  await page.goto("/partner/support");
  await expect(page.getByRole("heading", { name: "No tickets yet" })).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "support-none");

  await page.goto(`/partner/support/new?request_id=${await failedCall(person)}`);
  await expect(page.getByLabel("Subject")).toHaveValue(
    "400 invalid_input from POST /v1/compatibility/calculate",
  );
  await expect(page.getByText("First live key")).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "support-new");

  const scores = await open(
    person,
    "Scores of the same pair differ between Monday and today",
    "We scored the pair 4711 and 4712 on Monday and got 0.71.\n\nToday the same call says 0.69. Our traits have not changed:\n\n  openness 0.5\n  humour   0.6",
  );
  const answer =
    "On Tuesday the model's version became soulmate-1.1, which weighs humour differently.\n\nPin a version with pinned_model on the key.";
  await answerTicket(admin, { ticket_id: scores, text: answer, status: "waiting" });
  const solved = await open(person, "Where is the invoice of October?", "We cannot find it.");
  await answerTicket(admin, { ticket_id: solved, text: "It is on its way.", status: "solved" });
  await open(person, "Higher limits for a launch on Friday", "We expect 20 million pairs.");
  await page.goto("/partner/support");
  await expect(page.getByRole("table", { name: "Tickets" }).getByRole("rowheader")).toHaveCount(3);
  await expect(page.getByText("new reply")).toHaveCount(2);
  await expectAccessible(page);
  await keepPicture(page, "support-many");

  await page.getByRole("link", { name: /Scores of the same pair/ }).click();
  await expect(page.getByRole("list", { name: "Conversation" }).getByRole("listitem")).toHaveCount(2);
  await expect(page.getByText("waiting for you")).toBeVisible();
  await expectAccessible(page);
  await keepPicture(page, "support-conversation");
  await expect(async () => {
    await page.goto("/partner/support");
    await expect(page.getByText("new reply")).toHaveCount(1, { timeout: 500 });
  }).toPass();
});

test("a ticket about a call is opened, answered, closed and reopened, and keeps no key that was pasted @desktop", async ({
  page,
  baseURL,
}) => {
  const person = await arrange(page, baseURL);
  const requestId = await failedCall(person);
  const secret = `sk_live_${"Ab3dEf9hIj".repeat(5)}`.slice(0, 57);
  await page.goto("/partner/support/new");
  await page.getByLabel("Request id").fill("0193c9a2-0000-7000-8000-000000000000");
  await page.getByRole("button", { name: "Open ticket" }).click();
  await expect(page.getByLabel("Subject")).toHaveAccessibleDescription(/Must not be empty/);
  await page.getByLabel("Subject").fill("Why 400?");
  await page.getByLabel("What happened").fill(`I send ${secret} and get 400.`);
  await page.getByRole("button", { name: "Open ticket" }).click();
  await expect(page.getByLabel("Request id")).toHaveAccessibleDescription(/No call of yours/);
  await page.getByLabel("Request id").fill(requestId);
  await page.getByRole("button", { name: "Open ticket" }).click();

  await expect(page.getByRole("heading", { name: "Why 400?" })).toBeVisible();
  await expect(page.getByText("A key or secret was taken out of what you wrote")).toBeVisible();
  await expect(page.getByText("I send sk_live_Ab3dEf… redacted and get 400.")).toBeVisible();
  await expect(page.getByRole("complementary", { name: "The call it is about" })).toContainText(requestId);
  await expect(page.getByRole("complementary", { name: "The call it is about" })).toContainText(
    "400 invalid_input",
  );

  await page.getByLabel("Your reply").fill("One more thing");
  await page.getByRole("button", { name: "Send reply" }).click();
  await expect(page.getByRole("list", { name: "Conversation" })).toContainText("One more thing");
  await expect(page.getByLabel("Your reply")).toHaveValue("");
  const ticketId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  const admin = await staff();
  await answerTicket(admin, { ticket_id: ticketId, text: "Mend your traits.", status: "waiting" });
  await page.reload();
  await expect(page.getByText("Soulmate support", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Close ticket" }).click();
  await expect(page.getByText("This ticket is closed. Reopen it to write again.")).toBeVisible();
  await expect(page.getByLabel("Your reply")).toBeHidden();
  await page.getByRole("button", { name: "Reopen ticket" }).click();
  await expect(page.getByLabel("Your reply")).toBeVisible();
  await setTicketStatus(admin, { ticket_id: ticketId, status: "solved" });
  await page.goto("/partner/support?status=solved&search=traits");
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(2);
  await page.getByRole("link", { name: "Closed" }).click();
  await expect(page.getByRole("heading", { name: "No ticket fits" })).toBeVisible();
});

test("what people write is shown as text: no markup, no script, nothing to click @phone", async ({
  page,
  baseURL,
}) => {
  const person = await arrange(page, baseURL);
  const attack = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script> <a href="javascript:alert(1)">x</a> https://evil.example [y](javascript:alert(1)) ${"W".repeat(300)}`;
  const id = await open(person, attack.slice(0, 200), `${attack}\n\n${attack}`);
  await answerTicket(await staff(), { ticket_id: id, text: attack, status: "waiting" });
  for (const path of ["/partner/support", `/partner/support/${id}`]) {
    await page.goto(path);
    await expect(page.getByText("<img src=x", { exact: false }).first()).toBeVisible();
    await expect(page).toHaveTitle(/Soulmate$/);
    await expect(
      page.getByRole("main").locator("img, script, a[href^='javascript'], a[href*='evil']"),
    ).toHaveCount(0);
    await expectAccessible(page);
  }
});

test("viewers read tickets and write none, and another team's ticket is not there @phone", async ({
  page,
  baseURL,
  watch,
}) => {
  watch.expectComplaint(/404/);
  const person = await makePerson(siteDatabase(), { role: "viewer" });
  const stranger = await makePerson(siteDatabase(), { role: "owner" });
  await open(person, "Ours to read", "text");
  const theirs = await open(stranger, "Not for others", "text");
  await signIn(page.context(), baseURL, person);
  await page.goto("/partner/support");
  await expect(page.getByRole("link", { name: "New ticket" })).toHaveCount(0);
  await page.getByRole("link", { name: "Ours to read" }).click();
  await expect(page.getByRole("list", { name: "Conversation" })).toBeVisible();
  await expect(page.getByRole("main").getByRole("button")).toHaveCount(0);
  await expect(page.getByRole("textbox")).toHaveCount(0);
  await page.goto("/partner/support/new");
  await expect(page.getByText("Your role in this team reads tickets.")).toBeVisible();
  await page.goto(`/partner/support/${theirs}`);
  await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
  await expect(page.getByText("Not for others")).toHaveCount(0);
});
