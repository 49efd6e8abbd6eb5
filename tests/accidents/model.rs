//! What the register has to be after each command, kept beside the vault; and the commands that are given.

use mcs_register::{
    policy::Rule,
    register::{Date, Register, document::Request},
    store::Notice,
};

use super::office::Office;

/// Random numbers from a seed (xorshift): the same accidents every time.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }
}

/// A register and how long its history is.
#[derive(Clone)]
pub struct Model {
    pub register: Register,
    pub length: u64,
}

impl Model {
    pub fn new(register: Register) -> Self {
        Self { register, length: 2 }
    }

    /// Carries out a command that must not be refused.
    pub fn carry_out(&mut self, line: &str) {
        let today: Date = "2026-11-22".parse().unwrap();
        let request = Request::read(line.as_bytes()).unwrap();
        let flags = |rule: &str| Rule::from_name(rule).map(Rule::waivable);
        let command = request.command(&self.register, today, &flags).unwrap();
        let change = command.plan(&self.register, today).unwrap_or_else(|why| panic!("{line}: {why}"));
        self.register.apply(&change).unwrap();
        self.length += change.records.len() as u64;
    }

    /// The same after a kill, which may have met the unlock: that guess stays counted, and nothing else is told.
    pub fn settle_after_kill(
        &mut self,
        office: &Office,
        given: &[String],
        acknowledged: usize,
        about: &str,
    ) -> usize {
        let vault = office.unlock().unwrap_or_else(|error| panic!("{about}: {error}"));
        let told = vault.notices();
        assert!(matches!(told, [] | [Notice::WrongPasswords { count: 1, .. }]), "{about}: {told:?}");
        vault.lock().unwrap();
        self.settle(office, given, acknowledged, about)
    }

    /// The vault opens by itself, has nothing to tell, and holds this register with its history. The number of commands
    /// that it holds of those given: all that were acknowledged, and at most one beside.
    pub fn settle(&mut self, office: &Office, given: &[String], acknowledged: usize, about: &str) -> usize {
        let mut vault = office.unlock().unwrap_or_else(|error| panic!("{about}: {error}"));
        assert_eq!(vault.notices(), &[], "{about}");
        let found = vault.load().unwrap_or_else(|error| panic!("{about}: {error}"));
        let length = vault.head().unwrap().length;
        for line in &given[..acknowledged] {
            self.carry_out(line);
        }
        let mut held = acknowledged;
        if (found != self.register || length != self.length) && acknowledged < given.len() {
            self.carry_out(&given[acknowledged]);
            held += 1;
        }
        assert!(found == self.register, "{about}: {acknowledged} acknowledged, another register");
        assert_eq!(length, self.length, "{about}: {acknowledged} acknowledged");
        held
    }
}

/// Short changes of one record.
pub fn small(n: u64) -> String {
    format!(r#"{{"command":"set","subject":"device/D-00{}","fields":{{"memo":"{n}回目"}}}}"#, 1 + n % 3)
}

/// Several records in one command: all of them or none.
pub fn facts(n: u64) -> String {
    let start: Date = "2005-01-01".parse().unwrap();
    let on = start.plus_days(i64::try_from(n).unwrap());
    let staff = |id: u64| format!(r#"{{"fact":"password-changed","staff":"S-00{id}"}}"#);
    let device = |id: u64| format!(r#"{{"fact":"device-inspected","device":"D-00{id}"}}"#);
    let title = format!(r#"{{"fact":"training-attended","staff":"S-00{}","title":"{n}"}}"#, 1 + n % 3);
    let all = [staff(1), staff(2), staff(3), device(1), device(2), device(3), title].join(",");
    format!(r#"{{"command":"facts","on":"{on}","facts":[{all}]}}"#)
}

/// Records that come and go.
pub fn come_and_go(n: u64) -> String {
    let (of, turn) = (n / 8, n % 8);
    match turn {
        0 => format!(r#"{{"command":"add","kind":"partner","record":{{"id":"P-n{of}","name":"連携{of}"}}}}"#),
        1 => format!(r#"{{"command":"add","kind":"group","record":{{"id":"G-n{of}","kind":"patient"}}}}"#),
        2 => format!(
            r#"{{"command":"add","kind":"membership","group":"G-n{of}","record":{{"id":"M-n{of}","person":"P-n{of}"}}}}"#
        ),
        3 => format!(
            r#"{{"command":"add","kind":"review","group":"G-n{of}","record":{{"decisions":[{{"membership":"M-n{of}","decision":"ask"}}]}}}}"#
        ),
        4 => format!(r#"{{"command":"remove","subject":"group/G-n{of}","review":0}}"#),
        5 => format!(r#"{{"command":"remove","subject":"membership/M-n{of}"}}"#),
        6 => format!(r#"{{"command":"remove","subject":"group/G-n{of}"}}"#),
        _ => format!(r#"{{"command":"remove","subject":"partner/P-n{of}"}}"#),
    }
}

/// A record that fills many pages.
pub fn big(n: u64) -> String {
    let text = format!("{n}件目の経過。").repeat(600 + usize::try_from(n % 7).unwrap() * 900);
    format!(r#"{{"command":"set","subject":"incident/R8-001","fields":{{"summary":"{text}"}}}}"#)
}
