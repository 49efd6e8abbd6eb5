//! From when the register is kept and who hosts the patients' groups, as a small form: what the findings of a first day depend
//! on. Nothing is filled in, and what stays open is judged strictly.

use crate::{
    policy::Policy,
    register::{Date, Lang, Time, Timing, records::Office, words::Host},
    tui::{
        forms::{
            day::Reading,
            field::{Entry, Field},
        },
        widgets::text_input::TextInput,
        words::{BeginningWord, EnumWord as _},
    },
};

use super::sheet::{Errand, Sheet};

/// From a day that has come.
const SINCE: Reading = Reading::day(Timing::Deed);

impl Sheet {
    /// Asks for it, with what is recorded by now.
    pub fn beginning(office: &Office, policy: &Policy, lang: Lang) -> Self {
        let since = office.kept_since.map(|day| day.to_string()).unwrap_or_default();
        let since = Field::needed(Office::kept_since, Entry::Day(TextInput::with_text(&since)), lang);
        let hosts = Host::CHOICES.iter().map(|host| host.say(lang));
        let options: Vec<String> =
            hosts.chain([BeginningWord::HostOpen.say(lang)]).map(str::to_owned).collect();
        let place = Host::CHOICES.iter().position(|host| Some(*host) == office.default_host);
        let at = place.unwrap_or(Host::CHOICES.len());
        let host = Field::needed(Office::default_host, Entry::Choice { options, at }, lang);
        let host = Field { label: Office::default_host.say(lang, policy).into_owned(), ..host };
        Self::new(Errand::Beginning, vec![Field { needed: false, reading: Some(SINCE), ..since }, host])
    }

    /// What was answered, each as it is recorded; nothing where the day cannot be read or lies ahead, which is told.
    pub fn beginning_answered(&mut self, today: Date, lang: Lang) -> Option<(Option<Date>, Option<Host>)> {
        let (mut since, mut host, mut fault) = (None, None, None);
        for (place, field) in self.fields.iter().enumerate() {
            match &field.entry {
                Entry::Day(input) if input.text().trim().is_empty() => {}
                Entry::Day(input) => match SINCE.read_day(input.text(), Time::midnight(today)) {
                    Ok(day) => since = Some(day),
                    Err(why) => fault = Some((place, why.say(lang))),
                },
                Entry::Choice { at, .. } => host = Host::CHOICES.get(*at).copied(),
                _ => {}
            }
        }
        if let Some((place, message)) = fault {
            self.fault(place, message);
            return None;
        }
        Some((since, host))
    }
}
