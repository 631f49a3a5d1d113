-- AlterTable
ALTER TABLE "FollowUp" ADD COLUMN     "attempts" INTEGER,
ADD COLUMN     "note" TEXT;

-- AlterTable
ALTER TABLE "Outbox" ADD COLUMN     "attempts" INTEGER,
ADD COLUMN     "note" TEXT;

-- What waits for a person is looked up for each coordinator's Home.
CREATE INDEX "Placement_stuck" ON "Placement" ("schemeId") WHERE "state" IN ('ambiguous', 'unreachable');
