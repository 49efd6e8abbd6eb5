//! Work that the findings ask for: somebody who leaves, removals, reviews, and when what falls due.

pub mod calendar;
pub mod course;
pub mod difference;
pub mod doubts;
pub mod leaving;
pub mod overview;
pub mod proposal;
pub mod removals;
pub mod round;
pub mod simulation;
pub mod standing;
