-- AlterTable
ALTER TABLE "Request" ADD COLUMN     "auditDroppedAt" TIMESTAMPTZ(3),
ADD COLUMN     "erasedAt" TIMESTAMPTZ(3),
ADD COLUMN     "erasureReviewOn" DATE;

-- AlterTable
ALTER TABLE "AccessHead" ADD COLUMN     "droppedAt" TIMESTAMPTZ(3);

-- What was answered about a request is looked for when its content is erased.
CREATE INDEX "Receipt_request" ON "Receipt" ("schemeId", ("outcome"->>'requestId'));

-- Append-only tables let go of nothing but whole streams, and those to expire_audit only: nobody but their owner has
-- the right to delete, and the owner's functions delete nowhere else.
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND TG_TABLE_NAME IN ('Transition', 'AccessEntry')
    AND current_setting('reciprocal.expiring', true) = 'on' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

-- Drops whole streams whose six years are over, and leaves their heads as tombstones: transitions of requests whose
-- content was erased, counted from the day they last changed state, and days of access. Gives how many streams.
-- What it goes by stands in the append-only tables themselves and in the server's own time: whoever can write the
-- program's rows cannot have a younger stream dropped.
CREATE FUNCTION expire_audit(scheme text, before timestamptz, at_most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  cutoff timestamptz := least(before, now() - interval '6 years');
  one record;
  dropped integer := 0;
BEGIN
  PERFORM set_config('reciprocal.expiring', 'on', true);
  FOR one IN
    SELECT r."id" FROM "Request" r
    WHERE r."schemeId" = scheme AND r."erasedAt" IS NOT NULL AND r."auditDroppedAt" IS NULL
      AND EXISTS (SELECT FROM "Transition" t
        WHERE t."schemeId" = scheme AND t."requestId" = r."id" AND t."action" = 'erase')
      AND cutoff > (SELECT max(t."at") FROM "Transition" t
        WHERE t."schemeId" = scheme AND t."requestId" = r."id" AND t."from" IS DISTINCT FROM t."to")
    ORDER BY r."id" LIMIT at_most FOR UPDATE SKIP LOCKED
  LOOP
    DELETE FROM "Transition" WHERE "schemeId" = scheme AND "requestId" = one."id";
    UPDATE "Request" SET "auditDroppedAt" = now() WHERE "schemeId" = scheme AND "id" = one."id";
    dropped := dropped + 1;
  END LOOP;
  FOR one IN
    SELECT "day" FROM "AccessHead"
    WHERE "schemeId" = scheme AND "droppedAt" IS NULL AND "day" < cutoff::date
    ORDER BY "day" LIMIT at_most FOR UPDATE SKIP LOCKED
  LOOP
    DELETE FROM "AccessEntry" WHERE "schemeId" = scheme AND "day" = one."day";
    UPDATE "AccessHead" SET "droppedAt" = now() WHERE "schemeId" = scheme AND "day" = one."day";
    dropped := dropped + 1;
  END LOOP;
  PERFORM set_config('reciprocal.expiring', '', true);
  RETURN dropped;
END $$;
REVOKE ALL ON FUNCTION expire_audit(text, timestamptz, integer) FROM PUBLIC;

-- Removes what hangs on a request whose content is erased by the same statement: follow-ups, what was to be told about
-- it, answers given to clicks, and the subjects of messages. `kept` is what that very statement writes.
CREATE FUNCTION erase_remains(scheme text, request text, kept_outbox text[], kept_receipt text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM "Request" WHERE "schemeId" = scheme AND "id" = request AND "erasedAt" IS NOT NULL
  ) THEN
    RAISE EXCEPTION 'That request is not erased' USING ERRCODE = 'restrict_violation';
  END IF;
  DELETE FROM "FollowUp" WHERE "schemeId" = scheme AND "requestId" = request;
  DELETE FROM "Outbox" WHERE "schemeId" = scheme AND "requestId" = request AND NOT "id" = ANY (kept_outbox);
  DELETE FROM "Receipt" WHERE "schemeId" = scheme AND "outcome"->>'requestId' = request
    AND "key" IS DISTINCT FROM kept_receipt;
  -- Locked in the order of their keys, as everywhere.
  PERFORM 1 FROM "Placement" WHERE "schemeId" = scheme AND "requestId" = request ORDER BY "key" FOR UPDATE;
  UPDATE "Placement" SET "topic" = NULL WHERE "schemeId" = scheme AND "requestId" = request AND "topic" IS NOT NULL;
  RETURN 1;
END $$;
REVOKE ALL ON FUNCTION erase_remains(text, text, text[], text) FROM PUBLIC;

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'reciprocal_app') THEN
    GRANT EXECUTE ON FUNCTION expire_audit(text, timestamptz, integer) TO reciprocal_app;
    GRANT EXECUTE ON FUNCTION erase_remains(text, text, text[], text) TO reciprocal_app;
  END IF;
END $$;
