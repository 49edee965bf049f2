/** Leads the browser to a page of the payment provider's. */
export function leaveFor(url: string): void {
  window.location.assign(url);
}
