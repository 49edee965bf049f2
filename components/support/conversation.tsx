import { cx } from "class-variance-authority";
import { Badge } from "@/components/ui/badge";
import { Time } from "@/components/ui/time";
import type { TicketMessage } from "@/lib/partners/support/schemas";

/** What was written, oldest first. It is text and nothing else: no markup, and no address in it can be clicked. */
export function Conversation({
  messages,
  supportName,
}: {
  messages: readonly TicketMessage[];
  /** Who answers: "Example support". */
  supportName: string;
}) {
  return (
    <ol aria-label="Conversation" className="space-y-4">
      {messages.map((message) => (
        <li
          key={message.id}
          className={cx(
            "rounded-2xl border p-4 sm:p-5",
            message.author_type === "staff"
              ? "border-plum/30 bg-plum-soft sm:mr-10"
              : "border-line bg-card sm:ml-10",
          )}
        >
          <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm">
            <bdi className="min-w-0 font-medium wrap-anywhere">{message.author_name}</bdi>
            {message.author_type === "staff" && <Badge className="bg-card">{supportName}</Badge>}
            <Time at={message.created_at} className="text-muted" />
          </p>
          {paragraphs(message.text).map(({ at, text }) => (
            <p key={at} dir="auto" className="mt-2.5 whitespace-pre-wrap wrap-anywhere">
              {text}
            </p>
          ))}
        </li>
      ))}
    </ol>
  );
}

/** Split where a line is empty; `at` is where each begins. */
function paragraphs(text: string): { at: number; text: string }[] {
  let at = 0;
  return text.split(/\n[ \t]*\n+/).map((part) => {
    const paragraph = { at, text: part };
    at += part.length + 1;
    return paragraph;
  });
}
