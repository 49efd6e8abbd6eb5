//! What the office decides on is what the policy in force asks it to consider; anything else stands with each device.

use crate::{
    policy::Policy,
    register::{Command, Fact, Lang, Record, Refusal, words::AnyControl},
    tui::words::refusal,
};

/// Why a command must not record its decision on a control; `None` where it records none or a good one. What was decided under
/// another policy stays.
pub fn fault(command: &Command, policy: &Policy, lang: Lang) -> Option<String> {
    let decided: Vec<AnyControl> = match command {
        Command::Facts { facts, .. } => facts
            .iter()
            .filter_map(|fact| match fact {
                Fact::ControlConsidered { control, .. } => Some(*control),
                _ => None,
            })
            .collect(),
        Command::Edit { before, after, .. } => match (&**before, &**after) {
            (Record::Office(before), Record::Office(after)) => {
                let new = after.considered.iter().filter(|row| !before.considered.contains(row));
                new.map(|row| row.control).collect()
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    let other = decided.into_iter().find(|control| !policy.considers(*control))?;
    Some(refusal(&Refusal::NotToConsider(other), lang))
}
