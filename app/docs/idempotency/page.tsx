import Link from "next/link";
import { ANONYMOUS_KEPT_MS, KEPT_HOURS, MAX_KEY_LENGTH } from "@/lib/api/idempotency";
import { ENDPOINTS } from "@/lib/registry";
import { Guide } from "../frame/guide";
import { Snippet } from "../frame/snippet";
import { guideMetadata } from "../guide-metadata";
import { operationHref } from "../reference/operations";

export const metadata = guideMetadata("idempotency");

export default function IdempotencyPage() {
  return (
    <Guide
      page="idempotency"
      lead={
        <p>
          Send an <code>Idempotency-Key</code> of your choosing with a call, and the same key again when you
          retry it. You get the first reply again, marked <code>Idempotent-Replayed: true</code>, and it is
          charged once.
        </p>
      }
      sections={{
        retry: (
          <>
            <p>
              Make the key before the first attempt, and keep it until you have an answer. A UUID does well;
              so does the id of what the call is about in your own database.
            </p>
            <Snippet id="retry-safely" />
          </>
        ),
        rules: (
          <>
            <ul>
              <li>
                A key has from 1 to {MAX_KEY_LENGTH} characters and is kept for {KEPT_HOURS} hours. It belongs
                to your account and to one endpoint.
              </li>
              <li>
                Without an API key, as when signing up, it is kept for {ANONYMOUS_KEPT_MS / 3_600_000} hour,
                for the same program at the same address. Use one that nobody can guess, such as a UUID.
              </li>
              <li>Body, path and query must be the same as the first time, to the byte.</li>
              <li>
                Only success is kept. A call that was refused may be mended and sent again under the same key.
              </li>
              <li>
                What the call did, the kept reply and its charge are one transaction: all of it happened, or
                none.
              </li>
              <li>
                A replay takes a call of your <Link href="/docs/rate-limits">limits</Link>. Signed calls are{" "}
                <Link href="/docs/signed-requests#rules">signed anew</Link> at each attempt.
              </li>
            </ul>
            <p>It is honoured by every endpoint that creates or charges:</p>
            <ul>
              {ENDPOINTS.filter(({ idempotent }) => idempotent === true).map((endpoint) => (
                <li key={endpoint.operationId}>
                  <Link href={operationHref(endpoint)}>{endpoint.summary}</Link>:{" "}
                  <code>/api{endpoint.path}</code>
                </li>
              ))}
            </ul>
          </>
        ),
        refusals: (
          <dl>
            <dt>
              <Link href="/docs/errors#idempotency_mismatch">idempotency_mismatch</Link>
            </dt>
            <dd>The key came with another body, path or query. Use a new key for a new operation.</dd>
            <dt>
              <Link href="/docs/errors#idempotency_in_progress">idempotency_in_progress</Link>
            </dt>
            <dd>The first call is still running. Wait a moment and repeat it.</dd>
            <dt>
              <Link href="/docs/errors#idempotency_unreadable">idempotency_unreadable</Link>
            </dt>
            <dd>
              The kept reply can no longer be read, because the installation’s secret was changed. Look up
              what the first call did.
            </dd>
          </dl>
        ),
      }}
    />
  );
}
