//! Details as lines of a given width.

use ratatui::{layout::Rect, style::Style};

use crate::{
    policy::Urgency,
    tui::terminal::{
        buffer::{Buffer, put},
        signs::ACROSS,
        theme::Theme,
        tone::Tone,
        width::{cells, truncate, visible, wrap, wrap_within},
    },
};

/// A line ready to be drawn: pieces of text with their looks, each at its column.
pub struct Laid(Vec<(u16, String, Style)>);

/// Breaks lines to a width; labels of facts stand in one column, and one that is longer pushes its value along or takes
/// several lines beside it. Nothing is broken once there are `most` lines.
pub fn lay(lines: &[Line], theme: &Theme, width: u16, most: usize) -> Vec<Laid> {
    lay_sections(lines, theme, width, most).0
}

/// The same, and at which of the laid lines its headings stand.
fn lay_sections(lines: &[Line], theme: &Theme, width: u16, most: usize) -> (Vec<Laid>, Vec<usize>) {
    let room = usize::from(width).max(10);
    let column = label_column(lines, room);
    let (mut laid, mut headings) = (Vec::new(), Vec::new());
    for line in lines {
        if laid.len() >= most {
            break;
        }
        match line {
            Line::Heading(text) => {
                headings.push(laid.len());
                let text = truncate(&visible(text), room);
                let rest = room.saturating_sub(cells(&text) + 1);
                let at = u16::try_from(room - rest).unwrap_or(0);
                laid.push(Laid(vec![(0, text, theme.quiet), (at, ACROSS.repeat(rest), theme.line)]));
            }
            Line::Text(text) => push(&mut laid, text, 0, theme.text, room),
            Line::Finding(urgency, text) => {
                let style = Tone::of(*urgency).style(theme);
                push(&mut laid, text, 0, style, room);
            }
            Line::Keys(keys) => lay_keys(&mut laid, keys, theme, room),
            Line::Results(results) => lay_results(&mut laid, results, theme, room),
            Line::Key { names, does, works } => {
                let look = if *works { theme.key } else { theme.quiet };
                lay_fact(&mut laid, (names, look), (does, false), theme, (column, room));
            }
            Line::Fact(label, value) => {
                let address = value.is_ascii() && !value.contains([' ', '\n']);
                lay_fact(&mut laid, (label, theme.quiet), (value, address), theme, (column, room));
            }
            Line::Listed(label, entries, between) => {
                let whole = entries.join(between);
                let beside = on_one_line(column.max(cells(label) + 1), &whole, room);
                let value = if beside { whole } else { entries.join("\n") };
                lay_fact(&mut laid, (label, theme.quiet), (&value, true), theme, (column, room));
            }
        }
    }
    (laid, headings)
}

/// How far what stands below its label is moved in.
const BELOW: usize = 2;

/// A label with what stands beside it.
fn lay_fact(
    laid: &mut Vec<Laid>,
    (label, look): (&str, Style),
    (value, is_named): (&str, bool),
    theme: &Theme,
    (column, room): (usize, usize),
) {
    let label = visible(label);
    let whole = cells(&label) + 1;
    // A name or an address that would be broken beside its label stands whole below it.
    let is_whole = |line: &str| cells(&visible(line)) <= room - BELOW;
    let broken = value.lines().any(|line| cells(&visible(line)) > room - column && is_whole(line));
    if is_named && broken && value.lines().all(is_whole) && !on_one_line(whole, value, room) {
        push(laid, &label, 0, look, room);
        push(laid, value, BELOW, theme.text, room - BELOW);
        return;
    }
    let column = if on_one_line(whole, value, room) { column.max(whole) } else { column };
    let start = laid.len();
    push(laid, value, column, theme.text, room - column);
    for (line, part) in wrap(&label, column - 1).into_iter().enumerate() {
        match laid.get_mut(start + line) {
            Some(Laid(pieces)) => pieces.insert(0, (0, part, look)),
            None => laid.push(Laid(vec![(0, part, look)])),
        }
    }
}

/// Details for a pane of so many lines.
#[derive(Default)]
pub struct Pane {
    /// Its lines; those beyond its height are not seen.
    pub laid: Vec<Laid>,
    /// How many lines have no room.
    pub hidden: usize,
}

/// Puts an empty line before the headings but one at the top, as many as there is room for.
fn air(laid: &mut Vec<Laid>, headings: &[usize], room: usize) {
    for (above, at) in headings.iter().filter(|at| **at > 0).take(room).enumerate() {
        laid.insert(at + above, Laid(Vec::new()));
    }
}

/// Details for a pane that holds so many lines, with air between its sections where there is room for it. What is said before
/// the next step leaves room for it, however long a name is: the page of the details has the whole.
pub fn lay_pane(lines: &[Line], theme: &Theme, width: u16, height: usize) -> Pane {
    let (mut laid, headings) = lay_sections(lines, theme, width, usize::MAX);
    let hidden = laid.len().saturating_sub(height);
    if hidden == 0 {
        let room = height.saturating_sub(laid.len());
        air(&mut laid, &headings, room);
        return Pane { laid, hidden };
    }
    let (before, rest) =
        lines.split_at(lines.iter().position(|line| matches!(line, Line::Keys(_))).unwrap_or(0));
    let in_sight =
        || lay(lines.get(..=before.len()).unwrap_or_default(), theme, width, height + 1).len() <= height;
    let Some((Line::Keys(keys), after)) = rest.split_first() else { return Pane { laid, hidden } };
    if in_sight() {
        return Pane { laid, hidden };
    }
    let room = usize::from(width).max(10);
    let mut step = Vec::new();
    let short = |(key, does): &(String, String)| {
        let does = wrap_within(does, room.saturating_sub(cells(key) + 3), MOST_OF_A_KEY).join("\n");
        (key.clone(), does)
    };
    lay_keys(&mut step, &keys.iter().map(short).collect::<Vec<_>>(), theme, room);
    let (heading, said): (Vec<&Line>, Vec<&Line>) =
        before.iter().partition(|line| matches!(line, Line::Heading(_)));
    let mut left = height.saturating_sub(step.len());
    // What the step is called stays where the pane is of a usual height; what else heads something goes first.
    let heading = heading.last().filter(|_| left > said.len() + 1);
    left -= heading.map_or(0, |_| 1);
    let mut laid = Vec::new();
    for (place, line) in said.iter().enumerate() {
        // Each has a line at least as long as there are any.
        let others = said.len() - place - 1;
        let most = left.saturating_sub(others).max(1);
        let (text, style) = match line {
            Line::Finding(urgency, text) => (text.as_str(), Tone::of(*urgency).style(theme)),
            Line::Text(text) => (text.as_str(), theme.text),
            _ => continue,
        };
        if left == 0 {
            break;
        }
        let parts = wrap_within(text, room, most);
        left = left.saturating_sub(parts.len());
        laid.extend(parts.into_iter().map(|part| Laid(vec![(0, part, style)])));
    }
    laid.extend(heading.into_iter().flat_map(|heading| lay(std::slice::from_ref(*heading), theme, width, 1)));
    laid.extend(step);
    laid.extend(lay(after, theme, width, height.saturating_sub(laid.len())));
    Pane { laid, hidden }
}

/// So many lines has what a key does beside a long name.
const MOST_OF_A_KEY: usize = 2;

/// Whether a label, of so many cells with the blank after it, has room for its value beside it.
fn on_one_line(label: usize, value: &str, room: usize) -> bool {
    !value.contains('\n') && label + cells(value) <= room
}

/// Where values begin: where the facts take the fewest lines, and the fewest of them stand out of the column.
fn label_column(lines: &[Line], room: usize) -> usize {
    // Of each the cells of its label, and of the lines of its value.
    let of_lines = |value: &str| value.lines().map(cells).collect::<Vec<usize>>();
    let facts: Vec<(usize, Vec<usize>)> = lines
        .iter()
        .filter_map(|line| match line {
            Line::Fact(label, value) | Line::Key { names: label, does: value, .. } => {
                Some((cells(label) + 1, of_lines(value)))
            }
            // One line each is what they are made for; what is longer than any line makes no column wider.
            Line::Listed(label, entries, _) => Some((cells(label) + 1, of_lines(&entries.join("\n")))),
            _ => None,
        })
        .collect();
    let widest = facts.iter().map(|(label, _)| *label).max().unwrap_or(0);
    let beside =
        |label: usize, value: &[usize]| value.len() < 2 && label + value.iter().sum::<usize>() <= room;
    if facts.iter().all(|(_, value)| beside(widest, value)) {
        return widest.min(room - 1);
    }
    let least = widest.min(room * 2 / 5 + 1);
    let cost = |column: usize| -> (usize, usize) {
        facts.iter().fold((0, 0), |(taken, out), (label, value)| {
            let within = *label <= column;
            if beside(column.max(*label), value) {
                return (taken + 1, out + usize::from(!within));
            }
            let of_value: usize = value.iter().map(|line| line.div_ceil(room - column).max(1)).sum();
            (taken + of_value.max((label - 1).div_ceil((column - 1).max(1))), out)
        })
    };
    (least..=widest.min(room * 3 / 5).max(least)).min_by_key(|column| cost(*column)).unwrap_or(least)
}

/// Keys beside each other, as many in a line as have room whole.
fn lay_keys(laid: &mut Vec<Laid>, keys: &[(String, String)], theme: &Theme, room: usize) {
    let mut line: Vec<(u16, String, Style)> = Vec::new();
    let mut at = 0;
    for (key, does) in keys {
        // Its name as a chip with a cell of ground on both sides, a blank, what it does.
        let width = cells(key) + 3 + cells(does);
        if !line.is_empty() && at + width > room {
            laid.push(Laid(std::mem::take(&mut line)));
            at = 0;
        }
        let column = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
        let text = at + cells(key) + 3;
        line.push((column(at), format!(" {key} "), theme.key_chip));
        // What does not even fit alone goes on below itself.
        let mut parts = wrap(does, room.saturating_sub(text)).into_iter();
        line.push((column(text), parts.next().unwrap_or_default(), theme.text));
        for part in parts {
            laid.push(Laid(std::mem::take(&mut line)));
            line.push((column(text), part, theme.text));
        }
        at += width + 2;
    }
    laid.push(Laid(line));
}

/// Chips beside each other, as many in a line as have room whole.
fn lay_results(laid: &mut Vec<Laid>, results: &[(Tone, String)], theme: &Theme, room: usize) {
    let mut line: Vec<(u16, String, Style)> = Vec::new();
    let mut at = 0;
    for (tone, text) in results {
        let chip = format!(" {} ", truncate(&visible(text), room.saturating_sub(2)));
        let width = cells(&chip);
        if !line.is_empty() && at + width > room {
            laid.push(Laid(std::mem::take(&mut line)));
            at = 0;
        }
        line.push((u16::try_from(at).unwrap_or(u16::MAX), chip, tone.chip(theme).unwrap_or(theme.text)));
        at += width + 1;
    }
    laid.push(Laid(line));
}

fn push(laid: &mut Vec<Laid>, text: &str, column: usize, style: Style, room: usize) {
    let at = u16::try_from(column).unwrap_or(0);
    // A text of several lines keeps its lines; each is broken to the room that is there.
    let mut any = false;
    for line in text.lines() {
        for part in wrap(line, room) {
            laid.push(Laid(vec![(at, part, style)]));
            any = true;
        }
    }
    if !any {
        laid.push(Laid(vec![(at, String::new(), style)]));
    }
}

/// Draws lines into an area from its top.
pub fn draw<'a>(lines: impl Iterator<Item = &'a Laid>, area: Rect, buf: &mut Buffer) {
    for (y, Laid(pieces)) in (area.top()..area.bottom()).zip(lines) {
        for (column, text, style) in pieces {
            if *column < area.width {
                let room = usize::from(area.width - column);
                put(buf, area.x + column, y, text, room, *style);
            }
        }
    }
}

/// A line of a row's details.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A heading.
    Heading(String),
    /// A fact with its label.
    Fact(String, String),
    /// A sentence.
    Text(String),
    /// A finding, in its tone.
    Finding(Urgency, String),
    /// Keys with what each of them does.
    Keys(Vec<(String, String)>),
    /// Entries with their label, and what parts them where all have room in one line; else each has a line of its own.
    Listed(String, Vec<String>, &'static str),
    /// What is looked for first, each a chip in its tone.
    Results(Vec<(Tone, String)>),
    /// The names of a key in a list of keys, with what it does.
    Key {
        /// Its names.
        names: String,
        /// What it does.
        does: String,
        /// Whether it does that now.
        works: bool,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::{
        screen_text::screen_text,
        terminal::theme::{Colours, Ground},
    };

    fn drawn(lines: &[Line], width: u16, height: u16) -> String {
        let theme = Theme::new(Ground::Dark, Colours::Sixteen);
        let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
        let laid = lay(lines, &theme, width, usize::from(height));
        draw(laid.iter(), buf.area, &mut buf);
        screen_text(&buf)
    }

    fn fact(label: &str, value: &str) -> Line {
        Line::Fact(label.into(), value.into())
    }

    #[test]
    fn a_label_is_never_cut() {
        let lines = [
            fact("電話番号", "090-0000-0008"),
            fact("2要素認証の開始日", "記録なし"),
            fact("MCSのID（メール）", "ichioka.makoto@minato-houkan.example"),
            fact("災害グループの参加資格を確かめた日", "記録なし"),
        ];
        let wanted = "\
電話番号          090-0000-0008
2要素認証の開始日 記録なし
MCSのID（メール） ichioka.makot
                  o@minato-houk
                  an.example
災害グループの    記録なし
参加資格を
確かめた日
";
        assert_eq!(drawn(&lines, 31, 9).trim_end(), wanted.trim_end());
    }

    fn pane(lines: &[Line], width: u16, height: u16) -> (String, usize) {
        let theme = Theme::new(Ground::Dark, Colours::Sixteen);
        let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
        let pane = lay_pane(lines, &theme, width, usize::from(height));
        draw(pane.laid.iter(), buf.area, &mut buf);
        (screen_text(&buf), pane.hidden)
    }

    #[test]
    fn the_next_step_is_in_sight_however_long_a_name_is() {
        let name = "夕凪".repeat(75);
        let step =
            [("d".to_owned(), "本日変更した".to_owned()), ("Enter".to_owned(), format!("{name}を開く"))];
        let lines = [
            Line::Heading("指摘".into()),
            Line::Finding(Urgency::Overdue, format!("{name}さんの期限を41日過ぎています。")),
            Line::Finding(Urgency::Soon, format!("{name}さんの教育は7日後です。")),
            Line::Heading("次にすること".into()),
            Line::Keys(step.into()),
            fact("電話番号", "090-0000-0008"),
        ];
        for height in [4, 5, 7, 9, 20] {
            let (text, hidden) = pane(&lines, 38, height);
            assert!(text.contains(" d  本日変更した") && text.contains("を開く"), "{height}\n{text}");
            assert!(text.contains("41日過ぎています。"), "{height}\n{text}");
            assert!(hidden > 0, "{height}");
            assert_eq!(text.contains("次にすること"), height > 5, "{height}\n{text}");
        }
        // With room for all of it nothing is left out.
        assert!(pane(&lines, 38, 60).0.contains(&"夕凪".repeat(9)) && pane(&lines, 38, 60).1 == 0);
    }

    #[test]
    fn sections_have_air_where_there_is_room_for_it() {
        let lines = [
            Line::Text("指摘はありません。".into()),
            Line::Heading("記録".into()),
            fact("電話番号", "090-0000-0008"),
            Line::Heading("所持".into()),
            fact("機器", "iPad"),
        ];
        let empty = |height| {
            let (text, hidden) = pane(&lines, 30, height);
            (text.lines().take(7).map(str::is_empty).collect::<Vec<_>>(), hidden)
        };
        assert_eq!(empty(7), (vec![false, true, false, false, true, false, false], 0));
        assert_eq!(empty(6), (vec![false, true, false, false, false, false], 0));
        assert_eq!(empty(5), (vec![false; 5], 0));
        assert_eq!(empty(4), (vec![false; 4], 1));
    }

    #[test]
    fn entries_have_a_line_each_where_they_have_no_room_in_one() {
        let of = |names: &[&str]| {
            Line::Listed("グループ".into(), names.iter().map(|&name| name.to_owned()).collect(), "、")
        };
        assert_eq!(drawn(&[of(&["大野 ハル様", "林 様"])], 40, 1).trim_end(), "グループ 大野 ハル様、林 様");
        let wanted = "グループ 大野 ハル様\n         菊地 キヨ様\n         林 様";
        assert_eq!(drawn(&[of(&["大野 ハル様", "菊地 キヨ様", "林 様"])], 30, 3).trim_end(), wanted);
        // No name is broken that could stand on a line of its own.
        let below = "グループ\n  【港あんしん】口から食べる会\n  林 様";
        assert_eq!(drawn(&[of(&["【港あんしん】口から食べる会", "林 様"])], 31, 3).trim_end(), below);
    }

    #[test]
    fn what_a_key_does_goes_on_below_itself() {
        let keys = Line::Keys(vec![("d".into(), "教育の受講を記録（日付などを入れる）".into())]);
        assert_eq!(drawn(&[keys], 24, 3).trim_end(), " d  教育の受講を記録\n    （日付などを入れる）");
    }
}
