import type { Domain } from "@/lib/api/domain";
import type { Endpoint, Route } from "@/lib/api/endpoint";
import { apiJobs } from "@/lib/api/jobs";
import { describeApi } from "@/lib/api/openapi";
import { apiProblems } from "@/lib/api/problems";
import { billing } from "@/lib/billing/billing/domain";
import { metering } from "@/lib/billing/metering/domain";
import { wallet } from "@/lib/billing/wallet/domain";
import { checkIn } from "@/lib/events/check-in/domain";
import { discovery } from "@/lib/events/discovery/domain";
import { events } from "@/lib/events/events/domain";
import { invitations } from "@/lib/events/invitations/domain";
import { meetings } from "@/lib/events/meetings/domain";
import { pairing } from "@/lib/events/pairing/domain";
import { partnerships } from "@/lib/events/partnerships/domain";
import { passes } from "@/lib/events/passes/domain";
import { registrations } from "@/lib/events/registrations/domain";
import { scorecard } from "@/lib/events/scorecard/domain";
import { accounts } from "@/lib/identity/accounts/domain";
import { consent } from "@/lib/identity/consent/domain";
import { consentJobs } from "@/lib/identity/consent/jobs";
import { legal } from "@/lib/identity/legal/domain";
import { privacy } from "@/lib/identity/privacy/domain";
import { privacyJobs } from "@/lib/identity/privacy/jobs";
import type { Parts } from "@/lib/identity/privacy/parts";
import { security } from "@/lib/identity/security/domain";
import { admin } from "@/lib/operations/admin/domain";
import { alerts } from "@/lib/partners/alerts/domain";
import { apiKeys } from "@/lib/partners/api-keys/domain";
import { compatibility } from "@/lib/partners/compatibility/domain";
import { partners } from "@/lib/partners/partners/domain";
import { rateLimits } from "@/lib/partners/rate-limits/domain";
import { support } from "@/lib/partners/support/domain";
import { teams } from "@/lib/partners/teams/domain";
import { usage } from "@/lib/partners/usage/domain";
import { webhooks } from "@/lib/partners/webhooks/domain";
import { assessments } from "@/lib/people/assessments/domain";
import { profiles } from "@/lib/people/profiles/domain";
import { quest } from "@/lib/people/quest/domain";
import { results } from "@/lib/people/results/domain";
import { sharing } from "@/lib/people/sharing/domain";
import { together } from "@/lib/people/together/domain";
import type { Job } from "@/lib/platform/jobs";
import type { PurposeReader } from "@/lib/platform/purposes";
import { customResearch } from "@/lib/research/custom/domain";
import { editions } from "@/lib/research/editions/domain";
import { researchExports } from "@/lib/research/exports/domain";
import { findings } from "@/lib/research/findings/domain";
import { insights } from "@/lib/research/insights/domain";
import { oversight } from "@/lib/research/oversight/domain";
import { reports } from "@/lib/research/reports/domain";

/**
 * Every domain, a line each, in the order in which the reference shows their operations. Mounts, OpenAPI, client, docs,
 * jobs and matrix tests read this. Nothing below it does, but for what is written from it to `lib/catalog`.
 */
export const DOMAINS: readonly Domain[] = [
  compatibility,
  partners,
  apiKeys,
  teams,
  rateLimits,
  usage,
  alerts,
  webhooks,
  support,
  billing,
  metering,
  wallet,
  events,
  invitations,
  passes,
  partnerships,
  pairing,
  // Before the registrations, which say whose seat is whose.
  meetings,
  registrations,
  checkIn,
  scorecard,
  profiles,
  assessments,
  quest,
  results,
  editions,
  insights,
  researchExports,
  findings,
  reports,
  customResearch,
  oversight,
  consent,
  legal,
  together,
  privacy,
  accounts,
  security,
  admin,
  sharing,
  discovery,
];

const ROUTES: readonly Route[] = DOMAINS.flatMap(({ routes = [] }) => routes);

/** Every operation of the public API. */
export const ENDPOINTS: readonly Endpoint[] = ROUTES.map(({ endpoint }) => endpoint);

/** What each group of operations is about. */
export const TAGS: Readonly<Record<string, string>> = Object.assign(
  {},
  ...DOMAINS.map(({ tags = {} }) => tags),
);

/** What each domain holds about people, in the order in which it is erased. */
export const PRIVACY: Parts = (["first", "profile", "account"] as const).flatMap((stage) =>
  DOMAINS.flatMap(({ name, privacy: part }) =>
    part !== undefined && part.stage === stage ? [{ domain: name, part }] : [],
  ),
);

/** Everything that reads people for a purpose that they agreed to. */
export const READERS: readonly PurposeReader[] = DOMAINS.flatMap(({ readers = [] }) => readers);

/** Every job of the product. */
export const JOBS: readonly Job[] = [
  ...apiJobs,
  ...DOMAINS.flatMap(({ jobs = [] }) => jobs),
  ...consentJobs(READERS),
  ...privacyJobs(PRIVACY),
];

/** The paths of the API, each with the domain that answers it. Throws where two domains claim one. */
export function pathsOfDomains(): ReadonlyMap<string, Domain> {
  const owners = new Map<string, Domain>();
  for (const domain of DOMAINS) {
    for (const { endpoint } of domain.routes ?? []) {
      const owner = owners.get(endpoint.path);
      if (owner !== undefined && owner !== domain)
        throw new Error(`${endpoint.path} is claimed by ${owner.name} and by ${domain.name}.`);
      owners.set(endpoint.path, domain);
    }
  }
  return owners;
}

/** What the domains declare of one kind, by name. Throws where two declare the same. */
function gather<T>(pick: (domain: Domain) => Readonly<Record<string, T>> | undefined): Record<string, T> {
  const found = DOMAINS.flatMap((domain) =>
    Object.entries(pick(domain) ?? {}).map(([name, value]) => ({ name, value, domain })),
  );
  for (const { name, domain } of found) {
    const other = found.find((entry) => entry.name === name && entry.domain !== domain);
    if (other !== undefined)
      throw new Error(`${name} is declared by ${other.domain.name} and by ${domain.name}.`);
  }
  return Object.fromEntries(found.map(({ name, value }) => [name, value]));
}

/** What the domains declare without code. `npm run routes` writes it to `lib/catalog`, where everything may read it. */
export const CATALOG = {
  problems: [...apiProblems, ...DOMAINS.flatMap(({ problems = [] }) => problems)].toSorted(
    (a, b) => a.status - b.status,
  ),
  events: gather(({ events }) => events),
  auditActions: gather(({ auditActions }) => auditActions),
  auditKinds: gather(({ auditKinds }) => auditKinds),
  navigation: DOMAINS.flatMap(({ navigation = [] }) => navigation).toSorted((a, b) => a.order - b.order),
};

/** The OpenAPI 3.1 document of the installation at `origin`. */
export function openApiDocument(origin: string): ReturnType<typeof describeApi> {
  return describeApi(origin, ENDPOINTS, TAGS);
}
