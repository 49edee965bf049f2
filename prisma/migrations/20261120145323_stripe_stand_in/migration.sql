-- CreateTable
CREATE TABLE "stripe_stand_in_objects" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "account" TEXT,
    "data" JSONB NOT NULL,

    CONSTRAINT "stripe_stand_in_objects_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stripe_stand_in_replies" (
    "key" TEXT NOT NULL,
    "fingerprint" BYTEA NOT NULL,
    "request_id" TEXT NOT NULL,
    "status" SMALLINT NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stripe_stand_in_replies_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "stripe_stand_in_clock" (
    "id" INTEGER NOT NULL,
    "offset_ms" BIGINT NOT NULL,
    "frozen_at" BIGINT,

    CONSTRAINT "stripe_stand_in_clock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stripe_stand_in_deliveries" (
    "id" UUID NOT NULL,
    "event_id" TEXT NOT NULL,
    "endpoint_id" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "status" SMALLINT,
    "error" TEXT,
    "next_attempt_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stripe_stand_in_deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "stripe_stand_in_objects_kind_seq_idx" ON "stripe_stand_in_objects"("kind", "seq");

-- CreateIndex
CREATE INDEX "stripe_stand_in_objects_data_idx" ON "stripe_stand_in_objects" USING GIN ("data" jsonb_path_ops);

-- CreateIndex
CREATE INDEX "stripe_stand_in_replies_created_at_idx" ON "stripe_stand_in_replies"("created_at");

-- CreateIndex
CREATE INDEX "stripe_stand_in_deliveries_event_id_idx" ON "stripe_stand_in_deliveries"("event_id");

-- CreateIndex
CREATE INDEX "stripe_stand_in_deliveries_created_at_idx" ON "stripe_stand_in_deliveries"("created_at");
