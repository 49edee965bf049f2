import { beforeAll, describe, expect, it } from "vitest";
import { getAnyTicket } from "@/lib/partners/support/get-any-ticket";
import { FixedClock } from "@/lib/platform/clock";
import type { AdminContext, PartnerContext } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { answerQuote } from "@/lib/research/custom/answer-quote";
import { deliverResearch } from "@/lib/research/custom/deliver-research";
import { listAllResearch } from "@/lib/research/custom/list-all-research";
import { listResearch } from "@/lib/research/custom/list-research";
import type { ResearchRequest } from "@/lib/research/custom/present-research";
import { quoteResearch } from "@/lib/research/custom/quote-research";
import { requestResearch } from "@/lib/research/custom/request-research";
import { type AnswerQuote, QuoteResearch, RequestResearch } from "@/lib/research/custom/schemas";
import { makeResearcher } from "@/lib/research/insights/insights.fixture";
import { OwnDatabase } from "@/test/own-database";

const own = new OwnDatabase(6);
const clock = new FixedClock("2031-07-01T09:00:00Z");
const asked = {
  title: "Attachment after 50",
  question: "How does attachment change?\nBy age.",
  budget_usd: 100_000,
};

let asker: PartnerContext;
let other: PartnerContext;
let admin: AdminContext;

beforeAll(async () => {
  asker = await makeResearcher(own, clock);
  other = await makeResearcher(own, clock);
  const id = newId();
  const at = clock.now();
  await own.prisma.user.create({
    data: {
      id,
      email: `${id}@example.test`,
      name: "Ada of staff",
      role: "admin",
      createdAt: at,
      updatedAt: at,
    },
  });
  admin = {
    ...own.system(clock),
    actor: { type: "user", id },
    userId: id,
    role: "admin",
    confirmedAt: clock.now(),
  };
});

const messages = async (ticketId: string) =>
  (await getAnyTicket(admin, { ticket_id: ticketId })).messages.map(({ text }) => text);
const quote = (research_id: string, amount_usd = 80_000) =>
  quoteResearch(admin, { research_id, amount_usd, valid_days: 30, text: "A panel of 5,000." });
/** The answer to a quote as it was shown. */
const answerTo = (research: ResearchRequest, accept: boolean): AnswerQuote => ({
  research_id: research.id,
  accept,
  quote_usd: research.quote_usd ?? 0,
  updated_at: research.updated_at,
});

describe("custom research", () => {
  it("goes from a form to a ticket, a quote, its acceptance and the report", async () => {
    const request = await requestResearch(asker, asked);
    expect(request).toMatchObject({ status: "asked", budget_usd: 100_000, quote_usd: null });
    expect(await messages(request.ticket_id)).toEqual([
      `${asked.question}\n\nBudget: up to $100,000 a year.`,
    ]);
    const path = { research_id: request.id };
    await expect(answerQuote(asker, answerTo(request, true))).rejects.toMatchObject({ code: "no_quote" });
    const quoted = await quote(request.id);
    expect(quoted).toMatchObject({
      status: "quoted",
      quote_usd: 80_000,
      quoted_until: "2031-07-31T23:59:59.999Z",
    });
    expect(await messages(request.ticket_id)).toContain(
      "Our quote: $80,000 a year. It is valid until July 31, 2031.\n\nA panel of 5,000.",
    );
    expect(await answerQuote(asker, answerTo(quoted, true))).toMatchObject({ status: "accepted" });
    expect(await messages(request.ticket_id)).toContain("We accept the quote of $80,000 a year.");
    await expect(quote(request.id)).rejects.toMatchObject({ code: "research_settled" });
    const note = "It is in your shared folder.";
    expect(await deliverResearch(admin, { ...path, note })).toMatchObject({ status: "delivered" });
    const ticket = await getAnyTicket(admin, { ticket_id: request.ticket_id });
    expect(ticket.status).toBe("solved");
    expect(await messages(request.ticket_id)).toContain(`Your report is ready. ${note}`);
  });

  it("has the newest quote alone, and it is answered once, also by two at the same time", async () => {
    const request = await requestResearch(asker, asked);
    await quote(request.id);
    const newest = await quote(request.id, 60_000);
    const answers = await Promise.allSettled([
      answerQuote(asker, answerTo(newest, true)),
      answerQuote(asker, answerTo(newest, false)),
    ]);
    const codes = answers.map((one) => (one.status === "fulfilled" ? "done" : one.reason.code)).sort();
    expect(codes).toEqual(["done", "no_quote"]);
    const [row] = (await listResearch(asker)).filter(({ id }) => id === request.id);
    expect(row?.quote_usd).toBe(60_000);
  });

  it("is never bound to a quote that took the place of the one that was shown", async () => {
    const request = await requestResearch(asker, asked);
    const shown = await quote(request.id);
    const dearer = await quote(request.id, 200_000);
    const changed = { code: "quote_changed" };
    for (const accept of [true, false]) {
      await expect(answerQuote(asker, answerTo(shown, accept))).rejects.toMatchObject(changed);
    }
    // The same price with other terms is another quote too.
    const later = new FixedClock("2031-07-01T09:00:01Z");
    await quoteResearch(
      { ...admin, clock: later },
      {
        research_id: request.id,
        amount_usd: 200_000,
        valid_days: 30,
        text: "A panel of 50.",
      },
    );
    await expect(answerQuote(asker, answerTo(dearer, true))).rejects.toMatchObject(changed);
    const [row] = (await listResearch(asker)).filter(({ id }) => id === request.id);
    expect(row?.status).toBe("quoted");
  });

  it("cannot be accepted once the quote has expired, but declined", async () => {
    const request = await requestResearch(asker, asked);
    const quoted = await quote(request.id);
    const late = { ...asker, clock: new FixedClock("2031-08-01T00:00:00Z") };
    const path = { research_id: request.id };
    await expect(answerQuote(late, answerTo(quoted, true))).rejects.toMatchObject({
      code: "quote_expired",
    });
    expect(await answerQuote(late, answerTo(quoted, false))).toMatchObject({ status: "declined" });
    await expect(deliverResearch(admin, { ...path, note: "no" })).rejects.toMatchObject({ code: "no_quote" });
  });

  it("leaves no ticket where it fails, and no request where the ticket fails", async () => {
    const tickets = await own.prisma.ticket.count();
    const noTickets = { ...asker, permissions: new Set(["insights:write" as const]) };
    await expect(requestResearch(noTickets, asked)).rejects.toMatchObject({ code: "insufficient_scope" });
    expect(await own.prisma.ticket.count()).toBe(tickets);
  });

  it("is another's to nobody: a neighbor, a reader, an unconfirmed admin and a person who is none", async () => {
    const request = await requestResearch(asker, asked);
    const quoted = await quote(request.id);
    const path = { research_id: request.id };
    await expect(answerQuote(other, answerTo(quoted, true))).rejects.toMatchObject({ code: "not_found" });
    expect((await listResearch(other)).map(({ id }) => id)).not.toContain(request.id);
    const reader = { ...asker, permissions: new Set(["insights:read" as const, "insights:write" as const]) };
    await expect(answerQuote(reader, answerTo(quoted, true))).rejects.toMatchObject({
      code: "insufficient_scope",
    });
    const unconfirmed = { ...admin, confirmedAt: null };
    const input = { ...path, amount_usd: 50_000, valid_days: 30, text: "x" };
    await expect(quoteResearch(unconfirmed, input)).rejects.toMatchObject({ code: "confirm_yourself" });
    const none = { ...admin, role: "user" as "admin" };
    for (const refused of [
      () => quoteResearch(none, input),
      () => deliverResearch(none, { ...path, note: "x" }),
      () => listAllResearch(none, { limit: 20 }),
    ]) {
      await expect(refused()).rejects.toMatchObject({ code: "not_found" });
    }
    const listed = (await listAllResearch(admin, { limit: 100 })).data;
    expect(listed.map(({ partner }) => partner.id)).toContain(asker.partnerId);
  });
});

describe("bad input", () => {
  it.each([
    ["no title", RequestResearch, { ...asked, title: " " }, "title"],
    ["no question", RequestResearch, { ...asked, question: "" }, "question"],
    ["a budget that is not offered", RequestResearch, { ...asked, budget_usd: 5 }, "budget_usd"],
    [
      "a price that is too low",
      QuoteResearch,
      { research_id: newId(), amount_usd: 49_999, valid_days: 30, text: "x" },
      "amount_usd",
    ],
    [
      "a price that is too high",
      QuoteResearch,
      { research_id: newId(), amount_usd: 200_001, valid_days: 30, text: "x" },
      "amount_usd",
    ],
    [
      "too few days",
      QuoteResearch,
      { research_id: newId(), amount_usd: 50_000, valid_days: 1, text: "x" },
      "valid_days",
    ],
  ])("with %s is refused at its field", (_, schema, input, path) => {
    const { error } = schema.safeParse(input);
    expect(error?.issues.map((issue) => issue.path.join("."))).toEqual([path]);
  });
});
