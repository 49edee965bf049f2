import { privacyPart } from "@/lib/platform/privacy";

export const usagePrivacy = privacyPart([
  {
    table: "api_calls",
    holds: "Each call of the API: endpoint, status, time, shortened address and program; never what was sent",
    purpose: "Usage, billing and the request log",
    kept: "90 days",
    readers: "Members of the company, and admins",
    onErasure: { does: "nothing", why: "Calls of a company’s programs. None names a person." },
  },
]);
