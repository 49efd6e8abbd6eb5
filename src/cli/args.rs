//! The names of commands and options. They are fixed: scripts rely on them. What help says of each stands in
//! [`super::help`].

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

use clap::{Args, FromArgMatches as _, Parser, Subcommand, ValueEnum};

use crate::{
    cli::{help, names::Names, output, wrong_use},
    register::{
        Lang,
        exit_status::{DONE, USAGE},
        words::ReportStage,
    },
    store::AccountRole,
    tui::words::Word,
};
#[derive(Debug, Parser)]
#[command(name = "mcs-register", version = env!("MCS_REGISTER_VERSION"))]
pub(super) struct Cli {
    #[command(flatten)]
    pub options: Options,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options of every command.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[arg(long, global = true, value_name = "DIR")]
    pub vault: Option<PathBuf>,
    #[arg(long, global = true, value_name = "FILE")]
    pub keys: Option<PathBuf>,
    #[arg(long, global = true, value_name = "DIR")]
    pub backups: Option<PathBuf>,
    #[arg(long, global = true, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    #[arg(long, global = true, value_name = "NAME")]
    pub account: Option<String>,
    #[arg(long, global = true, value_name = "FILE")]
    pub policy: Option<PathBuf>,
    #[arg(long, global = true, value_name = "DIR")]
    pub forms: Option<PathBuf>,
    #[arg(long, global = true, value_name = "LANG", default_value = "ja")]
    pub lang: Language,
    #[arg(long, global = true, value_name = "DATE")]
    pub today: Option<String>,
}

/// The languages by their codes.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Language {
    Ja,
    En,
}

impl Language {
    fn lang(self) -> Lang {
        match self {
            Self::Ja => Lang::Ja,
            Self::En => Lang::En,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Init(Init),
    Account(Account),
    Policy(PolicyArgs),
    Settings(Settings),
    Import(Import),
    Export(Export),
    Check(Check),
    Paper(Paper),
    Report(Report),
    Evidence(Evidence),
    Apply(Apply),
    TrimIds,
    Verify(Verify),
    Head(Head),
    History(History),
    Demo,
    Backup(Backup),
    HandOver(HandOver),
    Restore(Restore),
    #[command(hide = true)]
    Manual(Manual),
}

/// Where the pages of `man` and the completions go.
#[derive(Debug, Args)]
pub(super) struct Manual {
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Verify {
    #[arg(long, value_name = "CODE")]
    pub head: Option<String>,
    #[arg(long, value_name = "FILE|DIR", conflicts_with_all = ["head", "accept_history", "rebuild_index"])]
    pub pack: Option<PathBuf>,
    #[arg(long)]
    pub accept_history: bool,
    #[arg(long)]
    pub rebuild_index: bool,
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ListFormat,
}

#[derive(Debug, Args)]
pub(super) struct Head {
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ListFormat,
}

#[derive(Debug, Args)]
pub(super) struct History {
    #[arg(long, value_name = "KIND/ID")]
    pub subject: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    #[arg(long)]
    pub since_visit: bool,
    #[arg(long, value_name = "DATE", requires = "subject")]
    pub members_on: Option<String>,
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ListFormat,
}

#[derive(Debug, Args)]
pub(super) struct Init {
    #[arg(long, value_name = "NAME")]
    pub office: String,
    #[arg(long, value_name = "FILE.pdf")]
    pub sheet: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Account {
    #[command(subcommand)]
    pub command: AccountCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum AccountCommand {
    List(AccountList),
    Add(AccountAdd),
    Remove(AccountRemove),
    Password(NewPassword),
    RecoveryKey(RecoveryKey),
}

#[derive(Debug, Args)]
pub(super) struct PolicyArgs {
    #[command(subcommand)]
    pub command: PolicyCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum PolicyCommand {
    Show(PolicyShow),
    Try(PolicyNamed),
    Use(PolicyNamed),
}

#[derive(Debug, Args)]
pub(super) struct PolicyShow {
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: PolicyFormat,
}

/// A file, or the id of a policy that comes with the program.
#[derive(Debug, Args)]
pub(super) struct PolicyNamed {
    #[arg(value_name = "FILE", id = "policy_file")]
    pub policy: PathBuf,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum PolicyFormat {
    #[default]
    Text,
    Toml,
    Json,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Settings {
    #[command(subcommand)]
    pub command: Option<SettingsCommand>,
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ListFormat,
}

#[derive(Debug, Subcommand)]
pub(super) enum SettingsCommand {
    Set(SettingsSet),
}

#[derive(Debug, Args)]
pub(super) struct SettingsSet {
    #[arg(value_name = "NAME", display_order = 1)]
    pub name: String,
    #[arg(value_name = "VALUE", display_order = 2, allow_hyphen_values = true)]
    pub value: String,
}

#[derive(Debug, Args)]
pub(super) struct RecoveryKey {
    #[arg(long, value_name = "FILE.pdf")]
    pub sheet: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct AccountList {
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ListFormat,
}

#[derive(Debug, Args)]
pub(super) struct AccountAdd {
    #[arg(value_name = "NAME")]
    pub name: String,
    #[arg(long, value_name = "ROLE")]
    pub role: Role,
    #[arg(long, value_name = "ID")]
    pub staff: Option<String>,
    #[command(flatten)]
    pub password: NewPassword,
}

#[derive(Debug, Args)]
pub(super) struct AccountRemove {
    #[arg(value_name = "NAME")]
    pub name: String,
}

/// Where a new password comes from.
#[derive(Debug, Args)]
pub(super) struct NewPassword {
    #[arg(long, value_name = "FILE")]
    pub new_password_file: Option<PathBuf>,
}

/// The roles by their words.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Role {
    Administrator,
    Deputy,
    Manager,
    Reader,
}

impl Role {
    /// The role of the store.
    pub fn role(self) -> AccountRole {
        match self {
            Self::Administrator => AccountRole::Administrator,
            Self::Deputy => AccountRole::Deputy,
            Self::Manager => AccountRole::Manager,
            Self::Reader => AccountRole::Reader,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct Import {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[command(flatten)]
    pub ledger: LedgerImport,
    #[arg(long)]
    pub replace: bool,
    #[arg(long)]
    pub trim_ids: bool,
}

/// How ledgers that are tables come in.
#[derive(Debug, Default, Args)]
pub(super) struct LedgerImport {
    #[arg(long = "as", value_name = "KIND")]
    pub kind: Option<String>,
    #[arg(long = "sheet", value_name = "NAME", id = "of_sheet")]
    pub sheet: Option<String>,
    #[arg(long, value_name = "N")]
    pub header: Option<u32>,
    #[arg(long = "encoding", value_name = "NAME", id = "text_encoding")]
    pub encoding: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub save_map: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub file_password_file: Option<PathBuf>,
    #[arg(long)]
    pub hidden: bool,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ListFormat,
    #[arg(long)]
    pub partly: bool,
}

#[derive(Debug, Args)]
pub(super) struct Export {
    /// Else what the ending of the file says.
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<ExportFormat>,
    #[arg(long, value_name = "ENCODING")]
    pub encoding: Option<ExportEncoding>,
    #[arg(long)]
    pub masked: bool,
    #[command(flatten)]
    pub names: Names,
    #[command(flatten)]
    pub target: Target,
}

#[derive(Debug, Args)]
pub(super) struct Apply {
    #[arg(value_name = "FILE")]
    pub commands: PathBuf,
}

/// Where a document goes.
#[derive(Debug, Args)]
pub(super) struct Target {
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    #[arg(long, requires = "out")]
    pub force: bool,
}

impl Target {
    /// The file that is named; `None` where it goes to standard output: nothing is named, or `-`.
    pub fn file(&self) -> Option<&Path> {
        self.out.as_deref().filter(|out| out.as_os_str() != "-")
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ExportFormat {
    Json,
    Csv,
    Xlsx,
    Ics,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ExportEncoding {
    #[value(name = "utf-8")]
    Utf8,
    Cp932,
}

#[derive(Debug, Args)]
pub(super) struct Evidence {
    #[arg(long, value_name = "PATH")]
    pub out: PathBuf,
    #[arg(long)]
    pub force: bool,
    #[command(flatten)]
    pub names: Names,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    #[arg(long, value_name = "FILE")]
    pub register: Option<PathBuf>,
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ListFormat,
}

/// For people or for programs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    #[default]
    Text,
    Json,
}

#[derive(Debug, Args)]
pub(super) struct Paper {
    #[arg(value_name = "KIND", display_order = 1)]
    pub kind: String,
    #[arg(value_name = "ID", display_order = 2)]
    pub id: Option<String>,
    #[arg(value_name = "GROUP", display_order = 3)]
    pub group: Option<String>,
    /// Beside a number it is refused where the paper is made, as for a kind that has no such thing.
    #[arg(long)]
    pub due: bool,
    #[command(flatten)]
    pub how: PaperHow,
}

#[derive(Debug, Args)]
pub(super) struct Report {
    #[arg(value_name = "INCIDENT")]
    pub incident: String,
    #[command(flatten)]
    pub how: PaperHow,
}

/// How a paper is written.
#[derive(Debug, Args)]
pub(super) struct PaperHow {
    /// Else what the ending of the file says.
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<PaperFormat>,
    #[command(flatten)]
    pub names: Names,
    #[arg(long, value_name = "STAGE")]
    pub stage: Option<Stage>,
    #[arg(long, requires = "out")]
    pub record: bool,
    #[arg(long)]
    pub with_findings: bool,
    #[command(flatten)]
    pub target: Target,
}

/// Which report of an incident, by its word.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Stage {
    First,
    Further,
    Final,
}

impl Stage {
    /// The stage of the register.
    pub fn stage(self) -> ReportStage {
        match self {
            Self::First => ReportStage::First,
            Self::Further => ReportStage::Further,
            Self::Final => ReportStage::Final,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PaperFormat {
    Pdf,
    Md,
    Txt,
}

#[derive(Debug, Args)]
pub(super) struct Backup {
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct HandOver {
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
    #[arg(long, value_name = "FILE.pdf")]
    pub page: PathBuf,
    #[arg(long, value_name = "FILE.pdf")]
    pub sheet: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Restore {
    #[arg(value_name = "BACKUP")]
    pub backup: PathBuf,
    #[arg(long, conflicts_with = "drill")]
    pub replace: bool,
    #[arg(long, alias = "doubtful", conflicts_with = "drill")]
    pub accept_doubtful: bool,
    #[arg(long)]
    pub drill: bool,
}

/// Reads the command line; where it is wrong or asks for help, what there is to say has been said and the exit
/// status comes back.
pub(super) fn parse(args: impl IntoIterator<Item = OsString>) -> Result<(Cli, Lang), u8> {
    let args: Vec<OsString> = args.into_iter().collect();
    // Before anything is read properly: also what is wrong is said in the reader's language.
    let lang = asked_for(&args);
    let parsed = help::command(lang)
        .try_get_matches_from(args)
        .and_then(|mut matches| Cli::from_arg_matches_mut(&mut matches));
    match parsed {
        Ok(cli) => {
            let lang = cli.options.lang.lang();
            Ok((cli, lang))
        }
        Err(error) if error.use_stderr() => {
            output::tell(Word::CliError.say(lang), &wrong_use::message(&error, lang));
            Err(USAGE)
        }
        Err(help) => {
            // Whoever closed the pipe does not want the help.
            let _ = help.print();
            Err(DONE)
        }
    }
}

/// The language that the arguments name, wherever it stands.
fn asked_for(args: &[OsString]) -> Lang {
    let mut lang = Lang::default();
    let mut names_next = false;
    for arg in args.iter().filter_map(|arg| arg.to_str()) {
        let code = if names_next { Some(arg) } else { arg.strip_prefix("--lang=") };
        if let Some(named) = code.and_then(|code| Language::from_str(code, false).ok()) {
            lang = named.lang();
        }
        names_next = arg == "--lang";
    }
    lang
}
