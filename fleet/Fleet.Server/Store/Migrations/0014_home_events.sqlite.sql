-- What happened in homes as their sensors noticed it, and what rules made of it, so that changed rules can be tried on
-- it. Nothing of who lives there. By the hub's own clock; a message that comes twice is one event.
-- Kind: 1 device, 2 alarm, 3 test, 4 start of the hub, 5 rules in force, 6 rule, 7 presence, 8 events lost.
CREATE TABLE device_home_event (
    hub_row_id  INTEGER NOT NULL REFERENCES device_hub (hub_row_id),
    sequence    INTEGER NOT NULL,
    tenant_id   TEXT    NOT NULL,
    happened_at INTEGER NOT NULL,
    kind        INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 8),
    device_id   INTEGER NOT NULL,
    device_type INTEGER NOT NULL,
    status_code INTEGER NOT NULL,
    value       INTEGER NOT NULL,
    location    INTEGER NOT NULL,
    occupant    INTEGER NOT NULL,
    rule_id     INTEGER NOT NULL,
    PRIMARY KEY (hub_row_id, sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX device_home_event_time ON device_home_event (hub_row_id, happened_at);
CREATE INDEX device_home_event_word ON device_home_event (hub_row_id, kind, happened_at) WHERE kind IN (5, 7);

-- Of which time a hub's events are known.
CREATE TABLE device_home_event_reach (
    hub_row_id  INTEGER NOT NULL PRIMARY KEY REFERENCES device_hub (hub_row_id),
    tenant_id   TEXT    NOT NULL,
    since_at    INTEGER NOT NULL,
    heard_at    INTEGER NOT NULL,
    boot_count  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
