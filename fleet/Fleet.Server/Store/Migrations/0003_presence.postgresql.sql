-- Check-ins and check-outs at hubs: evidence that somebody was there. No case; each (hub, sequence) once. Status is the
-- SCAIP code: 87 planned presence, 88 presence after alarm, 111 intervention complete.
CREATE TABLE care.presence (
    hub_row_id  bigint  NOT NULL,
    sequence    bigint  NOT NULL,
    tenant_id   uuid    NOT NULL,
    boot_count  bigint  NOT NULL,
    status_code integer NOT NULL,
    raised_at   bigint  NOT NULL,
    received_at bigint  NOT NULL,
    PRIMARY KEY (hub_row_id, sequence)
);
