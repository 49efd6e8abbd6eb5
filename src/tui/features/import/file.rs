//! The first page: which file. A folder is listed, a place can be typed, a table pasted.

use std::path::{Path, PathBuf};

use ratatui::layout::{Position, Rect};
use zeroize::Zeroizing;

use crate::{
    register::{
        Date, Lang,
        kana::{Query, SearchKey},
    },
    tui::{
        app::imports::{FolderEntry, HowRead, Listing, Source},
        app::typed_place::{is_place, on_windows, place},
        terminal::{
            buffer::{Buffer, put},
            signs::CUT,
            theme::Theme,
            width::{cells, fit, visible},
        },
        widgets::{
            scroll::{ListPlace, scrollbar},
            text_input::TextInput,
        },
        words::ImportWord as W,
    },
};

/// Encodings that can be named; the first is none.
const ENCODINGS: &[Option<&str>] =
    &[None, Some("cp932"), Some("utf-8"), Some("utf-16le"), Some("utf-16be"), Some("euc-jp")];

/// The page.
pub struct FilePage {
    /// What is typed.
    pub input: TextInput,
    /// The folder that is shown.
    pub listing: Listing,
    /// Its entries that match what is typed.
    shown: Vec<usize>,
    /// Where the selection stands, the folder above first.
    pub list: ListPlace,
    /// How the file is to be read.
    pub how: HowRead,
    /// What was pasted, piece by piece.
    pub pasted: Zeroizing<String>,
}

/// What Enter does on this page.
#[derive(Debug, PartialEq, Eq)]
pub enum Chosen {
    /// A ledger is read, or a folder opened that was typed.
    Read(Source),
    /// A folder is opened.
    Folder(PathBuf),
    /// Nothing, and why.
    Nothing(String),
}

impl FilePage {
    /// The page before any folder is known.
    pub fn new(folder: PathBuf) -> Self {
        Self {
            input: TextInput::new(),
            listing: Listing { folder, ..Listing::default() },
            shown: Vec::new(),
            list: ListPlace::new(),
            how: HowRead::default(),
            pasted: Zeroizing::default(),
        }
    }

    /// Shows a folder; the first of its files is selected.
    pub fn show(&mut self, listing: Listing) {
        self.listing = listing;
        self.input.clear();
        self.narrow();
    }

    /// Whether the folder above is the first row: not while a name is typed.
    fn has_up(&self) -> bool {
        self.input.is_empty() && self.listing.folder.parent().is_some()
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.shown.len() + usize::from(self.has_up())
    }

    /// Shows what matches what is typed.
    pub fn narrow(&mut self) {
        let text = self.input.text().trim();
        let query = Query::new(if is_place(text) { "" } else { text });
        let matches =
            |entry: &FolderEntry| query.is_empty() || query.matches(&SearchKey::new([entry.name.as_str()]));
        let entries = self.listing.entries.iter().enumerate();
        self.shown = entries.filter(|(_, entry)| matches(entry)).map(|(place, _)| place).collect();
        self.list = ListPlace::new();
        self.list.select(usize::from(self.has_up() && !self.shown.is_empty()));
    }

    fn entry(&self, row: usize) -> Option<&FolderEntry> {
        self.listing.entries.get(*self.shown.get(row)?)
    }

    /// The folder above.
    pub fn above(&self) -> Option<PathBuf> {
        self.listing.folder.parent().map(Path::to_owned)
    }

    /// The folder that is selected.
    pub fn selected_folder(&self) -> Option<PathBuf> {
        match self.chosen(None, Lang::Ja) {
            Chosen::Folder(folder) if self.input.is_empty() => Some(folder),
            _ => None,
        }
    }

    /// What Enter does.
    pub fn chosen(&self, home: Option<&Path>, lang: Lang) -> Chosen {
        if !self.pasted.is_empty() {
            return Chosen::Read(Source::Pasted(self.pasted.clone()));
        }
        let text = self.input.text().trim();
        if is_place(text) {
            if on_windows(text) && !cfg!(windows) {
                return Chosen::Nothing(W::OnWindows.say(lang).to_owned());
            }
            return Chosen::Read(Source::File(place(text, &self.listing.folder, home)));
        }
        let row = self.list.selected(self.len());
        let row = match (row, self.has_up()) {
            (Some(0), true) => return self.above().map_or(Chosen::Nothing(String::new()), Chosen::Folder),
            (Some(row), up) => self.entry(row - usize::from(up)),
            (None, _) => None,
        };
        match row {
            Some(FolderEntry { path, bytes: Some(_), .. }) => Chosen::Read(Source::File(path.clone())),
            Some(FolderEntry { path, bytes: None, .. }) => Chosen::Folder(path.clone()),
            // In a folder of very many files the name itself may do.
            None if !text.is_empty() && self.listing.cut => {
                Chosen::Read(Source::File(self.listing.folder.join(text)))
            }
            None if text.is_empty() => Chosen::Nothing(W::NoFiles.say(lang).to_owned()),
            None => Chosen::Nothing(W::NoMatch.fill(lang, &[&visible(text)])),
        }
    }

    /// Takes what was pasted: a place goes into the line, everything else is a table.
    pub fn paste(&mut self, text: &str) {
        if self.pasted.is_empty() && rows_of(text).count() <= 1 && !text.contains('\t') {
            let dropped = text.trim();
            if is_place(dropped) {
                self.input.clear();
            }
            self.input.paste(dropped);
            self.narrow();
            return;
        }
        // A long text comes in several pieces.
        self.pasted.push_str(text);
    }

    /// The next encoding.
    pub fn next_encoding(&mut self) {
        let here = ENCODINGS.iter().position(|known| *known == self.how.encoding.as_deref()).unwrap_or(0);
        let next = ENCODINGS.iter().cycle().nth(here + 1).copied().flatten();
        self.how.encoding = next.map(str::to_owned);
    }

    /// Draws it; says where the cursor rests and how many rows were in sight.
    pub fn draw(
        &mut self,
        said: &[String],
        lang: Lang,
        theme: &Theme,
        inner: Rect,
        buf: &mut Buffer,
    ) -> (Position, usize) {
        let width = usize::from(inner.width);
        let folder = visible(&self.listing.folder.display().to_string()).into_owned();
        let folder = W::Folder.fill(lang, &[&tail(&folder, width.saturating_sub(14))]);
        put(buf, inner.x, inner.y, &fit(&folder, width), width, theme.label);
        let label = W::File.say(lang);
        let at = u16::try_from(cells(label)).unwrap_or(0);
        put(buf, inner.x, inner.y + 1, label, width, theme.text);
        let field =
            Rect { x: inner.x + at, y: inner.y + 1, width: inner.width.saturating_sub(at), height: 1 };
        buf.set_style(field, theme.field_focus);
        let caret = self.input.view(field, buf, theme.field_focus);
        let below = u16::try_from(said.len()).unwrap_or(1).min(inner.height.saturating_sub(4));
        let room = inner.height.saturating_sub(2 + below);
        let rows = Rect { y: inner.y + 2, height: room, width: inner.width - 1, ..inner };
        for (y, line) in (rows.bottom()..inner.bottom()).zip(said) {
            put(buf, inner.x, y, line, width, theme.text);
        }
        let height = usize::from(rows.height);
        if !self.pasted.is_empty() {
            for (y, line) in (rows.top()..rows.bottom()).zip(rows_of(&self.pasted)) {
                let line = visible(&line.replace('\t', " | ")).into_owned();
                put(buf, rows.x, y, &fit(&line, width - 1), width - 1, theme.text);
            }
            return (caret, height);
        }
        let count = self.len();
        let up = usize::from(self.has_up());
        let range = self.list.visible_range(count, height);
        let selected = self.list.selected(count);
        for (y, row) in (rows.y..).zip(range.clone()) {
            let at = Rect { y, height: 1, ..rows };
            let (name, size, day) = match row.checked_sub(up).map(|row| self.entry(row)) {
                None => (W::Up.say(lang).to_owned(), String::new(), String::new()),
                Some(Some(entry)) => {
                    let size = entry.bytes.map_or_else(|| W::IsFolder.say(lang).to_owned(), size);
                    let day = entry.day.map(|day: Date| day.to_string()).unwrap_or_default();
                    (visible(&entry.name).into_owned(), size, day)
                }
                Some(None) => continue,
            };
            let name_room = usize::from(at.width).saturating_sub(24);
            put(buf, at.x, y, &fit(&name, name_room), name_room, theme.text);
            let x = at.right().saturating_sub(23);
            put(buf, x, y, &size, 11, theme.text);
            put(buf, x + 12, y, &day, 10, theme.text);
            if selected == Some(row) {
                buf.set_style(at, theme.selected);
            }
        }
        if self.shown.is_empty() && !is_place(self.input.text()) {
            let empty = match self.input.text().trim() {
                "" => W::NoFiles.say(lang).to_owned(),
                text => W::NoMatch.fill(lang, &[&visible(text)]),
            };
            let y = rows.y + u16::try_from(up).unwrap_or(0);
            if y < rows.bottom() {
                put(buf, rows.x, y, &fit(&empty, width - 1), width - 1, theme.text);
            }
        }
        let bar = Rect { x: inner.right() - 1, width: 1, ..rows };
        scrollbar(range, count, bar, buf, theme.quiet);
        (caret, height)
    }
}

/// The rows of what was pasted: terminals hand line ends over as those of the key.
pub fn rows_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', '\r']).filter(|line| !line.trim().is_empty())
}

/// The end of a place, where not all of it has room.
fn tail(text: &str, room: usize) -> String {
    if cells(text) <= room {
        return text.to_owned();
    }
    let mut from = text.char_indices().map(|(at, _)| at).skip(1);
    let end = from.find_map(|at| text.get(at..).filter(|end| cells(end) < room));
    format!("{CUT}{}", end.unwrap_or_default())
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_024 => format!("{bytes} B"),
        1_024..1_048_576 => format!("{} KB", bytes.div_ceil(1_024)),
        _ => format!("{}.{} MB", bytes / 1_048_576, bytes % 1_048_576 * 10 / 1_048_576),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> FilePage {
        let entry = |name: &str, bytes| FolderEntry {
            name: name.to_owned(),
            path: Path::new("/h").join(name),
            bytes,
            day: None,
        };
        let entries =
            vec![entry("職員名簿.xlsx", Some(1)), entry("機器.csv", Some(2)), entry("古い台帳", None)];
        let mut page = FilePage::new("/h".into());
        page.show(Listing { folder: "/h".into(), entries, cut: false });
        page
    }

    #[test]
    fn enter_reads_what_is_selected_typed_or_pasted() {
        let mut page = page();
        let file = |name: &str| Chosen::Read(Source::File(Path::new("/h").join(name)));
        assert_eq!(page.chosen(None, Lang::Ja), file("職員名簿.xlsx"));
        page.list.select(0);
        assert_eq!(page.chosen(None, Lang::Ja), Chosen::Folder("/".into()));
        page.input.set_text("きき");
        page.narrow();
        assert!(matches!(page.chosen(None, Lang::Ja), Chosen::Nothing(_)));
        page.input.set_text("機器");
        page.narrow();
        assert_eq!(page.chosen(None, Lang::Ja), file("機器.csv"));
        page.paste("'/x/a b.csv'\n");
        assert_eq!(page.chosen(None, Lang::Ja), Chosen::Read(Source::File("/x/a b.csv".into())));
        page.paste("氏名\t職種\n港 花");
        page.paste("子\t看護師\n");
        let Chosen::Read(Source::Pasted(text)) = page.chosen(None, Lang::Ja) else { unreachable!() };
        assert_eq!(text.as_str(), "氏名\t職種\n港 花子\t看護師\n");
    }

    #[test]
    fn a_place_on_the_readers_own_windows_is_told_where_the_register_runs_elsewhere() {
        let mut page = page();
        page.paste(r#""C:\Users\h\職員名簿.xlsx""#);
        if !cfg!(windows) {
            let told = Chosen::Nothing(W::OnWindows.say(Lang::Ja).to_owned());
            assert_eq!(page.chosen(None, Lang::Ja), told);
        }
    }

    #[test]
    fn long_places_show_their_end_and_sizes_are_short() {
        assert_eq!(tail("/home/hanako/書類", 12), "…hanako/書類");
        assert_eq!(tail("/h", 12), "/h");
        assert_eq!([size(12), size(2_000), size(3_400_000)], ["12 B", "2 KB", "3.2 MB"]);
    }
}
