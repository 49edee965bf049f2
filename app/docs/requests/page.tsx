import Link from "next/link";
import { MAX_BODY_BYTES } from "@/lib/api/body";
import { PAGE_SIZE } from "@/lib/platform/pagination";
import { Guide } from "../frame/guide";
import { ReplyBlock } from "../frame/reply-block";
import { Snippet } from "../frame/snippet";
import { guideMetadata } from "../guide-metadata";

export const metadata = guideMetadata("requests");

export default function RequestsPage() {
  return (
    <Guide
      page="requests"
      lead={
        <p>
          JSON over HTTPS, below <code>/api/v1</code>. Names are <code>snake_case</code>, ids are UUIDs, times
          are UTC. Every reply carries <code>Request-Id</code>: log it.
        </p>
      }
      sections={{
        json: (
          <ul>
            <li>
              Send bodies with <code>Content-Type: application/json</code>, uncompressed, at most{" "}
              {MAX_BODY_BYTES / 1_048_576} MB ({MAX_BODY_BYTES.toLocaleString("en-US")} bytes).
            </li>
            <li>
              A field or parameter that we do not know is refused by its name, so that a typing error does not
              pass for a default.
            </li>
            <li>
              One reply names every bad field, by its path, such as <code>person1.traits[3]</code>:{" "}
              <Link href="/docs/errors">how errors look</Link>.
            </li>
            <li>Naming a member twice in one object is refused, as are NaN, comments and trailing commas.</li>
            <li>
              Replies may gain fields. Read what you need, and let the rest be:{" "}
              <Link href="/docs/versioning#clients">clients that last</Link>.
            </li>
          </ul>
        ),
        "ids-and-times": (
          <ul>
            <li>Ids are UUIDs that sort by the time they were made (version 7). Treat them as text.</li>
            <li>
              Times are RFC 3339 in UTC, such as <code>2026-01-31T12:00:00.000Z</code>. Dates are{" "}
              <code>YYYY-MM-DD</code>.
            </li>
            <li>
              Money is in millionths of a US dollar (<code>…_micro_usd</code>), as a whole number.
            </li>
          </ul>
        ),
        lists: (
          <>
            <p>
              <code>limit</code> is from 1 to {PAGE_SIZE.most}, and {PAGE_SIZE.usual} where nothing else is
              said. While <code>has_more</code> is true, send <code>next_cursor</code> as <code>cursor</code>{" "}
              to get the page after. Cursors are opaque.
            </p>
            <ReplyBlock
              id="list-shape"
              title="A list"
              code={'{ "data": […], "has_more": true, "next_cursor": "MDE5OTAwMDA…" }'}
            />
            <Snippet id="all-pages" />
          </>
        ),
        "request-ids": (
          <p>
            <code>Request-Id</code> is on every reply, and in every problem document and score as{" "}
            <code>request_id</code>. It finds the call in the log. Quote it when you write to us.
          </p>
        ),
        browsers: (
          <p>
            The API answers browsers of other origins only where the installation allows that origin. An API
            key in a web page is everybody’s: call from your server, and let your page ask that.
          </p>
        ),
      }}
    />
  );
}
