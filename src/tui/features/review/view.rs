//! Draws the review of a group's members and the round.

use ratatui::{
    layout::{Position, Rect},
    style::Style,
};

use crate::{
    register::{Lang, records::Membership, words::ReviewDecision},
    tui::{
        app::{Scene, below},
        layers::{Answers, confirm::ANSWERS},
        terminal::{
            buffer::{Buffer, put},
            theme::Theme,
            tone::Tone,
            width::{fit, visible, wrap},
        },
        widgets::{
            columns::{self, Columns, PageColumn, Stays},
            frame::frame,
            lines,
            scroll::scrollbar,
            text_input::TextInput,
        },
        words::{EnumWord, ReviewWord, Word},
    },
};

use super::{
    Mode, Review, Row,
    round::{self, Round, RoundRow},
};

/// Draws a review; says where the cursor rests.
pub fn draw(review: &mut Review, scene: Scene<'_>, area: Rect, buf: &mut Buffer) -> Position {
    let (lang, theme) = (scene.lang(), &scene.settings.theme);
    if let Mode::Sign { lines: said, focus, scroll, reads_on, .. } = &mut review.mode {
        let inner = frame(&ReviewWord::SignTitle.fill(lang, &[&review.name]), theme, area, buf);
        let room = Rect { height: inner.height.saturating_sub(1 + ANSWERS), ..inner };
        let height = usize::from(room.height);
        let laid = lines::lay(said, theme, room.width, usize::MAX);
        *reads_on = laid.len() > height;
        *scroll = (*scroll).min(laid.len().saturating_sub(height));
        let shown = *scroll..(*scroll + height).min(laid.len());
        lines::draw(laid.iter().skip(shown.start), room, buf);
        let bar = Rect { x: room.right(), width: 1, ..room };
        scrollbar(shown, laid.len(), bar, buf, theme.quiet);
        return Answers::SIGN.draw(*focus, lang, theme, inner, buf);
    }
    let inner = frame(&review.title(lang), theme, area, buf);
    let width = usize::from(inner.width);
    put(buf, inner.x, inner.y, &fit(&head(review, lang), width), width, theme.heading);
    let height = if area.height >= 30 { 5 } else { 4 };
    let list = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1 + height), ..inner };
    let room = Rect { y: list.bottom(), height, ..inner };
    let cursor = draw_rows(review, lang, theme, list, buf);
    if let Mode::Reason(input) = &review.mode {
        let reasons: Vec<&str> = scene.settings.policy.removal_reasons(lang).collect();
        return draw_reason(review, input, &reasons, lang, theme, inner, buf);
    }
    let hidden = draw_below(review, theme, room, buf);
    below::follow(hidden, area, (theme, lang), buf);
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
    let rows = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    review.page = usize::from(rows.height);
    let count = review.rows.len();
    if count == 0 {
        let width = usize::from(rows.width);
        put(buf, rows.x, rows.y, &fit(ReviewWord::Nobody.say(lang), width), width, theme.text);
    }
    let range = review.place.visible_range(count, usize::from(rows.height));
    let shown: Vec<_> = review.rows.get(range.clone()).unwrap_or_default().iter().collect();
    let texts: Vec<_> = shown.iter().map(|row| cells_of(row, lang)).collect();
    let all = columns(lang);
    let widths = &mut review.columns;
    widths.fit_page(range.clone(), area.width, &all, columns::texts(&texts));
    headings(&all, widths, theme, Rect { height: 1, ..area }, buf);
    let selected = review.place.selected(count);
    let mut cursor = Position::new(rows.x, rows.y);
    for ((y, place), (row, texts)) in (rows.y..).zip(range.clone()).zip(shown.iter().zip(&texts)) {
        let mut styles = [theme.text; 8];
        styles[0] = match (row.listed, row.decision) {
            (false, _) => theme.quiet,
            (true, None) => theme.text,
            (true, Some(ReviewDecision::Keep)) => Tone::Good.style(theme),
            (true, Some(ReviewDecision::Remove)) => Tone::Now.style(theme),
            (true, Some(ReviewDecision::Ask)) => Tone::Unknown.style(theme),
        };
        styles[7] = row.tone.style(theme);
        let at = Rect { y, height: 1, ..rows };
        line((widths, &[0, 4, 6]), texts, styles, at, buf);
        if selected == Some(place) {
            theme.select(at, buf);
            cursor = Position::new(rows.x, y);
        }
    }
    scrollbar(range, count, Rect { x: area.right(), width: 1, ..rows }, buf, theme.quiet);
    cursor
}

fn columns(lang: Lang) -> [PageColumn; 8] {
    [
        PageColumn(ReviewWord::ColDecision.say(lang), 8, Stays::Always),
        PageColumn(Word::ColName.say(lang), 10, Stays::Always),
        PageColumn(Word::ColProfession.say(lang), 8, Stays::Always),
        PageColumn(Word::ColAffiliation.say(lang), 10, Stays::BesideWhole),
        PageColumn(Word::ColJoined.say(lang), 10, Stays::Always),
        PageColumn(Membership::invited_by.unfilled(lang), 10, Stays::BesideWhole),
        PageColumn(ReviewWord::ColLast.say(lang), 10, Stays::BesideWhole),
        PageColumn(ReviewWord::ColNotes.say(lang), 12, Stays::Always),
    ]
}

fn cells_of(row: &Row, lang: Lang) -> [String; 8] {
    [
        decision(row, lang).to_owned(),
        row.name.clone(),
        row.profession.clone(),
        row.affiliation.clone(),
        row.since.clone(),
        row.invited_by.clone(),
        row.last.clone(),
        row.notes.clone(),
    ]
}

fn headings<const N: usize>(
    all: &[PageColumn; N],
    columns: &Columns,
    theme: &Theme,
    area: Rect,
    buf: &mut Buffer,
) {
    line((columns, &[]), &all.map(|PageColumn(heading, ..)| heading.to_owned()), [theme.quiet; N], area, buf);
}

/// A line of a table, with the places of the columns that stand straight.
fn line<const N: usize>(
    (columns, straight): (&Columns, &[usize]),
    texts: &[String; N],
    styles: [Style; N],
    area: Rect,
    buf: &mut Buffer,
) {
    for (place, at) in columns.across(area, columns::with_straight(texts, straight)) {
        let room = usize::from(at.width);
        if let (Some(text), Some(style)) = (texts.get(place), styles.get(place)) {
            put(buf, at.x, at.y, &fit(text, room), room, *style);
        }
    }
}

/// What a decision on the selected member needs; says how many lines of it have no room.
fn draw_below(review: &Review, theme: &Theme, area: Rect, buf: &mut Buffer) -> usize {
    let Some(row) = review.selected() else { return 0 };
    let width = usize::from(area.width);
    let (mut y, mut hidden) = (area.y, 0);
    for (place, text) in row.below.iter().enumerate() {
        let style = match place {
            0 => theme.heading,
            2 => row.tone.style(theme),
            _ => theme.text,
        };
        for part in wrap(text, width).iter().filter(|part| !part.is_empty()) {
            if y < area.bottom() {
                put(buf, area.x, y, part, width, style);
                y += 1;
            } else {
                hidden += 1;
            }
        }
    }
    hidden
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
    let rows = Rect { y: inner.y + 2, height: inner.height.saturating_sub(2), ..inner };
    let count = round.rows.len();
    if count == 0 {
        put(buf, rows.x, rows.y, &fit(ReviewWord::RoundEmpty.say(lang), width), width, theme.text);
    }
    let range = round.place.visible_range(count, usize::from(rows.height));
    let shown: Vec<_> = round.rows.get(range.clone()).unwrap_or_default().iter().collect();
    let texts = |row: &&RoundRow| [&row.state, &row.due, &row.name, &row.result].map(String::clone);
    let texts: Vec<_> = shown.iter().map(texts).collect();
    let all = [
        PageColumn(ReviewWord::ColHow.say(lang), 14, Stays::Always),
        PageColumn(ReviewWord::ColDue.say(lang), 10, Stays::Always),
        PageColumn(ReviewWord::ColGroup.say(lang), 16, Stays::Always),
        PageColumn(ReviewWord::ColResult.say(lang), 12, Stays::Always),
    ];
    let widths = &mut round.columns;
    widths.fit_page(range.clone(), rows.width, &all, columns::texts(&texts));
    headings(&all, widths, theme, Rect { y: inner.y + 1, height: 1, ..inner }, buf);
    let selected = round.place.selected(count);
    let mut cursor = Position::new(rows.x, rows.y);
    for ((y, place), (row, texts)) in (rows.y..).zip(range.clone()).zip(shown.iter().zip(&texts)) {
        let at = Rect { y, height: 1, ..rows };
        let styles = [row.tone.style(theme), theme.text, theme.text, theme.text];
        line((widths, &[0, 1]), texts, styles, at, buf);
        if selected == Some(place) {
            theme.select(at, buf);
            cursor = Position::new(rows.x, y);
        }
    }
    scrollbar(range, count, Rect { x: inner.right(), width: 1, ..rows }, buf, theme.quiet);
    cursor
}
