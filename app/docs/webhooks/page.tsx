import { Cell, HeadCell, RowHead, Table } from "@/components/ui/table";
import { EVENTS } from "@/lib/catalog/events";
import {
  DEFAULT_OVERLAP_SECONDS,
  DISABLE_AFTER_DAYS,
  ENDPOINT_AT_ONCE,
  KEPT_DAYS,
  MAX_ATTEMPTS,
  MAX_ENDPOINTS,
  MAX_OVERLAP_SECONDS,
  PARTNER_AT_ONCE,
  RETRY_DELAYS_SECONDS,
  TIMEOUT_SECONDS,
  USER_AGENT,
  WEBHOOK_HEADERS,
} from "@/lib/partners/webhooks/delivery-rules";
import { EVENT_GROUPS } from "@/lib/partners/webhooks/event-catalog";
import { Guide } from "../frame/guide";
import { ReplyBlock } from "../frame/reply-block";
import { Snippet } from "../frame/snippet";
import { guideMetadata } from "../guide-metadata";

export const metadata = guideMetadata("webhooks");

const MESSAGE = `POST /soulmate HTTP/1.1
Content-Type: application/json
User-Agent: ${USER_AGENT}
${WEBHOOK_HEADERS.id}: 01990000-0000-7000-8000-000000000000
${WEBHOOK_HEADERS.timestamp}: 1769860800
${WEBHOOK_HEADERS.signature}: v1,base64 of the signature

{"type":"key.expiring","timestamp":"2026-01-31T12:00:00.000Z","data":{…}}`;

/** 5 s, 1 min, 9.5 h. */
function inWords(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  return seconds < 3_600 ? `${seconds / 60} min` : `${seconds / 3_600} h`;
}

export default function WebhooksPage() {
  const hours = Math.round(RETRY_DELAYS_SECONDS.reduce((sum, delay) => sum + delay, 0) / 3_600);
  return (
    <Guide
      page="webhooks"
      lead={
        <p>
          Give us an address, and we POST each event to it, signed. Check the signature, answer 2xx within{" "}
          {TIMEOUT_SECONDS} seconds, and act once for each <code>{WEBHOOK_HEADERS.id}</code>. What you do not
          take is tried again for {hours} hours.
        </p>
      }
      sections={{
        receive: (
          <>
            <ol>
              <li>
                In the portal, under Webhooks, add the address and choose event types. It must be public and
                begin with <code>https://</code>. An account has at most {MAX_ENDPOINTS}.
              </li>
              <li>
                Keep the signing secret, which begins with <code>whsec_</code>.
              </li>
              <li>Run this behind the address, send a test event from the portal, and see it arrive.</li>
            </ol>
            <Snippet id="receive-webhooks" />
          </>
        ),
        message: (
          <>
            <p>
              The body is the same in every attempt, to the byte. <code>{WEBHOOK_HEADERS.id}</code> is the
              event’s id: the same in retries and replays, so that you can tell what you have seen.{" "}
              <code>{WEBHOOK_HEADERS.timestamp}</code> is when this attempt was made. No event holds a secret.
            </p>
            <ReplyBlock id="webhook-message" title="An event" grammar="http" code={MESSAGE} />
          </>
        ),
        types: (
          <>
            <p>
              An endpoint that names no types gets all, also those to come: pass over what you do not know.
            </p>
            <Table label="Types of events">
              <thead className="border-b border-line">
                <tr>
                  <HeadCell>Type</HeadCell>
                  <HeadCell>When</HeadCell>
                </tr>
              </thead>
              {EVENT_GROUPS.map(({ name, types }) => (
                <tbody key={name} className="divide-y divide-line border-t border-line">
                  {types.map((type) => (
                    <tr key={type}>
                      <RowHead className="font-mono text-[0.8125rem] whitespace-nowrap">{type}</RowHead>
                      <Cell>{EVENTS[type].sentence}</Cell>
                    </tr>
                  ))}
                </tbody>
              ))}
            </Table>
          </>
        ),
        verify: (
          <>
            <p>
              Signatures follow Standard Webhooks, so any of{" "}
              <a href="https://www.standardwebhooks.com">its libraries</a> will do; the snippet above needs
              none. By hand:
            </p>
            <ol>
              <li>
                Join <code>{WEBHOOK_HEADERS.id}</code>, <code>{WEBHOOK_HEADERS.timestamp}</code> and the body
                as it came, before any parsing, with full stops.
              </li>
              <li>
                Take the HMAC-SHA256 of that, with the secret behind <code>whsec_</code>, base64-decoded, as
                its key.
              </li>
              <li>
                Compare it, base64-encoded behind <code>v1,</code>, with each signature in{" "}
                <code>{WEBHOOK_HEADERS.signature}</code>, which spaces separate. One that holds is enough.
              </li>
              <li>
                Refuse a timestamp that is more than five minutes away, or an old message could be sent again.
              </li>
            </ol>
          </>
        ),
        retries: (
          <>
            <p>
              Only 2xx counts as received; a redirect does not. A failed attempt is followed by others after{" "}
              {RETRY_DELAYS_SECONDS.map(inWords).join(", ")}, each counted from the one before: {MAX_ATTEMPTS}{" "}
              attempts in {hours} hours. Answer 410 to be sent no more.
            </p>
            <ul>
              <li>Events may come twice, and in another order than they happened.</li>
              <li>
                We send at most {PARTNER_AT_ONCE} deliveries to your endpoints at once, {ENDPOINT_AT_ONCE} to
                each. While an endpoint fails it gets one at a time.
              </li>
              <li>
                An endpoint without a single success for {DISABLE_AFTER_DAYS} days is disabled, and a mail
                says so.
              </li>
              <li>
                The portal shows every attempt and its reply for {KEPT_DAYS} days, and sends any event again
                when you ask.
              </li>
            </ul>
          </>
        ),
        secret: (
          <p>
            Rotate the secret in the portal. For {DEFAULT_OVERLAP_SECONDS / 3_600} hours, or as long as you
            say up to {MAX_OVERLAP_SECONDS / 86_400} days, each message carries two signatures, one by each
            secret, so nothing is lost while you deploy the new one.
          </p>
        ),
      }}
    />
  );
}
