-- Migration 13: a report may go to whom a policy adds.
--
-- Which names a policy declares stands with the policy, so the check here asks only that a word can be one. SQLite alters no
-- CHECK, so the table is made anew.

CREATE TABLE reports_of_incidents (
    incident INTEGER NOT NULL REFERENCES incidents (no) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    addressee TEXT NOT NULL CHECK (length(addressee) BETWEEN 1 AND 40 AND addressee NOT GLOB '*[^a-z0-9-]*'),
    number INTEGER CHECK (number BETWEEN 1 AND 4294967295),
    group_no INTEGER REFERENCES groups (no) DEFERRABLE INITIALLY DEFERRED,
    stage TEXT NOT NULL CHECK (stage IN ('first', 'further', 'final')),
    written_at INTEGER CHECK (written_at BETWEEN 101010000 AND 999912312359 AND written_at % 100 < 60 AND written_at / 100 % 100 < 24),
    written_by INTEGER REFERENCES staff (no) DEFERRABLE INITIALLY DEFERRED,
    sent_on INTEGER CHECK (sent_on BETWEEN 10101 AND 99991231 AND sent_on / 100 % 100 BETWEEN 1 AND 12 AND sent_on % 100 BETWEEN 1 AND 31),
    paper TEXT,
    PRIMARY KEY (incident, place)
) STRICT;
INSERT INTO reports_of_incidents (incident, place, addressee, number, group_no, stage, written_at, written_by, sent_on, paper)
    SELECT incident, place, addressee, number, group_no, stage, written_at, written_by, sent_on, paper FROM incident_reports;
DROP TABLE incident_reports;
ALTER TABLE reports_of_incidents RENAME TO incident_reports;
