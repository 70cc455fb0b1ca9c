-- Test alarms that homes were asked for, documentation for the care record, complaints.
-- The home was asked for a test alarm, by when it is to have come, and since when a visit is needed (HBG-082).
ALTER TABLE care.alarm_case ADD COLUMN test_asked_at bigint;
ALTER TABLE care.alarm_case ADD COLUMN test_due_at bigint;
ALTER TABLE care.alarm_case ADD COLUMN visit_since bigint;

-- The documentation of each closing on its way to the care record (HUL-007).
-- State: 1 waiting, 2 handed over, 3 given up, 4 entered by hand.
CREATE TABLE care.care_record_handover (
    case_id         uuid NOT NULL REFERENCES care.alarm_case (case_id),
    closed_at       bigint NOT NULL,
    tenant_id       uuid NOT NULL,
    handover_id     uuid NOT NULL UNIQUE,
    state           integer NOT NULL CHECK (state BETWEEN 1 AND 4),
    attempts        integer NOT NULL,
    next_attempt_at bigint NOT NULL,
    changed_at      bigint NOT NULL,
    actor_name      text NOT NULL,
    fault           text NOT NULL,
    PRIMARY KEY (case_id, closed_at)
);
CREATE INDEX care_record_handover_due ON care.care_record_handover (next_attempt_at) WHERE state = 1;
CREATE INDEX care_record_handover_fault ON care.care_record_handover (tenant_id) WHERE state = 3;

-- What people complain about, and what they were answered (HBG-092).
-- Category: 0 other, 1 arrival, 2 missed alarm, 3 equipment, 4 conduct. Hub 0 is none.
CREATE TABLE care.complaint (
    complaint_id uuid NOT NULL PRIMARY KEY,
    tenant_id    uuid NOT NULL REFERENCES access.tenant (tenant_id),
    number       bigint NOT NULL,
    received_at  bigint NOT NULL,
    received_by  text NOT NULL,
    category     integer NOT NULL CHECK (category BETWEEN 0 AND 4),
    text         text NOT NULL,
    case_id      uuid,
    hub_row_id   bigint NOT NULL,
    entered_at   bigint NOT NULL,
    entered_by   uuid NOT NULL,
    answered_at  bigint,
    answered_by  text NOT NULL,
    answer       text NOT NULL,
    UNIQUE (tenant_id, number),
    CHECK ((answered_at IS NULL) = (answer = ''))
);
CREATE INDEX care_complaint_received ON care.complaint (tenant_id, received_at);
