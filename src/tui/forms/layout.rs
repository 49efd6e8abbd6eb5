//! Where the fields of a form stand: under the headings of their sections, in one column or, where the window has room for
//! it, in two.

use crate::tui::words::SectionWord;

use super::field::Field;

/// What takes lines of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    /// The heading of a section.
    Heading(SectionWord),
    /// A field, by its place in the form.
    Field(usize),
    /// An empty line before a heading.
    Gap,
}

/// The window from which on a form has two columns.
pub const WIDE: u16 = 110;

/// Lines that are kept free for what is told below the field in focus.
const TOLD: u16 = 2;

impl Item {
    /// How many lines it takes.
    pub fn height(self, fields: &[Field]) -> u16 {
        match self {
            Self::Heading(_) | Self::Gap => 1,
            Self::Field(place) => fields.get(place).map_or(0, Field::height),
        }
    }
}

/// The columns of a form, in the order in which they are read. Where there are more than stand side by side, the page with
/// the field in focus is shown.
pub fn columns(fields: &[Field], wide: bool, height: u16) -> Vec<Vec<Item>> {
    let sections = sections(fields);
    let lines = |items: &[Vec<Item>]| -> u16 {
        let each = items.iter().map(|items| items.iter().map(|item| item.height(fields)).sum::<u16>() + 1);
        each.sum::<u16>().saturating_sub(1)
    };
    let room = height.saturating_sub(TOLD);
    if !wide {
        // Empty lines only where all is in sight with them.
        return vec![joined(&sections, lines(&sections) <= height)];
    }
    let splits = (1..sections.len()).map(|at| {
        let (left, right) = sections.split_at(at);
        (lines(left).max(lines(right)), at)
    });
    match splits.min() {
        _ if sections.len() == 1 && lines(&sections) <= room => vec![joined(&sections, true)],
        Some((highest, at)) if highest <= room => {
            let (left, right) = sections.split_at(at);
            vec![joined(left, true), joined(right, true)]
        }
        _ => flow(fields, &joined(&sections, true), room.max(1)),
    }
}

/// The widths of two columns: one that has room to spare gives it to one that lacks it, but nothing that it needs.
pub fn side_by_side(width: u16, needed: &[u16]) -> [u16; 2] {
    let half = width / 2;
    match needed {
        [left, right] if *left > half && *right > half => [half; 2],
        [left, right] if *left > half => {
            let left = (*left).min(width - right);
            [left, width - left]
        }
        [left, right] if *right > half => {
            let right = (*right).min(width - left);
            [width - right, right]
        }
        _ => [half; 2],
    }
}

/// The sections with the fields that are shown; one alone needs no heading.
fn sections(fields: &[Field]) -> Vec<Vec<Item>> {
    let mut sections: Vec<Vec<Item>> = Vec::new();
    let mut last = None;
    for (place, field) in fields.iter().enumerate().filter(|(_, field)| field.is_shown()) {
        if last != Some(field.section) {
            last = Some(field.section);
            sections.push(field.section.map(Item::Heading).into_iter().collect());
        }
        if let Some(section) = sections.last_mut() {
            section.push(Item::Field(place));
        }
    }
    if let [only] = sections.as_mut_slice() {
        only.retain(|item| matches!(item, Item::Field(_)));
    }
    sections
}

fn joined(sections: &[Vec<Item>], gaps: bool) -> Vec<Item> {
    let mut items = Vec::new();
    for section in sections {
        if gaps && !items.is_empty() {
            items.push(Item::Gap);
        }
        items.extend(section);
    }
    items
}

/// Fills column after column; a heading goes with its first field.
fn flow(fields: &[Field], items: &[Item], room: u16) -> Vec<Vec<Item>> {
    let mut columns: Vec<Vec<Item>> = vec![Vec::new()];
    let mut filled = 0;
    for (place, item) in items.iter().enumerate() {
        let height = item.height(fields);
        let next = items.get(place + 1).map_or(0, |next| next.height(fields));
        let wanted = if matches!(item, Item::Heading(_)) { height + next } else { height };
        if filled > 0 && filled + wanted > room {
            if let Some(column) = columns.last_mut().filter(|column| column.last() == Some(&Item::Gap)) {
                column.pop();
            }
            columns.push(Vec::new());
            filled = 0;
        }
        if *item == Item::Gap && filled == 0 {
            continue;
        }
        filled += height;
        if let Some(column) = columns.last_mut() {
            column.push(*item);
        }
    }
    columns.retain(|column| !column.is_empty());
    columns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::{forms::field::Entry, widgets::text_input::TextInput};

    fn fields(sections: &[(SectionWord, usize)]) -> Vec<Field> {
        let each = sections.iter().flat_map(|(section, count)| std::iter::repeat_n(*section, *count));
        each.map(|section| Field {
            section: Some(section),
            ..Field::new("x".to_owned(), Entry::Text(TextInput::new()))
        })
        .collect()
    }

    fn count(columns: &[Vec<Item>]) -> Vec<usize> {
        let fields = |column: &Vec<Item>| column.iter().filter(|it| matches!(it, Item::Field(_))).count();
        columns.iter().map(fields).collect()
    }

    #[test]
    fn sections_stand_whole_in_two_columns_of_nearly_one_height() {
        let fields = fields(&[
            (SectionWord::Group, 6),
            (SectionWord::Consent, 7),
            (SectionWord::GroupEnd, 5),
            (SectionWord::Memo, 1),
        ]);
        assert_eq!(count(&columns(&fields, true, 30)), [13, 6]);
        assert_eq!(count(&columns(&fields, false, 30)), [19]);
        let flat = columns(&fields, false, 30);
        assert_eq!(flat[0].iter().filter(|item| **item == Item::Gap).count(), 3);
        // Where not all is in sight no line is given away.
        assert!(!columns(&fields, false, 18)[0].contains(&Item::Gap));
    }

    #[test]
    fn what_has_no_room_side_by_side_goes_on_to_the_next_page() {
        let fields = fields(&[(SectionWord::Event, 30), (SectionWord::Measures, 30)]);
        let columns = columns(&fields, true, 22);
        assert!(columns.len() > 2);
        let order: Vec<usize> = columns
            .iter()
            .flatten()
            .filter_map(|item| match item {
                Item::Field(place) => Some(*place),
                _ => None,
            })
            .collect();
        assert_eq!(order, (0..60).collect::<Vec<_>>());
        for column in &columns {
            assert!(column.iter().map(|item| item.height(&fields)).sum::<u16>() <= 20);
            assert!(matches!(column.last(), Some(Item::Field(_))));
        }
    }

    #[test]
    fn one_section_alone_has_no_heading() {
        let fields = fields(&[(SectionWord::Review, 1)]);
        assert_eq!(columns(&fields, true, 30), [vec![Item::Field(0)]]);
    }
}
