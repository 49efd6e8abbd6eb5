//! The lists in the order of one of their columns.

use mcs_register::{
    register::Lang,
    tui::{
        lists::{RowKey, Tab},
        words::Word,
    },
};

use crate::{
    pages::{NARROW, WIDE},
    screen::Bench,
};

fn keys(bench: &Bench) -> Vec<RowKey> {
    let session = bench.app.session().unwrap();
    let screen = session.tab.screen();
    session.list().rows().iter().map(|row| screen.key(&session.desk, *row)).collect()
}

fn sorted(keys: &[RowKey]) -> Vec<String> {
    let mut keys: Vec<String> = keys.iter().map(|key| format!("{key:?}")).collect();
    keys.sort();
    keys
}

/// The days of the passwords of the staff that is listed, in its order.
fn passwords(bench: &Bench) -> Vec<Option<String>> {
    let days = keys(bench).into_iter().filter_map(|key| match key {
        RowKey::Record(mcs_register::register::Key::Staff(id)) => {
            let staff = bench.register().staff().get(&id)?;
            Some(staff.mcs.password_changed_on.map(|day| day.to_string()))
        }
        _ => None,
    });
    days.collect()
}

#[test]
fn every_column_of_every_list_sorts_turns_and_goes_back_to_the_own_order() {
    for (size, lang) in [(NARROW, Lang::Ja), (WIDE, Lang::En)] {
        for number in 1..=Tab::ALL.len() {
            let mut bench = Bench::demo(lang, size);
            bench.press(&format!("{number}"));
            let own = keys(&bench);
            let columns = bench.app.session().unwrap().columns.clone();
            for column in &columns {
                let column = column.say(lang);
                bench.press(">").shows(&format!("{column}^"));
                let up = keys(&bench);
                bench.press("!").shows(&format!("{column}v"));
                let down = keys(&bench);
                for order in [&up, &down] {
                    assert_eq!(sorted(order), sorted(&own), "{number} {column}");
                }
            }
            bench.press(">");
            assert_eq!(keys(&bench), own, "{number}");
            bench.press("S-Right S-Left");
            assert_eq!(keys(&bench), own, "{number}");
        }
    }
}

#[test]
fn days_stand_by_their_day_and_what_is_not_recorded_last() {
    let mut bench = Bench::demo(Lang::Ja, WIDE);
    bench.press("2 f f f");
    let place = bench.app.session().unwrap().columns.iter().position(|it| *it == Word::ColPassword).unwrap();
    bench.press(&"> ".repeat(place + 1));
    let up = passwords(&bench);
    bench.press("!");
    let down = passwords(&bench);
    let recorded = |days: &[Option<String>]| days.iter().flatten().cloned().collect::<Vec<_>>();
    assert!(recorded(&up).is_sorted() && recorded(&down).iter().rev().is_sorted());
    for days in [&up, &down] {
        let first_open = days.iter().position(Option::is_none).unwrap();
        assert!(days[first_open..].iter().all(Option::is_none), "{days:?}");
    }
}

#[test]
fn names_stand_by_their_reading_and_the_order_outlives_the_screen() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    // The devices by who holds them.
    let place =
        |bench: &Bench| bench.app.session().unwrap().columns.iter().position(|it| *it == Word::ColHolder);
    bench.press("3");
    let place = place(&bench).unwrap();
    bench.press(&"> ".repeat(place + 1));
    let order = keys(&bench);
    let readings = order.iter().filter_map(|key| match key {
        RowKey::Record(mcs_register::register::Key::Device(id)) => {
            let holder = bench.register().devices().get(id)?.holder.clone()?;
            bench.register().person(&holder)?.kana().map(mcs_register::register::kana::sort_key)
        }
        _ => None,
    });
    let readings: Vec<_> = readings.collect();
    assert!(readings.len() > 3 && readings.is_sorted());
    bench.press("2 5 3").shows("使用者^");
    assert_eq!(keys(&bench), order);
}

#[test]
fn the_cursor_stays_on_its_record() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.press("2 Down Down Down");
    let selected = bench.app.session().unwrap().selected();
    bench.press("> > > ! >");
    assert_eq!(bench.app.session().unwrap().selected(), selected);
}

#[test]
fn on_today_each_row_stays_below_its_heading() {
    let mut bench = Bench::demo(Lang::Ja, WIDE);
    let urgencies = |bench: &Bench| {
        let session = bench.app.session().unwrap();
        let rows = session.list().rows().iter();
        rows.map(|row| session.tab.screen().heading(&session.desk, *row)).collect::<Vec<_>>()
    };
    let own = urgencies(&bench);
    bench.press("> > !");
    assert_eq!(urgencies(&bench), own);
}
