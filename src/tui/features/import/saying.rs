//! What is said of the sheets and columns on the second page.

use crate::{
    exchange::{
        SheetMapping,
        columns::{Headings, Kind},
        values::plain,
    },
    tui::{
        app::{App, Effect, Env, imports::Source},
        layers::{
            Done as Shown, Prompt, Purpose, Taken,
            picker::{Item, Picker},
        },
        terminal::{tone::Tone, width::visible},
        words::{ImportWord as W, ledgers::field_label},
    },
};

use super::{
    Step,
    columns::{free_fields, next_kind, taken_by, turned},
    keys::with,
};

/// Finds out what would happen, unless something is missing.
pub(super) fn go(app: &mut App, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    let missing = with(app, |import, _| {
        let missing = import.ledger.as_ref().and_then(|ledger| ledger.columns.missing(lang));
        if missing.is_some() || import.running.is_some() {
            return missing;
        }
        match import.trial().map(|trial| trial.stale) {
            Some(false) => import.step = Step::Trial,
            _ => import.simulate_again(effects),
        }
        None
    });
    if let Some(missing) = missing.flatten() {
        app.tell(missing, Tone::Error);
    }
}

/// What may be said of the selected row.
enum Said {
    Kind(Option<Kind>),
    Field(Option<&'static str>),
    /// As it was found.
    Found,
    Header(u32),
}

/// Says something of the selected sheet or column, and looks at all of them anew.
fn say(app: &mut App, said: &Said) {
    let lang = app.lang();
    let moved = with(app, |import, session| {
        let ledger = import.ledger.as_mut()?;
        let (sheet, column) = ledger.columns.selected()?;
        let (name, heading) = (sheet.name.clone(), column.map(|column| column.heading.clone()));
        let field = if let Said::Field(field) = said { *field } else { None };
        let from = column.zip(field).and_then(|(column, field)| taken_by(sheet, column, field));
        let from = from.map(|from| (from.heading.clone(), from.letters()));
        let found = sheet.layout.as_ref().ok().map(|layout| (layout.kind, layout.header_row));
        let of = ledger.mapping.sheets.entry(name).or_default();
        if let (Some((kind, header)), Said::Field(_)) = (found, said) {
            // What it is no longer follows from its columns, once they are moved.
            of.kind.get_or_insert(kind);
            of.header.get_or_insert(header);
        }
        match (said, heading) {
            (Said::Kind(kind), _) => {
                // Fields of another kind are none of this one.
                of.columns.clear();
                (of.kind, of.left_out) = (*kind, kind.is_none());
            }
            (Said::Field(field), Some(heading)) => {
                if let Some((from, _)) = &from {
                    of.columns.insert(from.clone(), None);
                }
                of.columns.insert(heading, field.map(str::to_owned));
            }
            (Said::Found, Some(heading)) => drop(of.columns.remove(&heading)),
            (Said::Found, None) => *of = SheetMapping::default(),
            (Said::Header(number), _) => of.header = Some(*number),
            (Said::Field(_), None) => {}
        }
        ledger.known = false;
        import.running = None;
        import.look(&session.desk.policy, session.desk.today, lang);
        field.zip(from).map(|(field, (_, letters))| (field, letters))
    });
    if let Some((field, letters)) = moved.flatten() {
        app.tell(
            W::MovedFrom.fill(lang, &[&field_label(field, &app.settings.policy, lang), &letters]),
            Tone::Plain,
        );
    }
}

pub(super) fn turn(app: &mut App, by: isize) {
    let said = with(app, |import, _| {
        let (sheet, column) = import.ledger.as_ref()?.columns.selected()?;
        Some(match column {
            None => Said::Kind(next_kind(sheet, by)),
            Some(column) => {
                let fields = free_fields(sheet, column);
                let here = fields.iter().copied().find(|field| column.field.as_deref() == Some(*field));
                Said::Field(turned(&fields, here, by))
            }
        })
    });
    if let Some(said) = said.flatten() {
        say(app, &said);
    }
}

pub(super) fn as_found(app: &mut App) {
    say(app, &Said::Found);
}

/// Chooses a field or a kind from a list.
pub(super) fn pick(app: &mut App) {
    let lang = app.lang();
    let picker = with(app, |import, _| {
        let (sheet, column) = import.ledger.as_ref()?.columns.selected()?;
        let none = (Item::new(W::Nowhere.say(lang).to_owned(), []), None);
        Some(match column {
            None => {
                let kinds = Kind::ALL.iter().map(|kind| {
                    let item = Item::new(kind.title(lang).to_owned(), [kind.word()]);
                    (item, Some(*kind))
                });
                let title = W::PickKind.fill(lang, &[&visible(&sheet.name)]);
                Picker::new(title, kinds.chain([none]), |app, kind, _, _| say(app, &Said::Kind(kind)))
            }
            Some(column) => {
                let layout = sheet.layout.as_ref().ok()?;
                let fields = Headings::fields(layout.kind).into_iter().map(|field| {
                    let label = field_label(field, &sheet.policy, lang);
                    let label = match taken_by(sheet, column, field) {
                        Some(other) => {
                            format!("{label}  ({})", W::InColumn.fill(lang, &[&other.letters()]))
                        }
                        None => label,
                    };
                    (Item::new(label, [field]), Some(field))
                });
                let none = (Item::new(W::Nowhere.say(lang).to_owned(), []), None);
                let title = W::PickField.fill(lang, &[&visible(&column.heading)]);
                Picker::new(title, fields.chain([none]), |app, field, _, _| say(app, &Said::Field(field)))
            }
        })
    });
    app.layers.extend(picker.flatten());
}

/// The row of headings is typed.
struct HeaderRow;

impl Purpose for HeaderRow {
    fn handle(&self, typed: &str, app: &mut App, _env: Env, _effects: &mut Vec<Effect>) -> Taken {
        let lang = app.lang();
        let number: u32 = plain(typed).parse().map_err(|_| W::NotARow.say(lang).to_owned())?;
        say(app, &Said::Header(number));
        Ok(Shown::Shown)
    }
}

pub(super) fn ask_header(app: &mut App) {
    let question = W::AskHeader.say(app.lang());
    app.layers.push(Prompt::new(question, "", HeaderRow));
}

/// Reads the file again, with what it hides or without.
pub(super) fn turn_hidden(app: &mut App, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    let said = with(app, |import, _| {
        let ledger = import.ledger.as_ref()?;
        if ledger.pasted {
            return Some(W::NoHiddenInPasted);
        }
        let kept = Source::Kept { name: ledger.name.clone(), pasted: false, mark: ledger.mark };
        let source = ledger.path.clone().map_or(kept, Source::File);
        // What was said and answered goes along.
        import.waiting = super::KeptImport::of(import);
        import.woken = true;
        import.file.how.hidden = !import.file.how.hidden;
        import.read(source, None, effects);
        Some(if import.file.how.hidden { W::WithHidden } else { W::WithoutHidden })
    });
    if let Some(said) = said.flatten() {
        app.tell(said.say(lang), Tone::Plain);
    }
}
