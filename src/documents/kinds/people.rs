//! The facts of staff: ledger, training, and what a leaver holds.

use super::source::{Source, blank, day, number, plain, short_day, short_day_or_blank, word, yes_no};
use crate::{
    documents::{
        template::{Facts, Value},
        text::{UNRECORDED, visible},
        words,
    },
    policy::{Parameter, Rule, period::months_after, standing::account_left_standing},
    register::{
        Date, Lang,
        records::{Staff, TakeOut},
        subject::Subject,
        words::DeviceStatus,
    },
};

/// All staff with their IDs. There is no column for a password: 第12条(1) forbids notes of it.
pub(super) fn ledger(source: &Source<'_>, facts: &mut Facts) {
    let row = |staff: &Staff| -> [Value; 11] {
        let mcs = &staff.mcs;
        let gone = mcs.released_on.is_some() || mcs.deleted_on.is_some();
        let current = |value: Value| if gone { value.or_else(blank) } else { value };
        [
            plain(Some(staff.id.as_str())),
            name_and_kana(source, staff),
            source.text(staff.profession.as_deref()),
            short_day(staff.joined_on),
            short_day_or_blank(staff.left_on),
            source.namer.private(mcs.login.as_deref()),
            Some(role_and_day(staff)),
            current(short_day(mcs.password_changed_on)),
            current(short_day(mcs.two_factor_since)),
            pledge(source, staff, short_day),
            removed(source, staff),
        ]
    };
    facts.list(
        "staff",
        &[
            "id",
            "name",
            "profession",
            "joined",
            "left",
            "login",
            "role",
            "password",
            "two_factor",
            "pledge",
            "removed",
        ],
        source.staff_in_order().into_iter().map(row),
    );
}

/// The reading above the name, as in Japanese lists.
fn name_and_kana(source: &Source<'_>, staff: &Staff) -> Value {
    let name = source.namer.name(&staff.id)?;
    match source.namer.kana(&staff.id) {
        Some(kana) if kana != name => Some(format!("{kana}\n{name}")),
        _ => Some(name),
    }
}

/// The role in MCS, and since when.
fn role_and_day(staff: &Staff) -> String {
    let role = staff.mcs.role.map_or(UNRECORDED, words::ja);
    let since = short_day(staff.mcs.registered_on).unwrap_or_else(|| format!("登録日{UNRECORDED}"));
    format!("{role}\n{since}")
}

fn pledge(source: &Source<'_>, staff: &Staff, day: fn(Option<Date>) -> Value) -> Value {
    day(staff.pledge.signed_on)
        .or_else(|| source.text(staff.pledge.exempt.as_deref()).map(|why| format!("省略（{why}）")))
}

/// Released by the administrator, deleted by the person; only a leaver's is asked for.
fn removed(source: &Source<'_>, staff: &Staff) -> Value {
    let part = |what: &str, day| Some(format!("{what} {}", short_day(day)?));
    let parts: Vec<String> = [part("解除", staff.mcs.released_on), part("削除", staff.mcs.deleted_on)]
        .into_iter()
        .flatten()
        .collect();
    (!parts.is_empty() || source.serves(staff)).then(|| parts.join("\n"))
}

/// Who attended which training, and until when the next is due.
pub(super) fn training(source: &Source<'_>, facts: &mut Facts) {
    let here: Vec<&Staff> =
        source.staff_in_order().into_iter().filter(|staff| source.serves(staff)).collect();
    let open = source.open(Rule::Training);
    let row = |staff: &&Staff| -> [Value; 7] {
        let mut attended: Vec<_> = staff.trainings.iter().collect();
        attended.sort_by_key(|training| std::cmp::Reverse(training.on));
        let list: Vec<String> = attended
            .iter()
            .map(|training| {
                let day = short_day(training.on).unwrap_or_else(|| "日付未確認".to_owned());
                let title = source.text(training.title.as_deref()).unwrap_or_else(|| "題名未確認".to_owned());
                // One that is announced was attended by nobody yet.
                let ahead = training.on.is_some_and(|on| !source.past(Some(on)));
                format!("{day}　{title}{}", if ahead { "（予定）" } else { "" })
            })
            .collect();
        let about = Subject::Staff(staff.id.clone());
        let open = open.get(&about);
        // Long before it is asked for, the day is counted from the last one.
        let attended_on = staff
            .trainings
            .iter()
            .filter_map(|training| training.on)
            .filter(|on| source.past(Some(*on)))
            .max();
        let months = source.policy.parameter(Rule::Training, Parameter::IntervalMonths);
        let counted = attended_on.zip(months).map(|(on, months)| months_after(on, months));
        let due = open.and_then(|finding| finding.due).or(counted);
        [
            plain(Some(staff.id.as_str())),
            source.namer.name(&staff.id),
            source.text(staff.profession.as_deref()),
            short_day(attended_on),
            (!list.is_empty()).then(|| list.join("\n")),
            short_day_or_blank(due),
            // Whoever has no training on record has not attended, whatever the rule asks for.
            match open {
                Some(finding) => word(Some(finding.urgency.name(Lang::Ja))),
                None => (!list.is_empty()).then(|| "受講済み".to_owned()),
            },
        ]
    };
    facts.list(
        "trainings",
        &["id", "name", "profession", "last", "attended", "due", "state"],
        here.iter().map(row),
    );
    facts.say("staff.count", Some(format!("{}名", here.len())));
}

/// What a leaver holds, each with a box; what is recorded as done is ticked.
pub(super) fn leaver(source: &Source<'_>, staff: &Staff, facts: &mut Facts) {
    facts.say("person", Some(source.namer.person(&staff.id)));
    facts.say("person.id", plain(Some(staff.id.as_str())));
    facts.say("joined", day(staff.joined_on));
    facts.say("left", day(staff.left_on));
    facts.say("role", word(staff.mcs.role.map(words::ja)));
    facts.say("login", source.namer.private(staff.mcs.login.as_deref()));
    facts.say("pledge", pledge(source, staff, day));
    let done = |what: String, on: Option<Date>| -> [Value; 2] { [Some(what), short_day(on)] };
    let account = vec![
        done("MCSのスタッフ解除（MCS管理者が行う）".to_owned(), staff.mcs.released_on),
        done("MCSのアカウント削除（本人が行う）".to_owned(), staff.mcs.deleted_on),
    ];
    facts.list("account", &["text", "done"], account);
    let asked = account_left_standing(staff, source.today);
    let risk = asked.map(|asked| {
        let asked = words::day(asked);
        format!("残存リスク：{asked}に本人へ削除を依頼しましたが、アカウントの削除は記録されていません。削除は本人にしかできません。")
    });
    facts.say("account.risk", risk);
    let groups = source.memberships_of(&staff.id).map(|(group, membership)| {
        let what = format!("{}から解除", source.namer.group(&group.sheet.id));
        done(what, membership.released_on)
    });
    facts.list("groups", &["text", "done"], groups);
    let devices = source.devices_of(&staff.id).map(|device| {
        let name = source.text(device.name.as_deref()).unwrap_or_default();
        let kind = device.kind.map_or("機器", words::ja);
        let personal = device.ownership == Some(crate::register::words::Ownership::Personal);
        let what = if personal {
            "MCSのログアウトとデータの消去を確認（個人所有）"
        } else {
            "返却"
        };
        // What is lost or stolen cannot be given back: its state says what there is to do.
        let state = device.status.filter(|status| !DeviceStatus::in_service(Some(*status)));
        let state = state.map(|status| format!("［{}］", words::ja(status))).unwrap_or_default();
        done(format!("{}　{kind}　{name}{state}：{what}", visible(device.id.as_str())), device.returned_on)
    });
    facts.list("devices", &["text", "done"], devices);
    let out = |take_out: &&TakeOut| take_out.out_on.is_some() && take_out.returned_on.is_none();
    let open = source.take_outs_of(&staff.id).filter(out).map(|take_out| {
        let content = source.text(take_out.content.as_deref()).unwrap_or_default();
        done(format!("{} 持ち出しの返却：{content}", visible(take_out.id.as_str())), None)
    });
    facts.list("take_outs", &["text", "done"], open);
    let restrictions = staff.restrictions.iter().enumerate().map(|(place, restriction)| {
        [
            number(place),
            word(Some(words::ja(restriction.kind))),
            word(restriction.by.map(words::ja)),
            day(restriction.ordered_on),
            day(restriction.enforced_on),
        ]
    });
    facts.list("restrictions", &["number", "kind", "by", "ordered", "enforced"], restrictions);
    facts.say("profile", yes_no(staff.mcs.profile, "登録済み", "未登録"));
}
