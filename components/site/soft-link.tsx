"use client";

import { useRouter } from "next/navigation";
import { type ComponentProps, startTransition } from "react";

/**
 * A link to a page of this site that opens it without loading everything again. What Next's own can besides (fetching
 * ahead) pages made per request do not use, and it is 3 kB that the home page waits for.
 */
export function SoftLink({
  href,
  ...props
}: Omit<ComponentProps<"a">, "href" | "onClick"> & { href: string }) {
  const router = useRouter();
  return (
    <a
      href={href}
      onClick={(event) => {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        startTransition(() => router.push(href));
      }}
      {...props}
    />
  );
}
