//! What a field is chosen from: records of the register, words that were typed before, the words of a choice.

use std::collections::BTreeMap;

use crate::{
    policy::Rule,
    register::{Lang, Person, Register},
    tui::{
        app::{App, allowed::write},
        desk::Desk,
        forms::{
            Form,
            field::{Candidates, Entry, Field},
        },
        layers::{
            picker::{Item, Picker},
            sheet::Sheet,
        },
        terminal::width::visible,
        words::{ListedWord, TypingWord, Word, reading},
    },
};

/// The field in focus of the form or small form on top, and the rule that the form names.
fn field_in_focus(app: &App) -> Option<(&Field, Option<Rule>)> {
    if let Some(form) = app.layers.top::<Form>() {
        return Some((form.field()?, form.named_rule().and_then(Rule::from_name)));
    }
    app.layers.top::<Sheet>().and_then(Sheet::field).map(|field| (field, None))
}

/// Whether the field in focus names a record: Enter picks it.
pub fn names_a_record(app: &App) -> bool {
    field_in_focus(app).is_some_and(|(field, _)| matches!(field.entry, Entry::Reference { .. }))
}

/// Whether there is something to choose from for the field in focus.
pub fn has_candidates(app: &App) -> bool {
    let choice = |field: &Field| matches!(field.entry, Entry::Choice { .. });
    field_in_focus(app).is_some_and(|(field, _)| field.candidates().is_some() || choice(field))
}

/// The candidates of the field in focus, narrowed to what stands in it; Enter in a field without any goes on to the next.
pub fn pick_for_field(app: &mut App) {
    let lang = app.lang();
    let looks = app.layers.is_top::<Form>() && write(app).is_err();
    let Some((field, rule)) = field_in_focus(app).filter(|_| !looks) else {
        go_on(app);
        return;
    };
    let label = field.label.clone();
    if let Entry::Choice { options, at } = &field.entry {
        let (options, at) = (options.clone(), *at);
        pick_word(app, &label, &options, at);
        return;
    }
    let Some(from) = field.candidates() else {
        go_on(app);
        return;
    };
    let typed = field.typed().unwrap_or_default().trim().to_owned();
    let none = !field.needed && !typed.is_empty() && !from.are_words();
    let Some(session) = app.session() else { return };
    let (title, mut offered) = candidates(&session.desk, from, rule, lang);
    let here = offered.iter().position(|(_, id)| *id == typed);
    if none && !matches!(from, Candidates::Rules | Candidates::Subjects) {
        offered.push((Item::none(lang), String::new()));
    }
    let title = TypingWord::PickFor.fill(lang, &[title.say(lang), &label]);
    let picker =
        Picker::new(title, offered, |app, id, _, _| put(app, |form| form.put(&id), |sheet| sheet.put(&id)));
    app.layers.push(match here {
        Some(here) => picker.at(here),
        // A profession is another one where it is picked anew; what names no record is a search for one.
        None if from.are_words() => picker,
        None => picker.narrowed(&typed),
    });
}

/// The words of a choice, each with its reading.
fn pick_word(app: &mut App, label: &str, options: &[String], at: usize) {
    let offered = options.iter().enumerate().map(|(place, word)| (word_item(word), place));
    let picker = Picker::new(label, offered, |app, place, _, _| {
        put(app, |form| form.choose_at(place), |sheet| sheet.choose_at(place));
    });
    app.layers.push(picker.at(at));
}

fn word_item(word: &str) -> Item {
    Item::new(word.to_owned(), reading(word))
}

/// Puts what was picked into the field, and goes on.
fn put(app: &mut App, form: impl FnOnce(&mut Form), sheet: impl FnOnce(&mut Sheet)) {
    if let Some(on_top) = app.layers.top_mut::<Form>() {
        form(on_top);
    } else if let Some(on_top) = app.layers.top_mut::<Sheet>() {
        sheet(on_top);
    }
    go_on(app);
}

fn go_on(app: &mut App) {
    if let Some(form) = app.layers.top_mut::<Form>() {
        form.move_focus(1);
    } else if let Some(sheet) = app.layers.top_mut::<Sheet>() {
        sheet.move_focus(1);
    }
}

/// What is offered for a field, with the title of the list.
pub fn candidates(
    desk: &Desk,
    from: Candidates,
    rule: Option<Rule>,
    lang: Lang,
) -> (Word, Vec<(Item, String)>) {
    let mut offered = Vec::new();
    let mut push = |id: &str, name: Option<&str>, kana: Option<&str>, more: Option<&str>| {
        // A rule or a subject is told in words; its code is for the record.
        let code = if matches!(from, Candidates::Rules | Candidates::Subjects) { "" } else { id };
        let label = format!("{code} {} {}", name.unwrap_or_default(), more.unwrap_or_default());
        let item = Item::new(visible(label.trim()).into_owned(), [kana.unwrap_or_default(), id]);
        offered.push((item, id.to_owned()));
    };
    let title = match from {
        Candidates::Staff | Candidates::People => {
            let staff: Vec<_> = desk
                .register
                .staff()
                .iter()
                .map(|row| (row.kana.as_deref(), row.name.as_deref(), row.id.as_str()))
                .collect();
            for row in desk.in_order(&staff) {
                if let Some(row) = desk.register.staff().at(row as usize) {
                    push(
                        row.id.as_str(),
                        row.name.as_deref(),
                        row.kana.as_deref(),
                        row.profession.as_deref(),
                    );
                }
            }
            if from == Candidates::People {
                let partners: Vec<_> = desk
                    .register
                    .partners()
                    .iter()
                    .map(|row| (row.kana.as_deref(), row.name.as_deref(), row.id.as_str()))
                    .collect();
                for row in desk.in_order(&partners) {
                    if let Some(row) = desk.register.partners().at(row as usize) {
                        push(
                            row.id.as_str(),
                            row.name.as_deref(),
                            row.kana.as_deref(),
                            row.affiliation.as_deref(),
                        );
                    }
                }
                Word::PickPerson
            } else {
                Word::PickStaff
            }
        }
        Candidates::Devices => {
            for row in desk.register.devices() {
                let holder = row.holder.as_ref().and_then(|id| desk.register.person(id));
                push(
                    row.id.as_str(),
                    row.name.as_deref(),
                    holder.and_then(Person::kana),
                    holder.and_then(Person::name),
                );
            }
            Word::PickDevice
        }
        Candidates::Groups => {
            for row in desk.register.groups() {
                push(row.sheet.id.as_str(), row.sheet.name.as_deref(), None, None);
            }
            Word::PickGroup
        }
        Candidates::Rules => {
            for rule in Rule::ALL {
                push(rule.name(), Some(desk.policy.rule_label(*rule, lang)), None, None);
            }
            Word::PickRule
        }
        Candidates::Subjects => {
            subjects(desk, rule, &mut push);
            Word::PickSubject
        }
        Candidates::Professions | Candidates::Relations => {
            let words = words_for(&desk.register, from, lang);
            offered.extend(words.into_iter().map(|word| (word_item(&visible(&word)), word)));
            Word::PickWord
        }
    };
    (title, offered)
}

/// The subjects of a waiver: those that the rule flags now.
fn subjects(
    desk: &Desk,
    rule: Option<Rule>,
    push: &mut impl FnMut(&str, Option<&str>, Option<&str>, Option<&str>),
) {
    let Some(rule) = rule else { return };
    let mut seen = rustc_hash::FxHashSet::default();
    for finding in desk.findings.iter().filter(|finding| finding.rule == rule) {
        if seen.insert(&finding.subject) {
            let sentence = desk.policy.sentence(finding, &desk.register, desk.today, desk.lang);
            push(&finding.subject.to_string(), Some(&sentence), None, None);
        }
    }
}

/// The words that were typed before, the most frequent first, and after them the usual ones.
fn words_for(register: &Register, from: Candidates, lang: Lang) -> Vec<String> {
    let typed: Vec<&str> = match from {
        Candidates::Professions => {
            let staff = register.staff().iter().filter_map(|row| row.profession.as_deref());
            staff.chain(register.partners().iter().filter_map(|row| row.profession.as_deref())).collect()
        }
        _ => register.groups().iter().filter_map(|row| row.sheet.consent.relation.as_deref()).collect(),
    };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in typed.into_iter().map(str::trim).filter(|word| !word.is_empty()) {
        *counts.entry(word).or_default() += 1;
    }
    let mut known: Vec<(&str, usize)> = counts.into_iter().collect();
    known.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut words: Vec<String> = known.into_iter().map(|(word, _)| word.to_owned()).collect();
    let usual = if from == Candidates::Professions { ListedWord::PROFESSIONS } else { ListedWord::RELATIONS };
    for word in usual.iter().map(|word| word.say(lang)) {
        if !words.iter().any(|there| there == word) {
            words.push(word.to_owned());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::document::decode;

    #[test]
    fn what_was_typed_before_stands_before_the_usual_words() {
        let text = r#"{"format": "mcs-register/1", "staff": [
            {"id": "S-1", "profession": "音楽療法士"}, {"id": "S-2", "profession": "看護師"},
            {"id": "S-3", "profession": "看護師"}, {"id": "S-4", "profession": " "}]}"#;
        let register = decode(text.as_bytes(), &|_| None).unwrap();
        let words = words_for(&register, Candidates::Professions, Lang::Ja);
        assert_eq!(words[..2], ["看護師", "音楽療法士"]);
        assert!(words.contains(&"介護支援専門員".to_owned()));
        assert_eq!(words.iter().filter(|word| *word == "看護師").count(), 1);
        assert!(words_for(&register, Candidates::Relations, Lang::En).contains(&"wife".to_owned()));
    }

    #[test]
    fn every_usual_word_is_found_by_its_reading() {
        let kana = |text: &str| text.chars().all(|c| matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '・'));
        for word in ListedWord::ALL.iter().map(|word| word.say(Lang::Ja)) {
            assert!(kana(word) || reading(word).is_some_and(kana), "{word}");
        }
        assert_eq!(ListedWord::PROFESSIONS.len() + ListedWord::RELATIONS.len(), ListedWord::ALL.len());
    }
}
