-- Responder groups, rotas, policy and templates; who was told of which case, by which message, and what they answered.
-- Group kind: 0 provider, 1 night patrol, 2 supervisor, 3 reserve, 4 relatives. Role: 0 first, 1 second, 2 support.
CREATE TABLE care_responder_group (
    group_id   TEXT    NOT NULL PRIMARY KEY,
    tenant_id  TEXT    NOT NULL REFERENCES access_tenant (tenant_id),
    name       TEXT    NOT NULL,
    unit_name  TEXT    NOT NULL,
    kind       INTEGER NOT NULL CHECK (kind IN (0, 1, 2, 3, 4)),
    is_active  INTEGER NOT NULL CHECK (is_active IN (0, 1)),
    version    INTEGER NOT NULL,
    UNIQUE (tenant_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE care_recipient (
    recipient_id TEXT    NOT NULL PRIMARY KEY,
    tenant_id    TEXT    NOT NULL,
    group_id     TEXT    NOT NULL REFERENCES care_responder_group (group_id),
    position     INTEGER NOT NULL,
    role         INTEGER NOT NULL CHECK (role IN (0, 1, 2)),
    name         TEXT    NOT NULL,
    channel      INTEGER NOT NULL CHECK (channel IN (0, 1)),
    is_active    INTEGER NOT NULL CHECK (is_active IN (0, 1)),
    is_removed   INTEGER NOT NULL CHECK (is_removed IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX care_recipient_group ON care_recipient (group_id, position);

-- A number holds from its time until the next one; the last entry for the same time holds. Nothing is changed here.
CREATE TABLE care_recipient_number (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id    TEXT    NOT NULL,
    recipient_id TEXT    NOT NULL REFERENCES care_recipient (recipient_id),
    from_at      INTEGER NOT NULL,
    old_number   TEXT    NOT NULL,
    phone_number TEXT    NOT NULL,
    changed_at   INTEGER NOT NULL,
    actor_id     TEXT,
    actor_name   TEXT    NOT NULL
) STRICT;
CREATE INDEX care_recipient_number_recipient ON care_recipient_number (recipient_id, from_at, id);
CREATE INDEX care_recipient_number_phone ON care_recipient_number (phone_number);

CREATE TABLE care_group_member (
    group_id  TEXT    NOT NULL REFERENCES care_responder_group (group_id),
    user_id   TEXT    NOT NULL REFERENCES access_app_user (user_id),
    tenant_id TEXT    NOT NULL,
    PRIMARY KEY (group_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX care_group_member_user ON care_group_member (user_id);

CREATE TABLE care_rota (
    rota_id    TEXT    NOT NULL PRIMARY KEY,
    tenant_id  TEXT    NOT NULL REFERENCES access_tenant (tenant_id),
    name       TEXT    NOT NULL,
    is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
    version    INTEGER NOT NULL,
    UNIQUE (tenant_id, name)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX care_rota_default ON care_rota (tenant_id) WHERE is_default = 1;

-- Weekdays: bit 0 is Monday. Minutes of the Swedish day; over midnight when the end is not after the start.
CREATE TABLE care_rota_window (
    rota_id         TEXT    NOT NULL REFERENCES care_rota (rota_id),
    position        INTEGER NOT NULL,
    tenant_id       TEXT    NOT NULL,
    group_id        TEXT    NOT NULL REFERENCES care_responder_group (group_id),
    backup_group_id TEXT    REFERENCES care_responder_group (group_id),
    weekdays        INTEGER NOT NULL CHECK (weekdays BETWEEN 1 AND 127),
    start_minute    INTEGER NOT NULL CHECK (start_minute BETWEEN 0 AND 1439),
    end_minute      INTEGER NOT NULL CHECK (end_minute BETWEEN 0 AND 1440),
    first_day       TEXT,
    last_day        TEXT,
    is_exception    INTEGER NOT NULL CHECK (is_exception IN (0, 1)),
    PRIMARY KEY (rota_id, position)
) STRICT, WITHOUT ROWID;

-- Policies and templates: the newest version is in force, older ones are kept. Privacy: 0 pseudonymous, 1 full details.
CREATE TABLE care_dispatch_policy (
    tenant_id    TEXT    NOT NULL REFERENCES access_tenant (tenant_id),
    version      INTEGER NOT NULL,
    privacy      INTEGER NOT NULL CHECK (privacy IN (0, 1)),
    link_minutes INTEGER NOT NULL,
    changed_at   INTEGER NOT NULL,
    actor_id     TEXT,
    actor_name   TEXT    NOT NULL,
    reason       TEXT    NOT NULL,
    PRIMARY KEY (tenant_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE care_message_template (
    tenant_id  TEXT    NOT NULL REFERENCES access_tenant (tenant_id),
    purpose    INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    body       TEXT,
    changed_at INTEGER NOT NULL,
    actor_id   TEXT,
    actor_name TEXT    NOT NULL,
    PRIMARY KEY (tenant_id, purpose, version)
) STRICT, WITHOUT ROWID;

-- How far telling has come for a case.
CREATE TABLE care_dispatch (
    case_id         TEXT    NOT NULL PRIMARY KEY,
    tenant_id       TEXT    NOT NULL,
    case_number     INTEGER NOT NULL,
    hub_row_id      INTEGER NOT NULL,
    kind            INTEGER NOT NULL,
    device_type     INTEGER NOT NULL,
    status_code     INTEGER NOT NULL,
    occupants       INTEGER NOT NULL,
    priority        INTEGER NOT NULL,
    group_id        TEXT,
    group_name      TEXT    NOT NULL,
    asked_group_id  TEXT,
    next_position   INTEGER NOT NULL,
    round           INTEGER NOT NULL,
    begun_at        INTEGER NOT NULL,
    accepted_id     TEXT,
    accepted_name   TEXT,
    accepted_at     INTEGER,
    on_site_at      INTEGER,
    left_at         INTEGER,
    closed_at       INTEGER,
    is_wrong_alarm  INTEGER NOT NULL CHECK (is_wrong_alarm IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX care_dispatch_open ON care_dispatch (tenant_id, begun_at) WHERE closed_at IS NULL;

-- Purpose: 0 asks, 1 reminds, 2 tells. Kind: 0 short message, 1 call. Answer: 0 none, 1 accepted, 2 declined.
CREATE TABLE care_dispatch_message (
    message_id     TEXT    NOT NULL PRIMARY KEY,
    tenant_id      TEXT    NOT NULL,
    case_id        TEXT    NOT NULL REFERENCES care_dispatch (case_id),
    case_number    INTEGER NOT NULL,
    recipient_id   TEXT    NOT NULL,
    recipient_name TEXT    NOT NULL,
    is_relative    INTEGER NOT NULL CHECK (is_relative IN (0, 1)),
    group_id       TEXT,
    group_name     TEXT    NOT NULL,
    phone_number   TEXT    NOT NULL,
    kind           INTEGER NOT NULL,
    purpose        INTEGER NOT NULL,
    round          INTEGER NOT NULL,
    queued_at      INTEGER NOT NULL,
    handed_over_at INTEGER,
    delivered_at   INTEGER,
    failed_at      INTEGER,
    provider       TEXT    NOT NULL,
    fault          TEXT    NOT NULL,
    answer         INTEGER NOT NULL,
    answered_at    INTEGER,
    settled_at     INTEGER,
    is_noticed     INTEGER NOT NULL CHECK (is_noticed IN (0, 1))
) STRICT;
CREATE INDEX care_dispatch_message_case ON care_dispatch_message (case_id, queued_at);
CREATE INDEX care_dispatch_message_phone ON care_dispatch_message (phone_number, queued_at);
CREATE INDEX care_dispatch_message_group ON care_dispatch_message (group_id, queued_at);

-- One-time links: only the hash of the token is kept.
CREATE TABLE care_dispatch_link (
    token_hash    BLOB    NOT NULL PRIMARY KEY CHECK (length(token_hash) = 32),
    tenant_id     TEXT    NOT NULL,
    case_id       TEXT    NOT NULL REFERENCES care_dispatch (case_id),
    recipient_id  TEXT    NOT NULL,
    group_id      TEXT,
    made_at       INTEGER NOT NULL,
    bound_user_id TEXT,
    bound_at      INTEGER,
    ends_at       INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX care_dispatch_link_case ON care_dispatch_link (case_id);

-- Replies that belong to no dispatch; none is lost.
CREATE TABLE care_unmatched_reply (
    reply_id     TEXT    NOT NULL PRIMARY KEY,
    tenant_id    TEXT    NOT NULL,
    at           INTEGER NOT NULL,
    phone_number TEXT    NOT NULL,
    body         TEXT    NOT NULL,
    reason       TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX care_unmatched_reply_tenant ON care_unmatched_reply (tenant_id, at);
