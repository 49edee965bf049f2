import { Fragment } from "react";

const URL_IN_TEXT = /(https?:\/\/[^\s<>"]+)/;

/** A mail's plain text as it was written, with its links to click. */
export function MailText({ text }: { text: string }) {
  // Splitting by a group keeps what it caught, at the odd places.
  const parts = text.split(URL_IN_TEXT).map((part, at) => ({ at, part, link: at % 2 === 1 }));
  return (
    <p className="p-5 wrap-anywhere whitespace-pre-wrap sm:px-8 sm:py-7">
      {parts.map(({ at, part, link }) =>
        link ? (
          <a key={at} href={part} className="link break-all">
            {part}
          </a>
        ) : (
          <Fragment key={at}>{part}</Fragment>
        ),
      )}
    </p>
  );
}
