import type { History } from "@/lib/billing/billing/history-steps.fixture";

/**
 * Histories that once failed, as they were made then: a change in a trial, credit for refunded time, a plan whose dunning
 * came to its end, a plan that was paid after its end, a change whose consent never comes, a refund of time that a
 * larger plan had taken over, an invoice that was heard of after its credit.
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
  {
    seed: 8976,
    steps: [
      { at: 26973, do: "buy", tier: "research", coupon: null, card: "pays" },
      { at: 31934, do: "buy", tier: "professional", coupon: null, card: "pays" },
      { at: 1102795, do: "card", card: "fails" },
      { at: 4243900, do: "change", tier: "starter", confirmedAfter: 0 },
      { at: 4245279, do: "pay" },
      { at: 4247256, do: "change", tier: "starter", confirmedAfter: 540 },
      { at: 5458885, do: "wait" },
    ],
  },
  {
    seed: 9003,
    steps: [
      {
        at: 228882,
        do: "buy",
        tier: "professional",
        coupon: { percentOff: 15, amountOffCents: null, lasts: "forever" },
        card: "fails",
      },
      { at: 232910, do: "change", tier: "starter", confirmedAfter: 0 },
      { at: 234979, do: "buy", tier: "professional", coupon: null, card: "pays" },
      { at: 392709, do: "wait" },
      { at: 694037, do: "card", card: "asks" },
      { at: 696130, do: "change", tier: "enterprise", confirmedAfter: 65 },
      { at: 696857, do: "consent", answer: "fail" },
      { at: 699608, do: "card", card: "pays" },
      { at: 699676, do: "wait" },
    ],
  },
  {
    seed: 8330,
    steps: [
      { at: 137371, do: "buy", tier: "starter", coupon: null, card: "pays" },
      { at: 3274412, do: "call", units: 1266935 },
      { at: 3363288, do: "pay" },
      { at: 4570859, do: "refund", payment: 2, thousandths: 310 },
      { at: 8117589, do: "change", tier: "professional", confirmedAfter: 540 },
      { at: 8120735, do: "buy", tier: "starter", coupon: null, card: "pays" },
      { at: 8125688, do: "card", card: "pays" },
      { at: 8967575, do: "change", tier: "professional", confirmedAfter: 0 },
      { at: 9082497, do: "wait" },
      { at: 9550320, do: "change", tier: "starter", confirmedAfter: 0 },
      { at: 9555315, do: "refund", payment: 1, thousandths: 500 },
      { at: 9669981, do: "decide", won: true },
      { at: 9670046, do: "wait" },
    ],
  },
  {
    seed: 10371,
    steps: [
      {
        at: 221983,
        do: "buy",
        tier: "professional",
        coupon: { percentOff: 10, amountOffCents: null, lasts: "once" },
        card: "pays",
      },
      { at: 2317601, do: "change", tier: "professional", confirmedAfter: 0 },
      { at: 6964245, do: "change", tier: "starter", confirmedAfter: 0 },
      { at: 6964321, do: "cancel" },
      { at: 7494702, do: "card", card: "disputed" },
      { at: 10348087, do: "change", tier: "professional", confirmedAfter: 5 },
      { at: 11254772, do: "decide", won: true },
      { at: 11257963, do: "change", tier: "research", confirmedAfter: 5 },
      { at: 14374989, do: "wait" },
    ],
  },
];
