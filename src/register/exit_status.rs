//! How the program ends: the statuses that scripts read, all in one place.

/// Done; of `check`: nothing asks for action.
pub const DONE: u8 = 0;
/// Something asks for action, or questions are open.
pub const ASKS: u8 = 1;
/// The command was used wrongly.
pub const USAGE: u8 = 2;
/// What was read is not as it should be, or does not fit.
pub const DATA: u8 = 65;
/// A file could not be read or written.
pub const FILE: u8 = 74;
/// The register is locked, the password is wrong, or it is not allowed.
pub const LOCKED: u8 = 77;
/// Somebody stopped it by Ctrl+C, as a shell tells it: nothing was done in part.
pub const STOPPED: u8 = 130;
