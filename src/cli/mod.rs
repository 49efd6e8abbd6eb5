//! The command line: one file a subcommand; nothing is decided here.
