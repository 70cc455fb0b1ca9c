-- What happened in homes as their sensors noticed it, and what rules made of it, so that changed rules can be tried on
-- it. Nothing of who lives there. By the hub's own clock; a message that comes twice is one event.
-- Kind: 1 device, 2 alarm, 3 test, 4 start of the hub, 5 rules in force, 6 rule, 7 presence, 8 events lost.
CREATE TABLE device.home_event (
    hub_row_id  bigint  NOT NULL REFERENCES device.hub (hub_row_id),
    sequence    bigint  NOT NULL,
    tenant_id   uuid    NOT NULL,
    happened_at bigint  NOT NULL,
    kind        integer NOT NULL CHECK (kind BETWEEN 1 AND 8),
    device_id   bigint  NOT NULL,
    device_type integer NOT NULL,
    status_code integer NOT NULL,
    value       bigint  NOT NULL,
    location    integer NOT NULL,
    occupant    integer NOT NULL,
    rule_id     integer NOT NULL,
    PRIMARY KEY (hub_row_id, sequence)
);
CREATE INDEX device_home_event_time ON device.home_event (hub_row_id, happened_at);
CREATE INDEX device_home_event_word ON device.home_event (hub_row_id, kind, happened_at) WHERE kind IN (5, 7);

-- Of which time a hub's events are known.
CREATE TABLE device.home_event_reach (
    hub_row_id  bigint  NOT NULL PRIMARY KEY REFERENCES device.hub (hub_row_id),
    tenant_id   uuid    NOT NULL,
    since_at    bigint  NOT NULL,
    heard_at    bigint  NOT NULL,
    boot_count  bigint  NOT NULL
);
