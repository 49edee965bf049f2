import { checkDeferredRevenue } from "@/lib/billing/billing/check-deferred-revenue";
import { checkLedger } from "@/lib/billing/ledger/check-ledger";
import { checkWallets } from "@/lib/billing/wallet/check-wallets";
import { checkPartnerships } from "@/lib/events/partnerships/check-partnerships";
import { formatMoney } from "@/lib/money/format-money";
import { tellFailure, withDatabase } from "./with-database";

/** `npm run ledger:check`: recomputes the books from their entries, wallets, and what plans and partnerships still have to earn; exits with 1 on any difference. */
withDatabase(async (ctx) => ({
  ...(await checkLedger(ctx)),
  wallets: await checkWallets(ctx),
  deferred: await checkDeferredRevenue(ctx),
  partnerships: await checkPartnerships(ctx),
}))
  .then(({ transactions, entries, accounts, currencies, faults, wallets, deferred, partnerships }) => {
    console.log(`${transactions} transactions, ${entries} entries, ${accounts} accounts`);
    for (const { currency, debitsMinor, creditsMinor } of currencies)
      console.log(
        `${currency}: debits ${formatMoney(debitsMinor, currency)}, credits ${formatMoney(creditsMinor, currency)}`,
      );
    for (const { rule, subject, detail } of faults) console.error(`${rule} ${subject}: ${detail}`);
    for (const { partnerId, detail } of wallets) console.error(`wallet ${partnerId}: ${detail}`);
    for (const { invoiceId, detail } of deferred)
      console.error(`deferred revenue of ${invoiceId}: ${detail}`);
    for (const { partnerId, detail } of partnerships)
      console.error(`partnerships of ${partnerId}: ${detail}`);
    const differences = faults.length + wallets.length + deferred.length + partnerships.length;
    console.log(differences === 0 ? "The books are right." : `${differences} differences.`);
    process.exitCode = differences === 0 ? 0 : 1;
  })
  .catch((error: unknown) => {
    tellFailure(error);
    process.exitCode = 1;
  });
