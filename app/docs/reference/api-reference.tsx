"use client";

import { useEffect, useRef, useState } from "react";
import "./reference.css";

interface Scalar {
  createApiReference(element: Element, configuration: Record<string, unknown>): { destroy(): void };
}

declare global {
  interface Window {
    Scalar?: Scalar;
  }
}

/** Scalar's own bundle, served by us: the address changes with its contents. */
const SCRIPT = new URL("@scalar/api-reference/browser/standalone.js", import.meta.url).href;

const CONFIGURATION = {
  url: "/api/openapi.json",
  theme: "none",
  defaultOpenAllTags: true,
  hideClientButton: true,
  hideDarkModeToggle: true,
  showDeveloperTools: "never",
  authentication: {
    preferredSecurityScheme: "apiKey",
    securitySchemes: { apiKey: { value: "YOUR_TEST_KEY" } },
  },
  // Nothing may be asked of another origin.
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
};

export function ApiReference() {
  const place = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<"loading" | "shown" | "failed">("loading");

  useEffect(() => {
    const script = document.createElement("script");
    let reference: { destroy(): void } | undefined;
    script.src = SCRIPT;
    script.onload = () => {
      if (place.current === null || window.Scalar === undefined) return setState("failed");
      reference = window.Scalar.createApiReference(place.current, CONFIGURATION);
      setState("shown");
    };
    script.onerror = () => setState("failed");
    document.head.append(script);
    return () => {
      script.onload = null;
      script.remove();
      reference?.destroy();
    };
  }, []);

  return (
    <>
      {state === "loading" && <Loading />}
      {state === "failed" && <Failed />}
      <div ref={place} className="scalar-api-reference" />
    </>
  );
}

/** The outline of what comes: a list at the side, text, and code. */
function Loading() {
  return (
    <div
      role="status"
      className="mx-auto grid min-h-dvh max-w-6xl gap-10 px-4 py-12 sm:px-6 lg:grid-cols-[14rem_1fr]"
    >
      <h1 className="sr-only">The API reference is loading</h1>
      <div aria-hidden="true" className="hidden motion-safe:animate-pulse space-y-4 lg:block">
        {["w-32", "w-40", "w-28", "w-44", "w-36"].map((width) => (
          <div key={width} className={`h-4 rounded bg-sunken ${width}`} />
        ))}
      </div>
      <div aria-hidden="true" className="motion-safe:animate-pulse space-y-5">
        <div className="h-9 w-64 rounded bg-sunken" />
        <div className="h-4 w-full max-w-xl rounded bg-sunken" />
        <div className="h-4 w-full max-w-md rounded bg-sunken" />
        <div className="h-64 w-full rounded-xl bg-sunken" />
      </div>
    </div>
  );
}

function Failed() {
  return (
    <div role="alert" className="mx-auto max-w-2xl space-y-4 px-4 py-20 sm:px-6">
      <h2 className="text-2xl font-semibold tracking-tight">The reference could not be loaded</h2>
      <p className="text-muted">
        Load the page again, or read the{" "}
        <a href="/api/openapi.json" className="link">
          OpenAPI document
        </a>{" "}
        that it shows.
      </p>
    </div>
  );
}
