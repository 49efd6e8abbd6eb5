//! `import` of ledgers that are tables: what would happen, and, where nothing is open, that it happens.

mod json;
mod text;

use std::path::Path;

use crate::{
    cli::{
        args::{Import, LedgerImport, ListFormat},
        context::Context,
        failure::Failure,
        output, prompt,
    },
    exchange::{
        Mapping, Settings, Simulation, Watch,
        columns::Kind,
        question::Answers,
        simulate, simulate_partly,
        table::{self, Asked, Book, TableFault},
    },
    input_file,
    policy::Policy,
    register::{
        Lang, Register, Stage, Stopped,
        exit_status::{ASKS, DONE},
        hidden::visible,
    },
    store::{Entry, LEDGER_IMPORTED, Secret, StoreError, Vault},
    tui::{
        app::leaving::Untold,
        words::{LedgerWord, Word},
    },
};

/// More than a file of columns and answers has.
const MAP_BYTES: u64 = 1 << 20;

/// How often an import is simulated anew while other sessions keep changing the register.
const ATTEMPTS: usize = 5;

/// A file of tables with what was said of it.
struct Ledger<'a> {
    book: Book,
    name: &'a str,
    args: &'a LedgerImport,
    kind: Option<Kind>,
    mapping: Option<Mapping>,
    policy: Policy,
}

/// What the words of a simulation are taken from.
#[derive(Clone, Copy)]
struct Of<'a> {
    register: &'a Register,
    policy: &'a Policy,
}

impl Ledger<'_> {
    fn simulated(
        &self,
        register: &Register,
        context: &Context<'_>,
        partly: bool,
    ) -> Result<Simulation, Failure> {
        let stopped = |Stopped| Failure::stopped(context.lang);
        let stage = context.work.begin(Stage::Ledger, 0).map_err(stopped)?;
        let watch = |done: usize, all: usize| stage.reach(done as u64, all as u64).is_ok();
        let settings = Settings {
            kind: self.kind,
            header: self.args.header,
            sheet: self.args.sheet.as_deref(),
            hidden: self.args.hidden,
            mapping: self.mapping.as_ref(),
            watch: Some(Watch(&watch)),
        };
        let none = Answers::new();
        let answers = self.mapping.as_ref().map_or(&none, |mapping| &mapping.answers);
        let run = if partly { simulate_partly } else { simulate };
        let simulation =
            run(&self.book, self.name, register, &self.policy, context.today(), settings, answers);
        // What came of one that was stopped means nothing.
        stage.step().map_err(stopped).map(|()| simulation)
    }
}

/// Options for tables say nothing of a register document.
pub(super) fn only_for_tables(args: &LedgerImport, lang: Lang) -> Result<(), Failure> {
    let given = [
        ("--as", args.kind.is_some()),
        ("--sheet", args.sheet.is_some()),
        ("--header", args.header.is_some()),
        ("--encoding", args.encoding.is_some()),
        ("--map", args.map.is_some()),
        ("--save-map", args.save_map.is_some()),
        ("--file-password-file", args.file_password_file.is_some()),
        ("--hidden", args.hidden),
        ("--dry-run", args.dry_run),
        ("--format json", args.format == ListFormat::Json),
        ("--partly", args.partly),
    ];
    match given.iter().find(|(_, given)| *given) {
        Some((option, _)) => Err(Failure::usage(LedgerWord::OnlyWithLedger.fill(lang, &[option]))),
        None => Ok(()),
    }
}

/// Takes the ledgers of a file in.
pub(super) fn run(context: &Context<'_>, args: &Import, name: &str, bytes: &[u8]) -> Result<u8, Failure> {
    let lang = context.lang;
    for (option, given) in [("--replace", args.replace), ("--trim-ids", args.trim_ids)] {
        if given {
            return Err(Failure::usage(LedgerWord::NotWithLedger.fill(lang, &[option])));
        }
    }
    let of = &args.ledger;
    let kind = of.kind.as_deref().map(|word| kind_of(word, lang)).transpose()?;
    let mapping = of.map.as_deref().map(|path| mapping_in(path, lang)).transpose()?;
    let book = book(context, of, name, bytes)?;
    if let Some(sheet) = &of.sheet
        && !book.sheets.iter().any(|known| known.name == *sheet)
    {
        let names: Vec<&str> = book.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        return Err(Failure::usage(
            LedgerWord::NoSuchSheet.fill(lang, &[sheet, &names.join(Word::ListComma.say(lang))]),
        ));
    }
    let mut ledger = Ledger { book, name, args: of, kind, mapping, policy: context.policy()? };
    if of.dry_run && context.has_no_register()? {
        output::tell(Word::CliNotice.say(lang), LedgerWord::NoVaultYet.say(lang));
        return tried(context, &ledger, &Register::default());
    }
    let (vault, register) = context.open()?;
    ledger.policy = context.policy_judging(register.policy())?;
    if of.dry_run {
        context.close(vault);
        return tried(context, &ledger, &register);
    }
    vault.may_write().map_err(|error| Failure::store(&error, lang))?;
    write(context, &ledger, vault, register)
}

/// Says what would happen.
fn tried(context: &Context<'_>, ledger: &Ledger<'_>, register: &Register) -> Result<u8, Failure> {
    let simulation = ledger.simulated(register, context, false)?;
    found_something(&simulation, ledger, context.lang)?;
    save_map(&simulation, ledger, context.lang)?;
    let open = simulation.open().next().is_some();
    say(context, ledger, &simulation, register, false)?;
    if ledger.args.format == ListFormat::Text {
        output::print(&format!("{}\n", LedgerWord::WouldDo.say(context.lang)), context.lang)?;
    }
    Ok(if open { ASKS } else { DONE })
}

/// Lets it happen, unless something is open.
fn write(
    context: &Context<'_>,
    ledger: &Ledger<'_>,
    mut vault: Vault,
    mut register: Register,
) -> Result<u8, Failure> {
    let lang = context.lang;
    let file = visible(ledger.name).into_owned();
    for attempt in 1.. {
        let simulation = ledger.simulated(&register, context, false)?;
        found_something(&simulation, ledger, lang)?;
        let open = simulation.open().count();
        let change = if open > 0 && ledger.args.partly {
            ledger.simulated(&register, context, true)?.change
        } else if open > 0 {
            crate::register::Change::default()
        } else {
            simulation.change.clone()
        };
        let count = change.records.len();
        if count > 0 {
            let at = context.clock.stamp();
            let action = format!("{LEDGER_IMPORTED}/{count}/{file}");
            match vault.commit(&change, &Entry::new(&action, &at)) {
                Err(StoreError::ChangedElsewhere(_)) if attempt < ATTEMPTS => {
                    // Another session was there first; what happens now is what happens to its register.
                    register = vault.load().map_err(|error| Failure::store(&error, lang))?;
                    continue;
                }
                other => other.map_err(|error| Failure::store(&error, lang))?,
            };
        }
        save_map(&simulation, ledger, lang)?;
        say(context, ledger, &simulation, &register, count > 0)?;
        if count > 0 {
            context.close_written(vault, &ledger.policy);
        } else {
            context.close(vault);
        }
        if ledger.args.format == ListFormat::Text {
            let said = match (count, open) {
                (0, 0) => LedgerWord::NothingToDo.say(lang).to_owned(),
                (0, open) => LedgerWord::StillOpen.fill(lang, &[&open.to_string()]),
                (count, _) => LedgerWord::Imported.fill(lang, &[&file, &count.to_string()]),
            };
            output::print(&format!("{said}\n"), lang)?;
        }
        return Ok(if open > 0 { ASKS } else { DONE });
    }
    Ok(DONE)
}

fn say(
    context: &Context<'_>,
    ledger: &Ledger<'_>,
    simulation: &Simulation,
    register: &Register,
    written: bool,
) -> Result<(), Failure> {
    let lang = context.lang;
    let of = Of { register, policy: &ledger.policy };
    let text = match ledger.args.format {
        ListFormat::Json => json::written(simulation, ledger.name, of, written, lang),
        ListFormat::Text => text::written(simulation, of, lang),
    };
    output::print(&text, lang)
}

/// A file of which no sheet is known is none that could come in.
fn found_something(simulation: &Simulation, ledger: &Ledger<'_>, lang: Lang) -> Result<(), Failure> {
    if simulation.sheets.iter().any(|sheet| sheet.kind.is_some()) {
        return Ok(());
    }
    let why = simulation.sheets.iter().flat_map(|sheet| {
        sheet.results.left_out.iter().map(|(_, _, why)| {
            format!("{}: {}", sheet.sheet, crate::tui::words::ledgers::left_out(why, lang))
        })
    });
    let why: Vec<String> = why.take(5).collect();
    let known = simulation.sheets.iter().any(|sheet| {
        sheet.results.left_out.iter().any(|(_, _, why)| {
            matches!(
                why,
                crate::exchange::question::LeftOut::Sheet(crate::exchange::columns::NoLayout::Other)
            )
        })
    });
    if known {
        // One of this program's own lists: there is nothing to take in, and nothing wrong.
        return Ok(());
    }
    Err(Failure::data(LedgerWord::NothingFound.fill(lang, &[&visible(ledger.name), &why.join(" ")])))
}

fn kind_of(word: &str, lang: Lang) -> Result<Kind, Failure> {
    Kind::from_word(word).ok_or_else(|| {
        let known: Vec<&str> = Kind::ALL.iter().map(|kind| kind.word()).collect();
        Failure::usage(LedgerWord::NoSuchKind.fill(lang, &[word, &known.join(", ")]))
    })
}

fn mapping_in(path: &Path, lang: Lang) -> Result<Mapping, Failure> {
    let shown = path.display().to_string();
    let bytes = input_file::open(path)
        .and_then(|file| input_file::read_at_most(file, MAP_BYTES))
        .map_err(|fault| Failure::file(format!("{shown}: {}", fault.reason(lang))))?;
    let text =
        String::from_utf8(bytes).map_err(|_| Failure::data(LedgerWord::MapNotText.fill(lang, &[&shown])))?;
    Mapping::parse(&text).map_err(|fault| Failure::data(format!("{shown}: {}", fault.message(lang))))
}

fn save_map(simulation: &Simulation, ledger: &Ledger<'_>, lang: Lang) -> Result<(), Failure> {
    let Some(path) = &ledger.args.save_map else { return Ok(()) };
    let none = Answers::new();
    let answers = ledger.mapping.as_ref().map_or(&none, |mapping| &mapping.answers);
    let text = simulation.mapping(answers);
    // What is said goes to standard output, which a program may be reading.
    output::deliver_quietly(Untold::OfImport, text.as_bytes(), path, lang)
}

/// Reads the tables; the password of an encrypted workbook is asked for.
fn book(context: &Context<'_>, args: &LedgerImport, name: &str, bytes: &[u8]) -> Result<Book, Failure> {
    let lang = context.lang;
    let given = args.file_password_file.as_deref();
    if given.is_some_and(|path| path.as_os_str() == "-") && context.password_from_stdin() {
        return Err(Failure::usage(Word::CliApplyBothInputs.say(lang)));
    }
    let mut password: Option<Secret> = None;
    loop {
        let asked = Asked {
            encoding: args.encoding.as_deref(),
            password: password.as_ref().map(Secret::expose),
            hidden: args.hidden,
        };
        let reading = context.work.begin(Stage::Ledger, 0).map_err(|Stopped| Failure::stopped(lang))?;
        let read = table::read(name, bytes, &asked);
        drop(reading);
        match read {
            Ok(book) => return Ok(book),
            Err(TableFault::NeedsPassword) if password.is_none() => {
                let typed = match given {
                    Some(path) => Some(context.password_in(path)?),
                    None => prompt::password_of_file(&visible(name), lang)?,
                };
                let Some(typed) = typed else { return Err(fault(name, &TableFault::NeedsPassword, lang)) };
                password = Some(typed);
            }
            Err(why @ TableFault::NoSuchEncoding(_)) => return Err(Failure::usage(why.message(lang))),
            Err(why) => return Err(fault(name, &why, lang)),
        }
    }
}

fn fault(name: &str, why: &TableFault, lang: Lang) -> Failure {
    Failure::data(format!("{}: {}", visible(name), why.message(lang)))
}
