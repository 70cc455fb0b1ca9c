-- Technical cases with what they are due by, area outages, broadcasts, tickets and wrong alarms.
ALTER TABLE device.hub_state ADD COLUMN link_flags integer NOT NULL DEFAULT 0;
ALTER TABLE device.hub_state ADD COLUMN network_code integer NOT NULL DEFAULT 0;

-- While it lies ahead, a case makes no sound: it is one of many of one outage, and its deadline is this time.
ALTER TABLE care.alarm_case ADD COLUMN quiet_until bigint;

-- What stands beside a technical case: what is wrong, with which component, and when it must be mended (HBG-086).
CREATE TABLE care.fault (
    case_id           uuid    NOT NULL PRIMARY KEY REFERENCES care.alarm_case (case_id),
    tenant_id         uuid    NOT NULL,
    hub_row_id        bigint  NOT NULL,
    kind              integer NOT NULL,
    component         integer NOT NULL,
    is_urgent         boolean NOT NULL,
    detected_at       bigint  NOT NULL,
    due_at            bigint  NOT NULL,
    breached_at       bigint,
    ended_at          bigint,
    outage_id         uuid,
    exchanged_at      bigint,
    exchanged_by      text
);
CREATE INDEX care_fault_due ON care.fault (tenant_id, due_at) WHERE ended_at IS NULL;

-- Whom to ask about which component (HUL-121).
CREATE TABLE care.support_contact (
    tenant_id         uuid    NOT NULL REFERENCES access.tenant (tenant_id),
    component         integer NOT NULL,
    name              text    NOT NULL,
    phone_number      text    NOT NULL,
    mail              text    NOT NULL,
    hours             text    NOT NULL,
    PRIMARY KEY (tenant_id, component)
);

-- Many hubs of one area away at the same time. Cause: 0 silent, 1 mains lost. Area is empty for the whole municipality.
CREATE TABLE care.outage (
    outage_id         uuid    NOT NULL PRIMARY KEY,
    tenant_id         uuid    NOT NULL REFERENCES access.tenant (tenant_id),
    number            bigint  NOT NULL,
    cause             integer NOT NULL CHECK (cause IN (0, 1)),
    area              text    NOT NULL,
    started_at        bigint  NOT NULL,
    ended_at          bigint,
    peak_count        integer NOT NULL,
    lead_case_id      uuid,
    needs_manual_care boolean NOT NULL,
    note              text    NOT NULL,
    UNIQUE (tenant_id, number)
);
CREATE UNIQUE INDEX care_outage_one_open ON care.outage (tenant_id, cause, area) WHERE ended_at IS NULL;

-- The homes of an outage; also the list of who is to be phoned or visited (NOR-040).
-- Contact: 0 not yet, 1 spoken with by phone, 2 visited, 3 not reached.
CREATE TABLE care.outage_home (
    outage_id         uuid    NOT NULL REFERENCES care.outage (outage_id),
    hub_row_id        bigint  NOT NULL,
    tenant_id         uuid    NOT NULL,
    case_id           uuid,
    area              text    NOT NULL,
    joined_at         bigint  NOT NULL,
    back_at           bigint,
    contact           integer NOT NULL CHECK (contact BETWEEN 0 AND 3),
    contact_at        bigint,
    contact_by        text    NOT NULL,
    note              text    NOT NULL,
    PRIMARY KEY (outage_id, hub_row_id)
);
CREATE INDEX care_outage_home_hub ON care.outage_home (hub_row_id);

-- What was told to many, and to whom; each recipient once (HBG-097, NOR-039).
CREATE TABLE care.broadcast (
    broadcast_id      uuid    NOT NULL PRIMARY KEY,
    tenant_id         uuid    NOT NULL REFERENCES access.tenant (tenant_id),
    idempotency_key   text    NOT NULL,
    outage_id         uuid,
    text              text    NOT NULL,
    sent_at           bigint  NOT NULL,
    actor_id          uuid    NOT NULL,
    actor_name        text    NOT NULL,
    UNIQUE (tenant_id, idempotency_key)
);

-- Kind: 0 short message, 2 mail. Reader: 0 alarm phone of a group, 1 relative, 2 address list.
-- State: 0 queued, 1 handed over, 2 delivered, 3 failed.
CREATE TABLE care.broadcast_recipient (
    broadcast_id      uuid    NOT NULL REFERENCES care.broadcast (broadcast_id),
    kind              integer NOT NULL,
    address           text    NOT NULL,
    tenant_id         uuid    NOT NULL,
    message_id        uuid    NOT NULL UNIQUE,
    reader            integer NOT NULL CHECK (reader BETWEEN 0 AND 2),
    label             text    NOT NULL,
    state             integer NOT NULL CHECK (state BETWEEN 0 AND 3),
    changed_at        bigint  NOT NULL,
    detail            text    NOT NULL,
    PRIMARY KEY (broadcast_id, kind, address)
);

CREATE TABLE care.broadcast_address (
    tenant_id         uuid    NOT NULL REFERENCES access.tenant (tenant_id),
    kind              integer NOT NULL,
    address           text    NOT NULL,
    label             text    NOT NULL,
    changed_at        bigint  NOT NULL,
    actor_name        text    NOT NULL,
    PRIMARY KEY (tenant_id, kind, address)
);

-- What is reported to who can mend it, with the eight fields of HUL-122.
-- Status: 0 new, 1 ongoing, 2 waiting for the supplier, 9 done.
CREATE TABLE care.ticket (
    ticket_id         uuid    NOT NULL PRIMARY KEY,
    tenant_id         uuid    NOT NULL REFERENCES access.tenant (tenant_id),
    number            bigint  NOT NULL,
    hub_row_id        bigint  NOT NULL,
    case_id           uuid,
    status            integer NOT NULL CHECK (status IN (0, 1, 2, 9)),
    component         integer NOT NULL,
    reporter          text    NOT NULL,
    work_group        text    NOT NULL,
    alarm_phone       text    NOT NULL,
    resident          text    NOT NULL,
    address           text    NOT NULL,
    phone             text    NOT NULL,
    serial_number     text    NOT NULL,
    description       text    NOT NULL,
    needs_manual_care boolean NOT NULL,
    opened_at         bigint  NOT NULL,
    feedback_due_at   bigint  NOT NULL,
    answered_at       bigint,
    sent_at           bigint,
    closed_at         bigint,
    version           bigint  NOT NULL,
    UNIQUE (tenant_id, number),
    CHECK ((status = 9) = (closed_at IS NOT NULL)),
    CHECK (status <> 2 OR sent_at IS NOT NULL)
);
CREATE INDEX care_ticket_open ON care.ticket (tenant_id, feedback_due_at) WHERE status <> 9;
CREATE INDEX care_ticket_hub ON care.ticket (hub_row_id, opened_at);

CREATE TABLE care.ticket_entry (
    ticket_id         uuid    NOT NULL REFERENCES care.ticket (ticket_id),
    number            bigint  NOT NULL,
    tenant_id         uuid    NOT NULL,
    at                bigint  NOT NULL,
    step              text    NOT NULL,
    actor_name        text    NOT NULL,
    text              text    NOT NULL,
    PRIMARY KEY (ticket_id, number)
);

-- Alarms that staff called wrong, until the alarm-responsible person has decided (HUL-040 to HUL-042).
-- Status: 0 new, 1 ongoing, 9 done. Reason: 0 other, 1 bad setting, 2 bad placement.
CREATE TABLE care.wrong_alarm (
    wrong_alarm_id    uuid    NOT NULL PRIMARY KEY,
    tenant_id         uuid    NOT NULL REFERENCES access.tenant (tenant_id),
    case_id           uuid    NOT NULL UNIQUE REFERENCES care.alarm_case (case_id),
    hub_row_id        bigint  NOT NULL,
    trigger_id        bigint  NOT NULL,
    device_type       integer NOT NULL,
    status_code       integer NOT NULL,
    raised_at         bigint  NOT NULL,
    status            integer NOT NULL CHECK (status IN (0, 1, 9)),
    reason            integer NOT NULL CHECK (reason BETWEEN 0 AND 2),
    comment           text    NOT NULL,
    marked_at         bigint  NOT NULL,
    marked_by         text    NOT NULL,
    decision          text    NOT NULL,
    change_id         uuid,
    decided_at        bigint,
    decided_by        text    NOT NULL,
    version           bigint  NOT NULL,
    CHECK ((status = 9) = (decided_at IS NOT NULL))
);
CREATE INDEX care_wrong_alarm_open ON care.wrong_alarm (tenant_id, marked_at) WHERE status <> 9;
CREATE INDEX care_wrong_alarm_sensor ON care.wrong_alarm (tenant_id, hub_row_id, trigger_id, raised_at);

-- Changes of a sensor's settings and placement by hand; the old value stays (HUL-043, HUL-046).
CREATE TABLE care.setting_change (
    change_id         uuid    NOT NULL PRIMARY KEY,
    tenant_id         uuid    NOT NULL,
    hub_row_id        bigint  NOT NULL,
    trigger_id        bigint  NOT NULL,
    setting           text    NOT NULL,
    old_value         text    NOT NULL,
    new_value         text    NOT NULL,
    comment           text    NOT NULL,
    changed_at        bigint  NOT NULL,
    actor_id          uuid    NOT NULL,
    actor_name        text    NOT NULL
);
CREATE INDEX care_setting_change_sensor ON care.setting_change (tenant_id, hub_row_id, trigger_id, changed_at);
CREATE FUNCTION care.refuse_setting_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'changes of settings are append-only';
END;
$$;
CREATE TRIGGER setting_change_no_change BEFORE UPDATE OR DELETE ON care.setting_change
    FOR EACH ROW EXECUTE FUNCTION care.refuse_setting_change();
