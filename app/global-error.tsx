"use client";

import "./globals.css";
import { NoticePage } from "@/components/site/notice-page";

/** The last resort, when the frame of all pages itself could not be made: it stands on its own. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body className="bg-paper font-sans text-ink antialiased">
        <title>Something went wrong · Soulmate</title>
        <main>
          <NoticePage mark="Error" title="Soulmate could not answer">
            <p>The fault is on our side and has been logged. Trying again may help.</p>
            <button type="button" onClick={() => retry()} className="link min-h-11">
              Try again
            </button>
          </NoticePage>
        </main>
      </body>
    </html>
  );
}
