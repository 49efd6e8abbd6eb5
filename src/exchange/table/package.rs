//! A zip of XML parts, as workbooks are kept. Each part is unpacked while it is read and never as a whole; what is unpacked
//! is counted, and not taken from what the zip says.

use std::{
    borrow::Cow,
    cell::Cell,
    collections::HashMap,
    io::{self, BufRead, BufReader, Cursor, Read},
    rc::Rc,
};

use quick_xml::{
    Reader,
    events::{BytesEnd, BytesStart, Event},
};
use zip::ZipArchive;

use super::{Bound, Format, MAX_CELL_BYTES, MAX_UNPACKED, TableFault};

/// How much a tag or a text of a part may hold: an escaped character of a cell takes some bytes.
const MAX_PIECE: usize = 16 * MAX_CELL_BYTES;

/// How many tags and texts the parts may hold together: a sheet of 200,000 rows of ten
/// columns has some 10 million.
const MAX_TOKENS: u32 = 16_000_000;

/// How deep tags may stand within each other; workbooks need about a dozen.
const MAX_DEPTH: usize = 200;

/// An opened zip.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Where each part stands, by its name in small letters and with the usual slashes: some programs write others.
    places: HashMap<String, usize>,
    format: Format,
    left: Rc<Cell<u64>>,
    tokens: Rc<Cell<u32>>,
}

impl<'a> Package<'a> {
    /// Opens a zip, whatever is in it; faults are told as those of a format.
    pub fn new(bytes: &'a [u8], format: Format) -> Result<Self, TableFault> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| TableFault::Damaged(format))?;
        let names = archive.file_names().map(|name| plain(&name.unwrap_or_default()));
        let places = names.zip(0..).collect();
        Ok(Self {
            archive,
            places,
            format,
            left: Rc::new(Cell::new(MAX_UNPACKED)),
            tokens: Rc::new(Cell::new(MAX_TOKENS)),
        })
    }

    /// The same zip, once it is known what it is.
    pub fn of(self, format: Format) -> Self {
        Self { format, ..self }
    }

    /// Whether there is a part below a folder.
    pub fn has_folder(&self, start: &str) -> bool {
        self.places.keys().any(|name| name.starts_with(start))
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.places.get(&plain(name)).copied()
    }

    /// Whether there is a part.
    pub fn has(&self, name: &str) -> bool {
        self.place(name).is_some()
    }

    /// A part that is there, to be read.
    pub fn part(&mut self, name: &str) -> Result<Option<Part<'_>>, TableFault> {
        let Some(place) = self.place(name) else { return Ok(None) };
        let damaged = TableFault::Damaged(self.format);
        let file: Box<dyn Read + '_> = Box::new(self.archive.by_index(place).map_err(|_| damaged)?);
        let metered = Metered {
            inner: BufReader::with_capacity(64 << 10, file),
            left: Rc::clone(&self.left),
            piece: MAX_PIECE,
            over: None,
        };
        let mut reader = Reader::from_reader(metered);
        reader.config_mut().expand_empty_elements = true;
        let tokens = Rc::clone(&self.tokens);
        Ok(Some(Part { reader, buffer: Vec::new(), depth: 0, tokens, format: self.format }))
    }

    /// The beginning of a part as it is.
    pub fn start(&mut self, name: &str, length: u64) -> Option<Vec<u8>> {
        let place = self.place(name)?;
        let mut start = Vec::new();
        self.archive.by_index(place).ok()?.take(length).read_to_end(&mut start).ok()?;
        Some(start)
    }
}

fn plain(name: &str) -> String {
    name.replace('\\', "/").to_ascii_lowercase()
}

/// An XML part while it is read.
pub(super) struct Part<'a> {
    reader: Reader<Metered<Box<dyn Read + 'a>>>,
    buffer: Vec<u8>,
    depth: usize,
    tokens: Rc<Cell<u32>>,
    format: Format,
}

/// The next thing in a part.
pub(super) enum Token<'b> {
    /// A tag opens; one without content opens and closes.
    Start(BytesStart<'b>),
    /// A tag closes.
    End(BytesEnd<'b>),
    /// Some text; a character that is written by its name is a text by itself.
    Text(Cow<'b, str>),
    /// What says nothing about the tables.
    Other,
    /// The end.
    Eof,
}

impl Part<'_> {
    /// The next thing.
    pub fn next(&mut self) -> Result<Token<'_>, TableFault> {
        let tokens = self.tokens.get().checked_sub(1).ok_or(Bound::Unpacked)?;
        self.tokens.set(tokens);
        self.buffer.clear();
        self.reader.get_mut().piece = MAX_PIECE;
        let damaged = TableFault::Damaged(self.format);
        let Ok(event) = self.reader.read_event_into(&mut self.buffer) else {
            return Err(self.reader.get_ref().over.map_or(damaged, TableFault::from));
        };
        Ok(match event {
            Event::Start(tag) => {
                self.depth += 1;
                if self.depth > MAX_DEPTH {
                    return Err(damaged);
                }
                Token::Start(tag)
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                Token::End(tag)
            }
            Event::Text(text) => Token::Text(text.xml10_content()),
            Event::CData(text) => Token::Text(text.xml10_content()),
            Event::GeneralRef(name) => {
                let character = match name.resolve_char_ref().map_err(|_| damaged.clone())? {
                    Some(character) => Some(character),
                    None => predefined(&name.xml10_content()),
                };
                // Any other would have to be declared, and is not expanded.
                Token::Text(Cow::Owned(character.ok_or(damaged)?.to_string()))
            }
            Event::DocType(_) => return Err(TableFault::Declares(self.format)),
            Event::Eof if self.depth > 0 => return Err(damaged),
            Event::Eof => Token::Eof,
            Event::Empty(_) | Event::Comment(_) | Event::PI(_) | Event::Decl(_) => Token::Other,
        })
    }

    /// Reads on to the end of the tag that has just opened.
    pub fn skip(&mut self) -> Result<(), TableFault> {
        let depth = self.depth;
        while self.depth >= depth {
            self.next()?;
        }
        Ok(())
    }

    /// Reads on to the end of a tag that is open.
    pub fn skip_to_end(&mut self, name: &str) -> Result<(), TableFault> {
        loop {
            match self.next()? {
                Token::End(tag) if tag.local_name().as_ref() == name => return Ok(()),
                Token::Eof => return Ok(()),
                _ => {}
            }
        }
    }
}

fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "apos" => '\'',
        "quot" => '"',
        _ => return None,
    })
}

/// The value of an attribute, by its name without its namespace.
pub(super) fn attribute<'t>(tag: &'t BytesStart<'_>, name: &str) -> Option<Cow<'t, str>> {
    let mut attributes = tag.attributes();
    let found =
        attributes.with_checks(false).flatten().find(|found| found.key.local_name().as_ref() == name)?;
    match found.value {
        Cow::Borrowed(raw) => quick_xml::escape::unescape(raw).ok(),
        Cow::Owned(raw) => Some(Cow::Owned(quick_xml::escape::unescape(&raw).ok()?.into_owned())),
    }
}

/// The number of an attribute.
pub(super) fn number(tag: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(tag, name)?.trim().parse().ok()
}

/// Whether an attribute says yes.
pub(super) fn flag(tag: &BytesStart<'_>, name: &str) -> bool {
    attribute(tag, name).is_some_and(|value| matches!(&*value, "1" | "true" | "on"))
}

/// What is read through it is counted, for one piece and for all parts together.
struct Metered<R> {
    inner: BufReader<R>,
    left: Rc<Cell<u64>>,
    piece: usize,
    over: Option<Bound>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: Read> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let available = self.inner.fill_buf()?;
        let left = usize::try_from(self.left.get()).unwrap_or(usize::MAX).min(self.piece);
        if left == 0 && !available.is_empty() {
            self.over = Some(if self.piece == 0 { Bound::Cell { row: 0 } } else { Bound::Unpacked });
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(available.get(..left).unwrap_or(available))
    }

    fn consume(&mut self, amount: usize) {
        self.piece = self.piece.saturating_sub(amount);
        self.left.set(self.left.get().saturating_sub(u64::try_from(amount).unwrap_or(u64::MAX)));
        self.inner.consume(amount);
    }
}
