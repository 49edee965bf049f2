/** An attendee as the organizer knows them: by name, else by their own id. */
export function GuestName({ id, name }: { id: string; name: string | null | undefined }) {
  return name == null || name === "" ? (
    <span className="font-mono text-[0.8125rem] wrap-anywhere">{id}</span>
  ) : (
    <bdi className="wrap-anywhere">{name}</bdi>
  );
}

/** The same as plain text. */
export const guestText = (id: string, name: string | null | undefined): string =>
  name == null || name === "" ? id : name;
