-- The whole way of a case: from the press to the check-out, with the time of each stage and who is in charge.
-- State: 0 raised, 1 claimed, 2 spoken, 3 dispatched, 4 accepted, 5 on site, 9 closed.
-- Source: 0 hub, 1 phone, 2 SOS Alarm, 3 other. A person without a hub has no row of one (0).
-- Queue: 0 operators, 1 supervisor, 2 reserve reception, 3 the responder group.
-- Speech: 0 not tried, 1 spoken, 2 silent.
-- A check can't be changed in place: the tables are made anew and filled, as the migrator allows it to be done.
CREATE TABLE care_alarm_case_new (
    case_id             TEXT    NOT NULL PRIMARY KEY,
    tenant_id           TEXT    NOT NULL REFERENCES access_tenant (tenant_id),
    case_number         INTEGER NOT NULL,
    hub_row_id          INTEGER NOT NULL,
    kind                INTEGER NOT NULL CHECK (kind IN (0, 1, 2)),
    device_type         INTEGER NOT NULL,
    status_code         INTEGER NOT NULL,
    trigger_id          INTEGER NOT NULL,
    priority            INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 9),
    state               INTEGER NOT NULL CHECK (state IN (0, 1, 2, 3, 4, 5, 9)),
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
    location            INTEGER NOT NULL DEFAULT 0,
    occupants           INTEGER NOT NULL DEFAULT 0,
    queue               INTEGER NOT NULL DEFAULT 0 CHECK (queue IN (0, 1, 2, 3)),
    is_direct           INTEGER NOT NULL DEFAULT 0 CHECK (is_direct IN (0, 1)),
    phase_since         INTEGER NOT NULL DEFAULT 0,
    step_index          INTEGER NOT NULL DEFAULT 0 CHECK (step_index >= 0),
    speech              INTEGER NOT NULL DEFAULT 0 CHECK (speech IN (0, 1, 2)),
    spoken_at           INTEGER,
    dispatched_at       INTEGER,
    accepted_at         INTEGER,
    on_site_at          INTEGER,
    left_at             INTEGER,
    group_id            TEXT,
    group_name          TEXT,
    responder_id        TEXT,
    responder_name      TEXT,
    receipt_method      INTEGER NOT NULL DEFAULT 0,
    cause               INTEGER NOT NULL DEFAULT 0,
    merged_into         TEXT    REFERENCES care_alarm_case (case_id),
    reopen_count        INTEGER NOT NULL DEFAULT 0,
    source              INTEGER NOT NULL DEFAULT 0 CHECK (source IN (0, 1, 2, 3)),
    is_sounding         INTEGER NOT NULL DEFAULT 0 CHECK (is_sounding IN (0, 1)),
    UNIQUE (tenant_id, case_number),
    CHECK ((state = 9) = (next_deadline_at IS NULL)),
    CHECK ((state = 9) = (outcome IS NOT NULL)),
    CHECK ((state = 9) = (closed_at IS NOT NULL)),
    CHECK (state NOT IN (1, 2) OR owner_id IS NOT NULL),
    CHECK (state NOT IN (4, 5) OR responder_name IS NOT NULL)
) STRICT, WITHOUT ROWID;
INSERT INTO care_alarm_case_new (
    case_id, tenant_id, case_number, hub_row_id, kind, device_type, status_code, trigger_id, priority, state,
    is_condition_active, press_count, raised_at, received_at, last_event_at, owner_id, owner_name, claimed_at,
    next_deadline_at, overdue_count, outcome, closed_at, version, log_count, log_hash, location, occupants, phase_since,
    is_sounding)
SELECT
    case_id, tenant_id, case_number, hub_row_id, kind, device_type, status_code, trigger_id, priority, state,
    is_condition_active, press_count, raised_at, received_at, last_event_at, owner_id, owner_name, claimed_at,
    next_deadline_at, overdue_count, outcome, closed_at, version, log_count, log_hash, location, occupants,
    COALESCE(closed_at, claimed_at, received_at), state = 0
FROM care_alarm_case;
DROP TABLE care_alarm_case;
ALTER TABLE care_alarm_case_new RENAME TO care_alarm_case;
CREATE INDEX care_alarm_case_open ON care_alarm_case (tenant_id, state, priority, raised_at);
CREATE INDEX care_alarm_case_closed ON care_alarm_case (tenant_id, closed_at) WHERE state = 9;
CREATE INDEX care_alarm_case_hub ON care_alarm_case (hub_row_id, raised_at);
CREATE INDEX care_alarm_case_deadline ON care_alarm_case (next_deadline_at) WHERE state <> 9;
CREATE UNIQUE INDEX care_alarm_case_one_open ON care_alarm_case (hub_row_id, kind)
    WHERE state <> 9 AND kind <> 1 AND hub_row_id > 0;
CREATE UNIQUE INDEX care_alarm_case_one_fault ON care_alarm_case (hub_row_id, trigger_id, device_type, status_code)
    WHERE state <> 9 AND kind = 1;

-- Cases that belong together: merged, or linked by a person.
CREATE TABLE care_case_link (
    case_id    TEXT    NOT NULL REFERENCES care_alarm_case (case_id),
    other_id   TEXT    NOT NULL REFERENCES care_alarm_case (case_id),
    tenant_id  TEXT    NOT NULL,
    linked_at  INTEGER NOT NULL,
    PRIMARY KEY (case_id, other_id),
    CHECK (case_id <> other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX care_case_link_other ON care_case_link (other_id);

-- The municipalities' own chains; the newest version is in force, older ones are kept. Document: JSON.
CREATE TABLE care_escalation_chain (
    tenant_id  TEXT    NOT NULL REFERENCES access_tenant (tenant_id),
    kind       INTEGER NOT NULL CHECK (kind IN (0, 1, 2)),
    version    INTEGER NOT NULL,
    document   TEXT    NOT NULL,
    changed_at INTEGER NOT NULL,
    actor_id   TEXT,
    actor_name TEXT    NOT NULL,
    reason     TEXT    NOT NULL,
    PRIMARY KEY (tenant_id, kind, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE access_app_user_new (
    user_id       TEXT    NOT NULL PRIMARY KEY,
    tenant_id     TEXT    NOT NULL REFERENCES access_tenant (tenant_id),
    user_name     TEXT    NOT NULL UNIQUE,
    display_name  TEXT    NOT NULL,
    role          TEXT    NOT NULL CHECK (
        role IN ('operator', 'supervisor', 'technician', 'alarm-responsible', 'unit-lead', 'responder', 'admin')),
    password_hash TEXT    NOT NULL,
    created_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO access_app_user_new SELECT * FROM access_app_user;
DROP TABLE access_app_user;
ALTER TABLE access_app_user_new RENAME TO access_app_user;
