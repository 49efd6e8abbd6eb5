//! `kill -9` at random moments while commands come in: what was acknowledged is there, and nothing in part.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    sync::mpsc,
    time::Duration,
};

use super::{
    model::{self, Dice, Model},
    office::{Office, Outcome, REGISTER, register},
};

/// The seed of all kills; another one finds other moments.
const SEED: u64 = 0x6d63_7320_2026_1122;
/// Kills of each workload.
const KILLS: u64 = 120;
/// Where a kill counts from the start of the process: it meets the unlock, or the first commands.
const EARLY: u64 = 20_000;
/// Where a kill counts from an answer: within the next commit or two, or while the vault is being locked.
const LATE: u64 = 2_500;

/// When a kill comes.
enum Moment {
    /// So long after the process was started.
    AfterStart(Duration),
    /// So long after so many answers.
    AfterAnswers(usize, Duration),
}

#[test]
fn killed_among_small_edits() {
    kill_again_and_again(1, 20, model::small);
}

#[test]
fn killed_among_facts_about_several_records() {
    kill_again_and_again(2, 20, model::facts);
}

#[test]
fn killed_while_records_come_and_go() {
    kill_again_and_again(3, 20, model::come_and_go);
}

#[test]
fn killed_among_records_of_many_pages() {
    kill_again_and_again(4, 8, model::big);
}

fn kill_again_and_again(workload: u64, most: usize, line: impl Fn(u64) -> String) {
    let mut dice = Dice::new(SEED ^ workload.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let office = Office::new();
    let mut model = Model::new(register(REGISTER));
    // The number of the next command.
    let mut next = 0;
    let (mut acknowledged, mut unheard) = (0, 0);
    for kill in 0..KILLS {
        let count = 1 + usize::try_from(dice.below(most as u64)).unwrap();
        let given: Vec<String> = (next..).take(count).map(&line).collect();
        let moment = if kill % 4 == 3 {
            Moment::AfterStart(Duration::from_micros(dice.below(EARLY)))
        } else {
            let answers = usize::try_from(dice.below(1 + count as u64)).unwrap();
            Moment::AfterAnswers(answers, Duration::from_micros(dice.below(LATE)))
        };
        let outcome = killed(&office, &given, &moment);
        let about = format!("seed {SEED:#x}, workload {workload}, kill {kill}");
        assert_eq!(outcome.stderr, "", "{about}");
        let answered = outcome.acknowledged();
        // Every second time a copy is looked at, and the next run opens what the kill left.
        let held = if kill % 2 == 0 {
            model.settle_after_kill(&office.copy(), &given, answered, &about)
        } else {
            model.settle_after_kill(&office, &given, answered, &about)
        };
        acknowledged += answered;
        unheard += held - answered;
        next += u64::try_from(held).unwrap();
    }
    // Otherwise the kills came too early or too late to say anything.
    assert!(acknowledged > 60, "workload {workload}: only {acknowledged} commands were acknowledged");
    eprintln!(
        "workload {workload}: {KILLS} kills, {acknowledged} acknowledged, {unheard} durable and unheard"
    );
}

/// Feeds commands without waiting for their answers, and kills.
fn killed(office: &Office, given: &[String], moment: &Moment) -> Outcome {
    let mut child = office.apply();
    let mut input = child.stdin.take().unwrap();
    let lines = given.join("\n") + "\n";
    let feeding = std::thread::spawn(move || {
        // The kill cuts this off.
        let _ = input.write_all(lines.as_bytes());
    });
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let (tell, answered) = mpsc::channel();
    let hearing = std::thread::spawn(move || {
        let mut heard = String::new();
        while output.read_line(&mut heard).unwrap() > 0 {
            let _ = tell.send(());
        }
        heard
    });
    match moment {
        Moment::AfterStart(wait) => std::thread::sleep(*wait),
        Moment::AfterAnswers(count, wait) => {
            answered.iter().take(*count).for_each(drop);
            std::thread::sleep(*wait);
        }
    }
    child.kill().unwrap();
    feeding.join().unwrap();
    let stdout = hearing.join().unwrap();
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    Outcome { status: child.wait().unwrap().code(), stdout, stderr }
}
