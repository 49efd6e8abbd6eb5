//! What wording cites of the policy: its title, the network's and the secretariat's name, the article of a rule, and the
//! places of [`super::citable`] that are no rule's. Wording names it between braces, with what goes along: `誓約書の提出{（staff-pledge）}`
//! reads 「誓約書の提出（第9条）」, and 「誓約書の提出」 under a policy that has nothing to cite there.

use std::borrow::Cow;

use super::{
    citable::{FORM_TITLES, PLACES, cites, form_cited, runs},
    rulebook::Policy,
    written::OFF,
};
use crate::{
    policy::rule::Rule,
    register::{
        Lang,
        labels::{Terms, in_short},
    },
};

impl Terms for Policy {
    fn cite(&self, text: &str, lang: Lang) -> String {
        Self::cite(self, text, lang)
    }
}

impl Policy {
    /// A wording with what it cites put in. What is no citation, such as the place `{}` of a wording, stays as it is.
    pub fn cite(&self, text: &str, lang: Lang) -> String {
        let mut parts = text.split('{');
        let mut said = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            if let Some((inside, after)) = part.split_once('}').filter(|(inside, _)| cites(inside)) {
                said.push_str(&self.between(inside, lang).unwrap_or_default());
                said.push_str(after);
            } else {
                said.extend(["{", part]);
            }
        }
        said
    }

    /// What is cited under a name, where the policy has it.
    pub fn cited(&self, name: &str, lang: Lang) -> Option<Cow<'_, str>> {
        match form_cited(name) {
            Some((number, true)) => return Some(self.form_title(number, lang).into()),
            Some((number, false)) => return self.form_name(number, lang).map(Cow::from),
            None => {}
        }
        let (article, heir) = match name {
            "policy" => return Some(self.title(lang).into()),
            "network" => return Some(self.network(lang).into()),
            "secretariat" => return Some(self.secretariat(lang).into()),
            "host" => return Some(self.host(lang).into()),
            _ => match (Rule::from_name(name), self.citations()) {
                (Some(rule), _) => (None, Some(rule)),
                (None, Some(table)) => (table.get(name).map(String::as_str), None),
                (None, None) => (None, PLACES.iter().find(|(place, _)| *place == name)?.1),
            },
        };
        let article = article.or(heir.map(|rule| self.rule_article(rule)))?;
        if article == OFF || article.trim().is_empty() {
            return None;
        }
        Some(match lang {
            Lang::Ja => article.into(),
            Lang::En => english(article).into(),
        })
    }

    /// What a form is called in short: its name without what stands in brackets behind it. Where the policy has no such form,
    /// what the paper is.
    pub fn form_title(&self, number: u8, lang: Lang) -> &str {
        let named = self.form_name(number, lang).and_then(in_short);
        let usual = || {
            let (_, [ja, en]) =
                number.checked_sub(1).and_then(|place| FORM_TITLES.get(usize::from(place)))?;
            Some(match lang {
                Lang::Ja => *ja,
                Lang::En => *en,
            })
        };
        named.or_else(usual).unwrap_or_default()
    }

    /// What stands between braces, where the policy has all of it.
    fn between(&self, inside: &str, lang: Lang) -> Option<String> {
        let said = |(name, run): (bool, String)| {
            if name { self.cited(&run, lang).map(Cow::into_owned) } else { Some(run) }
        };
        runs(inside).into_iter().map(said).collect()
    }
}

/// An article as English text names it; `第9条(2)` is art. 9(2).
fn english(article: &str) -> String {
    let mut parts = article.split('第');
    let mut said = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('条').filter(|(number, _)| number.parse::<u16>().is_ok()) {
            Some((number, rest)) => said.extend(["art. ", number, rest]),
            None => said.extend(["第", part]),
        }
    }
    said.replace('・', ", ")
}

/// The articles of a citation as a narrow column has them: `第12条(3)` is 12(3), a place that has a name and a number is the
/// first letter of its name and the number, and of a law its last letter, which says that it is one.
pub fn article_short(citation: &str) -> Vec<String> {
    let parts = citation.split(['・', '、', ',']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(one_short).collect()
}

fn one_short(article: &str) -> String {
    let is_digit = |c: char| c.is_numeric();
    let Some((name, rest)) = article.find(is_digit).and_then(|at| article.split_at_checked(at)) else {
        return article.to_owned();
    };
    let (number, rest) =
        rest.split_at_checked(rest.find(|c| !is_digit(c)).unwrap_or(rest.len())).unwrap_or((rest, ""));
    let name = name.trim_end_matches(['(', '（', ' ']);
    let letter = if name.ends_with('法') { Some('法') } else { name.chars().next() };
    let letter = letter.filter(|letter| *letter != '第').map(String::from).unwrap_or_default();
    let rest = rest.trim_start_matches(['条', ')', '）']);
    // A paragraph is in brackets like the items. What else stands there names a part in words: the citation has it.
    let paragraph =
        rest.split_once('項').filter(|(number, _)| !number.is_empty() && number.chars().all(is_digit));
    let (paragraph, rest) = match paragraph {
        Some((number, rest)) => (format!("({number})"), rest),
        None => (String::new(), rest),
    };
    let items: String = rest.chars().take_while(|c| is_digit(*c) || matches!(c, '(' | ')')).collect();
    format!("{letter}{number}{paragraph}{}", items.trim_end_matches('('))
}

#[cfg(test)]
mod tests {
    use super::{
        super::{
            citable::{OFFICE_CHOICE, citable, not_citable},
            error::PolicyFault,
        },
        *,
    };

    const BUILT_IN: &str = Policy::minato_text();

    /// The built-in file without its table, as version 0.1.0 read it, with one passage changed.
    fn of_before(from: &str, to: &str) -> Policy {
        let (before, rest) = BUILT_IN.split_once("[citations]\n").unwrap();
        let (_, after) = rest.split_once("\n\n").unwrap();
        assert!(after.contains(from), "{from}");
        Policy::parse(&format!("{before}{}", after.replacen(from, to, 1))).unwrap()
    }

    fn fault(from: &str, to: &str) -> (String, PolicyFault) {
        assert!(BUILT_IN.contains(from), "{from}");
        let error = Policy::parse(&BUILT_IN.replacen(from, to, 1)).unwrap_err();
        (error.key, error.fault)
    }

    #[test]
    fn braces_are_filled_with_what_goes_along() {
        let policy = Policy::minato().unwrap();
        for (text, ja, en) in [
            ("提出{（staff-pledge）}。", "提出（第9条）。", "提出（art. 9）。"),
            ("{policy}{take-out-approval}", "港あんしんネット運用ポリシー第13条(9)", ""),
            ("a{, office-choice}", "a, 第18条", "a, art. 18"),
            ("{form-1}", "利用申込書（様式1）", "Application for use (form 1)"),
            ("{（form-5）}届{form-5-name}", "届", "届"),
            ("{form-0}", "{form-0}", "{form-0}"),
            ("{profile}", "留意事項(3)", "留意事項(3)"),
            ("{membership-removal}", "", "art. 6, art. 8, 留意事項(1)(3)"),
            ("{}と{1}、{", "{}と{1}、{", "{}と{1}、{"),
            ("{nothing-such}", "{nothing-such}", "{nothing-such}"),
        ] {
            for (lang, wanted) in [(Lang::Ja, ja), (Lang::En, en)] {
                assert!(
                    wanted.is_empty() || policy.cite(text, lang) == wanted,
                    "{}",
                    policy.cite(text, lang)
                );
            }
        }
        let own = |name| Rule::from_name(name).is_some_and(Rule::has_articles_of_its_own);
        assert!(citable().all(|name| own(name) || policy.cited(name, Lang::Ja).is_some()));
        assert_eq!(not_citable("{}{（staff-pledge）}{（pledge）}"), Some("pledge".to_owned()));
    }

    #[test]
    fn nothing_is_cited_where_the_policy_has_nothing() {
        let text = BUILT_IN.replacen("office-choice = \"第18条\"", "office-choice = \"off\"", 1);
        let pledge = "[rules.staff-pledge]\nenabled = true\narticle = \"";
        let text = text.replacen(&format!("{pledge}第9条"), &format!("{pledge}off"), 1);
        let policy = Policy::parse(&text).unwrap();
        assert_eq!(policy.cite("事業所の設定{、office-choice}", Lang::Ja), "事業所の設定");
        assert_eq!(policy.cite("Pledge{ (staff-pledge)}", Lang::En), "Pledge");
    }

    #[test]
    fn articles_are_short_in_a_narrow_column() {
        for (citation, short) in [
            ("第12条(3)", "12(3)"),
            ("第13条(10)・留意事項(3)", "13(10) 留3"),
            ("第6条・第8条・留意事項(1)(3)", "6 8 留1(3)"),
            ("個人情報保護法26条 (速報)", "法26"),
            ("個人情報保護法26条2項", "法26(2)"),
            ("規程42(3)・利用心得(1)", "規42(3) 利1"),
            ("第１２条", "１２"),
            ("附則", "附則"),
            ("", ""),
        ] {
            assert_eq!(article_short(citation).join(" "), short, "{citation}");
        }
    }

    #[test]
    fn the_table_is_whole_and_holds_nothing_else() {
        let filings = "filings = \"第4条・第15条・第17条\"\n";
        assert_eq!(fault(filings, ""), ("citations.filings".to_owned(), PolicyFault::Missing));
        assert_eq!(fault(filings, "filings = \" \"\n"), ("citations.filings".to_owned(), PolicyFault::Blank));
        let more = format!("{filings}filing = \"第4条\"\n");
        assert_eq!(fault(filings, &more), ("citations.filing".to_owned(), PolicyFault::Unknown));
        let network = "network = { ja = \"港あんしんネット\", en = \"Minato Anshin Net\" }\n";
        assert_eq!(fault(network, ""), ("network".to_owned(), PolicyFault::Missing));
    }

    /// An office's own policy of version 0.1.0 names no article that its author did not write.
    #[test]
    fn a_file_of_before_cites_its_rules_and_else_nothing() {
        let text = "[rules.staff-pledge]\nenabled = true\narticle = \"第9条\"";
        let policy = of_before(text, &text.replace("第9条", "第21条"));
        assert_eq!(policy.cited("secrecy-after-leaving", Lang::Ja).as_deref(), Some("第21条"));
        assert_eq!(policy.cited(OFFICE_CHOICE, Lang::Ja), None);
        let text = "network = { ja = \"港あんしんネット\", en = \"Minato Anshin Net\" }\n";
        assert_eq!(of_before("", "").network(Lang::Ja), "港あんしんネット");
        let (before, after) = BUILT_IN.split_once(text).unwrap();
        let (middle, rest) = after.split_once("[citations]\n").unwrap();
        let old = Policy::parse(&format!("{before}{middle}{}", rest.split_once("\n\n").unwrap().1)).unwrap();
        assert_eq!(old.network(Lang::Ja), "港あんしんネット運用ポリシー");
    }
}
