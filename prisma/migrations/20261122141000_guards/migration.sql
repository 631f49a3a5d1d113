-- What Prisma's schema language cannot say: grants, append-only tables, the access chain, work indexes.

-- What is waiting, across schemes: the sweeps read these and nothing else.
CREATE INDEX "Outbox_waiting" ON "Outbox" ("id") WHERE "doneAt" IS NULL;
CREATE INDEX "FollowUp_due" ON "FollowUp" ("dueAt") WHERE "state" = 'pending';
CREATE INDEX "Placement_due" ON "Placement" ("dueAt") WHERE "state" IN ('planned', 'retryable', 'ambiguous');
CREATE INDEX "Placement_leased" ON "Placement" ("leaseUntil") WHERE "state" = 'sending';
CREATE INDEX "Request_followed" ON "Request" ("schemeId", "followsId") WHERE "followsId" IS NOT NULL;

-- One pending follow-up for each kind and subject.
CREATE UNIQUE INDEX "FollowUp_one_pending"
  ON "FollowUp" ("schemeId", coalesce("requestId", ''), "kind", "subjectId") WHERE "state" = 'pending';

ALTER TABLE "Scheme" ADD CONSTRAINT "Scheme_intake" CHECK ("intake" IN ('open', 'paused', 'closed'));
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_amount" CHECK ("amount" IN (-1, 1));

-- Append-only tables.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['Transition', 'AccessEntry', 'LedgerEntry', 'SchemeVersion'] LOOP
    EXECUTE format('CREATE TRIGGER refuse_row_change BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', name);
    EXECUTE format('CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name);
  END LOOP;
END $$;

-- The ledger is double entry (D13): whatever a transaction posts for a move, or as a correction, adds up to nothing.
CREATE FUNCTION ledger_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (
    SELECT sum("amount") FROM "LedgerEntry"
    WHERE "schemeId" = NEW."schemeId" AND "moveId" IS NOT DISTINCT FROM NEW."moveId"
  ) <> 0 THEN
    RAISE EXCEPTION 'Ledger entries of one move must add up to 0' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER ledger_balances AFTER INSERT ON "LedgerEntry"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_balances();

-- Appends to the chain of the entry's day. Whoever reads never waits for whoever decides: the chain has its own head.
-- Each entry carries its canonical text, which is hashed after the hash of the entry before it.
CREATE FUNCTION append_access(scheme text, entries jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  entry jsonb;
  its_day date;
  head "AccessHead";
  next_hash text;
  appended integer := 0;
BEGIN
  FOR entry IN SELECT value FROM jsonb_array_elements(entries) WITH ORDINALITY ORDER BY ordinality LOOP
    its_day := ((entry->>'at')::timestamptz AT TIME ZONE 'UTC')::date;
    INSERT INTO "AccessHead" ("schemeId", "day", "seq", "hash") VALUES (scheme, its_day, 0, repeat('0', 64))
      ON CONFLICT DO NOTHING;
    SELECT * INTO head FROM "AccessHead" WHERE "schemeId" = scheme AND "day" = its_day FOR UPDATE;
    next_hash := encode(sha256(convert_to(head."hash" || (entry->>'text'), 'UTF8')), 'hex');
    INSERT INTO "AccessEntry"
      ("schemeId", "day", "seq", "at", "actorId", "action", "subject", "outcome", "previousHash", "hash")
      VALUES (scheme, its_day, head."seq" + 1, (entry->>'at')::timestamptz, entry->>'actorId',
        entry->>'action', entry->>'subject', entry->>'outcome', head."hash", next_hash);
    UPDATE "AccessHead" SET "seq" = head."seq" + 1, "hash" = next_hash
      WHERE "schemeId" = scheme AND "day" = its_day;
    appended := appended + 1;
  END LOOP;
  RETURN appended;
END $$;
REVOKE ALL ON FUNCTION append_access(text, jsonb) FROM PUBLIC;

-- The program's role owns nothing. An operator who names another role grants it the same.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'reciprocal_app') THEN
    GRANT USAGE ON SCHEMA public TO reciprocal_app;
    GRANT SELECT, INSERT, UPDATE ON "Scheme", "Organisation", "Person", "Account", "Request", "Approval", "Offer",
      "Notice", "Move", "FollowUp", "Outbox", "Placement" TO reciprocal_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON "RoleGrant", "Deputy", "Workspace", "Room", "RequestOfficer"
      TO reciprocal_app;
    GRANT SELECT, INSERT ON "SchemeVersion", "LedgerEntry", "Receipt", "Transition" TO reciprocal_app;
    GRANT SELECT ON "AccessHead", "AccessEntry" TO reciprocal_app;
    GRANT EXECUTE ON FUNCTION append_access(text, jsonb) TO reciprocal_app;
  END IF;
END $$;
