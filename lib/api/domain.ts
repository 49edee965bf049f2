import type { Route } from "@/lib/api/endpoint";
import type { EventDescription, NavigationEntry, ProblemCode } from "@/lib/catalog/shapes";
import type { Job } from "@/lib/platform/jobs";
import type { PrivacyPart } from "@/lib/platform/privacy";
import type { PurposeReader } from "@/lib/platform/purposes";
import type { SecurityEventKind } from "@/lib/platform/security-events";

/** What the audit log says of an action. */
export interface AuditAction {
  /** What was done, for the partner's members; the name of what it was done to follows. Left out for staff's own log. */
  sentence?: string;
  /** The details that members read. What is not listed is for staff alone. */
  shown?: readonly string[];
  /** The security event that it also is. */
  security?: SecurityEventKind;
}

/** By `<noun>.<verb in the past>`: `api_key.rotated`. */
export type AuditActions = Readonly<Record<string, AuditAction>>;

/**
 * A domain's manifest: what of it the rest of the product must know. `lib/registry.ts` has a line a domain, and both
 * mounts, the OpenAPI document, the client, the docs, the job process and the matrix tests follow from it.
 */
export interface Domain {
  /** Its folder below `lib`: `partners/webhooks`. */
  readonly name: `${string}/${string}`;
  /** Its public operations, in the order a reader meets them. */
  readonly routes?: readonly Route[];
  /** What each group of its operations is about, by the `tag` of the endpoints. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Its queued and scheduled work. */
  readonly jobs?: readonly Job[];
  /** What of it reads people for a purpose that they agreed to. */
  readonly readers?: readonly PurposeReader[];
  /** What it holds about people: every table with a person's column is claimed by some domain. */
  readonly privacy?: PrivacyPart;
  /** The codes of problem documents that it is the first to throw. */
  readonly problems?: readonly ProblemCode[];
  /** What it writes to the audit log. */
  readonly auditActions?: AuditActions;
  /** What members call the things it writes of, by their target type. */
  readonly auditKinds?: Readonly<Record<string, string>>;
  /** What partners hear of by webhook, by type. */
  readonly events?: Readonly<Record<string, EventDescription>>;
  /** The pages that areas lead to on its behalf. */
  readonly navigation?: readonly NavigationEntry[];
}
