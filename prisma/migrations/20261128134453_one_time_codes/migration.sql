-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "confirmedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "OneTimeCode" (
    "schemeId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "codeKey" TEXT NOT NULL,
    "madeBy" TEXT,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "failures" INTEGER NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "OneTimeCode_pkey" PRIMARY KEY ("schemeId","id")
);

-- CreateIndex
CREATE INDEX "OneTimeCode_schemeId_personId_idx" ON "OneTimeCode"("schemeId", "personId");

-- AddForeignKey
ALTER TABLE "OneTimeCode" ADD CONSTRAINT "OneTimeCode_schemeId_personId_fkey" FOREIGN KEY ("schemeId", "personId") REFERENCES "Person"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'reciprocal_app') THEN
    GRANT SELECT, INSERT, UPDATE ON "OneTimeCode" TO reciprocal_app;
  END IF;
END $$;
