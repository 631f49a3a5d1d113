
-- AlterTable
ALTER TABLE "Receipt" ADD COLUMN     "sealed" TEXT;


-- CreateTable
CREATE TABLE "DataKey" (
    "id" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,

    CONSTRAINT "DataKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditAnchor" (
    "day" DATE NOT NULL,
    "leaseUntil" TIMESTAMPTZ(3),
    "doneAt" TIMESTAMPTZ(3),
    "note" TEXT,

    CONSTRAINT "AuditAnchor_pkey" PRIMARY KEY ("day")
);

-- Receipts are sealed anew when keys are rotated; their keys and times never change.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'reciprocal_app') THEN
    GRANT SELECT, INSERT, UPDATE ON "DataKey", "AuditAnchor" TO reciprocal_app;
    GRANT UPDATE ("outcome", "sealed") ON "Receipt" TO reciprocal_app;
  END IF;
END $$;
