/** What each scope is called and lets a token do, where people choose. */
export const TOKEN_SCOPES = [
  { value: "compatibility:calculate", label: "Score pairs", hint: "Test limits, never billed." },
  { value: "usage:read", label: "Read usage", hint: "Calls, units and their sums." },
  { value: "billing:read", label: "Read billing", hint: "The wallet of AI tokens and its history." },
  {
    value: "billing:write",
    label: "Buy AI tokens",
    hint: "Begin a purchase; whoever pays does so on Stripe's page.",
  },
  { value: "events:read", label: "Read events", hint: "Events and who attends." },
  { value: "events:write", label: "Run events", hint: "Events and their attendees." },
  { value: "insights:read", label: "Read research", hint: "Released answers, and what new ones would cost." },
  {
    value: "insights:query",
    label: "Ask research questions",
    hint: "New answers spend your share of the privacy budget.",
  },
  { value: "partners:admin", label: "Administer", hint: "Keys, webhooks, alerts, the partner itself." },
] as const;
