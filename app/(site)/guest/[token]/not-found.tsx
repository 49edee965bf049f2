/** One page for links that ended and links that never were. */
export default function GuestNotFound() {
  return (
    <div className="mx-auto max-w-xl space-y-3 px-4 py-20 text-center sm:px-6">
      <h1 className="text-2xl font-semibold tracking-tight">This invitation does not open</h1>
      <p className="text-muted">
        You may have left the guest list, or the organizer took you off. Check that the whole link from your
        email is in the address bar.
      </p>
    </div>
  );
}
