//! The facts of the cover of an evidence pack.

use super::source::day;
use crate::{
    documents::template::{Facts, Value},
    register::Date,
};

/// What lies under a cover.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cover {
    /// The day of the history's first entry.
    pub since: Option<Date>,
    /// How many entries the history has.
    pub entries: usize,
    /// Whether file and history fitted each other; `None` where nobody looked.
    pub fits: Option<bool>,
    /// The files with what each is.
    pub contents: Vec<(&'static str, &'static str)>,
    /// What is left out, with the reason.
    pub left_out: Vec<(String, String)>,
}

pub(super) fn facts(cover: Option<&Cover>, facts: &mut Facts) {
    let none = Cover::default();
    let cover = cover.unwrap_or(&none);
    facts.say("since", day(cover.since));
    facts.say("entries", Some(format!("{}件", cover.entries)));
    let fits = match cover.fits {
        Some(true) => "ファイル・履歴・記録はすべて一致しました。",
        Some(false) => {
            "合わないところがありました。事業所で mcs-register verify を実行し、内容を確かめてください。"
        }
        None => "確かめていません。",
    };
    facts.say("fits", Some(fits.to_owned()));
    let row =
        |(name, what): &(&str, &str)| -> [Value; 2] { [Some((*name).to_owned()), Some((*what).to_owned())] };
    facts.list("contents", &["name", "what"], cover.contents.iter().map(row));
    let row = |(what, why): &(String, String)| -> [Value; 2] { [Some(what.clone()), Some(why.clone())] };
    facts.list("left_out", &["what", "why"], cover.left_out.iter().map(row));
}
