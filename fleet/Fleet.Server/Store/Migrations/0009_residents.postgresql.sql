-- Homes with their personal data. A home is found by its hub's row; nothing of this leaves the care schema.
-- Relatives are told of alarms: 0 never, 1 after the staff, 2 before them.
CREATE TABLE care.home (
    hub_row_id       bigint  NOT NULL PRIMARY KEY,
    tenant_id        uuid    NOT NULL REFERENCES access.tenant (tenant_id),
    area             text    NOT NULL,
    unit_name        text    NOT NULL,
    rota_id          uuid,
    street           text    NOT NULL,
    town             text    NOT NULL,
    phone_number     text    NOT NULL,
    hub_phone_number text    NOT NULL,
    key_number       text    NOT NULL,
    has_digital_lock boolean NOT NULL,
    plan             text    NOT NULL,
    absence          text    NOT NULL,
    relatives_turn   integer NOT NULL CHECK (relatives_turn IN (0, 1, 2)),
    version          bigint  NOT NULL,
    changed_at       bigint  NOT NULL
);
CREATE INDEX care_home_tenant ON care.home (tenant_id, area);

CREATE TABLE care.home_resident (
    hub_row_id bigint  NOT NULL REFERENCES care.home (hub_row_id),
    occupant   integer NOT NULL CHECK (occupant BETWEEN 1 AND 9),
    tenant_id  uuid    NOT NULL,
    name       text    NOT NULL,
    PRIMARY KEY (hub_row_id, occupant)
);
CREATE INDEX care_home_resident_tenant ON care.home_resident (tenant_id);

CREATE TABLE care.home_relative (
    hub_row_id         bigint  NOT NULL REFERENCES care.home (hub_row_id),
    position           integer NOT NULL,
    tenant_id          uuid    NOT NULL,
    name               text    NOT NULL,
    phone_number       text    NOT NULL,
    is_told_of_outages boolean NOT NULL,
    PRIMARY KEY (hub_row_id, position)
);
CREATE INDEX care_home_relative_tenant ON care.home_relative (tenant_id);

-- What is to be done on which cause.
CREATE TABLE care.home_criterion (
    hub_row_id  bigint  NOT NULL REFERENCES care.home (hub_row_id),
    status_code integer NOT NULL,
    tenant_id   uuid    NOT NULL,
    criterion   text    NOT NULL,
    PRIMARY KEY (hub_row_id, status_code)
);
