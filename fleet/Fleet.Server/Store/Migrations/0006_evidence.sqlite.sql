-- The log of each municipality: append-only, each entry chained to the one before and signed with the server's key.
CREATE TABLE store_log_key (
    key_id        BLOB    NOT NULL PRIMARY KEY CHECK (length(key_id) = 32),
    public_key    BLOB    NOT NULL,
    first_used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE care_tenant_log (
    tenant_id      TEXT    NOT NULL,
    number         INTEGER NOT NULL CHECK (number > 0),
    at             INTEGER NOT NULL,
    topic          TEXT    NOT NULL,
    subject        TEXT    NOT NULL,
    subject_number INTEGER NOT NULL,
    step           TEXT    NOT NULL,
    detail         TEXT    NOT NULL,
    actor_id       TEXT,
    actor_name     TEXT,
    content_hash   BLOB    NOT NULL CHECK (length(content_hash) = 32),
    previous_hash  BLOB    NOT NULL CHECK (length(previous_hash) = 32),
    key_id         BLOB    NOT NULL REFERENCES store_log_key (key_id),
    hash           BLOB    NOT NULL CHECK (length(hash) = 32),
    signature      BLOB    NOT NULL,
    PRIMARY KEY (tenant_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX care_tenant_log_subject ON care_tenant_log (subject, subject_number);
CREATE INDEX care_tenant_log_at ON care_tenant_log (tenant_id, at);

CREATE TABLE care_tenant_log_head (
    tenant_id TEXT    NOT NULL PRIMARY KEY,
    number    INTEGER NOT NULL,
    hash      BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER care_tenant_log_no_update BEFORE UPDATE ON care_tenant_log
BEGIN
    SELECT RAISE(ABORT, 'the tenant log is append-only');
END;
CREATE TRIGGER care_tenant_log_no_delete BEFORE DELETE ON care_tenant_log
BEGIN
    SELECT RAISE(ABORT, 'the tenant log is append-only');
END;

-- The response time agreed on, from a day on; the newest before a case's arrival is the one it is measured by.
-- Unit: the name of a unit, or empty for the whole municipality.
CREATE TABLE care_response_limit (
    tenant_id  TEXT    NOT NULL REFERENCES access_tenant (tenant_id),
    unit       TEXT    NOT NULL,
    valid_from INTEGER NOT NULL,
    contract   TEXT    NOT NULL,
    minutes    INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
    changed_at INTEGER NOT NULL,
    actor_id   TEXT,
    actor_name TEXT    NOT NULL,
    PRIMARY KEY (tenant_id, unit, valid_from)
) STRICT, WITHOUT ROWID;

-- Statistics read the cases of a period.
CREATE INDEX care_alarm_case_received ON care_alarm_case (tenant_id, received_at);
CREATE INDEX care_presence_received ON care_presence (tenant_id, received_at);
