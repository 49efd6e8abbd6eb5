//! Draws the pages.

use ratatui::layout::{Position, Rect};

use crate::{
    register::Lang,
    tui::{
        app::{Scene, below},
        terminal::{
            buffer::{Buffer, put},
            theme::Theme,
            width::{cells, fit, visible},
        },
        widgets::{
            frame::{around, frame, lines},
            lines::{draw as draw_lines, lay},
            scroll::scrollbar,
        },
        words::ImportWord as W,
    },
};

use super::{
    Import, Step,
    trial::{Bucket, Ground, Trial, summary},
};

/// Draws the page in front; says where the cursor rests.
pub fn draw(import: &mut Import, scene: Scene<'_>, area: Rect, buf: &mut Buffer) -> Position {
    let (lang, theme) = (scene.lang(), &scene.settings.theme);
    let title = match (import.step, &import.ledger) {
        (Step::File, _) | (_, None) => W::FileTitle.say(lang).to_owned(),
        (Step::Columns, Some(ledger)) => format!("{}　{}", W::ColumnsTitle.say(lang), ledger.name),
        (Step::Trial, Some(ledger)) => format!("{}　{}", W::TrialTitle.say(lang), ledger.name),
        (Step::Done, Some(ledger)) => format!("{}　{}", W::DoneTitle.say(lang), ledger.name),
    };
    let inner = frame(&title, theme, area, buf);
    let status = import.status(lang);
    let said = status.map(|text| lines(&text, inner.width)).unwrap_or_default();
    let (cursor, page) = match (import.step, &mut import.ledger) {
        (Step::Columns, Some(ledger)) => ledger.columns.draw(&said, lang, theme, inner, buf),
        (Step::Trial, Some(ledger)) => match (&mut ledger.trial, scene.session) {
            (Some(trial), Some(session)) => {
                let ground = Ground {
                    book: &ledger.book,
                    register: &session.desk.register,
                    policy: &session.desk.policy,
                    lang,
                };
                draw_trial(trial, &said, &ground, theme, inner, buf)
            }
            _ => (Position::new(inner.x, inner.y), 1),
        },
        (Step::Done, Some(ledger)) => {
            let lines = ledger.done_lines(lang);
            let page = usize::from(inner.height);
            let laid = lay(&lines, theme, inner.width - 1, usize::MAX);
            import.scroll = import.scroll.min(laid.len().saturating_sub(page));
            let room = Rect { width: inner.width - 1, ..inner };
            draw_lines(laid.iter().skip(import.scroll), room, buf);
            let bar = Rect { x: inner.right() - 1, width: 1, ..inner };
            let seen = import.scroll..(import.scroll + page).min(laid.len());
            scrollbar(seen, laid.len(), bar, buf, theme.quiet);
            (Position::new(inner.x, inner.y), page)
        }
        _ => import.file.draw(&said, lang, theme, inner, buf),
    };
    import.page = page;
    cursor
}

/// The names of the lists with their counts; the one in front stands out.
fn tabs(trial: &Trial, lang: Lang, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let texts = |between: &str| {
        Bucket::ALL.map(|bucket| {
            let count = if bucket == Bucket::Asked { trial.open() } else { trial.count(bucket) };
            format!("{between}{}{between}{count} ", bucket.word().say(lang))
        })
    };
    let mut all = texts(" ");
    if all.iter().map(|text| cells(text)).sum::<usize>() > usize::from(area.width) {
        all = texts("");
    }
    let mut x = area.x;
    for (bucket, text) in Bucket::ALL.into_iter().zip(all) {
        let room = usize::from(area.right().saturating_sub(x));
        let style = if bucket == trial.bucket { theme.accent } else { theme.text };
        put(buf, x, area.y, &fit(&text, cells(&text).min(room)), room, style);
        x = x.saturating_add(u16::try_from(cells(&text)).unwrap_or(u16::MAX)).min(area.right());
    }
}

fn draw_trial(
    trial: &mut Trial,
    said: &[String],
    ground: &Ground<'_>,
    theme: &Theme,
    inner: Rect,
    buf: &mut Buffer,
) -> (Position, usize) {
    let lang = ground.lang;
    let width = usize::from(inner.width);
    trial.seen |= !trial.stale;
    trial.shown = trial.selected_key().map(str::to_owned);
    tabs(trial, lang, theme, Rect { height: 1, ..inner }, buf);
    let status = if said.is_empty() { lines(&summary(trial, lang), inner.width) } else { said.to_vec() };
    let below = u16::try_from(status.len()).unwrap_or(1).clamp(1, 3);
    let room = inner.height.saturating_sub(2 + below);
    let pane_lines = Pane::of(trial, ground, inner.width);
    let wanted = u16::try_from(pane_lines.height()).unwrap_or(u16::MAX).max(4);
    let pane_height = wanted.min(room.saturating_sub(3)).max(room / 3);
    let rows =
        Rect { y: inner.y + 1, height: room.saturating_sub(pane_height), width: inner.width - 1, ..inner };
    let height = usize::from(rows.height);
    let count = trial.count(trial.bucket);
    let bucket = trial.bucket;
    let range = trial.list().visible_range(count, height);
    let selected = trial.row();
    let mut cursor = Position::new(rows.x, rows.y);
    for (y, row) in (rows.y..).zip(range.clone()) {
        let at = Rect { y, height: 1, ..rows };
        let (place, says) = trial.cells(bucket, row, ground);
        let open = bucket == Bucket::Asked && trial.groups.get(row).is_some_and(|group| trial.is_open(group));
        let mark = match (bucket, open) {
            (Bucket::Asked, true) => "? ",
            (Bucket::Asked, false) => "  ",
            _ => "",
        };
        let place = format!("{mark}{}", visible(&place));
        let place_room = cells(&place).clamp(8, usize::from(at.width) * 2 / 5);
        put(buf, at.x, y, &fit(&place, place_room), place_room, if open { theme.now } else { theme.label });
        let x = at.x + u16::try_from(place_room + 1).unwrap_or(0);
        let room = usize::from(at.right().saturating_sub(x));
        put(buf, x, y, &fit(&visible(&says), room), room, theme.text);
        if selected == Some(row) {
            buf.set_style(at, theme.selected);
            cursor = Position::new(rows.x, y);
        }
    }
    if count == 0 {
        let none = if bucket == Bucket::Asked { W::NoneAsked } else { W::NoneHere };
        put(buf, rows.x, rows.y, &fit(none.say(lang), width - 1), width - 1, theme.text);
    }
    let bar = Rect { x: inner.right() - 1, width: 1, ..rows };
    scrollbar(range, count, bar, buf, theme.quiet);
    put(buf, inner.x, rows.bottom(), &"-".repeat(width), width, theme.quiet);
    let pane = Rect { y: rows.bottom() + 1, height: pane_height, ..inner };
    pane_lines.draw((theme, lang), pane, around(inner), buf);
    for (y, line) in (pane.bottom()..inner.bottom()).zip(&status) {
        put(buf, inner.x, y, line, width, theme.heading);
    }
    (cursor, height)
}

/// What stands below the list: a question with its choices, or a record.
enum Pane {
    Question { says: Vec<String>, choices: Vec<(String, bool)> },
    Lines(Vec<crate::tui::widgets::lines::Line>),
}

impl Pane {
    fn of(trial: &Trial, ground: &Ground<'_>, width: u16) -> Self {
        let Some((row, _)) = trial.row().zip(trial.selected_group()) else {
            return Self::Lines(trial.details(ground));
        };
        let (at, asked) = trial.cells(Bucket::Asked, row, ground);
        let mut says = lines(&format!("{at}　{asked}"), width);
        let row = trial.asked_row(ground.book).unwrap_or_default();
        says.push(fit(&visible(&row), usize::from(width)));
        if trial.single {
            says.insert(0, W::OnlyThisRow.say(ground.lang).to_owned());
        }
        Self::Question { says, choices: trial.choices(ground.register, ground.policy, ground.lang) }
    }

    fn height(&self) -> usize {
        match self {
            Self::Question { says, choices } => says.len() + choices.len(),
            Self::Lines(lines) => lines.len().min(8),
        }
    }

    fn draw(&self, (theme, lang): (&Theme, Lang), area: Rect, window: Rect, buf: &mut Buffer) {
        let (says, choices) = match self {
            Self::Lines(lines) => {
                let laid = lay(lines, theme, area.width, usize::MAX);
                return below::draw(&laid, area, window, (theme, lang), buf);
            }
            Self::Question { says, choices } => (says, choices),
        };
        let width = usize::from(area.width);
        // The choices are always in sight; where there is no room for all, the question's row of the file goes first.
        let spare = usize::from(area.height).saturating_sub(choices.len()).max(1);
        let hidden = says.len().saturating_sub(spare)
            + (says.len().min(spare) + choices.len()).saturating_sub(usize::from(area.height));
        below::follow(hidden, window, (theme, lang), buf);
        let shown = says.iter().take(spare);
        let mut y = area.top();
        for line in shown {
            put(buf, area.x, y, line, width, theme.text);
            y += 1;
        }
        for (number, (says, taken)) in choices.iter().enumerate() {
            if y >= area.bottom() {
                break;
            }
            let mark = if *taken { "*" } else { " " };
            let number = if number < 9 { (number + 1).to_string() } else { " ".to_owned() };
            let text = format!("{mark}{number} {}", visible(says));
            put(buf, area.x, y, &fit(&text, width), width, if *taken { theme.accent } else { theme.text });
            y += 1;
        }
    }
}
