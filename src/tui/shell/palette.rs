//! Every action of every screen, to be found by its name, its reading and what else people call it; and gone to.

use rustc_hash::FxHashSet;

use crate::{
    register::{Key as RecordKey, Lang},
    tui::{
        app::{
            App, Effect, Env, Session,
            binding::{Binding, Of},
        },
        keys::Ctx,
        layers::picker::{Item, Picker},
        lists::{RowKey, Tab},
        recording::marks,
        terminal::tone::Tone,
        words::{ListWord, Word},
    },
};

use super::{contexts, everywhere::unsaved, keymap, likely, lists};

/// How one comes to where an action lives.
#[derive(Clone, Copy)]
enum Way {
    /// It is wherever there is a list.
    Here,
    /// It is on this list.
    List(Tab),
    /// It is on a page that this key opens: one for everywhere, or one of a list.
    Page(Option<Tab>, Word),
}

/// The way to each context; none leads to where something is only typed or answered.
fn way(ctx: Ctx) -> Option<Way> {
    Some(match ctx {
        Ctx::List | Ctx::Anywhere => Way::Here,
        Ctx::Responses => Way::Page(Some(Tab::Incidents), Word::KeyResponses),
        Ctx::Guide => Way::Page(Some(Tab::Incidents), Word::KeyGuide),
        Ctx::Review => Way::Page(Some(Tab::Groups), Word::KeyReview),
        Ctx::Round => Way::Page(Some(Tab::Groups), Word::KeyRound),
        Ctx::Session => Way::Page(Some(Tab::Staff), Word::KeyTrainingRound),
        Ctx::Accounts => Way::Page(None, Word::KeyAccounts),
        Ctx::About => Way::Page(None, Word::KeyAbout),
        Ctx::History => Way::Page(None, Word::KeyHistoryAll),
        Ctx::Steps => Way::Page(None, Word::KeySteps),
        Ctx::Weeks => Way::Page(None, Word::KeyCalendar),
        Ctx::Overview => Way::Page(Some(Tab::Today), Word::KeyOverview),
        Ctx::People => Way::Page(None, Word::KeyRemovals),
        Ctx::Paper => Way::Page(None, Word::KeyPapers),
        ctx => Way::List(Tab::ALL.into_iter().find(|tab| tab.ctx() == ctx)?),
    })
}

impl Way {
    /// What the place is called.
    fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Here => "",
            Self::List(tab) => tab.screen().title().say(lang),
            Self::Page(_, opener) => opener.say(lang),
        }
    }
}

/// Whether a row only moves about: there is nothing to be found.
fn only_moves(binding: &Binding) -> bool {
    matches!(
        binding.label,
        Word::KeyUp
            | Word::KeyDown
            | Word::KeyPageUp
            | Word::KeyPageDown
            | Word::KeyTop
            | Word::KeyBottom
            | Word::KeyBack
            | Word::KeyReadDown
            | Word::KeyReadUp
    )
}

/// Every row that is offered: those that count here first, what matters before what moves about, then all others.
fn offered(here: &[Ctx]) -> Vec<(&'static Binding, Option<Way>)> {
    let is_here = |row: &Binding| here.contains(&row.ctx);
    let rows = keymap::KEYS.iter().filter(|row| is_here(row) || way(row.ctx).is_some() && !only_moves(row));
    let mut rows: Vec<(&'static Binding, Option<Way>)> =
        rows.map(|row| (row, way(row.ctx).filter(|_| !is_here(row)))).collect();
    rows.sort_by_key(|(row, away)| (away.is_some(), row.bar == 0, row.bar));
    // What has a key of its own here and one for everywhere is told once, and so is what is elsewhere.
    let mut seen = FxHashSet::default();
    rows.retain(|(row, away)| {
        seen.insert((row.label, away.map(|way| way.name(Lang::Ja)).unwrap_or_default()))
    });
    rows
}

/// Offers every action.
pub fn open(app: &mut App) {
    let lang = app.lang();
    let ctxs = contexts(app);
    let items = offered(&ctxs).into_iter().map(|(binding, away)| {
        let names: Vec<String> = binding.shown_keys().map(|key| key.name(lang)).collect();
        let label = binding.label.say(lang);
        let place = away.map(|way| way.name(lang)).unwrap_or_default();
        let other = match lang {
            Lang::Ja => binding.label.say(Lang::En),
            Lang::En => binding.label.say(Lang::Ja),
        };
        let label = format!("{label}  ({})  {place}", names.join(" / "));
        let words = binding.label.synonyms().split_whitespace().chain([other]);
        let mut item = Item::new(label.trim_end().to_owned(), words);
        // Of what is elsewhere it is only known whether it may be done at all.
        let told = match away {
            Some(_) => binding.allowed(app).map_err(|reason| reason.say(lang).to_owned()),
            None => likely::works(app, binding),
        };
        item.reason = told.err();
        (item, (binding, away))
    });
    let picker =
        Picker::new(Word::PaletteTitle.say(lang), items, |app, (binding, away), env, effects| match away {
            None => run(app, binding, env, effects),
            Some(way) => go(app, binding, way, env, effects),
        });
    app.layers.push(picker.closest_first());
}

/// Does what a key does here, or says why not.
fn run(app: &mut App, binding: &'static Binding, env: Env, effects: &mut Vec<Effect>) {
    match binding.possible(app) {
        Ok(()) if binding.of == Of::Marks && app.layers.is_empty() && marks::ask(app, binding) => {}
        Ok(()) => (binding.handler)(app, env, effects),
        Err(reason) => app.tell(reason.say(app.lang()), Tone::Plain),
    }
}

/// Goes to where an action lives. What needs no row is done there; of the rest it is told which key it is.
fn go(app: &mut App, binding: &'static Binding, way: Way, env: Env, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    if unsaved(app) || app.layers.iter().any(|layer| layer.takes_text() || layer.asks()) {
        app.tell(ListWord::CloseFirst.say(lang), Tone::Plain);
        return;
    }
    let about = app.session().and_then(Session::selected);
    app.layers.clear();
    match way {
        Way::Here => run(app, binding, env, effects),
        Way::List(tab) => {
            show(app, tab, about.as_ref());
            if binding.of == Of::Nothing {
                run(app, binding, env, effects);
            } else {
                tell_key(app, binding, way);
            }
        }
        Way::Page(tab, opener) => {
            let ctx = tab.map_or(Ctx::Anywhere, Tab::ctx);
            if let Some(tab) = tab {
                show(app, tab, about.as_ref());
            }
            let Some(opener) = keymap::KEYS.iter().find(|row| row.ctx == ctx && row.label == opener) else {
                return;
            };
            match opener.possible(app) {
                Ok(()) => {
                    (opener.handler)(app, env, effects);
                    tell_key(app, binding, way);
                }
                Err(reason) => app.tell(reason.say(lang), Tone::Plain),
            }
        }
    }
}

/// Brings a list to the front; the row that was selected before is selected there too, or what it is about.
fn show(app: &mut App, tab: Tab, about: Option<&RowKey>) {
    lists::go(app, tab.place());
    let Some(session) = app.session_mut() else { return };
    let register = &session.desk.register;
    let key = match about {
        Some(RowKey::Record(key)) => Some(key.clone()),
        Some(RowKey::Finding(_, subject, _)) => register.key_of(subject),
        _ => None,
    };
    let Some(key) = key else { return };
    let person = register.person_of(&key).cloned();
    let group = key.group().cloned().map(RecordKey::Group);
    let person = person.into_iter().flat_map(|id| [RecordKey::Staff(id.clone()), RecordKey::Partner(id)]);
    let named: Vec<RowKey> =
        std::iter::once(key.clone()).chain(person).chain(group).map(RowKey::Record).collect();
    let (list, desk) = session.list_and_desk();
    let _ = named.iter().any(|key| list.select(desk, key));
}

/// Tells which key an action has, now that its place is in front.
fn tell_key(app: &mut App, binding: &Binding, way: Way) {
    let lang = app.lang();
    let key = binding.shown_keys().next().map(|key| key.name(lang)).unwrap_or_default();
    let label = binding.label.say(lang);
    let said = match (way, binding.of) {
        (Way::List(_), Of::Row | Of::Marks) => ListWord::KeyOnRow.fill(lang, &[way.name(lang), &key, label]),
        _ => ListWord::KeyThere.fill(lang, &[way.name(lang), &key, label]),
    };
    app.tell(said, Tone::Plain);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_that_is_offered_elsewhere_is_found_by_its_reading_and_has_synonyms() {
        let without: Vec<&str> = offered(&[])
            .iter()
            .filter(|(binding, _)| binding.label.synonyms().is_empty())
            .map(|(binding, _)| binding.label.say(Lang::Ja))
            .collect();
        assert!(without.is_empty(), "no row in words/synonyms.rs: {without:?}");
    }

    #[test]
    fn every_page_has_its_opener() {
        for binding in keymap::KEYS.iter() {
            let Some(Way::Page(tab, opener)) = way(binding.ctx) else { continue };
            let ctx = tab.map_or(Ctx::Anywhere, Tab::ctx);
            assert!(keymap::KEYS.iter().any(|row| row.ctx == ctx && row.label == opener), "{opener:?}");
        }
    }
}
