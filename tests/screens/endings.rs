//! What ends the use of a group: asked for once, recorded as one change, and what is left to do as a list.

use mcs_register::{
    register::{Date, Key as RecordKey, Lang, id::GroupId},
    tui::{
        app::Effect,
        lists::{RowKey, Tab},
    },
};

use crate::{
    pages::{NARROW, WIDE},
    screen::Bench,
};

/// The list of groups with a patient's group selected that is in use.
fn on_a_group(lang: Lang, size: (u16, u16)) -> (Bench, GroupId) {
    let mut bench = Bench::demo(lang, size);
    bench.press("5 f f Home");
    let id = loop {
        let Some(RowKey::Record(RecordKey::Group(id))) = bench.app.session().unwrap().selected() else {
            panic!()
        };
        let sheet = &bench.register().group(&id).unwrap().sheet;
        // What another office hosts is left to that office.
        if sheet.deceased_on.is_none() && sheet.ended_on.is_none() && sheet.host_name.is_none() {
            break id;
        }
        bench.press("Down");
    };
    (bench, id)
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn a_death_is_recorded_with_its_day_and_its_keeping_and_lists_what_is_left() {
    for (lang, size) in [(Lang::Ja, NARROW), (Lang::Ja, (60, 16)), (Lang::En, WIDE)] {
        let (mut bench, id) = on_a_group(lang, size);
        bench.press("x");
        // Nothing is filled in, and without an answer nothing goes on.
        bench.press("F10");
        assert!(bench.effects.is_empty() && bench.app.layers.len() == 1);
        bench.press("Right Tab \"11/20\" Tab \"2031-11-20\" F10");
        let said = if lang == Lang::Ja { "逝去日" } else { "day of death" };
        bench.shows(said).shows(id.as_str());
        assert!(!bench.effects.iter().any(|effect| matches!(effect, Effect::Commit { .. })));
        bench.press("y");
        let sheet = bench.register().group(&id).unwrap().sheet.clone();
        assert_eq!(
            (sheet.deceased_on, sheet.retain_until),
            (Some(day("2026-11-20")), Some(day("2031-11-20")))
        );
        assert_eq!(sheet.ended_on, None);
        // What is left of it stands on today's list, and nothing else.
        let session = bench.app.session().unwrap();
        assert_eq!((session.tab, session.list().search.text()), (Tab::Today, id.as_str()));
        assert!(bench.app.layers.is_empty());
        bench.press("u");
        assert_eq!(bench.register().group(&id).unwrap().sheet.deceased_on, None);
    }
}

#[test]
fn a_move_is_the_end_of_use_and_its_archive_is_what_is_left() {
    let (mut bench, id) = on_a_group(Lang::Ja, NARROW);
    bench.press("x Right Right Tab \"11/20\" F10").shows("利用終了日").shows("保管する期限は未定のまま");
    bench.press("y");
    let sheet = bench.register().group(&id).unwrap().sheet.clone();
    assert_eq!((sheet.ended_on, sheet.deceased_on), (Some(day("2026-11-20")), None));
    let session = bench.app.session().unwrap();
    assert!(session.list().rows().len() > 1, "{}", bench.screen());
    bench.shows("保管");
    // It has ended: the bar of its list begins with the archive.
    bench.press(&format!("5 Esc / \"{id}\" Enter"));
    assert!(bench.bar().starts_with("z 保管庫へ移した"), "{}", bench.bar());
    bench.press("x").shows("すでに終わっています");
}

#[test]
fn a_day_ahead_and_a_keeping_that_ends_before_are_refused_in_the_form() {
    let (mut bench, id) = on_a_group(Lang::Ja, NARROW);
    bench.press("x Right Tab \"2026-12-20\" F10");
    assert_eq!(bench.app.layers.len(), 1);
    bench.press("C-u \"2026-11-20\" Tab \"2026-11-01\" F10").shows("その日付より後");
    bench.press("Esc").shows("記録していません");
    assert_eq!(bench.register().group(&id).unwrap().sheet.deceased_on, None);
}
