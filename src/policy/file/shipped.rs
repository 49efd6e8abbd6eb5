//! The policies that come with the program, each edition a file.

/// An edition of a policy that comes with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shipped {
    /// The policy's id.
    pub id: &'static str,
    /// Which edition of it.
    pub version: &'static str,
    /// Its file.
    pub text: &'static str,
}

/// The policy that is in force where nobody chose another one.
pub const MINATO: &str = "minato-anshin-net";

/// Its newest file.
pub(super) const MINATO_TEXT: &str = include_str!("../../../data/policy/minato-anshin-net.toml");

/// Every edition, the newest of a policy first. One that was released stays: a register goes on to be judged by it until an
/// administrator takes the newer one.
pub(super) const SHIPPED: &[Shipped] = &[
    Shipped { id: MINATO, version: "2020-10-01", text: MINATO_TEXT },
    Shipped { id: "tsuyama", version: "draft-1", text: include_str!("../../../data/policy/tsuyama.toml") },
];

/// The editions from which a file finds its base: of a policy the one that is asked for, else the newest.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shelf<'t> {
    editions: &'static [Shipped],
    /// The edition of the one policy of which not the newest is meant.
    pinned: Option<(&'t str, &'t str)>,
}

impl Shelf<'_> {
    /// What comes with this program.
    pub fn of_program() -> Self {
        Self { editions: SHIPPED, pinned: None }
    }

    #[cfg(test)]
    pub fn of(editions: &'static [Shipped]) -> Self {
        Self { editions, pinned: None }
    }

    /// The same, of one policy by a certain edition.
    pub fn pinned<'s>(self, id: &'s str, version: &'s str) -> Shelf<'s> {
        Shelf { editions: self.editions, pinned: Some((id, version)) }
    }

    /// The file of a policy by its id.
    pub fn text(self, id: &str) -> Option<&'static str> {
        self.edition(id).map(|edition| edition.text)
    }

    /// The edition of a policy that is meant.
    pub fn edition(self, id: &str) -> Option<&'static Shipped> {
        let version = self.pinned.filter(|(pinned, _)| *pinned == id).map(|(_, version)| version);
        let meant = |edition: &&Shipped| version.is_none_or(|version| edition.version == version);
        self.editions.iter().filter(|edition| edition.id == id).find(meant)
    }

    /// The newest edition of a policy.
    pub fn newest(self, id: &str) -> Option<&'static Shipped> {
        self.editions.iter().find(|edition| edition.id == id)
    }

    /// The oldest edition of a policy: registers that name none began with it.
    pub fn oldest(self, id: &str) -> Option<&'static Shipped> {
        self.editions.iter().rev().find(|edition| edition.id == id)
    }

    /// The ids of all policies, for an error.
    pub fn ids(self) -> String {
        let mut ids: Vec<&str> = self.editions.iter().map(|edition| edition.id).collect();
        ids.dedup();
        ids.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        policy::Policy,
        register::{Lang, records::PolicySheet},
    };

    #[test]
    fn every_edition_is_what_it_is_called_and_a_short_layer_where_it_has_a_base() {
        for Shipped { id, version, text } in SHIPPED {
            let policy = Policy::parse(text).unwrap();
            assert_eq!((policy.id(), policy.version()), (*id, Some(*version)));
            assert!(policy.base().is_none() || text.lines().count() < 120, "{id}");
            let today = "2026-11-30".parse().unwrap();
            let sheet = Policy::take_shipped(id, &PolicySheet::default(), today).unwrap();
            assert_eq!(Policy::of(&sheet).unwrap(), policy);
        }
    }

    #[test]
    fn a_draft_says_so_wherever_it_is_named() {
        let policy = Policy::parse(Shelf::of_program().text("tsuyama").unwrap()).unwrap();
        assert!(policy.is_draft() && policy.title(Lang::Ja).ends_with("（案・要確認）"));
        assert!(policy.title(Lang::En).contains("to be checked"));
        assert_eq!(policy.host(Lang::Ja), "連携ホスト");
        assert_eq!(
            policy.cite("{form-4}{（patient-consent）}", Lang::Ja),
            "患者同意書（甲・乙、様式3）（第6条）"
        );
    }
}
