import * as batch from "@/app/api/v1/compatibility/batch/route";
import * as calculate from "@/app/api/v1/compatibility/calculate/route";
import * as emailVerifications from "@/app/api/v1/email-verifications/route";
import * as tokenBalance from "@/app/api/v1/monetization/ai-tokens/balance/route";
import * as tokenPurchase from "@/app/api/v1/monetization/ai-tokens/purchase/route";
import * as tokenUsage from "@/app/api/v1/monetization/ai-tokens/usage/route";
import * as rateLimit from "@/app/api/v1/monetization/api-usage/rate-limit/route";
import * as usageSummary from "@/app/api/v1/monetization/api-usage/summary/route";
import * as rotate from "@/app/api/v1/partners/[partner_id]/api-keys/[key_id]/rotate/route";
import * as apiKey from "@/app/api/v1/partners/[partner_id]/api-keys/[key_id]/route";
import * as apiKeys from "@/app/api/v1/partners/[partner_id]/api-keys/route";
import * as emailVerification from "@/app/api/v1/partners/[partner_id]/email-verification/route";
import * as partner from "@/app/api/v1/partners/[partner_id]/route";
import * as signingKey from "@/app/api/v1/partners/[partner_id]/signing-keys/[key_id]/route";
import * as signingKeys from "@/app/api/v1/partners/[partner_id]/signing-keys/route";
import * as partners from "@/app/api/v1/partners/route";
import * as sandboxPeople from "@/app/api/v1/sandbox/people/route";
import * as usage from "@/app/api/v1/usage/route";
import { compilePath, type PathTemplate } from "@/lib/api/paths";
import { type Handler, routeNotFound } from "@/lib/api/serve";

type RouteModule = Record<string, Handler>;

/**
 * The route modules that Next mounts from `app/api/v1`, mounted here once more by their paths. A test holds this
 * table against the folder and against the endpoint definitions.
 */
export const ROUTES: readonly [path: string, module: RouteModule][] = [
  ["/v1/compatibility/batch", batch],
  ["/v1/compatibility/calculate", calculate],
  ["/v1/email-verifications", emailVerifications],
  ["/v1/monetization/ai-tokens/balance", tokenBalance],
  ["/v1/monetization/ai-tokens/purchase", tokenPurchase],
  ["/v1/monetization/ai-tokens/usage", tokenUsage],
  ["/v1/monetization/api-usage/rate-limit", rateLimit],
  ["/v1/monetization/api-usage/summary", usageSummary],
  ["/v1/partners", partners],
  ["/v1/partners/{partner_id}", partner],
  ["/v1/partners/{partner_id}/api-keys", apiKeys],
  ["/v1/partners/{partner_id}/api-keys/{key_id}", apiKey],
  ["/v1/partners/{partner_id}/api-keys/{key_id}/rotate", rotate],
  ["/v1/partners/{partner_id}/email-verification", emailVerification],
  ["/v1/partners/{partner_id}/signing-keys", signingKeys],
  ["/v1/partners/{partner_id}/signing-keys/{key_id}", signingKey],
  ["/v1/sandbox/people", sandboxPeople],
  ["/v1/usage", usage],
];

const fixed = new Map<string, RouteModule>();
const templates: [PathTemplate, RouteModule][] = [];
for (const [path, module] of ROUTES) {
  if (path.includes("{")) templates.push([compilePath(path), module]);
  else fixed.set(`/api${path}`, module);
}

/** The handler for a method and path below `/api`; one that answers 404 where there is none. */
export function findHandler(method: string, pathname: string): Handler {
  const module = fixed.get(pathname) ?? templates.find(([path]) => path.match(pathname) !== null)?.[1];
  // A method without a mount of its own (TRACE, PROPFIND) is refused as PUT is where there is no PUT.
  return module?.[method] ?? module?.PUT ?? routeNotFound;
}
