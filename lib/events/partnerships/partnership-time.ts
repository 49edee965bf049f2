/** The same day so many months later, or that month's last day where it is shorter. UTC. */
export function addMonths(from: Date, months: number): Date {
  const first = new Date(from);
  first.setUTCDate(1);
  first.setUTCMonth(first.getUTCMonth() + months);
  const days = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(from.getUTCDate(), days));
  return first;
}

/** The month of a partnership that a moment lies in, counted from its start: its events are counted in each by itself. */
export function monthAt(startsAt: Date, at: Date): { from: Date; to: Date } {
  let month = 0;
  while (addMonths(startsAt, month + 1) <= at) month += 1;
  return { from: addMonths(startsAt, month), to: addMonths(startsAt, month + 1) };
}

/** What the books say of a partnership. Amounts in US cents. */
export interface PartnershipBooks {
  priceMinor: number;
  startsAt: Date;
  endsAt: Date;
  /** Up to when it is earned. */
  settledAt: Date;
  earnedMinor: number;
  /** What money that went back has taken out of the time that was still to come. */
  takenMinor: number;
}

/**
 * What the books must say of a partnership by now. What is left of its price is earned evenly over the UTC days that are
 * left, whole days only, and all of it once it is over. Money that went back is of the time that is still to come first,
 * so it takes no more than is left; what it leaves is earned over the days that are left. Money that came again is earned
 * as well. Running it again with the same moment changes nothing.
 */
export function settledBooks(books: PartnershipBooks, backMinor: number, now: Date): PartnershipBooks {
  const { priceMinor, endsAt, settledAt } = books;
  const day = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()));
  const until = now >= endsAt ? endsAt : day > settledAt ? day : settledAt;
  const left = priceMinor - books.earnedMinor - books.takenMinor;
  const days = endsAt.getTime() - settledAt.getTime();
  const share = days <= 0 ? 1 : (until.getTime() - settledAt.getTime()) / days;
  const earnedMinor = books.earnedMinor + Math.round(left * share);
  const takenMinor = Math.min(backMinor, priceMinor - earnedMinor);
  return { ...books, settledAt: until, earnedMinor, takenMinor };
}
