//! Two sessions that write at once.

use std::io::{BufRead as _, BufReader, Write as _};

use super::office::{Office, REGISTER, register};

const EACH: usize = 300;

#[test]
fn two_scripts_at_once_lose_nothing_of_each_other() {
    let office = Office::new();
    let mut children: Vec<_> = (1..=2).map(|writer| (writer, office.apply())).collect();
    let running: Vec<_> = children
        .iter_mut()
        .map(|(writer, child)| {
            let writer = *writer;
            let (mut input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
            std::thread::spawn(move || {
                let mut answers = BufReader::new(output).lines();
                for n in 0..EACH {
                    writeln!(input, "{}", command(writer, n)).unwrap();
                    let answer = answers.next().unwrap().unwrap();
                    assert!(answer.starts_with("ok "), "writer {writer}, command {n}: {answer}");
                }
            })
        })
        .collect();
    for thread in running {
        thread.join().unwrap();
    }
    for (_, mut child) in children {
        assert_eq!(child.wait().unwrap().code(), Some(0));
    }
    let mut vault = office.unlock().unwrap();
    assert_eq!(vault.notices(), &[]);
    assert_eq!(vault.head().unwrap().length, 2 + 2 * EACH as u64);
    let found = vault.load().unwrap();
    let device = |place: usize| &found.devices()[place];
    assert_eq!(device(0).memo.as_deref(), Some("297"));
    assert_eq!(device(1).memo.as_deref(), Some("297"));
    // Both wrote into one record, each its own field.
    assert_eq!((device(2).name.as_deref(), device(2).memo.as_deref()), (Some("298"), Some("298")));
    assert_eq!(found.partners().len(), register(REGISTER).partners().len() + 2 * EACH / 3);
}

fn command(writer: usize, n: usize) -> String {
    match n % 3 {
        0 => format!(r#"{{"command":"set","subject":"device/D-00{writer}","fields":{{"memo":"{n}"}}}}"#),
        1 => {
            let field = if writer == 1 { "name" } else { "memo" };
            format!(r#"{{"command":"set","subject":"device/D-003","fields":{{"{field}":"{n}"}}}}"#)
        }
        _ => format!(r#"{{"command":"add","kind":"partner","record":{{"id":"P-{writer}-{n}"}}}}"#),
    }
}
