-- Technical cases with what they are due by, area outages, broadcasts, tickets and wrong alarms.
ALTER TABLE device_hub_state ADD COLUMN link_flags INTEGER NOT NULL DEFAULT 0;
ALTER TABLE device_hub_state ADD COLUMN network_code INTEGER NOT NULL DEFAULT 0;

-- While it lies ahead, a case makes no sound: it is one of many of one outage, and its deadline is this time.
ALTER TABLE care_alarm_case ADD COLUMN quiet_until INTEGER;

-- What stands beside a technical case: what is wrong, with which component, and when it must be mended (HBG-086).
CREATE TABLE care_fault (
    case_id      TEXT    NOT NULL PRIMARY KEY REFERENCES care_alarm_case (case_id),
    tenant_id    TEXT    NOT NULL,
    hub_row_id   INTEGER NOT NULL,
    kind         INTEGER NOT NULL,
    component    INTEGER NOT NULL,
    is_urgent    INTEGER NOT NULL CHECK (is_urgent IN (0, 1)),
    detected_at  INTEGER NOT NULL,
    due_at       INTEGER NOT NULL,
    breached_at  INTEGER,
    ended_at     INTEGER,
    outage_id    TEXT,
    exchanged_at INTEGER,
    exchanged_by TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX care_fault_due ON care_fault (tenant_id, due_at) WHERE ended_at IS NULL;

-- Whom to ask about which component (HUL-121).
CREATE TABLE care_support_contact (
    tenant_id    TEXT    NOT NULL REFERENCES access_tenant (tenant_id),
    component    INTEGER NOT NULL,
    name         TEXT    NOT NULL,
    phone_number TEXT    NOT NULL,
    mail         TEXT    NOT NULL,
    hours        TEXT    NOT NULL,
    PRIMARY KEY (tenant_id, component)
) STRICT, WITHOUT ROWID;

-- Many hubs of one area away at the same time. Cause: 0 silent, 1 mains lost. Area is empty for the whole municipality.
CREATE TABLE care_outage (
    outage_id        TEXT    NOT NULL PRIMARY KEY,
    tenant_id        TEXT    NOT NULL REFERENCES access_tenant (tenant_id),
    number           INTEGER NOT NULL,
    cause            INTEGER NOT NULL CHECK (cause IN (0, 1)),
    area             TEXT    NOT NULL,
    started_at       INTEGER NOT NULL,
    ended_at         INTEGER,
    peak_count       INTEGER NOT NULL,
    lead_case_id     TEXT,
    needs_manual_care INTEGER NOT NULL CHECK (needs_manual_care IN (0, 1)),
    note             TEXT    NOT NULL,
    UNIQUE (tenant_id, number)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX care_outage_one_open ON care_outage (tenant_id, cause, area) WHERE ended_at IS NULL;

-- The homes of an outage; also the list of who is to be phoned or visited (NOR-040).
-- Contact: 0 not yet, 1 spoken with by phone, 2 visited, 3 not reached.
CREATE TABLE care_outage_home (
    outage_id  TEXT    NOT NULL REFERENCES care_outage (outage_id),
    hub_row_id INTEGER NOT NULL,
    tenant_id  TEXT    NOT NULL,
    case_id    TEXT,
    area       TEXT    NOT NULL,
    joined_at  INTEGER NOT NULL,
    back_at    INTEGER,
    contact    INTEGER NOT NULL CHECK (contact BETWEEN 0 AND 3),
    contact_at INTEGER,
    contact_by TEXT    NOT NULL,
    note       TEXT    NOT NULL,
    PRIMARY KEY (outage_id, hub_row_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX care_outage_home_hub ON care_outage_home (hub_row_id);

-- What was told to many, and to whom; each recipient once (HBG-097, NOR-039).
CREATE TABLE care_broadcast (
    broadcast_id    TEXT    NOT NULL PRIMARY KEY,
    tenant_id       TEXT    NOT NULL REFERENCES access_tenant (tenant_id),
    idempotency_key TEXT    NOT NULL,
    outage_id       TEXT,
    text            TEXT    NOT NULL,
    sent_at         INTEGER NOT NULL,
    actor_id        TEXT    NOT NULL,
    actor_name      TEXT    NOT NULL,
    UNIQUE (tenant_id, idempotency_key)
) STRICT, WITHOUT ROWID;

-- Kind: 0 short message, 2 mail. Reader: 0 alarm phone of a group, 1 relative, 2 address list.
-- State: 0 queued, 1 handed over, 2 delivered, 3 failed.
CREATE TABLE care_broadcast_recipient (
    broadcast_id TEXT    NOT NULL REFERENCES care_broadcast (broadcast_id),
    kind         INTEGER NOT NULL,
    address      TEXT    NOT NULL,
    tenant_id    TEXT    NOT NULL,
    message_id   TEXT    NOT NULL UNIQUE,
    reader       INTEGER NOT NULL CHECK (reader BETWEEN 0 AND 2),
    label        TEXT    NOT NULL,
    state        INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
    changed_at   INTEGER NOT NULL,
    detail       TEXT    NOT NULL,
    PRIMARY KEY (broadcast_id, kind, address)
) STRICT, WITHOUT ROWID;

CREATE TABLE care_broadcast_address (
    tenant_id  TEXT    NOT NULL REFERENCES access_tenant (tenant_id),
    kind       INTEGER NOT NULL,
    address    TEXT    NOT NULL,
    label      TEXT    NOT NULL,
    changed_at INTEGER NOT NULL,
    actor_name TEXT    NOT NULL,
    PRIMARY KEY (tenant_id, kind, address)
) STRICT, WITHOUT ROWID;

-- What is reported to who can mend it, with the eight fields of HUL-122.
-- Status: 0 new, 1 ongoing, 2 waiting for the supplier, 9 done.
CREATE TABLE care_ticket (
    ticket_id         TEXT    NOT NULL PRIMARY KEY,
    tenant_id         TEXT    NOT NULL REFERENCES access_tenant (tenant_id),
    number            INTEGER NOT NULL,
    hub_row_id        INTEGER NOT NULL,
    case_id           TEXT,
    status            INTEGER NOT NULL CHECK (status IN (0, 1, 2, 9)),
    component         INTEGER NOT NULL,
    reporter          TEXT    NOT NULL,
    work_group        TEXT    NOT NULL,
    alarm_phone       TEXT    NOT NULL,
    resident          TEXT    NOT NULL,
    address           TEXT    NOT NULL,
    phone             TEXT    NOT NULL,
    serial_number     TEXT    NOT NULL,
    description       TEXT    NOT NULL,
    needs_manual_care INTEGER NOT NULL CHECK (needs_manual_care IN (0, 1)),
    opened_at         INTEGER NOT NULL,
    feedback_due_at   INTEGER NOT NULL,
    answered_at       INTEGER,
    sent_at           INTEGER,
    closed_at         INTEGER,
    version           INTEGER NOT NULL,
    UNIQUE (tenant_id, number),
    CHECK ((status = 9) = (closed_at IS NOT NULL)),
    CHECK (status <> 2 OR sent_at IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX care_ticket_open ON care_ticket (tenant_id, feedback_due_at) WHERE status <> 9;
CREATE INDEX care_ticket_hub ON care_ticket (hub_row_id, opened_at);

CREATE TABLE care_ticket_entry (
    ticket_id  TEXT    NOT NULL REFERENCES care_ticket (ticket_id),
    number     INTEGER NOT NULL,
    tenant_id  TEXT    NOT NULL,
    at         INTEGER NOT NULL,
    step       TEXT    NOT NULL,
    actor_name TEXT    NOT NULL,
    text       TEXT    NOT NULL,
    PRIMARY KEY (ticket_id, number)
) STRICT, WITHOUT ROWID;

-- Alarms that staff called wrong, until the alarm-responsible person has decided (HUL-040 to HUL-042).
-- Status: 0 new, 1 ongoing, 9 done. Reason: 0 other, 1 bad setting, 2 bad placement.
CREATE TABLE care_wrong_alarm (
    wrong_alarm_id TEXT    NOT NULL PRIMARY KEY,
    tenant_id      TEXT    NOT NULL REFERENCES access_tenant (tenant_id),
    case_id        TEXT    NOT NULL UNIQUE REFERENCES care_alarm_case (case_id),
    hub_row_id     INTEGER NOT NULL,
    trigger_id     INTEGER NOT NULL,
    device_type    INTEGER NOT NULL,
    status_code    INTEGER NOT NULL,
    raised_at      INTEGER NOT NULL,
    status         INTEGER NOT NULL CHECK (status IN (0, 1, 9)),
    reason         INTEGER NOT NULL CHECK (reason BETWEEN 0 AND 2),
    comment        TEXT    NOT NULL,
    marked_at      INTEGER NOT NULL,
    marked_by      TEXT    NOT NULL,
    decision       TEXT    NOT NULL,
    change_id      TEXT,
    decided_at     INTEGER,
    decided_by     TEXT    NOT NULL,
    version        INTEGER NOT NULL,
    CHECK ((status = 9) = (decided_at IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX care_wrong_alarm_open ON care_wrong_alarm (tenant_id, marked_at) WHERE status <> 9;
CREATE INDEX care_wrong_alarm_sensor ON care_wrong_alarm (tenant_id, hub_row_id, trigger_id, raised_at);

-- Changes of a sensor's settings and placement by hand; the old value stays (HUL-043, HUL-046).
CREATE TABLE care_setting_change (
    change_id   TEXT    NOT NULL PRIMARY KEY,
    tenant_id   TEXT    NOT NULL,
    hub_row_id  INTEGER NOT NULL,
    trigger_id  INTEGER NOT NULL,
    setting     TEXT    NOT NULL,
    old_value   TEXT    NOT NULL,
    new_value   TEXT    NOT NULL,
    comment     TEXT    NOT NULL,
    changed_at  INTEGER NOT NULL,
    actor_id    TEXT    NOT NULL,
    actor_name  TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX care_setting_change_sensor ON care_setting_change (tenant_id, hub_row_id, trigger_id, changed_at);
CREATE TRIGGER care_setting_change_no_update BEFORE UPDATE ON care_setting_change
BEGIN
    SELECT RAISE(ABORT, 'changes of settings are append-only');
END;
CREATE TRIGGER care_setting_change_no_delete BEFORE DELETE ON care_setting_change
BEGIN
    SELECT RAISE(ABORT, 'changes of settings are append-only');
END;
