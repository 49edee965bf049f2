import { describe, expect, it } from "vitest";
import { subjectOf } from "@/lib/billing/billing/event-subjects";

describe("what an event is about", () => {
  it.each([
    ["customer.subscription.updated", "sub_1", { kind: "subscription", id: "sub_1" }],
    ["invoice.payment_failed", "in_1", { kind: "invoice", id: "in_1" }],
    ["checkout.session.completed", "cs_1", { kind: "checkout", id: "cs_1" }],
    ["charge.refunded", "ch_1", { kind: "charge", id: "ch_1" }],
    ["charge.dispute.created", "du_1", { kind: "dispute", id: "du_1" }],
    ["charge.dispute.funds_reinstated", "du_1", { kind: "dispute", id: "du_1" }],
    ["charge.refund.updated", "re_1", { kind: "refund", id: "re_1" }],
    ["refund.failed", "re_1", { kind: "refund", id: "re_1" }],
    ["customer.created", "cus_1", { kind: "customer", id: "cus_1" }],
    ["customer.deleted", "cus_1", null],
    ["invoice_payment.paid", "inpay_1", null],
    ["charge.succeeded", "ch_1", null],
    ["something.new", "x_1", null],
  ])("%s", (type, id, subject) => {
    expect(subjectOf({ type, data: { object: { id } } })).toEqual(subject);
  });

  it.each([{}, { id: "upcoming_in_1" }])("is nothing where there is no invoice yet (%j)", (object) => {
    expect(subjectOf({ type: "invoice.upcoming", data: { object } })).toBeNull();
  });
});
