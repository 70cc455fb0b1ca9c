-- The first chain: hubs, raw uplink, alarm cases, sign-in. Times are UTC in unix milliseconds, ids of people's things
-- are random. Tables are grouped by prefix: store_, access_, device_ (hubs, no people) and care_ (alarms).

CREATE TABLE store_node_epoch (
    epoch       INTEGER PRIMARY KEY AUTOINCREMENT,
    node_name   TEXT    NOT NULL,
    started_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE store_checkpoint (
    name        TEXT    NOT NULL PRIMARY KEY,
    value       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE access_tenant (
    tenant_id   TEXT    NOT NULL PRIMARY KEY,
    name        TEXT    NOT NULL UNIQUE,
    created_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE access_app_user (
    user_id       TEXT    NOT NULL PRIMARY KEY,
    tenant_id     TEXT    NOT NULL REFERENCES access_tenant (tenant_id),
    user_name     TEXT    NOT NULL UNIQUE,
    display_name  TEXT    NOT NULL,
    role          TEXT    NOT NULL CHECK (role IN ('operator', 'technician', 'admin')),
    password_hash TEXT    NOT NULL,
    created_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What happened, written in the transaction that made it happen, for those who react after the commit.
CREATE TABLE store_outbox (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id   TEXT    NOT NULL,
    topic       TEXT    NOT NULL,
    subject     TEXT    NOT NULL,
    created_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE device_hub (
    hub_row_id    INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id     TEXT    NOT NULL REFERENCES access_tenant (tenant_id),
    hub_id        TEXT    NOT NULL UNIQUE CHECK (length(hub_id) = 16),
    name          TEXT    NOT NULL,
    sealed_key    BLOB    NOT NULL,
    password_hash BLOB    NOT NULL CHECK (length(password_hash) = 32),
    created_at    INTEGER NOT NULL,
    UNIQUE (tenant_id, name)
) STRICT;

CREATE TABLE device_name_counter (
    tenant_id   TEXT    NOT NULL,
    prefix      TEXT    NOT NULL,
    next_number INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, prefix)
) STRICT, WITHOUT ROWID;

-- What is known of a hub: a projection of the raw messages, written lazily.
CREATE TABLE device_hub_state (
    hub_row_id                 INTEGER PRIMARY KEY REFERENCES device_hub (hub_row_id),
    tenant_id                  TEXT    NOT NULL,
    last_heard_at              INTEGER NOT NULL,
    well_since                 INTEGER NOT NULL,
    boot_count                 INTEGER NOT NULL,
    heartbeat_interval_seconds INTEGER NOT NULL,
    firmware_version           TEXT,
    hardware_model             TEXT,
    uptime_seconds             INTEGER NOT NULL,
    bearer                     INTEGER NOT NULL,
    signal_dbm                 INTEGER NOT NULL,
    power_source               INTEGER NOT NULL,
    battery_percent            INTEGER NOT NULL,
    pending_alarms             INTEGER NOT NULL,
    settings_version           INTEGER NOT NULL,
    fault_flags                INTEGER NOT NULL,
    last_test_at               INTEGER,
    last_test_sequence         INTEGER NOT NULL,
    last_person_alarm_at       INTEGER,
    last_sample_at             INTEGER NOT NULL,
    silent_since               INTEGER
) STRICT;

-- Raw messages of one commit group, frame after frame; each frame names its hub and so its tenant.
CREATE TABLE device_ingest_batch (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    node_epoch    INTEGER NOT NULL,
    committed_at  INTEGER NOT NULL,
    message_count INTEGER NOT NULL,
    frames        BLOB    NOT NULL
) STRICT;

CREATE TABLE device_refused_message (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id   TEXT    NOT NULL,
    hub_row_id  INTEGER NOT NULL REFERENCES device_hub (hub_row_id),
    received_at INTEGER NOT NULL,
    kind        INTEGER NOT NULL,
    reason      TEXT    NOT NULL,
    body        BLOB    NOT NULL
) STRICT;
CREATE INDEX device_refused_message_hub ON device_refused_message (hub_row_id, id);

CREATE TABLE device_hub_history (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id   TEXT    NOT NULL,
    hub_row_id  INTEGER NOT NULL REFERENCES device_hub (hub_row_id),
    at          INTEGER NOT NULL,
    kind        TEXT    NOT NULL,
    detail      TEXT    NOT NULL,
    case_id     TEXT,
    batch_id    INTEGER,
    frame       INTEGER
) STRICT;
CREATE INDEX device_hub_history_hub ON device_hub_history (hub_row_id, at);
CREATE INDEX device_hub_history_age ON device_hub_history (kind, at);
CREATE UNIQUE INDEX device_hub_history_source ON device_hub_history (batch_id, frame) WHERE batch_id IS NOT NULL;

CREATE TABLE device_hub_command (
    sequence     INTEGER NOT NULL PRIMARY KEY,
    tenant_id    TEXT    NOT NULL,
    hub_row_id   INTEGER NOT NULL REFERENCES device_hub (hub_row_id),
    command      INTEGER NOT NULL,
    requested_at INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    actor_id     TEXT    NOT NULL,
    actor_name   TEXT    NOT NULL,
    result       INTEGER,
    answered_at  INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX device_hub_command_hub ON device_hub_command (hub_row_id, requested_at);

CREATE TABLE care_case_counter (
    tenant_id   TEXT    NOT NULL PRIMARY KEY,
    next_number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Kind: 0 person, 1 technical, 2 test. State: 0 raised, 1 claimed, 9 closed.
-- The checks hold what must always hold: an open case has a deadline, a claimed one an owner, a closed one an outcome.
CREATE TABLE care_alarm_case (
    case_id             TEXT    NOT NULL PRIMARY KEY,
    tenant_id           TEXT    NOT NULL REFERENCES access_tenant (tenant_id),
    case_number         INTEGER NOT NULL,
    hub_row_id          INTEGER NOT NULL,
    kind                INTEGER NOT NULL CHECK (kind IN (0, 1, 2)),
    device_type         INTEGER NOT NULL,
    status_code         INTEGER NOT NULL,
    trigger_id          INTEGER NOT NULL,
    priority            INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 9),
    state               INTEGER NOT NULL CHECK (state IN (0, 1, 9)),
    is_condition_active INTEGER NOT NULL CHECK (is_condition_active IN (0, 1)),
    press_count         INTEGER NOT NULL CHECK (press_count >= 1),
    raised_at           INTEGER NOT NULL,
    received_at         INTEGER NOT NULL,
    last_event_at       INTEGER NOT NULL,
    owner_id            TEXT,
    owner_name          TEXT,
    claimed_at          INTEGER,
    next_deadline_at    INTEGER,
    overdue_count       INTEGER NOT NULL,
    outcome             INTEGER,
    closed_at           INTEGER,
    version             INTEGER NOT NULL,
    log_count           INTEGER NOT NULL,
    log_hash            BLOB    NOT NULL CHECK (length(log_hash) = 32),
    UNIQUE (tenant_id, case_number),
    CHECK ((state = 9) = (next_deadline_at IS NULL)),
    CHECK ((state = 9) = (outcome IS NOT NULL)),
    CHECK ((state = 9) = (closed_at IS NOT NULL)),
    CHECK (state <> 1 OR owner_id IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX care_alarm_case_open ON care_alarm_case (tenant_id, state, priority, raised_at);
CREATE INDEX care_alarm_case_closed ON care_alarm_case (tenant_id, closed_at) WHERE state = 9;
CREATE INDEX care_alarm_case_hub ON care_alarm_case (hub_row_id, raised_at);
CREATE INDEX care_alarm_case_deadline ON care_alarm_case (next_deadline_at) WHERE state <> 9;
CREATE UNIQUE INDEX care_alarm_case_one_open ON care_alarm_case (hub_row_id, kind) WHERE state <> 9 AND kind <> 1;
CREATE UNIQUE INDEX care_alarm_case_one_fault ON care_alarm_case (hub_row_id, trigger_id, device_type, status_code)
    WHERE state <> 9 AND kind = 1;

-- Each alarm once: the same (hub, sequence) again is the same press.
CREATE TABLE care_alarm (
    hub_row_id  INTEGER NOT NULL,
    sequence    INTEGER NOT NULL,
    tenant_id   TEXT    NOT NULL,
    boot_count  INTEGER NOT NULL,
    kind        INTEGER NOT NULL,
    trigger_id  INTEGER NOT NULL,
    device_type INTEGER NOT NULL,
    status_code INTEGER NOT NULL,
    location    INTEGER NOT NULL,
    priority    INTEGER NOT NULL,
    press_count INTEGER NOT NULL,
    raised_at   INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    case_id     TEXT    NOT NULL REFERENCES care_alarm_case (case_id),
    PRIMARY KEY (hub_row_id, sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX care_alarm_of_case ON care_alarm (case_id);

CREATE TABLE care_case_log (
    case_id     TEXT    NOT NULL REFERENCES care_alarm_case (case_id),
    number      INTEGER NOT NULL,
    tenant_id   TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    step        TEXT    NOT NULL,
    actor_id    TEXT,
    actor_name  TEXT,
    detail      TEXT    NOT NULL,
    hash        BLOB    NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (case_id, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER care_case_log_no_update BEFORE UPDATE ON care_case_log
BEGIN
    SELECT RAISE(ABORT, 'the case log is append-only');
END;
CREATE TRIGGER care_case_log_no_delete BEFORE DELETE ON care_case_log
BEGIN
    SELECT RAISE(ABORT, 'the case log is append-only');
END;
