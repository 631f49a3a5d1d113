-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Scheme" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "intake" TEXT NOT NULL,
    "currentVersion" INTEGER NOT NULL,

    CONSTRAINT "Scheme_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SchemeVersion" (
    "schemeId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "loadedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SchemeVersion_pkey" PRIMARY KEY ("schemeId","version")
);

-- CreateTable
CREATE TABLE "Organisation" (
    "schemeId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "stockAreas" JSONB,
    "successorId" TEXT,

    CONSTRAINT "Organisation_pkey" PRIMARY KEY ("schemeId","id")
);

-- CreateTable
CREATE TABLE "Person" (
    "schemeId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "organisationId" TEXT NOT NULL,
    "team" TEXT,
    "contact" TEXT NOT NULL,
    "emailKey" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "awayFrom" DATE,
    "awayTo" DATE,
    "awayDeputyId" TEXT,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("schemeId","id")
);

-- CreateTable
CREATE TABLE "RoleGrant" (
    "schemeId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "organisationId" TEXT NOT NULL,

    CONSTRAINT "RoleGrant_pkey" PRIMARY KEY ("schemeId","personId","role","organisationId")
);

-- CreateTable
CREATE TABLE "Deputy" (
    "schemeId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "deputyForId" TEXT NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "Deputy_pkey" PRIMARY KEY ("schemeId","personId","deputyForId","role")
);

-- CreateTable
CREATE TABLE "Account" (
    "schemeId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "lastActedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Account_pkey" PRIMARY KEY ("schemeId","platform","tenant","userId")
);

-- CreateTable
CREATE TABLE "Workspace" (
    "schemeId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "enterprise" TEXT,
    "organisationId" TEXT NOT NULL,
    "botToken" TEXT,
    "botUserId" TEXT,
    "state" TEXT NOT NULL,

    CONSTRAINT "Workspace_pkey" PRIMARY KEY ("schemeId","platform","tenant")
);

-- CreateTable
CREATE TABLE "Room" (
    "schemeId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "roomId" TEXT NOT NULL,
    "partnerId" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "usable" BOOLEAN NOT NULL,

    CONSTRAINT "Room_pkey" PRIMARY KEY ("schemeId","platform","tenant","roomId")
);

-- CreateTable
CREATE TABLE "Request" (
    "schemeId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "schemeVersion" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "workingCode" TEXT,
    "reference" TEXT,
    "landlordId" TEXT,
    "ownerId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "enteredStateAt" TIMESTAMPTZ(3) NOT NULL,
    "enteredStateSeq" INTEGER NOT NULL,
    "lastActivityAt" TIMESTAMPTZ(3) NOT NULL,
    "circulatedAt" TIMESTAMPTZ(3),
    "round" INTEGER NOT NULL,
    "heldFrom" TEXT,
    "reviewOn" DATE,
    "panelOn" DATE,
    "closedReason" TEXT,
    "followsId" TEXT,
    "safetyRaisedAt" TIMESTAMPTZ(3),
    "proposed" JSONB,
    "needs" JSONB NOT NULL,
    "details" TEXT NOT NULL,
    "approval" TEXT NOT NULL,
    "confidential" TEXT NOT NULL,
    "auditSeq" INTEGER NOT NULL,
    "auditHead" TEXT NOT NULL,

    CONSTRAINT "Request_pkey" PRIMARY KEY ("schemeId","id")
);

-- CreateTable
CREATE TABLE "RequestOfficer" (
    "schemeId" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "RequestOfficer_pkey" PRIMARY KEY ("schemeId","requestId","personId")
);

-- CreateTable
CREATE TABLE "Approval" (
    "schemeId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "round" INTEGER NOT NULL,
    "decision" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "decidedBy" TEXT,
    "ended" BOOLEAN NOT NULL,

    CONSTRAINT "Approval_pkey" PRIMARY KEY ("schemeId","id")
);

-- CreateTable
CREATE TABLE "Offer" (
    "schemeId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "partnerId" TEXT NOT NULL,
    "officerId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,
    "replyBy" TIMESTAMPTZ(3),
    "keepUntil" TIMESTAMPTZ(3),
    "viewingAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Offer_pkey" PRIMARY KEY ("schemeId","id")
);

-- CreateTable
CREATE TABLE "Notice" (
    "schemeId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "partnerId" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "areas" TEXT[],
    "round" INTEGER NOT NULL,
    "live" BOOLEAN NOT NULL,

    CONSTRAINT "Notice_pkey" PRIMARY KEY ("schemeId","id")
);

-- CreateTable
CREATE TABLE "Move" (
    "schemeId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "fromLandlordId" TEXT NOT NULL,
    "toLandlordId" TEXT,
    "pathway" TEXT NOT NULL,
    "startedOn" DATE NOT NULL,
    "adults" INTEGER NOT NULL,
    "children" INTEGER NOT NULL,
    "reversedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Move_pkey" PRIMARY KEY ("schemeId","id")
);

-- CreateTable
CREATE TABLE "LedgerEntry" (
    "schemeId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "landlordId" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "moveId" TEXT,
    "kind" TEXT NOT NULL,
    "reason" TEXT,
    "postedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LedgerEntry_pkey" PRIMARY KEY ("schemeId","id")
);

-- CreateTable
CREATE TABLE "FollowUp" (
    "schemeId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "requestId" TEXT,
    "kind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "leaseUntil" TIMESTAMPTZ(3),
    "token" TEXT,

    CONSTRAINT "FollowUp_pkey" PRIMARY KEY ("schemeId","id")
);

-- CreateTable
CREATE TABLE "Outbox" (
    "schemeId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "urgent" BOOLEAN NOT NULL,
    "topic" TEXT,
    "to" TEXT,
    "offerId" TEXT,
    "leaseUntil" TIMESTAMPTZ(3),
    "token" TEXT,
    "doneAt" TIMESTAMPTZ(3),

    CONSTRAINT "Outbox_pkey" PRIMARY KEY ("schemeId","id")
);

-- CreateTable
CREATE TABLE "Placement" (
    "schemeId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "screen" TEXT NOT NULL,
    "requestId" TEXT,
    "noticeId" TEXT,
    "offerId" TEXT,
    "topic" TEXT,
    "personId" TEXT,
    "partnerId" TEXT,
    "platform" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "conversationKind" TEXT NOT NULL,
    "conversationId" TEXT NOT NULL,
    "roomId" TEXT,
    "messageId" TEXT,
    "face" TEXT NOT NULL,
    "shownFace" TEXT,
    "wanted" INTEGER NOT NULL,
    "shown" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "withdraw" BOOLEAN NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL,
    "attemptedAt" TIMESTAMPTZ(3),
    "note" TEXT,
    "leaseUntil" TIMESTAMPTZ(3),
    "token" TEXT,

    CONSTRAINT "Placement_pkey" PRIMARY KEY ("schemeId","id")
);

-- CreateTable
CREATE TABLE "Receipt" (
    "schemeId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "outcome" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Receipt_pkey" PRIMARY KEY ("schemeId","key")
);

-- CreateTable
CREATE TABLE "Transition" (
    "schemeId" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "action" TEXT NOT NULL,
    "from" TEXT,
    "to" TEXT NOT NULL,
    "actorId" TEXT,
    "onBehalfOf" TEXT,
    "confirmedBy" TEXT,
    "codes" JSONB NOT NULL,
    "previousHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "Transition_pkey" PRIMARY KEY ("schemeId","requestId","seq")
);

-- CreateTable
CREATE TABLE "AccessHead" (
    "schemeId" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "seq" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "AccessHead_pkey" PRIMARY KEY ("schemeId","day")
);

-- CreateTable
CREATE TABLE "AccessEntry" (
    "schemeId" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actorId" TEXT,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "previousHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "AccessEntry_pkey" PRIMARY KEY ("schemeId","day","seq")
);

-- CreateIndex
CREATE UNIQUE INDEX "Person_schemeId_emailKey_key" ON "Person"("schemeId", "emailKey");

-- CreateIndex
CREATE INDEX "RoleGrant_schemeId_role_organisationId_idx" ON "RoleGrant"("schemeId", "role", "organisationId");

-- CreateIndex
CREATE INDEX "Deputy_schemeId_deputyForId_idx" ON "Deputy"("schemeId", "deputyForId");

-- CreateIndex
CREATE INDEX "Account_schemeId_personId_idx" ON "Account"("schemeId", "personId");

-- CreateIndex
CREATE INDEX "Workspace_platform_tenant_idx" ON "Workspace"("platform", "tenant");

-- CreateIndex
CREATE INDEX "Workspace_platform_enterprise_idx" ON "Workspace"("platform", "enterprise");

-- CreateIndex
CREATE INDEX "Room_schemeId_partnerId_idx" ON "Room"("schemeId", "partnerId");

-- CreateIndex
CREATE UNIQUE INDEX "Room_platform_tenant_roomId_key" ON "Room"("platform", "tenant", "roomId");

-- CreateIndex
CREATE INDEX "Request_schemeId_state_idx" ON "Request"("schemeId", "state");

-- CreateIndex
CREATE INDEX "Request_schemeId_landlordId_idx" ON "Request"("schemeId", "landlordId");

-- CreateIndex
CREATE UNIQUE INDEX "Request_schemeId_workingCode_key" ON "Request"("schemeId", "workingCode");

-- CreateIndex
CREATE UNIQUE INDEX "Request_schemeId_reference_key" ON "Request"("schemeId", "reference");

-- CreateIndex
CREATE INDEX "RequestOfficer_schemeId_personId_idx" ON "RequestOfficer"("schemeId", "personId");

-- CreateIndex
CREATE INDEX "Approval_schemeId_requestId_idx" ON "Approval"("schemeId", "requestId");

-- CreateIndex
CREATE INDEX "Offer_schemeId_requestId_idx" ON "Offer"("schemeId", "requestId");

-- CreateIndex
CREATE INDEX "Offer_schemeId_partnerId_idx" ON "Offer"("schemeId", "partnerId");

-- CreateIndex
CREATE INDEX "Notice_schemeId_requestId_idx" ON "Notice"("schemeId", "requestId");

-- CreateIndex
CREATE INDEX "Notice_schemeId_partnerId_idx" ON "Notice"("schemeId", "partnerId");

-- CreateIndex
CREATE UNIQUE INDEX "Notice_schemeId_reference_key" ON "Notice"("schemeId", "reference");

-- CreateIndex
CREATE INDEX "Move_schemeId_requestId_idx" ON "Move"("schemeId", "requestId");

-- CreateIndex
CREATE INDEX "LedgerEntry_schemeId_moveId_idx" ON "LedgerEntry"("schemeId", "moveId");

-- CreateIndex
CREATE INDEX "FollowUp_schemeId_requestId_idx" ON "FollowUp"("schemeId", "requestId");

-- CreateIndex
CREATE INDEX "Placement_schemeId_requestId_idx" ON "Placement"("schemeId", "requestId");

-- CreateIndex
CREATE UNIQUE INDEX "Placement_schemeId_key_key" ON "Placement"("schemeId", "key");

-- AddForeignKey
ALTER TABLE "SchemeVersion" ADD CONSTRAINT "SchemeVersion_schemeId_fkey" FOREIGN KEY ("schemeId") REFERENCES "Scheme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Organisation" ADD CONSTRAINT "Organisation_schemeId_fkey" FOREIGN KEY ("schemeId") REFERENCES "Scheme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Organisation" ADD CONSTRAINT "Organisation_schemeId_successorId_fkey" FOREIGN KEY ("schemeId", "successorId") REFERENCES "Organisation"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Person" ADD CONSTRAINT "Person_schemeId_organisationId_fkey" FOREIGN KEY ("schemeId", "organisationId") REFERENCES "Organisation"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Person" ADD CONSTRAINT "Person_schemeId_awayDeputyId_fkey" FOREIGN KEY ("schemeId", "awayDeputyId") REFERENCES "Person"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoleGrant" ADD CONSTRAINT "RoleGrant_schemeId_personId_fkey" FOREIGN KEY ("schemeId", "personId") REFERENCES "Person"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoleGrant" ADD CONSTRAINT "RoleGrant_schemeId_organisationId_fkey" FOREIGN KEY ("schemeId", "organisationId") REFERENCES "Organisation"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Deputy" ADD CONSTRAINT "Deputy_schemeId_personId_fkey" FOREIGN KEY ("schemeId", "personId") REFERENCES "Person"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Deputy" ADD CONSTRAINT "Deputy_schemeId_deputyForId_fkey" FOREIGN KEY ("schemeId", "deputyForId") REFERENCES "Person"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_schemeId_personId_fkey" FOREIGN KEY ("schemeId", "personId") REFERENCES "Person"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Workspace" ADD CONSTRAINT "Workspace_schemeId_organisationId_fkey" FOREIGN KEY ("schemeId", "organisationId") REFERENCES "Organisation"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Room" ADD CONSTRAINT "Room_schemeId_partnerId_fkey" FOREIGN KEY ("schemeId", "partnerId") REFERENCES "Organisation"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Request" ADD CONSTRAINT "Request_schemeId_schemeVersion_fkey" FOREIGN KEY ("schemeId", "schemeVersion") REFERENCES "SchemeVersion"("schemeId", "version") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Request" ADD CONSTRAINT "Request_schemeId_landlordId_fkey" FOREIGN KEY ("schemeId", "landlordId") REFERENCES "Organisation"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Request" ADD CONSTRAINT "Request_schemeId_ownerId_fkey" FOREIGN KEY ("schemeId", "ownerId") REFERENCES "Person"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Request" ADD CONSTRAINT "Request_schemeId_followsId_fkey" FOREIGN KEY ("schemeId", "followsId") REFERENCES "Request"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RequestOfficer" ADD CONSTRAINT "RequestOfficer_schemeId_requestId_fkey" FOREIGN KEY ("schemeId", "requestId") REFERENCES "Request"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RequestOfficer" ADD CONSTRAINT "RequestOfficer_schemeId_personId_fkey" FOREIGN KEY ("schemeId", "personId") REFERENCES "Person"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Approval" ADD CONSTRAINT "Approval_schemeId_requestId_fkey" FOREIGN KEY ("schemeId", "requestId") REFERENCES "Request"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Approval" ADD CONSTRAINT "Approval_schemeId_personId_fkey" FOREIGN KEY ("schemeId", "personId") REFERENCES "Person"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Offer" ADD CONSTRAINT "Offer_schemeId_requestId_fkey" FOREIGN KEY ("schemeId", "requestId") REFERENCES "Request"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Offer" ADD CONSTRAINT "Offer_schemeId_partnerId_fkey" FOREIGN KEY ("schemeId", "partnerId") REFERENCES "Organisation"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Offer" ADD CONSTRAINT "Offer_schemeId_officerId_fkey" FOREIGN KEY ("schemeId", "officerId") REFERENCES "Person"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notice" ADD CONSTRAINT "Notice_schemeId_requestId_fkey" FOREIGN KEY ("schemeId", "requestId") REFERENCES "Request"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notice" ADD CONSTRAINT "Notice_schemeId_partnerId_fkey" FOREIGN KEY ("schemeId", "partnerId") REFERENCES "Organisation"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Move" ADD CONSTRAINT "Move_schemeId_requestId_fkey" FOREIGN KEY ("schemeId", "requestId") REFERENCES "Request"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Move" ADD CONSTRAINT "Move_schemeId_fromLandlordId_fkey" FOREIGN KEY ("schemeId", "fromLandlordId") REFERENCES "Organisation"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Move" ADD CONSTRAINT "Move_schemeId_toLandlordId_fkey" FOREIGN KEY ("schemeId", "toLandlordId") REFERENCES "Organisation"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_schemeId_landlordId_fkey" FOREIGN KEY ("schemeId", "landlordId") REFERENCES "Organisation"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_schemeId_moveId_fkey" FOREIGN KEY ("schemeId", "moveId") REFERENCES "Move"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FollowUp" ADD CONSTRAINT "FollowUp_schemeId_requestId_fkey" FOREIGN KEY ("schemeId", "requestId") REFERENCES "Request"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Outbox" ADD CONSTRAINT "Outbox_schemeId_requestId_fkey" FOREIGN KEY ("schemeId", "requestId") REFERENCES "Request"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Placement" ADD CONSTRAINT "Placement_schemeId_requestId_fkey" FOREIGN KEY ("schemeId", "requestId") REFERENCES "Request"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Placement" ADD CONSTRAINT "Placement_schemeId_noticeId_fkey" FOREIGN KEY ("schemeId", "noticeId") REFERENCES "Notice"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Placement" ADD CONSTRAINT "Placement_schemeId_personId_fkey" FOREIGN KEY ("schemeId", "personId") REFERENCES "Person"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Placement" ADD CONSTRAINT "Placement_schemeId_partnerId_fkey" FOREIGN KEY ("schemeId", "partnerId") REFERENCES "Organisation"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Receipt" ADD CONSTRAINT "Receipt_schemeId_fkey" FOREIGN KEY ("schemeId") REFERENCES "Scheme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Transition" ADD CONSTRAINT "Transition_schemeId_requestId_fkey" FOREIGN KEY ("schemeId", "requestId") REFERENCES "Request"("schemeId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessHead" ADD CONSTRAINT "AccessHead_schemeId_fkey" FOREIGN KEY ("schemeId") REFERENCES "Scheme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessEntry" ADD CONSTRAINT "AccessEntry_schemeId_day_fkey" FOREIGN KEY ("schemeId", "day") REFERENCES "AccessHead"("schemeId", "day") ON DELETE RESTRICT ON UPDATE CASCADE;
