-- Test alarms that homes were asked for, documentation for the care record, complaints.
-- The home was asked for a test alarm, by when it is to have come, and since when a visit is needed (HBG-082).
ALTER TABLE care_alarm_case ADD COLUMN test_asked_at INTEGER;
ALTER TABLE care_alarm_case ADD COLUMN test_due_at INTEGER;
ALTER TABLE care_alarm_case ADD COLUMN visit_since INTEGER;

-- The documentation of each closing on its way to the care record (HUL-007).
-- State: 1 waiting, 2 handed over, 3 given up, 4 entered by hand.
CREATE TABLE care_care_record_handover (
    case_id         TEXT NOT NULL REFERENCES care_alarm_case (case_id),
    closed_at       INTEGER NOT NULL,
    tenant_id       TEXT NOT NULL,
    handover_id     TEXT NOT NULL UNIQUE,
    state           INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4),
    attempts        INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    changed_at      INTEGER NOT NULL,
    actor_name      TEXT NOT NULL,
    fault           TEXT NOT NULL,
    PRIMARY KEY (case_id, closed_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX care_record_handover_due ON care_care_record_handover (next_attempt_at) WHERE state = 1;
CREATE INDEX care_record_handover_fault ON care_care_record_handover (tenant_id) WHERE state = 3;

-- What people complain about, and what they were answered (HBG-092).
-- Category: 0 other, 1 arrival, 2 missed alarm, 3 equipment, 4 conduct. Hub 0 is none.
CREATE TABLE care_complaint (
    complaint_id TEXT NOT NULL PRIMARY KEY,
    tenant_id    TEXT NOT NULL REFERENCES access_tenant (tenant_id),
    number       INTEGER NOT NULL,
    received_at  INTEGER NOT NULL,
    received_by  TEXT NOT NULL,
    category     INTEGER NOT NULL CHECK (category BETWEEN 0 AND 4),
    text         TEXT NOT NULL,
    case_id      TEXT,
    hub_row_id   INTEGER NOT NULL,
    entered_at   INTEGER NOT NULL,
    entered_by   TEXT NOT NULL,
    answered_at  INTEGER,
    answered_by  TEXT NOT NULL,
    answer       TEXT NOT NULL,
    UNIQUE (tenant_id, number),
    CHECK ((answered_at IS NULL) = (answer = ''))
) STRICT, WITHOUT ROWID;
CREATE INDEX care_complaint_received ON care_complaint (tenant_id, received_at);
