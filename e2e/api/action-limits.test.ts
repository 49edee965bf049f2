import { describe, expect, inject, it } from "vitest";
import { ACTION_LIMITS } from "@/lib/partners/rate-limits/action-limits";
import { openTicket } from "@/lib/partners/support/open-ticket";
import { newId } from "@/lib/platform/ids";
import { partnerContext } from "@/test/partner-state";
import { makePerson } from "@/test/people";
import { closeProductDatabase, productDatabase } from "@/test/product";
import { callAction, readServerActions } from "@/test/server-actions";

closeProductDatabase();

const url = inject("mounts")[0]?.url ?? "";
const actions = await readServerActions();

function actionNamed(name: string) {
  const found = actions.find((action) => action.name === name);
  if (found === undefined) throw new Error(`There is no action ${name}.`);
  return found;
}

describe("a member who does the same again and again", () => {
  it("has replies to a ticket refused beyond the limit, and no more are written", async () => {
    const person = await makePerson(productDatabase(), { role: "owner" });
    const ctx = partnerContext(person);
    const { ticket } = await openTicket(ctx, { subject: "Hello", text: "A question", request_id: undefined });
    const reply = actionNamed("app/partner/support/actions.ts sendReply");
    const input = { ticket_id: ticket.id, text: "And another thing" };
    const caller = { url, cookie: person.cookie };
    const answers = await Promise.all(
      Array.from({ length: 2 * ACTION_LIMITS.mail.perMinute + 10 }, () => callAction(caller, reply, input)),
    );
    const refused = answers.filter(({ kind }) => kind === "refused");
    expect(refused.length).toBeGreaterThanOrEqual(10);
    expect(refused[0]).toMatchObject({
      code: "too_many_actions",
      detail: expect.stringMatching(/Try again in/),
    });
    const written = await productDatabase().prisma.ticketMessage.count({ where: { ticketId: ticket.id } });
    expect(written).toBe(1 + answers.length - refused.length);
  });

  it("has replays of webhooks refused beyond the limit, whatever they name", async () => {
    const person = await makePerson(productDatabase(), { role: "developer" });
    const replay = actionNamed("app/partner/webhooks/actions.ts replay");
    const input = { endpoint_id: newId(), delivery_id: newId() };
    const caller = { url, cookie: person.cookie };
    const answers = await Promise.all(
      Array.from({ length: 2 * ACTION_LIMITS.expensive.perMinute + 10 }, () =>
        callAction(caller, replay, input),
      ),
    );
    const codes = answers.map((answer) => (answer.kind === "refused" ? answer.code : answer.kind));
    expect(codes.filter((code) => code === "too_many_actions").length).toBeGreaterThanOrEqual(10);
    expect(codes.filter((code) => code === "not_found").length).toBeGreaterThan(0);
  });
});
