//! What `--help` says, in the reader's language.

use clap::{Arg, ArgAction, Command, CommandFactory as _};

use crate::{cli::args::Cli, documents::PaperKind, policy::Policy, register::Lang, tui::words::Word};

/// The command line with its help texts.
pub(super) fn command(lang: Lang) -> Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).global(true);
    let version =
        Arg::new("version").short('V').long("version").action(ArgAction::Version).display_order(200);
    let network = Policy::minato().map(|policy| policy.network(lang).to_owned()).unwrap_or_default();
    let command = Cli::command()
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(help)
        .arg(version)
        .after_help(Word::HelpStatuses.say(lang));
    described(command, &network, lang)
}

fn described(command: Command, network: &str, lang: Lang) -> Command {
    let name = command.get_name().to_owned();
    let about = of_command(&name).map_or("", |word| word.say(lang));
    let mut after_own = 100;
    let command = command.mut_subcommands(|inner| described(inner, network, lang).disable_version_flag(true));
    let command = if command.has_subcommands() {
        command
            .disable_help_subcommand(true)
            .subcommand_help_heading(Word::HelpCommands.say(lang))
            .subcommand_value_name(Word::HelpCommands.say(lang))
    } else {
        command
    };
    command.about(about).help_template(Word::HelpTemplate.say(lang)).mut_args(|arg| {
        // The helps with a place are those of the policy, which name whose is built in and which there are, and that of the kinds
        // of papers.
        let id = arg.get_id().as_str();
        let (shipped, kinds) = (Policy::shipped_ids(), kinds_of_papers(None, lang));
        let help = of_argument(&name, id).map(|word| {
            let place = match word {
                Word::HelpPaperKind => kinds.as_str(),
                _ if id == "policy_file" => shipped.as_str(),
                _ => network,
            };
            word.fill(lang, &[place])
        });
        let heading = if arg.is_positional() { Word::HelpArguments } else { Word::HelpOptions };
        let takes_value = arg.get_action().takes_values();
        let arg = arg.help(help.unwrap_or_default()).help_heading(heading.say(lang));
        // The options of every command come after those of this one.
        after_own += 1;
        let arg = if arg.is_global_set() { arg.display_order(after_own) } else { arg };
        // Default and possible values stand in the text, in the reader's language.
        if takes_value { arg.hide_default_value(true).hide_possible_values(true) } else { arg }
    })
}

/// The kinds of papers, as they are typed; with those of a policy where one is at hand.
pub(super) fn kinds_of_papers(policy: Option<&Policy>, lang: Lang) -> String {
    let added = policy.into_iter().flat_map(PaperKind::of_policy);
    let kinds = PaperKind::ALL.iter().copied().filter(|kind| kind.from_register()).chain(added);
    let kinds = kinds.map(PaperKind::word);
    kinds.collect::<Vec<_>>().join(Word::ListComma.say(lang))
}

fn of_command(name: &str) -> Option<Word> {
    Some(match name {
        "mcs-register" => Word::HelpAbout,
        "init" => Word::HelpInit,
        "import" => Word::HelpImport,
        "export" => Word::HelpExport,
        "evidence" => Word::HelpEvidence,
        "check" => Word::HelpCheck,
        "paper" => Word::HelpPaper,
        "report" => Word::HelpReport,
        "apply" => Word::HelpApply,
        "verify" => Word::HelpVerify,
        "head" => Word::HelpHead,
        "history" => Word::HelpHistory,
        "demo" => Word::HelpDemo,
        "backup" => Word::HelpBackup,
        "hand-over" => Word::HelpHandOver,
        "restore" => Word::HelpRestore,
        "trim-ids" => Word::HelpTrimIds,
        "manual" => Word::HelpManual,
        "account" => Word::HelpAccounts,
        "policy" => Word::HelpPolicies,
        "show" => Word::HelpPolicyShow,
        "try" => Word::HelpPolicyTry,
        "use" => Word::HelpPolicyUse,
        "settings" => Word::HelpSettings,
        "set" => Word::HelpSettingsSet,
        "list" => Word::HelpAccountList,
        "add" => Word::HelpAccountAdd,
        "remove" => Word::HelpAccountRemove,
        "password" => Word::HelpAccountPassword,
        "recovery-key" => Word::HelpAccountRecoveryKey,
        _ => return None,
    })
}

fn of_argument(command: &str, name: &str) -> Option<Word> {
    Some(match (command, name) {
        (_, "vault") => Word::HelpVault,
        (_, "keys") => Word::HelpKeys,
        (_, "backups") => Word::HelpBackups,
        ("backup" | "hand-over", "to") => Word::HelpBackupTo,
        ("hand-over", "page") => Word::HelpHandOverPage,
        ("restore", "backup") => Word::HelpRestoreBackup,
        ("restore", "replace") => Word::HelpRestoreReplace,
        ("restore", "accept_doubtful") => Word::HelpRestoreAcceptDoubtful,
        ("restore", "drill") => Word::HelpRestoreDrill,
        (_, "password_file") => Word::HelpPasswordFile,
        (_, "policy") => Word::HelpPolicy,
        (_, "forms") => Word::HelpForms,
        (_, "stage") => Word::HelpStage,
        (_, "record") => Word::HelpRecord,
        (_, "with_findings") => Word::HelpWithFindings,
        (_, "sheet") => Word::HelpSheet,
        (_, "lang") => Word::HelpLang,
        (_, "today") => Word::HelpToday,
        (_, "help") => Word::HelpHelp,
        (_, "version") => Word::HelpVersion,
        (_, "office") => Word::HelpOffice,
        (_, "account") => Word::HelpAccount,
        (_, "file") => Word::HelpFile,
        ("import", "kind") => Word::HelpImportKind,
        ("import", "of_sheet") => Word::HelpImportSheet,
        ("import", "header") => Word::HelpImportHeader,
        ("import", "text_encoding") => Word::HelpImportEncoding,
        ("import", "map") => Word::HelpImportMap,
        ("import", "save_map") => Word::HelpImportSaveMap,
        ("import", "file_password_file") => Word::HelpImportFilePassword,
        ("import", "hidden") => Word::HelpImportHidden,
        ("import", "dry_run") => Word::HelpImportDryRun,
        ("import", "format") => Word::HelpImportFormat,
        ("import", "partly") => Word::HelpImportPartly,
        (_, "trim_ids") => Word::HelpImportTrimIds,
        (_, "replace") => Word::HelpReplace,
        ("export", "format") => Word::HelpExportFormat,
        ("export", "encoding") => Word::HelpExportEncoding,
        ("export", "masked") => Word::HelpExportMasked,
        ("export", "names") => Word::HelpExportNames,
        ("evidence", "names") => Word::HelpEvidenceNames,
        (_, "names") => Word::HelpNames,
        ("export", "out") => Word::HelpExportOut,
        ("evidence", "out") => Word::HelpEvidenceOut,
        ("check", "format") => Word::HelpCheckFormat,
        ("paper" | "report", "format") => Word::HelpReportFormat,
        ("paper", "kind") => Word::HelpPaperKind,
        ("paper", "id") => Word::HelpPaperId,
        ("paper", "group") => Word::HelpPaperGroup,
        ("paper", "due") => Word::HelpPaperDue,
        ("verify" | "head" | "history", "format") => Word::HelpVerifyFormat,
        ("verify", "head") => Word::HelpHeadCode,
        ("verify", "pack") => Word::HelpPack,
        ("verify", "accept_history") => Word::HelpAcceptHistory,
        ("verify", "rebuild_index") => Word::HelpRebuildIndex,
        (_, "subject") => Word::HelpSubject,
        (_, "since") => Word::HelpSince,
        (_, "since_visit") => Word::HelpSinceVisit,
        (_, "members_on") => Word::HelpMembersOn,
        (_, "out") => Word::HelpOut,
        (_, "force") => Word::HelpForce,
        (_, "register") => Word::HelpRegister,
        (_, "incident") => Word::HelpIncident,
        ("show", "format") => Word::HelpPolicyFormat,
        (_, "policy_file") => Word::HelpPolicyFile,
        ("list" | "settings", "format") => Word::HelpListFormat,
        ("set", "name") => Word::HelpSettingName,
        ("set", "value") => Word::HelpSettingValue,
        ("add" | "remove", "name") => Word::HelpAccountName,
        (_, "role") => Word::HelpAccountRole,
        (_, "staff") => Word::HelpAccountStaff,
        (_, "new_password_file") => Word::HelpNewPasswordFile,
        (_, "commands") => Word::HelpApplyFile,
        ("manual", "folder") => Word::HelpManualFolder,
        (_, "unmasked") => Word::HelpUnmasked,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: &str = include_str!("../../docs/commands.md");
    const JA: &str = include_str!("../../docs/commands.ja.md");

    #[test]
    fn every_command_and_argument_is_explained() {
        let root = command(Lang::Ja);
        root.clone().debug_assert();
        let inner = root.get_subcommands().flat_map(Command::get_subcommands);
        for command in std::iter::once(&root).chain(root.get_subcommands()).chain(inner) {
            assert!(of_command(command.get_name()).is_some(), "{}", command.get_name());
            for (page, name) in [(EN, ""), (JA, "mcs-register ")] {
                let begins = format!("`{name}{}", command.get_name());
                let within = [" ", "、`", "・`"].map(|before| format!("{before}{}", command.get_name()));
                let said = page.contains(&begins) || within.iter().any(|inner| page.contains(inner));
                assert!(said || command.is_hide_set(), "docs/commands lacks {}", command.get_name());
            }
            for arg in command.get_arguments() {
                let id = arg.get_id().as_str();
                assert!(of_argument(command.get_name(), id).is_some(), "{} {id}", command.get_name());
            }
        }
    }
}
