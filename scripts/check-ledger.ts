import { checkLedger } from "@/lib/billing/ledger/check-ledger";
import { checkWallets } from "@/lib/billing/wallet/check-wallets";
import { formatMoney } from "@/lib/money/format-money";
import { tellFailure, withDatabase } from "./with-database";

/** `npm run ledger:check`: recomputes the books from their entries; exits with 1 on any difference. */
withDatabase(async (ctx) => ({ ...(await checkLedger(ctx)), wallets: await checkWallets(ctx) }))
  .then(({ transactions, entries, accounts, currencies, faults, wallets }) => {
    console.log(`${transactions} transactions, ${entries} entries, ${accounts} accounts`);
    for (const { currency, debitsMinor, creditsMinor } of currencies)
      console.log(
        `${currency}: debits ${formatMoney(debitsMinor, currency)}, credits ${formatMoney(creditsMinor, currency)}`,
      );
    for (const { rule, subject, detail } of faults) console.error(`${rule} ${subject}: ${detail}`);
    for (const { partnerId, detail } of wallets) console.error(`wallet ${partnerId}: ${detail}`);
    const differences = faults.length + wallets.length;
    console.log(differences === 0 ? "The books are right." : `${differences} differences.`);
    process.exitCode = differences === 0 ? 0 : 1;
  })
  .catch((error: unknown) => {
    tellFailure(error);
    process.exitCode = 1;
  });
