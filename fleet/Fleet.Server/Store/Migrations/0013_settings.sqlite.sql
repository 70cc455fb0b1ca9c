-- Settings of hubs: what each level tells, which revision of it a hub follows, and campaigns that bring hubs to one.
-- State: 0 waiting, 1 sent, 2 in force, 3 refused, 4 postponed, 5 on trial, 6 gone back on, 9 superseded.
CREATE TABLE device_hub_document_state_new (
    hub_row_id     INTEGER NOT NULL,
    kind           INTEGER NOT NULL,
    version        INTEGER NOT NULL,
    tenant_id      TEXT    NOT NULL,
    state          INTEGER NOT NULL CHECK (state IN (0, 1, 2, 3, 4, 5, 6, 9)),
    reason         TEXT    NOT NULL,
    changed_at     INTEGER NOT NULL,
    word_sequence  INTEGER NOT NULL DEFAULT 0,
    trials         INTEGER NOT NULL DEFAULT 0,
    trial_ends_at  INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (hub_row_id, kind, version),
    FOREIGN KEY (hub_row_id, kind, version) REFERENCES device_hub_document (hub_row_id, kind, version)
) STRICT, WITHOUT ROWID;
INSERT INTO device_hub_document_state_new (hub_row_id, kind, version, tenant_id, state, reason, changed_at)
    SELECT hub_row_id, kind, version, tenant_id, state, reason, changed_at FROM device_hub_document_state;
DROP TABLE device_hub_document_state;
ALTER TABLE device_hub_document_state_new RENAME TO device_hub_document_state;
CREATE INDEX device_hub_document_waiting ON device_hub_document_state (hub_row_id, kind) WHERE state IN (0, 1, 4, 5);

-- Groups of hubs that have settings in common, such as a house; a hub is in one at most.
CREATE TABLE device_hub_group (
    group_id  TEXT    NOT NULL PRIMARY KEY,
    tenant_id TEXT    NOT NULL REFERENCES access_tenant (tenant_id),
    name      TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    made_at   INTEGER NOT NULL,
    UNIQUE (tenant_id, name)
) STRICT;
CREATE TABLE device_hub_group_member (
    hub_row_id INTEGER NOT NULL PRIMARY KEY REFERENCES device_hub (hub_row_id),
    group_id   TEXT    NOT NULL REFERENCES device_hub_group (group_id)
) STRICT;
CREATE INDEX device_hub_group_member_group ON device_hub_group_member (group_id);

-- What a level tells, every revision for ever. Level: 1 municipality, 2 model, 3 group, 4 home.
CREATE TABLE device_settings_revision (
    tenant_id     TEXT    NOT NULL REFERENCES access_tenant (tenant_id),
    level         INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),
    scope         TEXT    NOT NULL,
    revision      INTEGER NOT NULL CHECK (revision >= 1),
    told          TEXT    NOT NULL,
    comment       TEXT    NOT NULL CHECK (length(comment) BETWEEN 1 AND 500),
    case_number   INTEGER,
    restored_from INTEGER,
    made_at       INTEGER NOT NULL,
    actor_id      TEXT    NOT NULL,
    actor_name    TEXT    NOT NULL,
    PRIMARY KEY (tenant_id, level, scope, revision)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER device_settings_revision_no_update BEFORE UPDATE ON device_settings_revision
BEGIN
    SELECT RAISE(ABORT, 'revisions of settings are append-only');
END;
CREATE TRIGGER device_settings_revision_no_delete BEFORE DELETE ON device_settings_revision
BEGIN
    SELECT RAISE(ABORT, 'revisions of settings are append-only');
END;

-- The revision of a level that every hub follows; a hub may be ahead of it, by a campaign.
CREATE TABLE device_settings_level (
    tenant_id TEXT NOT NULL REFERENCES access_tenant (tenant_id),
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3),
    scope TEXT NOT NULL,
    released INTEGER NOT NULL CHECK (released >= 0),
    PRIMARY KEY (tenant_id, level, scope)
) STRICT, WITHOUT ROWID;
CREATE TABLE device_settings_follow (
    hub_row_id INTEGER NOT NULL REFERENCES device_hub (hub_row_id),
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3),
    scope TEXT NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (hub_row_id, level)
) STRICT, WITHOUT ROWID;

-- Campaigns. State: 0 planned, 1 running, 2 paused, 3 stopped, 4 done, 5 reverting, 6 reverted.
CREATE TABLE device_campaign (
    campaign_id      TEXT    NOT NULL PRIMARY KEY,
    tenant_id        TEXT    NOT NULL REFERENCES access_tenant (tenant_id),
    number           INTEGER NOT NULL,
    level            INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3),
    scope            TEXT    NOT NULL,
    from_revision    INTEGER NOT NULL,
    revision         INTEGER NOT NULL,
    revert_revision  INTEGER NOT NULL,
    waves            TEXT    NOT NULL,
    wave             INTEGER NOT NULL,
    wave_settled_at  INTEGER NOT NULL,
    soak_seconds     INTEGER NOT NULL,
    failures_allowed INTEGER NOT NULL,
    state            INTEGER NOT NULL CHECK (state BETWEEN 0 AND 6),
    reason           TEXT    NOT NULL,
    comment          TEXT    NOT NULL CHECK (length(comment) BETWEEN 1 AND 500),
    made_at          INTEGER NOT NULL,
    changed_at       INTEGER NOT NULL,
    actor_id         TEXT    NOT NULL,
    actor_name       TEXT    NOT NULL,
    UNIQUE (tenant_id, number)
) STRICT;
CREATE INDEX device_campaign_open ON device_campaign (campaign_id) WHERE state IN (0, 1, 5);

-- State: 0 waiting, 1 asked, 2 confirmed, 3 failed, 4 nothing to change, 5 reverted, 6 asked to revert, 7 not reverted.
CREATE TABLE device_campaign_hub (
    campaign_id TEXT    NOT NULL REFERENCES device_campaign (campaign_id),
    hub_row_id  INTEGER NOT NULL REFERENCES device_hub (hub_row_id),
    wave        INTEGER NOT NULL,
    state       INTEGER NOT NULL CHECK (state BETWEEN 0 AND 7),
    version     INTEGER NOT NULL,
    reason      TEXT    NOT NULL,
    asked_at    INTEGER NOT NULL,
    ended_at    INTEGER NOT NULL,
    PRIMARY KEY (campaign_id, hub_row_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX device_campaign_hub_asked ON device_campaign_hub (campaign_id, hub_row_id) WHERE state IN (1, 6);
CREATE INDEX device_campaign_hub_state ON device_campaign_hub (campaign_id, state, wave);
