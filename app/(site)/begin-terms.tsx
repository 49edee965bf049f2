/** Beside every button that begins with a first answer: beginning accepts the terms, and we record which version. */
export function BeginTerms({ className }: { className?: string }) {
  return (
    <p className={className}>
      By starting, you agree to the{" "}
      <a href="/legal/terms" className="link">
        terms
      </a>{" "}
      and confirm that you have read the{" "}
      <a href="/legal/privacy" className="link">
        privacy notice
      </a>
      .
    </p>
  );
}
