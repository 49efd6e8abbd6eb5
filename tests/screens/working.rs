//! What takes long beside the screen: a box over everything, with how far it is and the key that stops it.

use mcs_register::{
    register::{Lang, Progress, Stage},
    tui::app::{Effect, Message, Stage as Screen},
};

use crate::{
    pages::{NARROW, WIDE},
    screen::Bench,
};

fn at(done: u64, stoppable: bool) -> Message {
    Message::Working(Some(Progress { stage: Stage::Papers, done, total: 2_000, stoppable, stopped: false }))
}

#[test]
fn how_far_it_is_and_how_it_is_stopped_stands_over_everything() {
    for (lang, size, says, key) in [
        (Lang::Ja, NARROW, "書類の作成  500／2,000（25％）", "Esc 中止"),
        (Lang::Ja, (60, 16), "書類の作成  500／2,000（25％）", "Esc 中止"),
        (Lang::En, WIDE, "Drawing the papers  500 of 2,000 (25 %)", "Esc Stop"),
    ] {
        let mut bench = Bench::demo(lang, size);
        bench.press("2 e");
        let layers = bench.app.layers.len();
        bench.send(at(500, true));
        bench.shows(says).shows(key);
        // Nothing else is done meanwhile, and nothing is typed.
        bench.press("x \"abc\" Enter Down F10 q");
        assert!(bench.effects.is_empty() && bench.app.layers.len() == layers);
        bench.press("Esc");
        assert_eq!(bench.effects, [Effect::StopWork]);
        // It was asked for: the work ends at its next step.
        bench.send(at(500, false));
        bench.hides(key).press("Esc");
        assert!(bench.effects.is_empty());
        bench.send(Message::Working(None));
        bench.hides(says);
        assert_eq!(bench.app.layers.len(), layers, "the form is as it was");
    }
}

#[test]
fn whoever_leaves_the_register_stops_it_and_reads_so_at_the_door() {
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.send(at(1, true));
    bench.press("C-l");
    assert!(bench.effects.iter().any(|effect| matches!(effect, Effect::Lock { .. })));
    assert!(matches!(bench.app.stage, Screen::Door(_)) && bench.app.working.is_none());
    bench.shows("途中の処理を中止しました");
    // The same when nobody has touched a key.
    let mut bench = Bench::demo(Lang::Ja, NARROW);
    bench.send(at(1, true));
    bench.send(Message::Idle);
    assert!(bench.app.working.is_none());
}
