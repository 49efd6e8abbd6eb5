-- Migration 7: a ledger that is being imported waits inside the vault, and how ledgers of its sort were taken in is known
-- again the next month.
--
-- Neither says anything about the office that the history would have to know: what is imported becomes entries of its own.

-- The file with which an account's owner is busy, as it was read.
CREATE TABLE imports (
    account TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    file BLOB NOT NULL
) STRICT;

-- What became of the columns of a table, by its headings.
CREATE TABLE mappings (
    headings TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    mapping TEXT NOT NULL
) STRICT, WITHOUT ROWID;
