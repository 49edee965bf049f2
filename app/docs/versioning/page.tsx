import Link from "next/link";
import { DEFAULT_MODEL_VERSION, MODEL_VERSIONS } from "@/lib/scoring/models";
import { Guide } from "../frame/guide";
import { Snippet } from "../frame/snippet";
import { guideMetadata } from "../guide-metadata";

export const metadata = guideMetadata("versioning");

export default function VersioningPage() {
  return (
    <Guide
      page="versioning"
      lead={
        <p>
          A score names the model it comes from, and a model never changes its answers. Within{" "}
          <code>/api/v1</code> things are added, not taken away.
        </p>
      }
      sections={{
        models: (
          <>
            <p>
              <code>model_version</code> stands in every score. Published:{" "}
              {MODEL_VERSIONS.map((version, index) => (
                <span key={version}>
                  {index > 0 && ", "}
                  <code>{version}</code>
                </span>
              ))}
              . <code>{DEFAULT_MODEL_VERSION}</code> is the default. A call can ask for another model with{" "}
              <code>model_version</code>, and a key can be pinned to one. The call’s choice comes before the
              key’s. <Link href="/docs/measurement-error">Scores with a range</Link> explains{" "}
              <code>soulmate-2</code>.
            </p>
            <p>
              A better model gets a name of its own, and no published one is ever removed or edited. This is
              kept by a test: each model must give the reference answers it was published with, to 12 digits.
            </p>
          </>
        ),
        pin: (
          <>
            <p>
              A new model moves scores, and with them every threshold you have chosen. The default doesn’t
              change by itself. To move, send <code>model_version</code> with some calls first, then pin your
              keys with <code>pinned_model</code>. Creating keys needs <code>partners:admin</code>.
            </p>
            <Snippet id="pin-model" />
          </>
        ),
        api: (
          <>
            <p>Within v1 these do not change, and a test refuses a release that would:</p>
            <ul>
              <li>No endpoint goes, and none changes its path, method or scope.</li>
              <li>No field or header of a reply goes or changes its type.</li>
              <li>No field becomes required, and none that is accepted today is refused.</li>
            </ul>
            <p>These do change, and are no break:</p>
            <ul>
              <li>
                New endpoints, new optional fields, new fields in replies, new values of <code>code</code>.
              </li>
              <li>
                Words: <code>title</code>, <code>detail</code> and <code>message</code> are for people.
              </li>
              <li>The order of members in an object.</li>
            </ul>
            <p>
              What breaks any of this would come as <code>/api/v2</code>. What is new stands in the{" "}
              <Link href="/docs/changelog">changelog</Link>.
            </p>
          </>
        ),
        clients: (
          <ul>
            <li>Pass over fields that you do not know.</li>
            <li>
              Branch on <code>code</code> and status; treat an unknown code by its status.
            </li>
            <li>Treat ids and cursors as text, and compare scores only under one model version.</li>
            <li>
              Make your types from the <a href="/api/openapi.json">OpenAPI document</a>; it is made from the
              code that answers.
            </li>
          </ul>
        ),
      }}
    />
  );
}
