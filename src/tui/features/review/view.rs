//! Draws the review of a group's members and the round.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
};

use crate::{
    register::{Lang, records::Membership, words::ReviewDecision},
    tui::{
        app::Scene,
        layers::{Answers, confirm::ANSWERS},
        terminal::{
            theme::Theme,
            tone::Tone,
            width::{fit, put, visible, wrap},
        },
        widgets::{frame::frame, lines, scroll::scrollbar, text_input::TextInput},
        words::{EnumWord, ReviewWord, Word},
    },
};

use super::{
    Mode, Review, Row,
    round::{self, Round},
};

/// From this width on there are columns for what is told below the list otherwise.
const WIDE: u16 = 100;

/// A column: its heading and width; 0 takes what is left.
type Columns<const N: usize> = [(&'static str, u16); N];

/// Draws a review; says where the cursor rests.
pub fn draw(review: &mut Review, scene: Scene<'_>, area: Rect, buf: &mut Buffer) -> Position {
    let (lang, theme) = (scene.lang(), &scene.settings.theme);
    if let Mode::Sign { lines: said, focus, scroll, .. } = &mut review.mode {
        let inner = frame(&ReviewWord::SignTitle.fill(lang, &[&review.name]), theme, area, buf);
        let room = Rect { height: inner.height.saturating_sub(1 + ANSWERS), ..inner };
        let height = usize::from(room.height);
        let laid = lines::lay(said, theme, room.width, usize::MAX);
        *scroll = (*scroll).min(laid.len().saturating_sub(height));
        let shown = *scroll..(*scroll + height).min(laid.len());
        lines::draw(laid.iter().skip(shown.start), room, buf);
        let bar = Rect { x: room.right(), width: 1, ..room };
        scrollbar(shown, laid.len(), bar, buf, theme.dim);
        return Answers::SIGN.draw(*focus, lang, theme, inner, buf);
    }
    let inner = frame(&review.title(lang), theme, area, buf);
    let width = usize::from(inner.width);
    put(buf, inner.x, inner.y, &fit(&head(review, lang), width), width, theme.heading);
    let below = if area.height >= 30 { 5 } else { 4 };
    let list = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1 + below), ..inner };
    let room = Rect { y: list.bottom(), height: below, ..inner };
    let cursor = draw_rows(review, lang, theme, list, buf);
    if let Mode::Reason(input) = &review.mode {
        let reasons: Vec<&str> = scene.settings.policy.removal_reasons(lang).collect();
        return draw_reason(review, input, &reasons, lang, theme, inner, buf);
    }
    draw_below(review, theme, room, buf);
    cursor
}

fn head(review: &Review, lang: Lang) -> String {
    let progress = review.progress;
    let counts = [progress.all, progress.kept, progress.removed, progress.asked, progress.open];
    let mut head =
        ReviewWord::Counts.fill(lang, &counts.map(|n| n.to_string()).each_ref().map(String::as_str));
    for (count, word) in
        [(review.joined, ReviewWord::JoinedSince), (review.released, ReviewWord::ReleasedSince)]
    {
        if count > 0 {
            let gap = if lang == Lang::Ja { "　" } else { "  " };
            head = format!("{head}{gap}{}", word.fill(lang, &[&count.to_string()]));
        }
    }
    head
}

fn decision(row: &Row, lang: Lang) -> &'static str {
    match (row.listed, row.decision) {
        (false, _) => ReviewWord::NotListed.say(lang),
        (true, None) => ReviewWord::Open.say(lang),
        (true, Some(decision)) => decision.say(lang),
    }
}

fn draw_rows(review: &mut Review, lang: Lang, theme: &Theme, area: Rect, buf: &mut Buffer) -> Position {
    let columns: Columns<8> = if area.width >= WIDE {
        [
            (ReviewWord::ColDecision.say(lang), 8),
            (Word::ColName.say(lang), 12),
            (Word::ColProfession.say(lang), 10),
            (Word::ColAffiliation.say(lang), 14),
            (Word::ColJoined.say(lang), 10),
            (Membership::invited_by.say(lang), 10),
            (ReviewWord::ColLast.say(lang), 15),
            (ReviewWord::ColNotes.say(lang), 0),
        ]
    } else {
        [
            (ReviewWord::ColDecision.say(lang), 8),
            (Word::ColName.say(lang), 14),
            (Word::ColProfession.say(lang), 10),
            ("", 0),
            (Word::ColJoined.say(lang), 10),
            ("", 0),
            ("", 0),
            (ReviewWord::ColNotes.say(lang), 0),
        ]
    };
    let texts = columns.map(|(heading, _)| heading.to_owned());
    line(&columns, &texts, [theme.dim; 8], Rect { height: 1, ..area }, buf);
    let rows = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    review.page = usize::from(rows.height);
    let count = review.rows.len();
    if count == 0 {
        let width = usize::from(rows.width);
        put(buf, rows.x, rows.y, &fit(ReviewWord::Nobody.say(lang), width), width, theme.text);
    }
    let range = review.place.visible_range(count, usize::from(rows.height));
    let selected = review.place.selected(count);
    let mut cursor = Position::new(rows.x, rows.y);
    for (y, (place, row)) in
        (rows.y..).zip(review.rows.iter().enumerate().skip(range.start).take(range.len()))
    {
        let texts = [
            decision(row, lang).to_owned(),
            row.name.clone(),
            row.profession.clone(),
            row.affiliation.clone(),
            row.since.clone(),
            row.invited_by.clone(),
            row.last.clone(),
            row.notes.clone(),
        ];
        let mut styles = [theme.text; 8];
        styles[0] = match (row.listed, row.decision) {
            (false, _) => theme.dim,
            (true, None) => theme.text,
            (true, Some(ReviewDecision::Keep)) => Tone::Good.style(theme),
            (true, Some(ReviewDecision::Remove)) => Tone::Now.style(theme),
            (true, Some(ReviewDecision::Ask)) => Tone::Unknown.style(theme),
        };
        styles[7] = row.tone.style(theme);
        let at = Rect { y, height: 1, ..rows };
        line(&columns, &texts, styles, at, buf);
        if selected == Some(place) {
            theme.select(at, buf);
            cursor = Position::new(rows.x, y);
        }
    }
    scrollbar(range, count, Rect { x: area.right(), width: 1, ..rows }, buf, theme.dim);
    cursor
}

/// A line of a table; a column without a heading and without a width is left out, the last takes what is left.
fn line<const N: usize>(
    columns: &Columns<N>,
    texts: &[String; N],
    styles: [Style; N],
    area: Rect,
    buf: &mut Buffer,
) {
    let right = area.right();
    let mut x = area.x;
    for (((heading, width), text), style) in columns.iter().zip(texts).zip(styles) {
        if heading.is_empty() && *width == 0 {
            continue;
        }
        let width = if *width == 0 { right.saturating_sub(x) } else { (*width).min(right.saturating_sub(x)) };
        let room = usize::from(width);
        put(buf, x, area.y, &fit(&visible(text), room), room, style);
        x = x.saturating_add(width + 1).min(right);
    }
}

/// What a decision on the selected member needs.
fn draw_below(review: &Review, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let Some(row) = review.selected() else { return };
    let width = usize::from(area.width);
    let mut y = area.y;
    for (place, text) in row.below.iter().enumerate() {
        let style = match place {
            0 => theme.heading,
            2 => row.tone.style(theme),
            _ => theme.text,
        };
        for part in wrap(text, width) {
            if y < area.bottom() && !part.is_empty() {
                put(buf, area.x, y, &part, width, style);
                y += 1;
            }
        }
    }
}

/// The reasons of the policy file by number, and a line to type one.
fn draw_reason(
    review: &Review,
    input: &TextInput,
    reasons: &[&str],
    lang: Lang,
    theme: &Theme,
    area: Rect,
    buf: &mut Buffer,
) -> Position {
    let selected = review.selected();
    let name = selected.map(|row| row.name.as_str()).unwrap_or_default();
    let proposed = selected.and_then(|row| row.proposal.as_deref());
    let lines = reasons.len() + usize::from(proposed.is_some()) + 3;
    let height = u16::try_from(lines).unwrap_or(u16::MAX).min(area.height);
    let room = Rect { y: area.bottom() - height, height, ..area };
    let inner = frame(&ReviewWord::ReasonTitle.fill(lang, &[name]), theme, room, buf);
    let field = Rect { height: 1, ..inner };
    buf.set_style(field, theme.field_focus);
    let caret = input.view(field, buf, theme.field_focus);
    let width = usize::from(inner.width);
    let proposed = proposed.map(|reason| ReviewWord::ReasonEmpty.fill(lang, &[reason]));
    let numbered = reasons.iter().zip(1..).map(|(reason, number)| format!("{number} {reason}"));
    for (y, text) in (inner.y + 1..inner.bottom()).zip(proposed.into_iter().chain(numbered)) {
        put(buf, inner.x, y, &fit(&visible(&text), width), width, theme.text);
    }
    caret
}

/// Draws the round; says where the cursor rests.
pub fn draw_round(round: &mut Round, scene: Scene<'_>, area: Rect, buf: &mut Buffer) -> Position {
    let (lang, theme) = (scene.lang(), &scene.settings.theme);
    let inner = frame(&round::title(round, lang), theme, area, buf);
    let width = usize::from(inner.width);
    let scope = match round.scope {
        crate::policy::round::Scope::Due => ReviewWord::RoundDue,
        crate::policy::round::Scope::All => ReviewWord::RoundAll,
    };
    let since = round.since.map(|day| day.to_string()).unwrap_or_default();
    let head = ReviewWord::RoundSince.fill(lang, &[&since, scope.say(lang)]);
    put(buf, inner.x, inner.y, &fit(&head, width), width, theme.heading);
    let columns: Columns<4> = [
        (ReviewWord::ColHow.say(lang), 15),
        (ReviewWord::ColDue.say(lang), 10),
        (ReviewWord::ColGroup.say(lang), if inner.width >= WIDE { 40 } else { 20 }),
        (ReviewWord::ColResult.say(lang), 0),
    ];
    let names = Rect { y: inner.y + 1, height: 1, ..inner };
    line(&columns, &columns.map(|(heading, _)| heading.to_owned()), [theme.dim; 4], names, buf);
    let rows = Rect { y: inner.y + 2, height: inner.height.saturating_sub(2), ..inner };
    let count = round.rows.len();
    if count == 0 {
        put(buf, rows.x, rows.y, &fit(ReviewWord::RoundEmpty.say(lang), width), width, theme.text);
    }
    let range = round.place.visible_range(count, usize::from(rows.height));
    let selected = round.place.selected(count);
    let mut cursor = Position::new(rows.x, rows.y);
    for (y, (place, row)) in (rows.y..).zip(round.rows.iter().enumerate().skip(range.start).take(range.len()))
    {
        let texts = [row.state.clone(), row.due.clone(), row.name.clone(), row.result.clone()];
        let at = Rect { y, height: 1, ..rows };
        let styles = [row.tone.style(theme), theme.text, theme.text, theme.text];
        line(&columns, &texts, styles, at, buf);
        if selected == Some(place) {
            theme.select(at, buf);
            cursor = Position::new(rows.x, y);
        }
    }
    scrollbar(range, count, Rect { x: inner.right(), width: 1, ..rows }, buf, theme.dim);
    cursor
}
