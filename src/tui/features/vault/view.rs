//! The accounts and the small forms about the vault.

use ratatui::layout::{Position, Rect};

use crate::{
    policy::Rule,
    register::{Date, Lang, id::PersonId},
    store::Account,
    tui::{
        app::{Scene, Session, below},
        terminal::{
            buffer::{Buffer, put},
            tone::Tone,
            width::fit,
        },
        widgets::{
            columns::{self, PageColumn, Stays},
            frame::frame,
            lines::{self, Line},
            scroll::scrollbar,
            toned,
        },
        words::{EnumWord as _, Word},
    },
};

use super::accounts::{Accounts, PasswordState, day_of, password_state};

fn columns(lang: Lang) -> [PageColumn; 6] {
    [
        PageColumn(Word::ColAccount.say(lang), 12, Stays::Always),
        PageColumn(Word::ColAccountRole.say(lang), 10, Stays::Always),
        PageColumn(Word::ColAccountStaff.say(lang), 10, Stays::Always),
        PageColumn(Word::ColMadeOn.say(lang), 10, Stays::BesideWhole),
        PageColumn(Word::ColPasswordSet.say(lang), 10, Stays::Always),
        PageColumn(Word::ColState.say(lang), 8, Stays::Always),
    ]
}

/// Draws the list of accounts and what there is to say of the selected one.
pub fn draw_accounts(scene: Scene<'_>, accounts: &mut Accounts, area: Rect, buf: &mut Buffer) -> Position {
    let lang = scene.lang();
    let theme = scene.settings.theme;
    let inner = frame(Word::AccountsTitle.say(lang), &theme, area, buf);
    let Some(session) = scene.session else { return Position::new(inner.x, inner.y) };
    let about = lines::lay(&details(scene, session, accounts), &theme, inner.width, usize::MAX);
    let height = u16::try_from(about.len()).unwrap_or(u16::MAX).min(inner.height.saturating_sub(4));
    let rows = Rect { y: inner.y + 1, height: inner.height.saturating_sub(height + 2), ..inner };
    let mut cursor = Position::new(rows.x, rows.y);
    let count = accounts.accounts().len();
    let range = accounts.place.visible_range(count, usize::from(rows.height));
    let selected = accounts.place.selected(count);
    let all = columns(lang);
    let state = |account: &Account| password_state(account, &scene.settings.policy, session.desk.today);
    let shown: Vec<_> =
        accounts.accounts().get(range.clone()).unwrap_or_default().iter().map(state).collect();
    let texts: Vec<_> = accounts
        .accounts()
        .iter()
        .skip(range.start)
        .zip(&shown)
        .map(|(account, state)| cells_of(session, account, state))
        .collect();
    let room = Rect { x: inner.x + SIGN, width: inner.width.saturating_sub(SIGN), height: 1, ..inner };
    accounts.columns.fit_page(range.clone(), room.width, &all, columns::texts(&texts));
    for (place, at) in accounts.columns.across(room, []) {
        let PageColumn(heading, ..) = all.get(place).copied().unwrap_or(PageColumn("", 0, Stays::Always));
        let width = usize::from(at.width);
        put(buf, at.x, at.y, &fit(heading, width), width, theme.quiet);
    }
    for ((y, place), (state, texts)) in (rows.y..).zip(range.clone()).zip(shown.iter().zip(&texts)) {
        let here = selected == Some(place);
        put(buf, rows.x, y, if here { "> " } else { "  " }, usize::from(SIGN), theme.text);
        for (place, at) in accounts.columns.across(Rect { y, ..room }, columns::with_straight(texts, &[3, 4]))
        {
            let tone = state.urgency.filter(|_| place == 5).map(Tone::of).unwrap_or_default();
            toned(texts.get(place).map_or("", String::as_str), tone, &theme, at, buf);
        }
        if here {
            theme.select(Rect { y, height: 1, ..rows }, buf);
            cursor = Position::new(rows.x, y);
        }
    }
    let bar = Rect { x: rows.right(), width: 1, ..rows };
    scrollbar(range, count, bar, buf, theme.quiet);
    let pane = Rect { y: inner.bottom().saturating_sub(height), height, ..inner };
    below::draw(&about, pane, area, (&theme, lang), buf);
    cursor
}

/// The cells before an account: whether it is selected.
const SIGN: u16 = 2;

fn cells_of(session: &Session, account: &Account, state: &PasswordState) -> [String; 6] {
    let lang = session.desk.lang;
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    [
        account.name.clone(),
        account.role.say(lang).to_owned(),
        account.staff.as_ref().map(|id| session.desk.name(id)).unwrap_or_default(),
        day(day_of(&account.created_at)),
        day(state.changed),
        state_word(state).say(lang).to_owned(),
    ]
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
