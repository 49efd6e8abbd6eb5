//! What a search finds in the lists: names, readings and numbers, the articles that findings cite, and among today's
//! findings the words of their sentences.

use crate::{
    policy::Finding,
    register::{
        kana::{Query, SearchKey, search_key},
        subject::Subject,
    },
    tui::desk::{Desk, MembershipRow},
};

/// A search over what the desk holds: each of its words is looked for by itself, and all of them have to be found.
pub struct Search<'a> {
    desk: &'a Desk,
    query: &'a Query,
    /// The words that name an article of the policy in force, one bit each.
    articles: u64,
    /// Which words each person and each group has.
    people: Vec<u64>,
    groups: Vec<u64>,
}

impl<'a> Search<'a> {
    /// What is searched for in the lists of records.
    pub fn new(desk: &'a Desk, query: &'a Query) -> Self {
        let cited: Vec<String> = desk.policy.articles().map(search_key).collect();
        let named = query.words().enumerate().filter(|(_, word)| {
            word.chars().any(|c| c.is_ascii_digit())
                && word.chars().any(|c| !c.is_ascii_digit())
                && cited.iter().any(|article| cites(article, word))
        });
        let articles = named.fold(0, |bits, (place, _)| bits | 1 << place);
        Self { desk, query, articles, people: Vec::new(), groups: Vec::new() }
    }

    /// What is searched for among what belongs to people and groups.
    pub fn with_names(desk: &'a Desk, query: &'a Query) -> Self {
        let mut search = Self::new(desk, query);
        let people = desk.ready_people().map(|people| people.keys.as_slice()).unwrap_or_default();
        search.people = people.iter().map(|key| search.found_in(key)).collect();
        search.groups = desk.group_keys().iter().map(|key| search.found_in(key)).collect();
        search
    }

    fn found_in(&self, key: &SearchKey) -> u64 {
        self.query.found_in(key) & !self.articles
    }

    fn named(&self, person: Option<u32>, group: Option<u32>) -> u64 {
        let bits = |list: &[u64], place: Option<u32>| {
            place.and_then(|place| list.get(place as usize)).copied().unwrap_or(0)
        };
        bits(&self.people, person) | bits(&self.groups, group)
    }

    /// Whether a record is found: by its key, and by the articles that what is wrong with it cites.
    pub fn record(&self, key: &SearchKey, subject: impl FnOnce() -> Subject) -> bool {
        self.is_complete(self.found_in(key), subject)
    }

    /// Whether a membership is found.
    pub fn membership(&self, row: MembershipRow, subject: impl FnOnce() -> Subject) -> bool {
        self.is_complete(self.named(Some(row.person), Some(row.group)), subject)
    }

    fn is_complete(&self, found: u64, subject: impl FnOnce() -> Subject) -> bool {
        let left = self.query.all() & !found;
        if left & !self.articles != 0 {
            return false;
        }
        left == 0
            || self.desk.findings_on(&subject()).fold(0, |bits, finding| bits | self.cited(finding)) & left
                == left
    }

    /// Which of the articles that are named a finding cites.
    fn cited(&self, finding: &Finding) -> u64 {
        if self.articles == 0 {
            return 0;
        }
        let article = search_key(self.desk.policy.article(finding));
        let cited = self.query.words().enumerate().filter(|(_, word)| cites(&article, word));
        cited.fold(0, |bits, (place, _)| bits | 1 << place) & self.articles
    }

    /// Whether the finding at a place is found: by whom and which group it is about, its article and its words.
    pub fn finding(&self, place: usize) -> bool {
        let Some(finding) = self.desk.findings.get(place) else { return false };
        let about = self.desk.about(place);
        let left = self.query.all() & !(self.named(about.person, about.group) | self.cited(finding));
        left == 0
            || left & self.articles == 0
                && self.desk.finding_words(place).is_some_and(|key| left & !self.found_in(key) == 0)
    }
}

/// Whether a word stands in an article, and no number in the middle of another: `2条` is no part of `第12条`.
fn cites(article: &str, word: &str) -> bool {
    let number = word.starts_with(|c: char| c.is_ascii_digit());
    article.match_indices(word).any(|(at, _)| {
        let before = article.get(..at).and_then(|before| before.chars().next_back());
        !number || !before.is_some_and(|c| c.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::cites;

    #[test]
    fn an_article_is_named_by_its_whole_number() {
        let article = "第6条・第12条(3)・留意(1)";
        for word in ["12条", "第12条", "12条(3)", "6条", "第1", "第12", "留意(1)"] {
            assert!(cites(article, word), "{word}");
        }
        for word in ["2条", "第2条", "条(1)", "第6条(3)"] {
            assert!(!cites(article, word), "{word}");
        }
    }
}
