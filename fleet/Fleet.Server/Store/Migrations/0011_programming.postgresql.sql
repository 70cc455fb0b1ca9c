-- Documents programmed into hubs from afar: every version for ever, how far it has come, what hubs say is in force.
-- Kind: 1 rule set, 2 settings.
CREATE TABLE device.hub_document (
    hub_row_id        bigint  NOT NULL REFERENCES device.hub (hub_row_id),
    kind              integer NOT NULL CHECK (kind IN (1, 2)),
    version           bigint  NOT NULL CHECK (version BETWEEN 1 AND 4294967295),
    tenant_id         uuid    NOT NULL REFERENCES access.tenant (tenant_id),
    model             text    NOT NULL,
    body              bytea   NOT NULL,
    tag               bytea   NOT NULL,
    comment           text    NOT NULL CHECK (length(comment) BETWEEN 1 AND 500),
    restored_from     bigint,
    case_number       bigint,
    made_at           bigint  NOT NULL,
    actor_id          uuid    NOT NULL,
    actor_name        text    NOT NULL,
    PRIMARY KEY (hub_row_id, kind, version)
);
CREATE FUNCTION device.refuse_hub_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'versions of documents are append-only';
END;
$$;
CREATE TRIGGER hub_document_no_change BEFORE UPDATE OR DELETE ON device.hub_document
    FOR EACH ROW EXECUTE FUNCTION device.refuse_hub_document();

-- State: 0 waiting, 1 sent, 2 in force, 3 refused, 9 superseded.
CREATE TABLE device.hub_document_state (
    hub_row_id        bigint  NOT NULL,
    kind              integer NOT NULL,
    version           bigint  NOT NULL,
    tenant_id         uuid    NOT NULL,
    state             integer NOT NULL CHECK (state IN (0, 1, 2, 3, 9)),
    reason            text    NOT NULL,
    changed_at        bigint  NOT NULL,
    PRIMARY KEY (hub_row_id, kind, version),
    FOREIGN KEY (hub_row_id, kind, version) REFERENCES device.hub_document (hub_row_id, kind, version)
);
CREATE INDEX device_hub_document_waiting ON device.hub_document_state (hub_row_id, kind) WHERE state IN (0, 1);

-- What a hub last said is in force; the sequence tells which of two words is the later.
CREATE TABLE device.hub_document_report (
    hub_row_id        bigint  NOT NULL REFERENCES device.hub (hub_row_id),
    kind              integer NOT NULL,
    tenant_id         uuid    NOT NULL,
    version           bigint  NOT NULL,
    sequence          bigint  NOT NULL,
    reported_at       bigint  NOT NULL,
    PRIMARY KEY (hub_row_id, kind)
);

-- The numbers under which the parts of a version left: the hub's answer names one of them.
CREATE TABLE device.hub_document_sending (
    first_sequence    bigint  NOT NULL PRIMARY KEY,
    last_sequence     bigint  NOT NULL,
    hub_row_id        bigint  NOT NULL,
    kind              integer NOT NULL,
    version           bigint  NOT NULL,
    tenant_id         uuid    NOT NULL,
    sent_at           bigint  NOT NULL
);
CREATE INDEX device_hub_document_sending_hub ON device.hub_document_sending (hub_row_id, first_sequence);
