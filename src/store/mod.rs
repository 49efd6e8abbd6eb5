//! The vault: key slots, the encrypted file, schema, transactions, audit trail.
