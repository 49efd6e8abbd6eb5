//! The accounts and the small forms about the vault.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use crate::{
    policy::Rule,
    register::{Date, id::PersonId},
    store::Account,
    tui::{
        app::{Scene, Session},
        terminal::{
            tone::Tone,
            width::{fit, put},
        },
        widgets::{
            frame::frame,
            lines::{self, Line},
            scroll::scrollbar,
            toned,
        },
        words::{EnumWord as _, Word},
    },
};

use super::accounts::{Accounts, PasswordState, day_of, password_state};

/// The widths of the columns after the name: role, staff member, made on, password set on, state.
const COLUMNS: [u16; 5] = [14, 12, 10, 10, 9];

/// Draws the list of accounts and what there is to say of the selected one.
pub fn draw_accounts(scene: Scene<'_>, accounts: &mut Accounts, area: Rect, buf: &mut Buffer) -> Position {
    let lang = scene.lang();
    let theme = scene.settings.theme;
    let inner = frame(Word::AccountsTitle.say(lang), &theme, area, buf);
    let Some(session) = scene.session else { return Position::new(inner.x, inner.y) };
    let about = lines::lay(&details(scene, session, accounts), &theme, inner.width, usize::MAX);
    let below = u16::try_from(about.len()).unwrap_or(u16::MAX).min(inner.height.saturating_sub(4));
    let rows = Rect { y: inner.y + 1, height: inner.height.saturating_sub(below + 2), ..inner };
    let widths = columns(inner.width);
    let words = [Word::ColAccount, Word::ColAccountRole, Word::ColAccountStaff, Word::ColMadeOn];
    let words = words.into_iter().chain([Word::ColPasswordSet, Word::ColState]);
    let mut x = inner.x + 2;
    for (word, width) in words.zip(widths) {
        let width = usize::from(width);
        put(buf, x, inner.y, &fit(word.say(lang), width), width, theme.dim);
        x += u16::try_from(width + 1).unwrap_or(0);
    }
    let mut cursor = Position::new(rows.x, rows.y);
    let count = accounts.accounts().len();
    let range = accounts.place.visible_range(count, usize::from(rows.height));
    let selected = accounts.place.selected(count);
    let shown = accounts.accounts().iter().enumerate().skip(range.start).take(range.len());
    for (y, (place, account)) in (rows.y..).zip(shown) {
        let here = selected == Some(place);
        if here {
            cursor = Position::new(rows.x, y);
        }
        draw_account(scene, session, account, here, (&widths, Rect { y, height: 1, ..rows }), buf);
    }
    let bar = Rect { x: rows.right(), width: 1, ..rows };
    scrollbar(range, count, bar, buf, theme.dim);
    let pane = Rect { y: inner.bottom().saturating_sub(below), height: below, ..inner };
    lines::draw(about.iter(), pane, buf);
    cursor
}

/// The widths of all columns: the name takes what is left.
fn columns(width: u16) -> [u16; 6] {
    let [role, staff, made, set, state] = COLUMNS;
    let rest = width.saturating_sub(2 + COLUMNS.iter().sum::<u16>() + 5);
    [rest, role, staff, made, set, state]
}

fn draw_account(
    scene: Scene<'_>,
    session: &Session,
    account: &Account,
    here: bool,
    (widths, area): (&[u16; 6], Rect),
    buf: &mut Buffer,
) {
    let lang = scene.lang();
    let theme = scene.settings.theme;
    let state = password_state(account, &scene.settings.policy, session.desk.today);
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let texts = [
        account.name.clone(),
        account.role.say(lang).to_owned(),
        account.staff.as_ref().map(|id| session.desk.name(id)).unwrap_or_default(),
        day(day_of(&account.created_at)),
        day(state.changed),
        state_word(&state).say(lang).to_owned(),
    ];
    put(buf, area.x, area.y, if here { "> " } else { "  " }, 2, theme.text);
    let mut x = area.x + 2;
    for (place, (text, width)) in texts.iter().zip(widths).enumerate() {
        let tone = state.urgency.filter(|_| place == 5).map(Tone::of).unwrap_or_default();
        toned(text, tone, &theme, Rect { x, width: *width, ..area }, buf);
        x += width + 1;
    }
    if here {
        theme.select(area, buf);
    }
}

fn state_word(state: &PasswordState) -> Word {
    match state.urgency {
        Some(urgency) => urgency.word_long(),
        None if state.due.is_some() => Word::PasswordFresh,
        None => Word::None,
    }
}

/// What there is to say of the selected account, and honestly of roles.
fn details(scene: Scene<'_>, session: &Session, accounts: &Accounts) -> Vec<Line> {
    let lang = scene.lang();
    let fact = |label: Word, value: String| Line::Fact(label.say(lang).to_owned(), value);
    let mut lines = Vec::new();
    if let Some(fault) = &accounts.fault {
        lines.push(Line::Text(fault.clone()));
    } else if accounts.rows.is_none() {
        lines.push(Line::Text(Word::AccountsLoading.say(lang).to_owned()));
    }
    if let Some(account) = accounts.selected() {
        let state = password_state(account, &scene.settings.policy, session.desk.today);
        let own = if account.name == session.account { Word::AccountInUse.say(lang) } else { "" };
        let staff = account.staff.as_ref().map(|id: &PersonId| {
            let name = session.desk.name(id);
            if name == id.as_str() { name } else { format!("{id} {name}") }
        });
        let day = |day: Option<Date>| {
            day.map_or_else(|| Word::NotRecorded.say(lang).to_owned(), |day| day.to_string())
        };
        lines.push(Line::Heading(format!("{}{own}", account.name)));
        lines.push(fact(Word::ColAccountRole, account.role.say(lang).to_owned()));
        lines.push(fact(Word::ColAccountStaff, staff.unwrap_or_else(|| Word::None.say(lang).to_owned())));
        lines.push(fact(Word::FactPasswordSet, day(state.changed)));
        if let Some(due) = state.due {
            let article = scene.settings.policy.rule_article(Rule::PasswordAge);
            let article = Word::Aside.fill(lang, &[article]);
            let text = format!("{due} {}{article}", state_word(&state).say(lang));
            lines.push(fact(Word::FactPasswordDue, text));
        }
        lines.push(Line::Text(String::new()));
    }
    lines.push(Line::Text(Word::RolesAreHabits.say(lang).to_owned()));
    lines.push(Line::Text(Word::ReadersOnlyLook.say(lang).to_owned()));
    lines
}
