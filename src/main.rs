//! The binary: runs the command line of the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    mcs_register::cli::main()
}
