-- Migration 14: what was recorded about one person is found without reading the whole history.
--
-- Who is named in which entry; filled from the entries by the program (history/named.rs), which also adds to it with each new one.
-- A person is `staff/ID` here, as partner too. And what a renaming and a command of many records left is found by indexes
-- of the few entries that they are about.

CREATE TABLE audit_named (
    name TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (name, seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER audit_named_is_not_edited BEFORE UPDATE ON audit_named BEGIN SELECT RAISE(ABORT, 'the history is not edited'); END;
CREATE TRIGGER audit_named_is_not_shortened BEFORE DELETE ON audit_named BEGIN SELECT RAISE(ABORT, 'the history is not shortened'); END;

CREATE INDEX audit_renamed ON audit (seq) WHERE action = 'rename';
CREATE INDEX audit_of_batch ON audit (batch, seq) WHERE batch < seq;
