/** What the customer's balance has to do with it: with the total it makes what is due. Null where nothing. */
export function balanceOf(invoice: {
  total: number;
  starting_balance: number;
  ending_balance: number | null;
}): { label: string; amount: number } | null {
  const amount = invoice.starting_balance - (invoice.ending_balance ?? invoice.starting_balance);
  if (amount === 0) return null;
  if (amount > 0)
    return { label: invoice.total < 0 ? "Credit for later invoices" : "From earlier invoices", amount };
  return { label: invoice.starting_balance < 0 ? "Credit used" : "Moved to the next invoice", amount };
}
