import { checkLedger } from "@/lib/ledger/check-ledger";
import { tellFailure, withDatabase } from "./with-database";

/** `npm run ledger:check`: recomputes the books from their entries; exits with 1 on any difference. */
function dollars(minor: bigint): string {
  return `${minor / 100n}.${String(minor % 100n).padStart(2, "0")}`;
}

withDatabase(checkLedger)
  .then(({ transactions, entries, accounts, currencies, faults }) => {
    console.log(`${transactions} transactions, ${entries} entries, ${accounts} accounts`);
    for (const { currency, debitsMinor, creditsMinor } of currencies)
      console.log(`${currency}: debits ${dollars(debitsMinor)}, credits ${dollars(creditsMinor)}`);
    for (const { rule, subject, detail } of faults) console.error(`${rule} ${subject}: ${detail}`);
    console.log(faults.length === 0 ? "The books are right." : `${faults.length} differences.`);
    process.exitCode = faults.length === 0 ? 0 : 1;
  })
  .catch((error: unknown) => {
    tellFailure(error);
    process.exitCode = 1;
  });
