-- Homes with their personal data. A home is found by its hub's row; nothing of this leaves the care schema.
-- Relatives are told of alarms: 0 never, 1 after the staff, 2 before them.
CREATE TABLE care_home (
    hub_row_id       INTEGER NOT NULL PRIMARY KEY,
    tenant_id        TEXT    NOT NULL REFERENCES access_tenant (tenant_id),
    area             TEXT    NOT NULL,
    unit_name        TEXT    NOT NULL,
    rota_id          TEXT,
    street           TEXT    NOT NULL,
    town             TEXT    NOT NULL,
    phone_number     TEXT    NOT NULL,
    hub_phone_number TEXT    NOT NULL,
    key_number       TEXT    NOT NULL,
    has_digital_lock INTEGER NOT NULL CHECK (has_digital_lock IN (0, 1)),
    plan             TEXT    NOT NULL,
    absence          TEXT    NOT NULL,
    relatives_turn   INTEGER NOT NULL CHECK (relatives_turn IN (0, 1, 2)),
    version          INTEGER NOT NULL,
    changed_at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX care_home_tenant ON care_home (tenant_id, area);

CREATE TABLE care_home_resident (
    hub_row_id INTEGER NOT NULL REFERENCES care_home (hub_row_id),
    occupant   INTEGER NOT NULL CHECK (occupant BETWEEN 1 AND 9),
    tenant_id  TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    PRIMARY KEY (hub_row_id, occupant)
) STRICT, WITHOUT ROWID;
CREATE INDEX care_home_resident_tenant ON care_home_resident (tenant_id);

CREATE TABLE care_home_relative (
    hub_row_id         INTEGER NOT NULL REFERENCES care_home (hub_row_id),
    position           INTEGER NOT NULL,
    tenant_id          TEXT    NOT NULL,
    name               TEXT    NOT NULL,
    phone_number       TEXT    NOT NULL,
    is_told_of_outages INTEGER NOT NULL CHECK (is_told_of_outages IN (0, 1)),
    PRIMARY KEY (hub_row_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX care_home_relative_tenant ON care_home_relative (tenant_id);

-- What is to be done on which cause.
CREATE TABLE care_home_criterion (
    hub_row_id  INTEGER NOT NULL REFERENCES care_home (hub_row_id),
    status_code INTEGER NOT NULL,
    tenant_id   TEXT    NOT NULL,
    criterion   TEXT    NOT NULL,
    PRIMARY KEY (hub_row_id, status_code)
) STRICT, WITHOUT ROWID;
