//! What is asked about before it is recorded: it may be meant, and often is not. The screen asks one question that names
//! every doubt, and `apply` refuses the line unless it says `"confirm": true`. What can never be right is no doubt but a
//! [`Refusal`](crate::register::Refusal).
//!
//! **A doubt more is a row of [`Doubt`]**: its name with what it is about, the function that finds it in a planned change,
//! and its sentence in both languages, with what it is about between braces; the function goes into a file beside. It looks
//! at the change (every record before and after), and never at how it came about, so that a key, a form and a line of
//! `apply` are asked alike. What stood there before is nothing to ask about again.

mod devices;
mod office;
mod people;
mod take_outs;

use crate::{
    policy::file::{rulebook::Policy, written::Text},
    register::{
        Change, Command, Date, Lang, Person, Register,
        id::{DeviceId, PersonId, TakeOutId},
        subject::Subject,
        words::{DeviceStatus, EnumWord},
    },
};

/// A row is `what { about } by finder: in Japanese, in English`.
macro_rules! doubts {
    ($(
        $(#[$doc:meta])*
        $doubt:ident { $($field:ident : $type:ty),* } by $find:path: $ja:literal, $en:literal;
    )*) => {
        /// What is asked about before a change is recorded.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[expect(missing_docs, reason = "the fields are what the sentence names")]
        pub enum Doubt { $($(#[$doc])* $doubt { $($field: $type),* }),* }

        impl Doubt {
            /// Every doubt about a planned change, in the order of the rows.
            fn all(planned: &Planned<'_>) -> Vec<Self> {
                let mut doubts = Vec::new();
                $($find(planned, &mut |doubt| doubts.push(doubt));)*
                doubts
            }

            /// What it is about, as its sentence names it.
            fn told(&self, register: &Register, lang: Lang) -> Vec<String> {
                match self {
                    $(Self::$doubt { $($field),* } => vec![$($field.told(register, lang)),*],)*
                }
            }

            /// What it says, in one sentence, of what it is about.
            fn say_of(&self, told: &[String], lang: Lang) -> String {
                let mut told = told.iter().map(String::as_str);
                match self {
                    $(Self::$doubt { .. } => {
                        $(let $field = told.next().unwrap_or_default();)*
                        match lang {
                            Lang::Ja => format!($ja),
                            Lang::En => format!($en),
                        }
                    })*
                }
            }
        }
    };
}

impl Doubt {
    /// What it says, in one sentence.
    pub fn say(&self, register: &Register, lang: Lang) -> String {
        self.say_of(&self.told(register, lang), lang)
    }
}

doubts! {
    /// A decision that no longer covers what was decided is taken back.
    OpenedAgain { record: Subject } by opened_again:
        "{record}は、今の内容で承認・却下が決まっています。変えると決定は取り消され、承認待ちに戻ります（前の決定は履歴に残ります）。",
        "{record} was decided as it stands. Changed, the decision is taken back and it waits for approval again (the earlier decision stays in the history).";
    /// A device that is gone is asked for, approved, taken along or lent.
    Gone { device: DeviceId, status: DeviceStatus } by devices::gone:
        "{device}の状態は「{status}」です。", "{device} is recorded as: {status}.";
    /// A device is asked for, approved or taken along that has not come back from another take-out.
    StillOut { device: DeviceId, take_out: TakeOutId, since: Date } by take_outs::still_out:
        "{device}は{take_out}で{since}から持ち出し中で、返却の記録がありません。",
        "{device} has been out with {take_out} since {since} and is not recorded as returned.";
    /// Whoever asks for a take-out, gets a device or is invited has left.
    Left { person: PersonId, left_on: Date } by people::left:
        "{person}は{left_on}で退職しています。", "{person} left on {left_on}.";
    /// Somebody is recorded under a name that is there, in whatever kanji: perhaps the same person.
    Namesake { person: PersonId } by people::namesake:
        "同じ名前の{person}がすでに登録されています。同じ人でないか確かめてください。",
        "{person} is recorded under the same name: look whether it is the same person.";
    /// A device is returned and stays in use by whoever had it.
    ReturnedInUse { device: DeviceId, holder: PersonId } by devices::returned_in_use:
        "{device}は返却済みになりますが、状態は「使用中」（保持者 {holder}）のままです。",
        "{device} is returned and stays in use (held by {holder}).";
    /// Somebody approves an exception of their own, and nobody else has countersigned it.
    ApprovedOwn { person: PersonId } by office::approved_own:
        "{person}についての例外を本人が承認することになります。「確認者（本人以外）」に、確認した別の人を入力してください。まだのときは、記録したあとも確認を求めます。",
        "{person} would approve their own exception. Enter who else has checked it (\"Countersigned by\"); without that, it is asked for from then on.";
    /// Moved so, the register's beginning or who hosts takes findings away.
    Hides { count: usize, rules: Text } by office::hides:
        "この変更で、指摘が{count}件なくなります（{rules}）。", "This takes {count} findings away ({rules}).";
    /// Somebody is put into a group without any day, although it is recorded from when the register is kept.
    Undated { person: PersonId, since: Date } by office::undated:
        "{person}の招待日も参加日も未記録です。台帳の記録開始日（{since}）より前からの参加者として扱い、招待の承認は確かめません。",
        "Neither the invitation nor the joining of {person} has a day. They count as a member from before this register was kept (since {since}), whose approval nobody asks for.";
}

/// A change as it is planned, with what it is judged by.
pub(super) struct Planned<'a> {
    pub register: &'a Register,
    pub policy: &'a Policy,
    pub command: &'a Command,
    pub change: &'a Change,
    pub today: Date,
}

impl Planned<'_> {
    /// Whether a day is recorded and has come.
    fn happened(&self, day: Option<Date>) -> bool {
        self.today.happened(day)
    }
}

/// Every record of one kind that the change leaves, each with what it was where it is not new.
macro_rules! changed {
    ($planned:expr, $kind:ident) => {
        $planned.change.records.iter().filter_map(|change| {
            let $crate::register::Record::$kind(after) = change.after.as_ref()? else { return None };
            let before = match &change.before {
                Some($crate::register::Record::$kind(before)) => Some(before),
                _ => None,
            };
            Some((before, after))
        })
    };
}
use changed;

/// What there is to ask about before a planned change is recorded: each doubt once.
pub fn doubts(
    register: &Register,
    policy: &Policy,
    command: &Command,
    change: &Change,
    today: Date,
) -> Vec<Doubt> {
    // A review is its own question, and other ids mean the same records.
    if matches!(command, Command::Review { .. } | Command::Rename { .. }) {
        return Vec::new();
    }
    let mut found = Doubt::all(&Planned { register, policy, command, change, today });
    let mut named: Vec<Doubt> = Vec::new();
    found.retain(|doubt| {
        let new = !named.contains(doubt);
        if new {
            named.push(doubt.clone());
        }
        new
    });
    found
}

/// So many sentences are said in full; the others are counted. So many records are named in one of them.
const NAMED: usize = 4;

/// Doubts in sentences, one after the other; what differs in nothing but the record is one sentence that names them all.
pub fn in_words(doubts: &[Doubt], register: &Register, lang: Lang) -> String {
    let mut alike: Vec<(&Doubt, Vec<String>, Vec<String>)> = Vec::new();
    for doubt in doubts {
        let mut told = doubt.told(register, lang);
        let about = if told.is_empty() { String::new() } else { told.remove(0) };
        let same = |(other, rest, _): &&mut (&Doubt, Vec<String>, Vec<String>)| {
            std::mem::discriminant(*other) == std::mem::discriminant(doubt) && *rest == told
        };
        match alike.iter_mut().find(same) {
            Some((.., names)) => names.push(about),
            None => alike.push((doubt, told, vec![about])),
        }
    }
    let say = |(doubt, rest, names): &(&Doubt, Vec<String>, Vec<String>)| {
        let (first, others) = names.split_at(if lang == Lang::Ja { NAMED.min(names.len()) } else { 1 });
        let about = match (lang, others.len()) {
            (Lang::Ja, more @ 1..) => format!("{}ほか{more}件", first.join("、")),
            _ => first.join("、"),
        };
        let told: Vec<String> = std::iter::once(about).chain(rest.iter().cloned()).collect();
        let said = doubt.say_of(&told, lang);
        // A sentence in the singular stays one.
        match (lang, others) {
            (Lang::Ja, _) | (_, []) => said,
            (Lang::En, others) => {
                let named = others.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
                match others.len().saturating_sub(NAMED) {
                    0 => format!("{said} The same holds for {named}."),
                    more => format!("{said} The same holds for {named} and {more} more."),
                }
            }
        }
    };
    let mut said: Vec<String> = alike.iter().take(NAMED).map(say).collect();
    match (alike.iter().skip(NAMED).map(|(.., names)| names.len()).sum::<usize>(), lang) {
        (0, _) => {}
        (more, Lang::Ja) => said.push(format!("ほかに{more}件あります。")),
        (more, Lang::En) => said.push(format!("And {more} more.")),
    }
    said.join(if lang == Lang::Ja { "" } else { " " })
}

fn opened_again(planned: &Planned<'_>, doubt: &mut dyn FnMut(Doubt)) {
    for key in planned.command.opens_again(planned.change) {
        doubt(Doubt::OpenedAgain { record: key.subject() });
    }
}

/// What a doubt is about as its sentence names it.
trait Told {
    fn told(&self, register: &Register, lang: Lang) -> String;
}

impl<T: EnumWord> Told for T {
    fn told(&self, _register: &Register, lang: Lang) -> String {
        self.say(lang).to_owned()
    }
}

impl Told for Date {
    fn told(&self, _register: &Register, _lang: Lang) -> String {
        self.to_string()
    }
}

impl Told for usize {
    fn told(&self, _register: &Register, _lang: Lang) -> String {
        self.to_string()
    }
}

impl Told for Text {
    fn told(&self, _register: &Register, lang: Lang) -> String {
        self.get(lang).to_owned()
    }
}

impl Told for Subject {
    fn told(&self, register: &Register, lang: Lang) -> String {
        let name = register.key_of(self).and_then(|key| register.name_of(&key).map(str::to_owned));
        named(&format!("{} {}", self.kind().title(lang), self.id()), name.as_deref(), lang)
    }
}

impl Told for PersonId {
    fn told(&self, register: &Register, lang: Lang) -> String {
        let name = register.person(self).and_then(Person::name);
        match (name.filter(|name| !name.trim().is_empty()), lang) {
            (Some(name), Lang::Ja) => format!("{name}さん（{self}）"),
            (Some(name), Lang::En) => format!("{name} ({self})"),
            (None, _) => self.to_string(),
        }
    }
}

impl Told for DeviceId {
    fn told(&self, register: &Register, lang: Lang) -> String {
        named(self.as_str(), register.devices().get(self).and_then(|row| row.name.as_deref()), lang)
    }
}

impl Told for TakeOutId {
    fn told(&self, register: &Register, lang: Lang) -> String {
        let row = register.take_outs().get(self);
        let requester = row.and_then(|row| row.requester.as_ref()).and_then(|id| register.person(id));
        named(self.as_str(), requester.and_then(Person::name), lang)
    }
}

/// Something by its number, and its name where it has one.
fn named(id: &str, name: Option<&str>, lang: Lang) -> String {
    match (name.filter(|name| !name.trim().is_empty()), lang) {
        (Some(name), Lang::Ja) => format!("{id}（{name}）"),
        (Some(name), Lang::En) => format!("{id} ({name})"),
        (None, _) => id.to_owned(),
    }
}

#[cfg(test)]
mod tests;
