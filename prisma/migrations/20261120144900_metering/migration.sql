-- CreateTable
CREATE TABLE "metered_subscriptions" (
    "subscription_id" TEXT NOT NULL,
    "partner_id" UUID NOT NULL,
    "customer_id" TEXT NOT NULL,
    "counted_from" TIMESTAMPTZ(3) NOT NULL,
    "counted_to" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "metered_subscriptions_pkey" PRIMARY KEY ("subscription_id")
);

-- CreateTable
CREATE TABLE "usage_reports" (
    "id" UUID NOT NULL,
    "subscription_id" TEXT NOT NULL,
    "partner_id" UUID NOT NULL,
    "month" DATE NOT NULL,
    "units" BIGINT NOT NULL,
    "counted_to" TIMESTAMPTZ(3) NOT NULL,
    "event_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "attempted_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "abandoned_at" TIMESTAMPTZ(3),

    CONSTRAINT "usage_reports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "usage_report_lines" (
    "report_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "endpoint" TEXT NOT NULL,
    "units" BIGINT NOT NULL,

    CONSTRAINT "usage_report_lines_pkey" PRIMARY KEY ("report_id","day","endpoint")
);

-- CreateTable
CREATE TABLE "metered_months" (
    "subscription_id" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "counted_to" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "metered_months_pkey" PRIMARY KEY ("subscription_id","month")
);

-- CreateTable
CREATE TABLE "wallet_purchases" (
    "id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "checkout_session_id" TEXT NOT NULL,
    "tokens" BIGINT NOT NULL,
    "price_minor" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "paid_minor" INTEGER,
    "credited_at" TIMESTAMPTZ(3),

    CONSTRAINT "wallet_purchases_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "metered_subscriptions_partner_id_idx" ON "metered_subscriptions"("partner_id");

-- CreateIndex
CREATE INDEX "usage_reports_subscription_id_month_idx" ON "usage_reports"("subscription_id", "month");

-- CreateIndex
CREATE INDEX "usage_reports_partner_id_month_idx" ON "usage_reports"("partner_id", "month");

-- CreateIndex
CREATE UNIQUE INDEX "wallet_purchases_checkout_session_id_key" ON "wallet_purchases"("checkout_session_id");

-- CreateIndex
CREATE INDEX "wallet_purchases_partner_id_created_at_idx" ON "wallet_purchases"("partner_id", "created_at");

-- AddForeignKey
ALTER TABLE "metered_subscriptions" ADD CONSTRAINT "metered_subscriptions_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "usage_reports" ADD CONSTRAINT "usage_reports_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "metered_subscriptions"("subscription_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "usage_report_lines" ADD CONSTRAINT "usage_report_lines_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "usage_reports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "metered_months" ADD CONSTRAINT "metered_months_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "metered_subscriptions"("subscription_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wallet_purchases" ADD CONSTRAINT "wallet_purchases_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was reported stays as it was reported: reports are only stamped, and only once for each stamp.
ALTER TABLE usage_reports ADD CONSTRAINT usage_reports_units_positive CHECK (units > 0);
ALTER TABLE usage_reports ADD CONSTRAINT usage_reports_sent_or_abandoned CHECK (sent_at IS NULL OR abandoned_at IS NULL);
ALTER TABLE usage_report_lines ADD CONSTRAINT usage_report_lines_not_zero CHECK (units <> 0);

CREATE FUNCTION metering_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'metering is append-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER usage_report_lines_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON usage_report_lines
  FOR EACH STATEMENT EXECUTE FUNCTION metering_refuse_change();
CREATE TRIGGER metered_months_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON metered_months
  FOR EACH STATEMENT EXECUTE FUNCTION metering_refuse_change();
CREATE TRIGGER usage_reports_stay BEFORE DELETE OR TRUNCATE ON usage_reports
  FOR EACH STATEMENT EXECUTE FUNCTION metering_refuse_change();

CREATE FUNCTION usage_reports_stamp_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.id, OLD.subscription_id, OLD.partner_id, OLD.month, OLD.units, OLD.counted_to, OLD.event_at, OLD.created_at)
      IS DISTINCT FROM (NEW.id, NEW.subscription_id, NEW.partner_id, NEW.month, NEW.units, NEW.counted_to, NEW.event_at, NEW.created_at)
    OR (OLD.sent_at IS NOT NULL AND OLD.sent_at IS DISTINCT FROM NEW.sent_at)
    OR (OLD.abandoned_at IS NOT NULL AND OLD.abandoned_at IS DISTINCT FROM NEW.abandoned_at)
  THEN
    RAISE EXCEPTION 'a usage report is only stamped' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER usage_reports_stamp_only BEFORE UPDATE ON usage_reports
  FOR EACH ROW EXECUTE FUNCTION usage_reports_stamp_only();

-- A report's lines are its units, whoever writes them.
CREATE FUNCTION usage_report_assert_sum() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.units <> (SELECT coalesce(sum(units), 0) FROM usage_report_lines WHERE report_id = NEW.id) THEN
    RAISE EXCEPTION 'the lines of usage report % do not sum to its units', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER usage_reports_sum AFTER INSERT ON usage_reports
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION usage_report_assert_sum();

-- Those that are yet to be sent.
CREATE INDEX usage_reports_unsent_sql ON usage_reports (subscription_id, counted_to) WHERE sent_at IS NULL AND abandoned_at IS NULL;
