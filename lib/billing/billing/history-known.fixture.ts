import type { History } from "@/lib/billing/billing/history-steps.fixture";

/**
 * Histories that once failed, as they were made then: a change in a trial, credit for refunded time, a plan whose dunning
 * came to its end.
 */
export const KNOWN_HISTORIES: readonly History[] = [
  {
    seed: 1,
    steps: [
      { at: 162538, do: "buy", tier: "research", coupon: null, card: "pays" },
      { at: 165835, do: "refund", payment: 3, thousandths: 1000 },
      { at: 312981, do: "resume" },
      { at: 313040, do: "change", tier: "professional", confirmedAfter: 540 },
      { at: 314480, do: "change", tier: "professional", confirmedAfter: 65 },
      { at: 1522439, do: "wait" },
    ],
  },
  {
    seed: 3,
    steps: [
      { at: 186683, do: "buy", tier: "starter", coupon: null, card: "pays" },
      { at: 693172, do: "change", tier: "starter", confirmedAfter: 5 },
      { at: 693183, do: "refund", payment: 3, thousandths: 333 },
      { at: 1410292, do: "change", tier: "enterprise", confirmedAfter: 5 },
      { at: 2620212, do: "change", tier: "research", confirmedAfter: 0 },
      { at: 7007152, do: "wait" },
    ],
  },
  {
    seed: 6,
    steps: [
      { at: 136274, do: "buy", tier: "starter", coupon: null, card: "pays" },
      { at: 136275, do: "buy", tier: "research", coupon: null, card: "pays" },
      { at: 136282, do: "card", card: "fails" },
      { at: 560036, do: "change", tier: "research", confirmedAfter: 700 },
      { at: 564794, do: "call", units: 2793954 },
      { at: 5616481, do: "wait" },
    ],
  },
  {
    seed: 103,
    steps: [
      { at: 74236, do: "buy", tier: "research", coupon: null, card: "pays" },
      { at: 76931, do: "change", tier: "enterprise", confirmedAfter: 0 },
      { at: 76942, do: "change", tier: "professional", confirmedAfter: 0 },
      { at: 76992, do: "consent", answer: "authorise" },
      { at: 3968516, do: "card", card: "fails" },
      { at: 3968531, do: "buy", tier: "professional", coupon: null, card: "disputed" },
      { at: 3968622, do: "pay" },
      { at: 3969509, do: "call", units: 3621142 },
      { at: 6473208, do: "cancel" },
      { at: 6473231, do: "card", card: "asks" },
      { at: 6475651, do: "resume" },
      { at: 6507992, do: "change", tier: "professional", confirmedAfter: 65 },
      { at: 6991181, do: "wait" },
    ],
  },
  {
    seed: 116,
    steps: [
      { at: 248030, do: "buy", tier: "enterprise", coupon: null, card: "pays" },
      { at: 248115, do: "pay" },
      { at: 2927984, do: "change", tier: "enterprise", confirmedAfter: 0 },
      { at: 2928070, do: "refund", payment: 1, thousandths: 333 },
      { at: 5760869, do: "pay" },
      { at: 5760900, do: "change", tier: "starter", confirmedAfter: 0 },
      { at: 7799366, do: "change", tier: "starter", confirmedAfter: 65 },
      { at: 7799447, do: "call", units: 3838242 },
      { at: 8469225, do: "buy", tier: "starter", coupon: null, card: "pays" },
      { at: 9413124, do: "card", card: "disputed" },
      { at: 12845927, do: "wait" },
      { at: 12846039, do: "decide", won: false },
      { at: 14052571, do: "wait" },
    ],
  },
];
