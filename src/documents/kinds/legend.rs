//! What 未確認 and 判定不能 mean stands under the first table in which a reader meets the word, not behind the last page.

use crate::{
    documents::{
        paper::{Content, Paper, Part, Table},
        text::UNRECORDED,
    },
    policy::Urgency,
    register::Lang,
};

/// Puts the meaning of each word where it stands: the form's own note that begins with it, else ours.
pub(super) fn explained(mut paper: Paper) -> Paper {
    explain(&mut paper.parts, &mut paper.notes);
    paper
}

fn explain(parts: &mut Vec<Part>, notes: &mut Vec<String>) {
    let words = [
        (UNRECORDED, "は、台帳に記録がないことを示します。"),
        (Urgency::Unknown.name(Lang::Ja), "は、記録がないため、守られているかどうかを判断できないものです。"),
    ];
    for (word, meaning) in words {
        let quoted = format!("「{word}」");
        let stands = |part: &Part| matches!(part, Part::Table(table) if says(table, word));
        let Some(place) = parts.iter().position(stands) else { continue };
        let own = notes.iter().position(|note| note.starts_with(&quoted));
        let said = own.map_or_else(|| format!("{quoted}{meaning}"), |own| notes.remove(own));
        parts.insert(place + 1, Part::Text(said));
    }
}

fn says(table: &Table, word: &str) -> bool {
    let cells = table.rows.iter().flatten().filter_map(|cell| match cell {
        Content::Text(text) => Some(text),
        Content::ByHand(_) => None,
    });
    table.columns.iter().map(|column| &column.label).chain(cells).any(|text| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(cell: &str) -> Part {
        Part::Table(Table { columns: Vec::new(), rows: vec![vec![cell.into()]], roomy: false })
    }

    #[test]
    fn a_word_is_explained_once_under_the_first_table_that_has_it() {
        let mut parts = vec![table("済"), table("登録日未確認"), table("未確認"), table("判定不能")];
        let mut notes = vec!["「未確認」と「？」は、記録がないものです。".to_owned(), "ほか".to_owned()];
        explain(&mut parts, &mut notes);
        let said: Vec<Option<&str>> = parts
            .iter()
            .map(|part| match part {
                Part::Text(text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        let unknown = "「判定不能」は、記録がないため、守られているかどうかを判断できないものです。";
        let own = "「未確認」と「？」は、記録がないものです。";
        assert_eq!(said, [None, None, Some(own), None, None, Some(unknown)]);
        assert_eq!(notes, ["ほか"]);
    }

    #[test]
    fn without_such_a_table_a_note_stays_where_it_was() {
        let mut parts = vec![table("済")];
        let mut notes = vec!["「未確認」は、記録がないものです。".to_owned()];
        explain(&mut parts, &mut notes);
        assert_eq!((parts.len(), notes.len()), (1, 1));
    }
}
