//! The facts of the office as a whole: what every paper may say, filings, what it set otherwise, the recovery key.

use super::source::{Source, blank, day, plain, short_day, short_day_or_blank, word, yes_no};
use crate::{
    documents::{
        names::Namer,
        template::{Facts, Value},
        text::visible,
        words,
    },
    register::{
        Lang,
        records::{Filing, Group, Staff},
        words::{FilingKind, GroupKind},
    },
};

/// What every paper may say.
pub(super) fn common(source: &Source<'_>, facts: &mut Facts) {
    let office = source.register.office();
    facts.say("office.name", plain(office.name.as_deref()));
    facts.say("office.kind", plain(office.kind.as_deref()));
    facts.say("office.phone", plain(office.phone.as_deref()));
    facts.say("office.address", plain(office.address.as_deref()));
    facts.say("office.corporation", plain(office.corporation.as_deref()));
    facts.say("office.manager", source.person(office.manager.as_ref()));
    facts.say("office.administrators", source.administrators(Namer::person, "、"));
    facts.say("sender.manager", office.manager.as_ref().map(|id| source.namer.sender(id)));
    facts.say("sender.administrators", source.administrators(Namer::sender, "\n"));
    facts.say("office.guideline_confirmed", day(office.guideline_confirmed_on));
    facts.say("office.address", plain(office.address.as_deref()));
    facts.say("office.corporation", plain(office.corporation.as_deref()));
    facts.say("office.representative", source.namer.of_the_office(office.representative.as_deref()));
    facts.say("secretariat", Some(format!("{} 御中", visible(source.policy.secretariat_addressed()))));
    facts.say("policy", Some(visible(source.policy.title(Lang::Ja))));
    facts.say("policy.edition", Some(visible(&source.policy.edition(Lang::Ja))));
    facts.say("today", Some(words::day(source.today)));
}

/// Application, pledges and consents: what is there and what is not.
pub(super) fn filings(source: &Source<'_>, facts: &mut Facts) {
    let filing = |filing: &Filing| -> [Value; 6] {
        [
            plain(Some(filing.id.as_str())),
            word(Some(words::ja(filing.kind))),
            short_day(filing.submitted_on),
            if let Some(refused_on) = filing.refused_on.filter(|_| filing.approved_on.is_none()) {
                short_day(Some(refused_on)).map(|day| format!("不許可 {day}"))
            } else if asks_for_approval(filing.kind) {
                short_day(filing.approved_on)
            } else {
                short_day_or_blank(filing.approved_on)
            },
            source.text(filing.reference.as_deref()).or_else(blank),
            source.text(filing.note.as_deref()).or_else(blank),
        ]
    };
    let filings = source.register.filings().iter().map(filing);
    facts.list("filings", &["id", "kind", "submitted", "approved", "reference", "note"], filings);
    let pledge = |staff: &Staff| -> [Value; 5] {
        let exempt = source.text(staff.pledge.exempt.as_deref());
        [
            plain(Some(staff.id.as_str())),
            source.namer.name(&staff.id),
            source.text(staff.profession.as_deref()),
            short_day(staff.pledge.signed_on).or_else(|| exempt.as_ref().map(|_| String::new())),
            exempt.map(|why| format!("省略：{why}")).or_else(blank),
        ]
    };
    let staff = source.staff_in_order().into_iter().filter(|staff| source.serves(staff));
    facts.list("pledges", &["id", "name", "profession", "signed", "note"], staff.map(pledge));
    let consent = |group: &Group| -> [Value; 6] {
        let consent = &group.sheet.consent;
        [
            plain(Some(group.sheet.id.as_str())),
            Some(source.namer.group(&group.sheet.id)),
            short_day(consent.signed_on),
            word(consent.by.map(words::ja)),
            yes_no(consent.both_copies, "双方所持", "片方のみ"),
            short_day_or_blank(consent.withdrawn_on),
        ]
    };
    let open =
        |group: &&Group| group.sheet.kind == GroupKind::Patient && !group.sheet.is_put_away(source.today);
    let groups = source.register.groups().iter().filter(open);
    facts.list("consents", &["id", "group", "signed", "by", "copies", "withdrawn"], groups.map(consent));
}

/// Whether the secretariat has to permit what was filed (第15条(3)・第17条(3)).
fn asks_for_approval(kind: FilingKind) -> bool {
    matches!(kind, FilingKind::FreeGroup | FilingKind::DisasterPost)
}

/// What the office set otherwise than the policy has it.
pub(super) fn settings(source: &Source<'_>, facts: &mut Facts) {
    let policy = source.policy;
    let rows = policy.set_otherwise(source.register.office()).into_iter().map(|row| -> [Value; 4] {
        let value = |value| Some(visible(&policy.setting_text(row.setting, value, Lang::Ja)));
        [
            Some(visible(&policy.setting_label(row.setting, Lang::Ja))),
            Some(visible(&policy.setting_article(row.setting, Lang::Ja))),
            value(row.shipped),
            value(row.now),
        ]
    });
    facts.list("settings", &["setting", "article", "shipped", "now"], rows);
}

/// The recovery key, to be kept on paper alone.
pub(super) fn recovery_key(key: &str, facts: &mut Facts) {
    // Four groups a line, so that nobody loses their place.
    let groups: Vec<&str> = key.trim().split('-').collect();
    let lines: Vec<String> = groups.chunks(4).map(|groups| groups.join("-")).collect();
    facts.say("key", Some(visible(&lines.join("-\n"))));
}
