-- Migration 12: the law asks, where a wrongful purpose is possible, also about what the office was about to collect.
--
-- SQLite alters no CHECK, so the table is made anew.

CREATE TABLE answers_of_incidents (
    incident INTEGER NOT NULL REFERENCES incidents (no) ON DELETE CASCADE,
    circumstance TEXT NOT NULL CHECK (circumstance IN ('personal-data', 'living-person', 'sensitive-data', 'financial-harm', 'being-collected', 'over-thousand', 'encrypted', 'key-apart', 'recovered-unseen', 'entrusted')),
    answer INTEGER NOT NULL CHECK (answer IN (0, 1)),
    PRIMARY KEY (incident, circumstance)
) STRICT, WITHOUT ROWID;
INSERT INTO answers_of_incidents (incident, circumstance, answer) SELECT incident, circumstance, answer FROM incident_answers;
DROP TABLE incident_answers;
ALTER TABLE answers_of_incidents RENAME TO incident_answers;
