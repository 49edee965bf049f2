import type { Route } from "@/lib/api/endpoint";
import type { Job } from "@/lib/platform/jobs";
import type { PrivacyPart } from "@/lib/platform/privacy";
import type { PurposeReader } from "@/lib/platform/purposes";

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
}
