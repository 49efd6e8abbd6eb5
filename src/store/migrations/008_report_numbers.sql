-- Migration 8: every report has a number in the series of its addressee, which is not given twice.
--
-- A letter to a patient or family is kept as the reports are, with the group that it is about. SQLite alters no CHECK, so
-- the table is made anew. The index holds the few entries by which a report may have gone: those that took something back.

CREATE TABLE reports_of_incidents (
    incident INTEGER NOT NULL REFERENCES incidents (no) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    addressee TEXT NOT NULL CHECK (addressee IN ('secretariat', 'authority', 'person')),
    number INTEGER CHECK (number BETWEEN 1 AND 4294967295),
    group_no INTEGER REFERENCES groups (no) DEFERRABLE INITIALLY DEFERRED,
    stage TEXT NOT NULL CHECK (stage IN ('first', 'further', 'final')),
    written_at INTEGER CHECK (written_at BETWEEN 101010000 AND 999912312359 AND written_at % 100 < 60 AND written_at / 100 % 100 < 24),
    written_by INTEGER REFERENCES staff (no) DEFERRABLE INITIALLY DEFERRED,
    sent_on INTEGER CHECK (sent_on BETWEEN 10101 AND 99991231 AND sent_on / 100 % 100 BETWEEN 1 AND 12 AND sent_on % 100 BETWEEN 1 AND 31),
    paper TEXT,
    PRIMARY KEY (incident, place)
) STRICT;
INSERT INTO reports_of_incidents (incident, place, addressee, stage, written_at, written_by, sent_on, paper)
    SELECT incident, place, addressee, stage, written_at, written_by, sent_on, paper FROM incident_reports;
DROP TABLE incident_reports;
ALTER TABLE reports_of_incidents RENAME TO incident_reports;

CREATE INDEX audit_incident_undone ON audit (seq) WHERE kind IS 'incident' AND action = 'undo';
