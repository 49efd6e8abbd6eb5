//! The selection stays with its record: after what was looked at, changed, taken back, narrowed or sorted.

use mcs_register::{
    register::{Lang, Register},
    tui::{
        app::Effect,
        forms::{Form, field::Entry},
        lists::RowKey,
    },
};

use crate::screen::Bench;

const LOOKS: [(Lang, (u16, u16)); 2] = [(Lang::Ja, (80, 24)), (Lang::En, (120, 36))];

/// A list with a row in the middle selected, and that row.
fn at(tab: usize, place: usize, (lang, size): (Lang, (u16, u16))) -> Option<(Bench, RowKey)> {
    let mut bench = Bench::demo(lang, size);
    bench.press(&format!("{tab} Home {}", "Down ".repeat(place)));
    let row = bench.app.session().unwrap().selected()?;
    Some((bench, row))
}

fn selected(bench: &Bench) -> Option<RowKey> {
    bench.app.session().unwrap().selected()
}

/// What is only looked at, narrowed and widened again, sorted and turned leaves the selection where it was.
#[test]
fn looking_about_leaves_the_selection_where_it_was() {
    for look in LOOKS {
        for tab in 1..=9 {
            for place in [0, 2, 7] {
                let filters = {
                    let Some((bench, _)) = at(tab, place, look) else { continue };
                    bench.app.session().unwrap().tab.screen().filters().len()
                };
                let round = "f ".repeat(filters);
                let ways = [
                    "Right Esc",
                    "? Esc",
                    "C-p Esc",
                    "/ Esc",
                    "/ \"zzz\" Esc",
                    "/ \"zzz\" Enter Esc",
                    "> ",
                    "> !",
                    "> > < <",
                    "Tab S-Tab",
                    "F5 Esc",
                    "R Esc",
                    "U Esc",
                    "F8 Esc",
                    "F6 Esc",
                    "H Esc",
                    "Space Space Up Up",
                    "* *",
                    round.as_str(),
                ];
                for keys in ways {
                    let Some((mut bench, row)) = at(tab, place, look) else { continue };
                    let keys = if keys == "Space Space Up Up" && tab == 1 { "*  *" } else { keys };
                    let marked = keys.starts_with("Space");
                    bench.press(keys);
                    if marked {
                        continue;
                    }
                    assert_eq!(selected(&bench), Some(row), "{tab} {place} {keys}\n{}", bench.screen());
                }
            }
        }
    }
}

/// After a form, whether it was left or saved, and after its undo, the same record is selected.
#[test]
fn a_form_and_its_undo_leave_the_selection_with_the_record() {
    let mut saved = 0;
    for look in LOOKS {
        for tab in 2..=9 {
            for place in [0, 2, 7] {
                let Some((mut bench, row)) = at(tab, place, look) else { continue };
                let before = bench.register().clone();
                bench.press("e Esc");
                assert_eq!(selected(&bench), Some(row.clone()), "{tab} {place} e Esc\n{}", bench.screen());
                bench.press("e");
                let Some(form) = bench.app.layers.top_mut::<Form>() else { continue };
                let memo = form.fields.iter().rposition(|field| {
                    field.is_shown() && matches!(field.entry, Entry::Text(_) | Entry::Area(_))
                });
                let Some(memo) = memo else { continue };
                form.focus = memo;
                bench.press("\"x\" F10");
                if !bench.app.layers.is_empty() {
                    bench.press("y");
                }
                if !bench.app.layers.is_empty() || *bench.register() == before {
                    continue;
                }
                saved += 1;
                assert_eq!(selected(&bench), Some(row.clone()), "{tab} {place} saved\n{}", bench.screen());
                undone(&mut bench, &before, &row);
            }
        }
    }
    assert!(saved > 20, "{saved}");
}

/// The last step is taken back, and its row is selected again.
fn undone(bench: &mut Bench, before: &Register, row: &RowKey) {
    bench.press("u");
    if !bench.app.layers.is_empty() {
        bench.press("y");
    }
    assert!(bench.register() == before, "{}", bench.screen());
    assert_eq!(selected(bench).as_ref(), Some(row), "undone\n{}", bench.screen());
}

/// What is deleted comes back under the cursor with its undo; meanwhile its neighbour is selected.
#[test]
fn what_was_deleted_is_selected_again_with_its_undo() {
    let mut deleted = 0;
    for look in LOOKS {
        for tab in 2..=9 {
            for place in [0, 3] {
                let Some((mut bench, row)) = at(tab, place, look) else { continue };
                let before = bench.register().clone();
                bench.press("Down");
                let below = selected(&bench);
                bench.press("Up Delete y");
                if *bench.register() == before {
                    continue;
                }
                deleted += 1;
                let commits = bench.effects.iter().filter(|effect| matches!(effect, Effect::Commit { .. }));
                assert_eq!(commits.count(), 1);
                assert_eq!(selected(&bench), below, "{tab} {place} deleted\n{}", bench.screen());
                undone(&mut bench, &before, &row);
            }
        }
    }
    assert!(deleted > 4, "{deleted}");
}
