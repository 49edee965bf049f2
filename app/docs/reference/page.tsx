import type { Metadata } from "next";
import { ApiReference } from "./api-reference";

export const metadata: Metadata = {
  title: "API reference",
  description: "Every endpoint of the Soulmate API with its fields, replies and examples.",
};

export default function ReferencePage() {
  return (
    <>
      <noscript>
        <div className="mx-auto max-w-2xl px-4 py-16 sm:px-6">
          <p>
            This page is drawn by a script. Without one, the{" "}
            <a href="/api/openapi.json" className="link">
              OpenAPI document
            </a>{" "}
            holds all of it, and the{" "}
            <a href="/docs" className="link">
              documentation
            </a>{" "}
            lists the endpoints.
          </p>
        </div>
      </noscript>
      <ApiReference />
    </>
  );
}
