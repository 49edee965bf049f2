"use client";

import Link from "next/link";
import { useEffect, useRef } from "react";
import { buttonStyle } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { SecretReveal } from "@/components/ui/secret-reveal";

interface FirstKeyProps {
  title: string;
  company_name: string;
  test_key: string;
  /** Where to go on. */
  next: string;
  appUrl: string;
}

/** The one time that a new partner's first key is shown. */
export function FirstKey({ title, company_name, test_key, next, appUrl }: FirstKeyProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <Card role="status" className="space-y-6 p-6 sm:p-9">
      <div>
        <h1 ref={heading} tabIndex={-1} className="text-2xl font-semibold tracking-tight">
          {title}
        </h1>
        <p className="mt-2 text-muted">
          <span className="wrap-anywhere">{company_name}</span> is ready. This is its first test key: it
          scores pairs and reads usage, and is never billed.
        </p>
      </div>
      <SecretReveal label="First test key" secret={test_key} />
      <CodeBlock
        id="first-call"
        title="Fifty people to try it with"
        language="Shell"
        code={`curl -H 'X-API-Key: ${test_key}' \\\n  ${appUrl}/api/v1/sandbox/people`}
      />
      <Link prefetch={false} href={next} className={buttonStyle({ className: "w-full" })}>
        Go to your portal
      </Link>
    </Card>
  );
}
