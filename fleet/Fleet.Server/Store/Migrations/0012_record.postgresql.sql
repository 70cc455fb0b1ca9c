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
