-- AlterTable
ALTER TABLE "Room" ADD COLUMN     "source" TEXT NOT NULL DEFAULT 'directory';

-- CreateTable
CREATE TABLE "ConversationReference" (
    "platform" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "serviceUrl" TEXT NOT NULL,
    "conversationId" TEXT NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ConversationReference_pkey" PRIMARY KEY ("platform","tenant","id")
);

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'reciprocal_app') THEN
    GRANT SELECT, INSERT, UPDATE ON "ConversationReference" TO reciprocal_app;
  END IF;
END $$;
