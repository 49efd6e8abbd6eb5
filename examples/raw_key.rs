//! Prints the raw key of a vault, for whoever wants to read the file with another program that knows SQLCipher:
//! `cargo run --example raw_key -- DIR PASSWORD_FILE [NAME]` (NAME where there are several accounts).
//!
//! Whoever sees what this prints has the register. The program itself has no command for it. `docs/vault.md` says what to do
//! with it.

use std::{env, error::Error, fs};

use mcs_register::store::{Places, Secret, Vault};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = env::args().skip(1);
    let (Some(dir), Some(file)) = (args.next(), args.next()) else {
        return Err("usage: raw_key DIR PASSWORD_FILE [NAME]".into());
    };
    let password = Secret::of_file(&fs::read(file)?).map_err(|_| "the password's file holds no password")?;
    let places = Places::in_dir(dir);
    let vault = match args.next() {
        Some(name) => Vault::unlock_as(&places, &name, &password)?,
        None => Vault::unlock(&places, &password)?,
    };
    println!("{}", *vault.raw_key());
    Ok(())
}
