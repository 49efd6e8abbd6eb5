//! Long work, seen from both sides: whoever does it says how far it has come and hears whether to go on; whoever waits for it
//! looks, and may stop it. From when on it is shown, and how often, is decided where somebody waits: here is no clock.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// A register's records are read.
    Reading,
    /// Records are written into the register.
    Writing,
    /// The pages of the register's file are looked through.
    Pages,
    /// The history is checked, or walked back.
    History,
    /// The history is searched.
    Searching,
    /// It is noted who is named in which entry of a history, where that has not been done or is no longer right.
    Indexing,
    /// The room of what is gone is given back to the disk.
    Shrinking,
    /// A password is tried, after whoever is trying one.
    Unlocking,
    /// Every page of the register's file is encrypted under another key.
    Rekeying,
    /// The register's file is copied.
    Copying,
    /// The rules are judged, of today or of the months before.
    Judging,
    /// A ledger of the office's own is read, and tried on the register.
    Ledger,
    /// Ledgers are made.
    Ledgers,
    /// Papers are drawn.
    Papers,
    /// The rows of a paper are set on its pages.
    Rows,
    /// The pages of a paper are written down.
    Sheets,
    /// Files are packed into one.
    Packing,
    /// Files are written.
    Files,
}

impl Stage {
    /// From when on it is told: at once would be a flicker for what ends soon.
    pub fn patience(self) -> Duration {
        match self {
            // It takes half a second by design, and whoever waits for it knows.
            Self::Unlocking => Duration::from_secs(2),
            _ => Duration::from_millis(500),
        }
    }
}

/// Somebody has stopped the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("stopped")]
pub struct Stopped;

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// How much of it is done.
    pub done: u64,
    /// Of so much; 0 where that is not known.
    pub total: u64,
    /// Whether it may still be stopped.
    pub stoppable: bool,
    /// Whether it was asked to stop, and comes to its next step.
    pub stopped: bool,
}

impl Progress {
    /// How much is done, in a hundred.
    pub fn percent(&self) -> Option<u64> {
        (self.total > 0).then(|| self.done.min(self.total).saturating_mul(100) / self.total)
    }
}

/// So many steps of a stage within another one are a work of their own.
const FAR: u64 = 50;

/// A piece of long work, held by both sides.
#[derive(Clone, Default)]
pub struct Work(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    /// The stages that are under way, each within the one before.
    stages: Vec<(u64, Progress)>,
    /// What the next stage is known by.
    next: u64,
    stopped: bool,
    /// How many hold it open: it must not be stopped now.
    kept: usize,
    /// After so many steps it stops itself.
    steps_left: Option<u64>,
    /// What else is told that it was stopped.
    told: Vec<(u64, Box<dyn Fn() + Send>)>,
}

impl std::fmt::Debug for Work {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Work({:?})", self.progress())
    }
}

impl State {
    /// Says whether to go on. What must not be stopped goes on.
    fn step(&mut self) -> Result<(), Stopped> {
        if self.kept > 0 {
            return Ok(());
        }
        if let Some(left) = &mut self.steps_left {
            self.stopped |= *left == 0;
            *left = left.saturating_sub(1);
        }
        if self.stopped { Err(Stopped) } else { Ok(()) }
    }
}

impl Work {
    /// Work that stops by itself after so many steps, to be tried at each of them.
    pub fn stopping_after(steps: u64) -> Self {
        Self(Arc::new(Mutex::new(State { steps_left: Some(steps), ..State::default() })))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a stage of so many steps; 0 where nobody knows how many.
    ///
    /// # Errors
    /// When it was stopped before.
    pub fn begin(&self, stage: Stage, total: u64) -> Result<Stretch, Stopped> {
        let mut held = self.state();
        held.step()?;
        let id = held.next;
        held.next += 1;
        held.stages.push((id, Progress { stage, done: 0, total, stoppable: true, stopped: false }));
        drop(held);
        Ok(Stretch { work: self.clone(), id })
    }

    /// Asks it to stop at its next step; says whether it will.
    pub fn stop(&self) -> bool {
        let mut state = self.state();
        let stops = state.kept == 0;
        state.stopped |= stops;
        if stops {
            state.told.iter().for_each(|(_, tell)| tell());
        }
        stops
    }

    /// Tells somebody else that it is stopped, as long as what is given back lives: what cannot be asked at steps.
    pub fn telling(&self, tell: impl Fn() + Send + 'static) -> Telling {
        let mut state = self.state();
        let id = state.next;
        state.next += 1;
        state.told.push((id, Box::new(tell)));
        drop(state);
        Telling { work: self.clone(), id }
    }

    /// Whether somebody has asked it to stop.
    pub fn is_stopped(&self) -> bool {
        self.state().stopped
    }

    /// From here on it must not be stopped, until what is given back is dropped.
    ///
    /// # Errors
    /// When it was stopped before.
    pub fn keep_on(&self) -> Result<Kept, Stopped> {
        let mut state = self.state();
        state.step()?;
        state.kept += 1;
        Ok(Kept(self.clone()))
    }

    /// Whether somebody else holds it as well: whoever does it.
    pub fn is_held(&self) -> bool {
        Arc::strong_count(&self.0) > 1
    }

    /// How far it is; nothing where nothing is under way. Of a stage within one that is counted it is told once it has come
    /// far: of a thousand short ones each would hide how many are done.
    pub fn progress(&self) -> Option<Progress> {
        let state = self.state();
        let mut stages = state.stages.iter().map(|(_, stage)| stage);
        let mut told = stages.next()?;
        for within in stages {
            if told.total > 1 && within.done < FAR {
                break;
            }
            told = within;
        }
        let stopped = state.stopped;
        Some(Progress { stoppable: state.kept == 0 && !stopped, stopped, ..*told })
    }
}

/// Somebody else who is told that work is stopped.
pub struct Telling {
    work: Work,
    id: u64,
}

impl Drop for Telling {
    fn drop(&mut self) {
        self.work.state().told.retain(|(id, _)| *id != self.id);
    }
}

/// A stage that is under way until this is dropped.
pub struct Stretch {
    work: Work,
    id: u64,
}

impl Stretch {
    fn set(&self, change: impl FnOnce(&mut Progress)) -> Result<(), Stopped> {
        let mut state = self.work.state();
        if let Some((_, progress)) = state.stages.iter_mut().rev().find(|(id, _)| *id == self.id) {
            change(progress);
        }
        state.step()
    }

    /// One more is done.
    ///
    /// # Errors
    /// When it was stopped: whoever does the work leaves everything as it was.
    pub fn step(&self) -> Result<(), Stopped> {
        self.set(|progress| progress.done += 1)
    }

    /// Nothing that would be counted is done, but it takes a while.
    ///
    /// # Errors
    /// As for [`Stretch::step`].
    pub fn go_on(&self) -> Result<(), Stopped> {
        self.set(|_| ())
    }

    /// So many are done.
    ///
    /// # Errors
    /// As for [`Stretch::step`].
    pub fn reach(&self, done: u64, total: u64) -> Result<(), Stopped> {
        self.set(|progress| (progress.done, progress.total) = (done, total))
    }
}

impl Drop for Stretch {
    fn drop(&mut self) {
        self.work.state().stages.retain(|(id, _)| *id != self.id);
    }
}

/// Keeps work from being stopped.
pub struct Kept(Work);

impl Drop for Kept {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.kept = state.kept.saturating_sub(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_under_way_is_seen_with_how_far_it_is() {
        let work = Work::default();
        assert_eq!(work.progress(), None);
        let papers = work.begin(Stage::Papers, 3).unwrap();
        papers.step().unwrap();
        let seen = work.progress().unwrap();
        assert_eq!((seen.stage, seen.done, seen.percent()), (Stage::Papers, 1, Some(33)));
        drop(papers);
        let reading = work.begin(Stage::Reading, 0).unwrap();
        let inner = work.begin(Stage::Pages, 0).unwrap();
        assert_eq!(work.progress().unwrap().stage, Stage::Pages);
        assert_eq!(work.progress().unwrap().percent(), None);
        drop(inner);
        assert_eq!(work.progress().unwrap().stage, Stage::Reading);
        drop(reading);
        assert_eq!(work.progress(), None);
    }

    #[test]
    fn short_stages_do_not_hide_how_many_of_them_are_done() {
        let work = Work::default();
        let papers = work.begin(Stage::Papers, 2_110).unwrap();
        let mut seen = Vec::new();
        for _ in 0..3 {
            papers.step().unwrap();
            let rows = work.begin(Stage::Rows, 6).unwrap();
            rows.step().unwrap();
            seen.push(work.progress().map(|at| (at.stage, at.done)));
        }
        assert_eq!(seen, [1, 2, 3].map(|done| Some((Stage::Papers, done))));
        let rows = work.begin(Stage::Rows, 9_000).unwrap();
        rows.reach(60, 9_000).unwrap();
        let seen = work.progress().unwrap();
        assert_eq!((seen.stage, seen.done, seen.total), (Stage::Rows, 60, 9_000), "a long one is told");
    }

    #[test]
    fn it_stops_at_its_next_step_and_for_good() {
        let work = Work::default();
        let stretch = work.begin(Stage::Copying, 0).unwrap();
        assert!(work.stop());
        assert!(!work.progress().unwrap().stoppable, "it is asked for once");
        assert_eq!(stretch.step(), Err(Stopped));
        drop(stretch);
        assert_eq!(work.begin(Stage::Files, 0).map(drop), Err(Stopped));
        assert_eq!(work.keep_on().map(drop), Err(Stopped));
    }

    #[test]
    fn what_must_not_be_stopped_goes_on() {
        let work = Work::default();
        let stretch = work.begin(Stage::Writing, 2).unwrap();
        let kept = work.keep_on().unwrap();
        assert!(!work.stop() && !work.progress().unwrap().stoppable);
        assert_eq!(stretch.step(), Ok(()));
        drop(kept);
        assert!(work.stop());
        assert_eq!(stretch.step(), Err(Stopped));
    }

    #[test]
    fn it_can_be_tried_at_every_step() {
        let steps = |work: &Work| (0..9).take_while(|_| work.begin(Stage::Files, 0).is_ok()).count();
        assert_eq!([0, 1, 5].map(|after| steps(&Work::stopping_after(after))), [0, 1, 5]);
        assert_eq!(steps(&Work::default()), 9);
    }
}
