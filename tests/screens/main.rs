//! The screen: keys in, whole screens out. One file a topic.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop where it stands")]

mod additions;
mod another_policy;
mod asking;
mod beginning;
mod budgets;
mod coming_back;
mod days;
mod deeds;
mod door;
mod endings;
mod first_day;
mod forms;
mod frames;
mod history;
mod ids;
mod imports;
mod incidents;
mod keys_page;
mod labels;
mod layers;
mod lists;
mod looks;
mod many;
mod messages;
mod offered;
mod overview;
mod pages;
mod palette;
mod papers;
mod people_and_take_outs;
mod policies;
mod reports;
mod reviews;
mod room;
mod searching;
mod settings;
mod sorting;
mod today;
mod typing;
mod undo_and_calendar;
mod vault;
mod working;

#[path = "../support/built_in_policy.rs"]
mod built_in_policy;
#[path = "../support/palettes.rs"]
mod palettes;
#[path = "../support/refusals.rs"]
mod refusals;
#[path = "../support/screen.rs"]
mod screen;
#[path = "../support/mod.rs"]
mod support;
// Its tests run here; the example alone draws with it.
#[path = "../../examples/pictures/svg.rs"]
#[allow(dead_code, reason = "drawn by the example")]
mod svg;
