import { privacyPart } from "@/lib/platform/privacy";

const nothing = (why: string) => ({ does: "nothing", why }) as const;

export const apiKeysPrivacy = privacyPart([
  {
    table: "api_keys",
    holds: "A company’s keys, as hashes, with the shortened address of their last use",
    purpose: "Calling the API",
    kept: "As long as the company",
    readers: "Members of the company, and admins",
    onErasure: nothing("Keys belong to the company, and addresses to its servers."),
  },
  {
    table: "key_addresses",
    holds: "Addresses that a company’s key was used from while it learned",
    purpose: "Proposing an allowlist",
    kept: "As long as the key",
    readers: "Members of the company",
    onErasure: nothing("Addresses of the company’s servers."),
  },
]);
