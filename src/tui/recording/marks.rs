//! What is done with marked rows that are not in sight is asked about first: a search for one person is no wish to record
//! something of others.

use crate::{
    register::Lang,
    tui::{
        app::{App, binding::Binding},
        desk::{Desk, subject_name},
        layers::picker::{Item, Picker},
        lists::RowKey,
        words::{ListWord, key_label},
    },
};

/// The rows that something is done with.
#[derive(Clone, Copy)]
enum Meant {
    /// The selected one.
    Row,
    /// Those that are marked and in sight.
    Shown,
    /// All that are marked.
    All,
}

/// So many rows are named; of more, their number is told.
const NAMED: usize = 3;

/// Asks for which rows something is meant, where some of the marked ones are not in sight; says whether it did.
pub fn ask(app: &mut App, binding: &'static Binding) -> bool {
    let lang = app.lang();
    let Some(session) = app.session() else { return false };
    let (list, desk) = (session.list(), &session.desk);
    if list.hidden() == 0 {
        return false;
    }
    let (shown, hidden) = list.marked(desk);
    let mut offered = Vec::new();
    // The fewest stand first.
    let marked = list.row().is_some_and(|row| list.is_marked(desk, row));
    if let Some(row) = session.selected().filter(|_| !marked) {
        offered.push((ListWord::OnlyRow.fill(lang, &[&names(desk, &[row])]), Meant::Row));
    }
    let count = |rows: &[RowKey]| rows.len().to_string();
    if !shown.is_empty() {
        let label = ListWord::OnlyShown.fill(lang, &[&count(&shown), &names(desk, &shown)]);
        offered.push((label, Meant::Shown));
    }
    let all = (shown.len() + hidden.len()).to_string();
    let label = ListWord::AllMarked.fill(lang, &[&all, &count(&hidden), &names(desk, &hidden)]);
    offered.push((label, Meant::All));
    let offered = offered.into_iter().map(|(label, meant)| (Item::new(label, []), meant));
    let title = ListWord::AskMarks.fill(lang, &[binding.label.say(lang)]);
    app.layers.push(Picker::new(title, offered, move |app, meant, env, effects| {
        if let Some(session) = app.session_mut() {
            let (list, desk) = session.list_and_desk();
            match meant {
                Meant::Row => list.lay_aside(|_| true),
                Meant::Shown => {
                    let (_, hidden) = list.marked(desk);
                    list.lay_aside(|key| hidden.contains(key));
                }
                Meant::All => {}
            }
        }
        (binding.handler)(app, env, effects);
    }));
    true
}

/// What rows are called.
fn names(desk: &Desk, rows: &[RowKey]) -> String {
    let lang = desk.lang;
    let between = if lang == Lang::Ja { "、" } else { ", " };
    let named: Vec<String> = rows.iter().take(NAMED).map(|row| name(desk, row)).collect();
    let named = named.join(between);
    match rows.len().saturating_sub(NAMED) {
        0 => named,
        more => ListWord::AndMore.fill(lang, &[&named, &more.to_string()]),
    }
}

fn name(desk: &Desk, row: &RowKey) -> String {
    match row {
        RowKey::Record(key) => key_label(key, &desk.register, desk.lang),
        RowKey::Finding(rule, subject, _) => {
            format!("{} {}", subject_name(desk, subject), desk.policy.rule_label(*rule, desk.lang))
        }
        RowKey::Fold(rule, _) => desk.policy.rule_label(*rule, desk.lang).to_owned(),
        RowKey::Care(id) => id.to_string(),
        RowKey::Heading => String::new(),
    }
}
