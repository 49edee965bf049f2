-- Posting and the wallet's four steps, each as one call: lock, check, write and post without a round trip between them.
-- Whoever calls decides in what transaction; without one the call is one. Refusals come back as `outcome`, because an
-- exception would end the caller's transaction.

-- Writes a transaction unless its key has posted already; `found_print` is then the fingerprint of what it posted.
CREATE FUNCTION ledger_post(
  new_id uuid, post_key text, print bytea, what text, undone uuid, happened timestamptz,
  accounts uuid[], kinds ledger_account_kind[], owners uuid[], currencies text[], amounts bigint[],
  OUT posted_id uuid, OUT found_print bytea
) LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ledger_transactions (id, key, fingerprint, description, reverses_id, occurred_at)
  VALUES (new_id, post_key, print, what, undone, happened)
  ON CONFLICT (key) DO NOTHING
  RETURNING id INTO posted_id;
  IF posted_id IS NULL THEN
    -- Another's transaction may have written the key while ours waited for it: this statement sees its row.
    SELECT id, fingerprint INTO posted_id, found_print FROM ledger_transactions WHERE key = post_key;
    RETURN;
  END IF;
  INSERT INTO ledger_accounts (id, kind, owner_id, currency, created_at)
  SELECT DISTINCT wanted.id, kind, owner_id, currency, happened
  FROM unnest(accounts, kinds, owners, currencies) AS wanted (id, kind, owner_id, currency)
  WHERE NOT EXISTS (SELECT FROM ledger_accounts known WHERE known.id = wanted.id)
  -- Always in the same order, so that two that open the same accounts cannot lock each other out.
  ORDER BY wanted.id
  ON CONFLICT DO NOTHING;
  INSERT INTO ledger_entries (transaction_id, position, account_id, currency, amount_minor, occurred_at)
  SELECT posted_id, ordinal - 1, account_id, currency, amount_minor, happened
  FROM unnest(accounts, currencies, amounts) WITH ORDINALITY AS entry (account_id, currency, amount_minor, ordinal);
END $$;

-- Sets tokens aside. outcome: held (now or before under this key), key_reused, insufficient.
CREATE FUNCTION wallet_hold(
  of_partner uuid, new_id uuid, hold_key text, of_feature text, wanted bigint, until timestamptz, happened timestamptz,
  OUT outcome text, OUT hold_id uuid, OUT free_tokens bigint
) LANGUAGE plpgsql AS $$
DECLARE
  known wallet_holds%ROWTYPE;
BEGIN
  SELECT balance_tokens - held_tokens INTO free_tokens FROM wallets WHERE partner_id = of_partner FOR UPDATE;
  free_tokens := coalesce(free_tokens, 0);
  SELECT * INTO known FROM wallet_holds WHERE partner_id = of_partner AND key = hold_key;
  IF FOUND THEN
    hold_id := known.id;
    outcome := CASE WHEN known.tokens = wanted THEN 'held' ELSE 'key_reused' END;
  ELSIF free_tokens < wanted THEN
    outcome := 'insufficient';
  ELSE
    UPDATE wallets SET held_tokens = held_tokens + wanted, updated_at = happened WHERE partner_id = of_partner;
    INSERT INTO wallet_holds (id, partner_id, key, feature, tokens, expires_at, created_at)
    VALUES (new_id, of_partner, hold_key, of_feature, wanted, until, happened);
    hold_id := new_id;
    outcome := 'held';
  END IF;
END $$;

-- Ends a hold with what the work took. outcome: settled (now, or before with the same number), closed, missing.
-- Revenue is earned in whole cents, as the tokens used so far pass them.
CREATE FUNCTION wallet_settle(
  of_partner uuid, of_hold uuid, took bigint, tokens_per_cent bigint, entry_id uuid, post_id uuid,
  liability_account uuid, revenue_account uuid, happened timestamptz,
  OUT outcome text, OUT charged bigint, OUT shortfall bigint
) LANGUAGE plpgsql AS $$
DECLARE
  wallet wallets%ROWTYPE;
  hold wallet_holds%ROWTYPE;
  still_held bigint;
  cents bigint;
  house constant uuid := '00000000-0000-0000-0000-000000000000';
BEGIN
  SELECT * INTO wallet FROM wallets WHERE partner_id = of_partner FOR UPDATE;
  SELECT * INTO hold FROM wallet_holds WHERE id = of_hold AND partner_id = of_partner;
  IF wallet.partner_id IS NULL OR hold.id IS NULL THEN
    outcome := 'missing';
    RETURN;
  ELSIF hold.status = 'settled' THEN
    charged := hold.settled_tokens;
    shortfall := hold.shortfall_tokens;
    outcome := CASE WHEN charged + shortfall = took THEN 'settled' ELSE 'closed' END;
    RETURN;
  ELSIF hold.status = 'released' THEN
    outcome := 'closed';
    RETURN;
  END IF;
  still_held := wallet.held_tokens - CASE WHEN hold.status = 'held' THEN hold.tokens ELSE 0 END;
  charged := least(took, wallet.balance_tokens - still_held);
  shortfall := took - charged;
  UPDATE wallets SET balance_tokens = balance_tokens - charged, held_tokens = still_held,
    used_tokens = used_tokens + charged, updated_at = happened
  WHERE partner_id = of_partner;
  UPDATE wallet_holds SET status = 'settled', settled_tokens = charged, shortfall_tokens = shortfall, closed_at = happened
  WHERE id = of_hold;
  IF charged > 0 THEN
    INSERT INTO wallet_entries (id, partner_id, kind, key, feature, tokens, balance_tokens, created_at)
    VALUES (entry_id, of_partner, 'use', 'hold:' || of_hold, hold.feature, -charged, wallet.balance_tokens - charged, happened);
  END IF;
  cents := (wallet.used_tokens + charged) / tokens_per_cent - wallet.used_tokens / tokens_per_cent;
  IF cents > 0 THEN
    PERFORM ledger_post(post_id, 'wallet.use:' || of_hold,
      -- As lib/ledger/post-transaction.ts writes it.
      sha256(convert_to(format(E'usage_revenue %s USD -%s\nwallet_liability %s USD %s', house, cents, of_partner, cents), 'UTF8')),
      'AI tokens used by ' || hold.feature, NULL, happened, ARRAY[liability_account, revenue_account],
      ARRAY['wallet_liability', 'usage_revenue']::ledger_account_kind[], ARRAY[of_partner, house], ARRAY['USD', 'USD'],
      ARRAY[cents, -cents]);
  END IF;
  outcome := 'settled';
END $$;

-- Gives a hold's tokens back: `as_status` is released or expired. outcome: done (also before), settled, missing.
CREATE FUNCTION wallet_give_back(
  of_partner uuid, of_hold uuid, as_status wallet_hold_status, happened timestamptz, OUT outcome text, OUT given bigint
) LANGUAGE plpgsql AS $$
DECLARE
  hold wallet_holds%ROWTYPE;
BEGIN
  given := 0;
  PERFORM FROM wallets WHERE partner_id = of_partner FOR UPDATE;
  SELECT * INTO hold FROM wallet_holds WHERE id = of_hold AND partner_id = of_partner;
  IF NOT FOUND THEN
    outcome := 'missing';
  ELSIF hold.status = 'settled' THEN
    outcome := 'settled';
  ELSE
    IF hold.status = 'held' THEN
      UPDATE wallet_holds SET status = as_status, closed_at = happened WHERE id = of_hold;
      UPDATE wallets SET held_tokens = held_tokens - hold.tokens, updated_at = happened WHERE partner_id = of_partner;
      given := hold.tokens;
    END IF;
    outcome := 'done';
  END IF;
END $$;

-- Puts bought tokens in and the money into the books. outcome: credited (now or before under this key), key_reused.
CREATE FUNCTION wallet_credit(
  of_partner uuid, entry_key text, bought bigint, entry_id uuid, happened timestamptz,
  post_id uuid, post_key text, print bytea, what text,
  accounts uuid[], kinds ledger_account_kind[], owners uuid[], currencies text[], amounts bigint[],
  OUT outcome text, OUT balance bigint
) LANGUAGE plpgsql AS $$
DECLARE
  known bigint;
  posted record;
BEGIN
  INSERT INTO wallets (partner_id, balance_tokens, updated_at) VALUES (of_partner, 0, happened) ON CONFLICT DO NOTHING;
  SELECT balance_tokens INTO balance FROM wallets WHERE partner_id = of_partner FOR UPDATE;
  SELECT tokens INTO known FROM wallet_entries WHERE partner_id = of_partner AND key = entry_key;
  IF FOUND THEN
    outcome := CASE WHEN known = bought THEN 'credited' ELSE 'key_reused' END;
    RETURN;
  END IF;
  UPDATE wallets SET balance_tokens = balance_tokens + bought, updated_at = happened
  WHERE partner_id = of_partner RETURNING balance_tokens INTO balance;
  INSERT INTO wallet_entries (id, partner_id, kind, key, tokens, balance_tokens, created_at)
  VALUES (entry_id, of_partner, 'purchase', entry_key, bought, balance, happened);
  SELECT * INTO posted
  FROM ledger_post(post_id, post_key, print, what, NULL, happened, accounts, kinds, owners, currencies, amounts);
  IF posted.found_print IS NOT NULL THEN
    RAISE EXCEPTION 'the ledger key % was used before its wallet entry', post_key USING ERRCODE = 'check_violation';
  END IF;
  outcome := 'credited';
END $$;
