-- Documents programmed into hubs from afar: every version for ever, how far it has come, what hubs say is in force.
-- Kind: 1 rule set, 2 settings.
CREATE TABLE device_hub_document (
    hub_row_id    INTEGER NOT NULL REFERENCES device_hub (hub_row_id),
    kind          INTEGER NOT NULL CHECK (kind IN (1, 2)),
    version       INTEGER NOT NULL CHECK (version BETWEEN 1 AND 4294967295),
    tenant_id     TEXT    NOT NULL REFERENCES access_tenant (tenant_id),
    model         TEXT    NOT NULL,
    body          BLOB    NOT NULL,
    tag           BLOB    NOT NULL,
    comment       TEXT    NOT NULL CHECK (length(comment) BETWEEN 1 AND 500),
    restored_from INTEGER,
    case_number   INTEGER,
    made_at       INTEGER NOT NULL,
    actor_id      TEXT    NOT NULL,
    actor_name    TEXT    NOT NULL,
    PRIMARY KEY (hub_row_id, kind, version)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER device_hub_document_no_update BEFORE UPDATE ON device_hub_document
BEGIN
    SELECT RAISE(ABORT, 'versions of documents are append-only');
END;
CREATE TRIGGER device_hub_document_no_delete BEFORE DELETE ON device_hub_document
BEGIN
    SELECT RAISE(ABORT, 'versions of documents are append-only');
END;

-- State: 0 waiting, 1 sent, 2 in force, 3 refused, 9 superseded.
CREATE TABLE device_hub_document_state (
    hub_row_id    INTEGER NOT NULL,
    kind          INTEGER NOT NULL,
    version       INTEGER NOT NULL,
    tenant_id     TEXT    NOT NULL,
    state         INTEGER NOT NULL CHECK (state IN (0, 1, 2, 3, 9)),
    reason        TEXT    NOT NULL,
    changed_at    INTEGER NOT NULL,
    PRIMARY KEY (hub_row_id, kind, version),
    FOREIGN KEY (hub_row_id, kind, version) REFERENCES device_hub_document (hub_row_id, kind, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX device_hub_document_waiting ON device_hub_document_state (hub_row_id, kind) WHERE state IN (0, 1);

-- What a hub last said is in force; the sequence tells which of two words is the later.
CREATE TABLE device_hub_document_report (
    hub_row_id    INTEGER NOT NULL REFERENCES device_hub (hub_row_id),
    kind          INTEGER NOT NULL,
    tenant_id     TEXT    NOT NULL,
    version       INTEGER NOT NULL,
    sequence      INTEGER NOT NULL,
    reported_at   INTEGER NOT NULL,
    PRIMARY KEY (hub_row_id, kind)
) STRICT, WITHOUT ROWID;

-- The numbers under which the parts of a version left: the hub's answer names one of them.
CREATE TABLE device_hub_document_sending (
    first_sequence INTEGER NOT NULL PRIMARY KEY,
    last_sequence  INTEGER NOT NULL,
    hub_row_id     INTEGER NOT NULL,
    kind           INTEGER NOT NULL,
    version        INTEGER NOT NULL,
    tenant_id      TEXT    NOT NULL,
    sent_at        INTEGER NOT NULL
) STRICT;
CREATE INDEX device_hub_document_sending_hub ON device_hub_document_sending (hub_row_id, first_sequence);
