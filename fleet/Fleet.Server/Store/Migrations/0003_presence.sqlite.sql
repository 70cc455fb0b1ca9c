-- Check-ins and check-outs at hubs: evidence that somebody was there. No case; each (hub, sequence) once. Status is the
-- SCAIP code: 87 planned presence, 88 presence after alarm, 111 intervention complete.
CREATE TABLE care_presence (
    hub_row_id  INTEGER NOT NULL,
    sequence    INTEGER NOT NULL,
    tenant_id   TEXT    NOT NULL,
    boot_count  INTEGER NOT NULL,
    status_code INTEGER NOT NULL,
    raised_at   INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (hub_row_id, sequence)
) STRICT, WITHOUT ROWID;
