-- Migration 9: the policy by which the register is judged is kept inside it. A register that has none is judged by the
-- policy that is built in, as before.

CREATE TABLE policy (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    sheet TEXT NOT NULL
) STRICT;
