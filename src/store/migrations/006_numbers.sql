-- Migration 6: a number is not given twice, so every unlock asks the history which records are gone.
--
-- Both indexes hold the few entries alone that it has to look at: those by which a record went, and those that put another
-- register in the place of the whole. They are made from the history, and SQLite keeps them to it.

CREATE INDEX audit_gone ON audit (kind, subject, seq) WHERE kind IS NOT NULL AND after IS NULL;
CREATE INDEX audit_replaced ON audit (seq) WHERE kind IS 'register' OR (kind IS NULL AND action = 'restored');
