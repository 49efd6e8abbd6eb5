//! Times and stamps, in words.

use crate::{
    register::{Lang, Time},
    tui::terminal::width::visible,
};

use super::Word;

/// A time as a field shows it: `2026-11-22 09:10`.
pub fn show_time(time: Time) -> String {
    format!("{} {:02}:{:02}", time.date, time.hour(), time.minute())
}

/// The day and the time of a stamp; `None` where it is not written as one.
pub fn moment(at: &str) -> Option<Time> {
    let (day, rest) = at.split_once('T')?;
    let mut parts = rest.split(':');
    let hour = parts.next()?.parse().ok()?;
    let minute = parts.next()?.parse().ok()?;
    Time::new(day.parse().ok()?, hour, minute).ok()
}

/// A stamp as a day and a minute; one that cannot be read as it stands.
pub fn when_short(at: &str) -> String {
    moment(at).map_or_else(|| visible(at).into_owned(), show_time)
}

/// The seconds before the next password may be tried, in words.
pub fn wait_sentence(seconds: u32, lang: Lang) -> String {
    match (seconds / 60, seconds % 60) {
        (0, seconds) => Word::WaitSeconds.fill(lang, &[&seconds.to_string()]),
        (minutes, seconds) => Word::WaitMinutes.fill(lang, &[&minutes.to_string(), &seconds.to_string()]),
    }
}
