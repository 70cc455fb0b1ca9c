-- The whole way of a case: from the press to the check-out, with the time of each stage and who is in charge.
-- State: 0 raised, 1 claimed, 2 spoken, 3 dispatched, 4 accepted, 5 on site, 9 closed.
-- Source: 0 hub, 1 phone, 2 SOS Alarm, 3 other.
-- Queue: 0 operators, 1 supervisor, 2 reserve reception, 3 the responder group.
-- Speech: 0 not tried, 1 spoken, 2 silent.
ALTER TABLE care.alarm_case
    ADD COLUMN queue           integer NOT NULL DEFAULT 0 CHECK (queue IN (0, 1, 2, 3)),
    ADD COLUMN is_direct       boolean NOT NULL DEFAULT FALSE,
    ADD COLUMN phase_since     bigint  NOT NULL DEFAULT 0,
    ADD COLUMN step_index      integer NOT NULL DEFAULT 0 CHECK (step_index >= 0),
    ADD COLUMN speech          integer NOT NULL DEFAULT 0 CHECK (speech IN (0, 1, 2)),
    ADD COLUMN spoken_at       bigint,
    ADD COLUMN dispatched_at   bigint,
    ADD COLUMN accepted_at     bigint,
    ADD COLUMN on_site_at      bigint,
    ADD COLUMN left_at         bigint,
    ADD COLUMN group_id        uuid,
    ADD COLUMN group_name      text,
    ADD COLUMN responder_id    uuid,
    ADD COLUMN responder_name  text,
    ADD COLUMN receipt_method  integer NOT NULL DEFAULT 0,
    ADD COLUMN cause           integer NOT NULL DEFAULT 0,
    ADD COLUMN merged_into     uuid REFERENCES care.alarm_case (case_id),
    ADD COLUMN reopen_count    integer NOT NULL DEFAULT 0,
    ADD COLUMN source          integer NOT NULL DEFAULT 0 CHECK (source IN (0, 1, 2, 3)),
    ADD COLUMN is_sounding     boolean NOT NULL DEFAULT FALSE;
UPDATE care.alarm_case SET phase_since = COALESCE(closed_at, claimed_at, received_at), is_sounding = state = 0;
ALTER TABLE care.alarm_case
    DROP CONSTRAINT alarm_case_state_check,
    ADD CONSTRAINT alarm_case_state_check CHECK (state IN (0, 1, 2, 3, 4, 5, 9)),
    DROP CONSTRAINT alarm_case_check3,
    ADD CONSTRAINT alarm_case_owned CHECK (state NOT IN (1, 2) OR owner_id IS NOT NULL),
    ADD CONSTRAINT alarm_case_responder CHECK (state NOT IN (4, 5) OR responder_name IS NOT NULL);

-- Persons without a hub have no row of one, and each their own case.
DROP INDEX care.care_alarm_case_one_open;
CREATE UNIQUE INDEX care_alarm_case_one_open ON care.alarm_case (hub_row_id, kind)
    WHERE state <> 9 AND kind <> 1 AND hub_row_id > 0;

-- Cases that belong together: merged, or linked by a person.
CREATE TABLE care.case_link (
    case_id    uuid   NOT NULL REFERENCES care.alarm_case (case_id),
    other_id   uuid   NOT NULL REFERENCES care.alarm_case (case_id),
    tenant_id  uuid   NOT NULL,
    linked_at  bigint NOT NULL,
    PRIMARY KEY (case_id, other_id),
    CHECK (case_id <> other_id)
);
CREATE INDEX care_case_link_other ON care.case_link (other_id);

-- The municipalities' own chains; the newest version is in force, older ones are kept. Document: JSON.
CREATE TABLE care.escalation_chain (
    tenant_id  uuid    NOT NULL REFERENCES access.tenant (tenant_id),
    kind       integer NOT NULL CHECK (kind IN (0, 1, 2)),
    version    bigint  NOT NULL,
    document   text    NOT NULL,
    changed_at bigint  NOT NULL,
    actor_id   uuid,
    actor_name text    NOT NULL,
    reason     text    NOT NULL,
    PRIMARY KEY (tenant_id, kind, version)
);

ALTER TABLE access.app_user
    DROP CONSTRAINT app_user_role_check,
    ADD CONSTRAINT app_user_role_check CHECK (
        role IN ('operator', 'supervisor', 'technician', 'alarm-responsible', 'unit-lead', 'responder', 'admin'));
