//! The two lines at the top: the bar with the program, the office and the day; and the tabs.

use ratatui::{layout::Rect, style::Style};

use crate::{
    policy::Urgency,
    register::RecordKind,
    tui::{
        app::{Session, Settings},
        lists::Tab,
        terminal::{
            buffer::{Buffer, put},
            theme::Theme,
            width::{cells, truncate, visible},
        },
        words::{Word, day_in_bar},
    },
};

/// Draws the bar over the full width: the program, the office, what holds of everything on the screen, and the day in as full
/// a form as there is room for beside the office's name.
pub fn bar(session: &Session, settings: &Settings, area: Rect, buf: &mut Buffer) {
    let (lang, theme) = (settings.lang, &settings.theme);
    buf.set_style(area, theme.bar);
    let program = Word::Program.say(lang);
    let office = visible(session.desk.register.office().name.as_deref().unwrap_or_default());
    let badges = [
        session.mark(),
        settings.practice.then_some(Word::Practice),
        settings.day_given.then_some(Word::DayGiven),
    ];
    let badges: Vec<String> =
        badges.into_iter().flatten().map(|badge| format!(" {} ", badge.say(lang))).collect();
    let width = usize::from(area.width);
    let taken: usize = badges.iter().map(|badge| cells(badge) + 1).sum();
    let left = cells(program) + 2 + cells(&office) + 2;
    let room = width.saturating_sub(left + taken + 1);
    let days = day_in_bar(session.desk.today, lang);
    let day = days.iter().find(|day| cells(day) <= room).or(days.last()).cloned().unwrap_or_default();
    let mut x = area.right().saturating_sub(cells_u16(&day) + 1);
    put(buf, x, area.y, &day, width, theme.bar);
    for badge in badges.iter().rev() {
        x = x.saturating_sub(cells_u16(badge) + 1);
        put(buf, x, area.y, badge, width, theme.badge);
    }
    let room = usize::from(x.saturating_sub(area.x + 2));
    put(buf, area.x + 1, area.y, &truncate(&format!("{program}  {office}"), room), room, theme.bar);
}

fn cells_u16(text: &str) -> u16 {
    u16::try_from(cells(text)).unwrap_or(u16::MAX)
}

/// Draws the tabs, each with its number and how many findings are open on it: as long as there is room for all of them.
pub fn tabs(session: &Session, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let lang = session.desk.lang;
    let counts = Tab::ALL.map(|tab| open(session, tab));
    let shown = |short: bool, gap: &'static str, counted: bool| {
        Tab::ALL.map(|tab| {
            let words = tab.words();
            let name = format!("{}{}", tab.place() + 1, words[usize::from(short)].say(lang));
            let count = counts[tab.place()];
            let count = if counted && count > 0 { format!("{gap}{count}") } else { String::new() };
            (tab, name, count)
        })
    };
    let forms = [(false, " ", true, 2), (false, " ", true, 1), (true, "", true, 1), (true, "", false, 1)];
    let fits = |tabs: &[(Tab, String, String)], between: u16| {
        let all: u16 = tabs.iter().map(|(_, name, count)| cells_u16(name) + cells_u16(count)).sum();
        let gaps = u16::try_from(tabs.len().saturating_sub(1)).unwrap_or(u16::MAX);
        all + between * gaps < area.width
    };
    let forms = forms.map(|(short, gap, counted, between)| (shown(short, gap, counted), between));
    let Some((tabs, between)) = forms.iter().find(|(tabs, between)| fits(tabs, *between)).or(forms.last())
    else {
        return;
    };
    let mut x = area.x + u16::from(area.width >= 80);
    let mut write = |text: &str, style: Style| {
        put(buf, x, area.y, text, usize::from(area.right().saturating_sub(x)), style);
        x = x.saturating_add(cells_u16(text)).min(area.right());
    };
    for (tab, name, count) in tabs {
        write(name, if *tab == session.tab { theme.accent } else { theme.text });
        write(count, theme.quiet);
        write(&" ".repeat(usize::from(*between)), theme.text);
    }
}

/// How many findings are open on a tab; what is waived for a time is not.
fn open(session: &Session, tab: Tab) -> u32 {
    let desk = &session.desk;
    if tab == Tab::Today {
        let pressing = Urgency::ALL.into_iter().filter(|urgency| *urgency != Urgency::Waived);
        return pressing.map(|urgency| desk.count(urgency)).sum();
    }
    RecordKind::ALL.iter().filter(|kind| Tab::of(**kind) == tab).map(|kind| desk.open_on(*kind)).sum()
}
