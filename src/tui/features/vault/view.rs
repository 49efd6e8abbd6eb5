//! The accounts and the small forms about the vault.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use crate::{
    policy::Rule,
    register::{Date, Lang, id::PersonId},
    store::Account,
    tui::{
        app::{Scene, Session},
        forms::{
            draw_field, draw_name,
            field::{Entry, Field},
        },
        layers::sheet::{Errand, Sheet},
        lists::Line,
        terminal::{
            tone::Tone,
            width::{cells, fit, put, visible, wrap},
        },
        widgets::{frame::frame, lines, scroll::scrollbar},
        words::{EnumWord as _, Word},
    },
};

use super::accounts::{Accounts, PasswordState, day_of, password_state};

/// The widths of the columns after the name: role, staff member, made on, password set on, state.
const COLUMNS: [u16; 5] = [14, 12, 10, 10, 9];

/// The seconds before the next password may be tried, in words.
pub fn wait_sentence(seconds: u32, lang: Lang) -> String {
    match (seconds / 60, seconds % 60) {
        (0, seconds) => Word::WaitSeconds.fill(lang, &[&seconds.to_string()]),
        (minutes, seconds) => Word::WaitMinutes.fill(lang, &[&minutes.to_string(), &seconds.to_string()]),
    }
}

/// Draws the list of accounts and what there is to say of the selected one.
pub fn draw_accounts(scene: Scene<'_>, accounts: &mut Accounts, area: Rect, buf: &mut Buffer) -> Position {
    let lang = scene.lang();
    let theme = scene.settings.theme;
    let inner = frame(Word::AccountsTitle.say(lang), &theme, area, buf);
    let Some(session) = scene.session else { return Position::new(inner.x, inner.y) };
    let about = lines::lay(&details(scene, session, accounts), &theme, inner.width, usize::MAX);
    let below = u16::try_from(about.len()).unwrap_or(u16::MAX).min(inner.height.saturating_sub(4));
    let rows = Rect { y: inner.y + 1, height: inner.height.saturating_sub(below + 2), ..inner };
    let widths = columns(inner.width.saturating_sub(1));
    let words = [Word::ColAccount, Word::ColAccountRole, Word::ColAccountStaff, Word::ColMadeOn];
    let words = words.into_iter().chain([Word::ColPasswordSet, Word::ColState]);
    let mut x = inner.x + 2;
    for (word, width) in words.zip(widths) {
        let width = usize::from(width);
        put(buf, x, inner.y, &fit(word.say(lang), width), width, theme.label);
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
    let bar = Rect { x: rows.right().saturating_sub(1), width: 1, ..rows };
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
    let plain = if here { theme.selected } else { theme.text };
    buf.set_style(area, plain);
    put(buf, area.x, area.y, if here { "> " } else { "  " }, 2, plain);
    let mut x = area.x + 2;
    for (place, (text, width)) in texts.iter().zip(widths).enumerate() {
        let style = match state.urgency {
            Some(urgency) if place == 5 && !here => Tone::of(urgency).style(&theme),
            _ => plain,
        };
        let width = usize::from(*width);
        put(buf, x, area.y, &fit(&visible(text), width), width, style);
        x += u16::try_from(width + 1).unwrap_or(0);
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

/// Draws a small form; says where the caret rests.
pub fn draw_sheet(scene: Scene<'_>, sheet: &Sheet, area: Rect, buf: &mut Buffer) -> Position {
    let lang = scene.lang();
    let theme = scene.settings.theme;
    let width = area.width.min(100);
    let room = usize::from(width.saturating_sub(2));
    let mut hints: Vec<String> =
        sheet.hints(&scene.settings.policy, lang).iter().flat_map(|hint| wrapped(hint, room)).collect();
    let mut said: Vec<String> = sheet.message.iter().flat_map(|text| wrapped(text, room)).collect();
    if scene.wait > 0 && !sheet.busy && !sheet.is_about_facts() {
        said.extend(wrapped(&wait_sentence(scene.wait, lang), room));
    }
    let height = hints.len() + sheet.fields.len() + said.len().max(3) + 5;
    let height = u16::try_from(height).unwrap_or(u16::MAX).min(area.height);
    // Where there is no room for all, what is told goes before what is explained; the recovery key is never left out.
    if !matches!(sheet.errand, Errand::CopyKey(_)) {
        let needed = sheet.fields.len() + said.len().max(1) + 2;
        hints.truncate(usize::from(height).saturating_sub(needed));
    }
    let x = area.x + (area.width - width) / 2;
    let y = area.y + (area.height - height) / 2;
    let inner = frame(&sheet.title(lang), &theme, Rect { x, y, width, height }, buf);
    let mut y = inner.y;
    let key = match &sheet.errand {
        Errand::CopyKey(key) => key.as_str(),
        _ => "",
    };
    let line = |y: u16, text: &str, style, buf: &mut Buffer| {
        if y < inner.bottom() {
            put(buf, inner.x, y, text, room, style);
        }
    };
    for hint in &hints {
        let style = if !hint.is_empty() && key.contains(hint.as_str()) { theme.heading } else { theme.text };
        line(y, hint, style, buf);
        y += 1;
    }
    // In the smallest window the fields need the line.
    y += u16::from(area.height > 16);
    let labels = sheet.fields.iter().map(|field| cells(&field.label)).max().unwrap_or(0);
    let column = labels.min(room * 3 / 5) + 2;
    let mut caret = Position::new(inner.x, y.min(inner.bottom().saturating_sub(1)));
    for (place, field) in sheet.fields.iter().enumerate() {
        if y >= inner.bottom() {
            break;
        }
        let at = Rect { y, height: 1, ..inner };
        let position = draw_field(field, place == sheet.focus, column, &theme, at, buf);
        if let Entry::Reference { id, .. } = &field.entry
            && let Some(name) = PersonId::held(id.text()).ok().and_then(|id| {
                scene.session.and_then(|session| Some(session.desk.register.person(&id)?.name()?.to_owned()))
            })
        {
            draw_name(&name, column, &theme, at, buf);
        }
        if place == sheet.focus {
            caret = position;
        }
        y += 1;
    }
    let hint = match scene.session.filter(|_| sheet.is_about_facts()) {
        // How a day is typed is said above.
        Some(session) if matches!(sheet.field(), Some(Field { entry: Entry::Day(_), .. })) => {
            sheet.day_so_far(session.desk.today, lang).unwrap_or_default()
        }
        _ => sheet.field().map_or("", |field| field.hint(lang)).to_owned(),
    };
    if said.is_empty() {
        line(y, &hint, theme.dim, buf);
    } else {
        y += u16::from(area.height > 16);
        let style = if sheet.busy { theme.text } else { theme.error };
        for text in &said {
            line(y, text, style, buf);
            y += 1;
        }
    }
    caret
}

fn wrapped(text: &str, room: usize) -> Vec<String> {
    if text.is_empty() { vec![String::new()] } else { wrap(&visible(text), room) }
}
