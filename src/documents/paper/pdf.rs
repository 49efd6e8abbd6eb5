//! Pages written down as PDF: tagged, for those who have them read out (PDF/A-2a and PDF/UA-1).

use std::collections::{BTreeSet, HashMap};

use krilla::{
    Document, SerializeSettings,
    color::luma,
    configure::{Accessibility, Archival, ConfigurationBuilder},
    destination::XyzDestination,
    geom::{PathBuilder, Point, Rect},
    metadata::{DateTime, Metadata},
    num::NormalizedF32,
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::{Fill, FillRule, Stroke},
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag},
    text::{Font, GlyphId, KrillaGlyph},
};

use super::{
    fonts::{FontId, Fonts},
    lines::{Line, places},
    model::{Paper, Part},
    parts,
    shape::Shaped,
    sheet::{Belongs, Ink, Pages},
    tags::{NodeId, Tree},
    variants::Unprinted,
};
use crate::register::{Date, Lang, Stage, Stopped, Work, wareki::format_wareki};

/// A paper as PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many sheets it has.
    pub pages: usize,
    /// What no font has; it stands as 〓 or in its usual shape, and is listed at the end of the paper.
    pub missing: BTreeSet<Unprinted>,
}

/// Why a paper could not become a PDF. This is a fault of the program, not of what is recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the PDF cannot be made: {reason}")]
pub struct PdfError {
    /// What the PDF writer says.
    pub reason: String,
    /// Somebody stopped it.
    pub stopped: bool,
}

impl From<Stopped> for PdfError {
    fn from(stopped: Stopped) -> Self {
        Self { reason: stopped.to_string(), stopped: true }
    }
}

impl PdfError {
    fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), stopped: false }
    }

    /// What happened and what to do.
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Ja if self.stopped => "途中で中止しました。何も書き出していません。".to_owned(),
            Lang::En if self.stopped => "Stopped on the way. Nothing was written.".to_owned(),
            Lang::Ja => format!(
                "PDFを作成できませんでした（{}）。Markdown（md）またはテキスト（txt）で書き出してください。",
                self.reason
            ),
            Lang::En => {
                format!(
                    "The PDF could not be made ({}). Write the paper as Markdown (md) or text (txt).",
                    self.reason
                )
            }
        }
    }
}

impl Paper {
    /// The paper as PDF on A4 sheets, with the fonts that it needs embedded and with its structure: PDF/A-2a and PDF/UA-1;
    /// PDF/A-2b where a font of the machine or a character for private use allows no more.
    ///
    /// Characters that the embedded font lacks are taken from a font of the machine; those that no font has stand
    /// as 〓, are listed at the end of the paper and named in [`Pdf::missing`].
    ///
    /// # Errors
    /// When the PDF cannot be made as the standard demands, with the reason.
    pub fn pdf(&self) -> Result<Pdf, PdfError> {
        self.pdf_watched(&Work::default())
    }

    /// Whether what stands before its annexes is one page.
    pub(in crate::documents) fn begins_with_one_page(&self) -> bool {
        let annex = self.parts.iter().position(|part| matches!(part, Part::Annex(_)));
        let front = self.parts.get(..annex.unwrap_or(self.parts.len())).unwrap_or_default().to_vec();
        let front = Self { parts: front, ..self.clone() };
        lay_out(&front, &Work::default()).is_ok_and(|pages| pages.sheets.len() <= 1)
    }

    /// The same of a paper that may be long.
    ///
    /// # Errors
    /// As for [`Paper::pdf`], or when it was stopped.
    pub fn pdf_watched(&self, work: &Work) -> Result<Pdf, PdfError> {
        write(self, work)
    }
}

/// The standards that a paper keeps, the strictest first. Characters without a meaning of their own (those for private
/// use) are allowed by the second, a font that forbids to be put into files by the last alone.
const STANDARDS: [(Archival, Option<Accessibility>); 3] = [
    (Archival::A2_A, Some(Accessibility::UA1)),
    (Archival::A2_B, Some(Accessibility::UA1)),
    (Archival::A2_B, None),
];

fn write(paper: &Paper, work: &Work) -> Result<Pdf, PdfError> {
    let pages = lay_out(paper, work)?;
    let mut last = PdfError::new("no standard");
    for (archival, accessibility) in STANDARDS {
        match write_as(paper, &pages, (archival, accessibility), work) {
            Err(error) if error.stopped => return Err(error),
            Ok(mut bytes) => {
                // A pack holds thousands, and as much room again would be wasted.
                bytes.shrink_to_fit();
                return Ok(Pdf { bytes, pages: pages.sheets.len(), missing: pages.fonts.missing() });
            }
            Err(error) => last = error,
        }
    }
    Err(last)
}

fn write_as(
    paper: &Paper,
    pages: &Pages,
    (archival, accessibility): (Archival, Option<Accessibility>),
    work: &Work,
) -> Result<Vec<u8>, PdfError> {
    let mut configuration = ConfigurationBuilder::new().with_archival_validator(archival);
    if let Some(accessibility) = accessibility {
        configuration = configuration.with_accessibility_validator(accessibility);
    }
    let configuration = configuration.finish().map_err(|error| PdfError::new(format!("{error:?}")))?;
    let settings = SerializeSettings { configuration, enable_tagging: true, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    document.set_metadata(metadata(paper));
    let fonts = fonts(&pages.fonts)?;
    let (width, height) = pages.size();
    let mut drawn = Vec::new();
    // Where each part of the structure begins.
    let mut begins: HashMap<NodeId, XyzDestination> = HashMap::new();
    let writing = work.begin(Stage::Sheets, pages.sheets.len() as u64)?;
    for (number, marks) in pages.sheets.iter().enumerate() {
        writing.step()?;
        let settings = PageSettings::from_wh(width, height).ok_or_else(|| PdfError::new("page size"))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for marks in marks.chunk_by(|one, other| one.belongs == other.belongs) {
            let Some(belongs) = marks.first().map(|mark| mark.belongs) else { continue };
            let identifier = surface.start_tagged(tag(belongs));
            if let Belongs::To(node) = belongs {
                drawn.push((node, identifier));
                let top = marks.iter().find_map(|mark| match &mark.ink {
                    Ink::Text { x, baseline, size, .. } => Some(Point::from_xy(*x, baseline - size)),
                    _ => None,
                });
                if let Some(top) = top {
                    begins.entry(node).or_insert_with(|| XyzDestination::new(number, top));
                }
            }
            for mark in marks {
                draw(&mut surface, &mark.ink, &fonts);
            }
            surface.end_tagged();
        }
        surface.finish();
        page.finish();
    }
    document.set_outline(outline(&pages.tree, &begins));
    document.set_tag_tree(pages.tree.tag_tree(drawn));
    document.finish().map_err(|error| PdfError::new(format!("{error:?}")))
}

/// How what a mark belongs to is told in the page.
fn tag(belongs: Belongs) -> ContentTag<'static> {
    let kind = match belongs {
        Belongs::To(_) => return ContentTag::Other,
        Belongs::Header => ArtifactType::Header,
        Belongs::Footer => ArtifactType::Footer,
        Belongs::PageNumber => ArtifactType::PageNumber,
        Belongs::Drawing => ArtifactType::Layout,
    };
    ContentTag::Artifact(Artifact::with_kind(kind))
}

/// The headings, with those of parts below those of the paper and its annexes.
fn outline(tree: &Tree, begins: &HashMap<NodeId, XyzDestination>) -> Outline {
    let mut top: Vec<OutlineNode> = Vec::new();
    for (node, level, words) in tree.headings() {
        let Some(begins) = begins.get(&node) else { continue };
        let entry = OutlineNode::new(words.to_owned(), begins.clone());
        match top.last_mut().filter(|_| level > 1) {
            Some(above) => above.push_child(entry),
            None => top.push(entry),
        }
    }
    let mut outline = Outline::new();
    for entry in top {
        outline.push_child(entry);
    }
    outline
}

/// The paper on its pages.
pub(super) fn lay_out(paper: &Paper, work: &Work) -> Result<Pages, Stopped> {
    let rows = |part: &Part| if let Part::Table(table) = part { table.rows.len() } else { 0 };
    let rows: usize = paper.parts.iter().map(rows).sum();
    let mut pages = Pages::new(paper.sheet);
    pages.setting = Some(work.begin(Stage::Rows, rows as u64)?);
    let header = pages.measure_header(&paper.office, paper.titles(), &format_wareki(paper.date));
    let footer = pages.measure_footer(&paper.foot());
    parts::draw(&mut pages, paper);
    pages.goes_on()?;
    pages.setting = None;
    pages.finish(&header, &footer);
    Ok(pages)
}

/// The only day in the file is that of the paper.
fn metadata(paper: &Paper) -> Metadata {
    Metadata::new()
        .title(paper.called())
        .creator("mcs-register".to_owned())
        .language("ja".to_owned())
        .creation_date(creation_date(paper.date))
}

fn creation_date(date: Date) -> DateTime {
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    DateTime::new(u16::try_from(date.year()).unwrap_or(0))
        .month(part(date.month()))
        .day(part(date.day()))
        .hour(0)
        .minute(0)
        .second(0)
        .utc_offset_hour(9)
        .utc_offset_minute(0)
}

fn fonts(fonts: &Fonts) -> Result<Vec<Font>, PdfError> {
    let font = |data: &parley::FontData| {
        let (bytes, _) = data.data.clone().into_raw_parts();
        Font::new(bytes.into(), data.index).ok_or_else(|| PdfError::new("font"))
    };
    fonts.used.iter().map(font).collect()
}

fn draw(surface: &mut Surface<'_>, ink: &Ink, fonts: &[Font]) {
    match ink {
        Ink::Text { x, baseline, size, shaped, line } => {
            surface.set_stroke(None);
            surface.set_fill(Some(fill(BLACK)));
            text(surface, (*x, *baseline), *size, shaped, line, fonts);
        }
        Ink::Rule { from, to, width } => {
            let mut path = PathBuilder::new();
            path.move_to(from.0, from.1);
            path.line_to(to.0, to.1);
            if let Some(path) = path.finish() {
                surface.set_fill(None);
                let paint = luma::Color::new(BLACK).into();
                surface.set_stroke(Some(Stroke { paint, width: *width, ..Stroke::default() }));
                surface.draw_path(&path);
            }
        }
        Ink::Black { area } => draw_area(surface, *area, BLACK),
        Ink::White { area } => draw_area(surface, *area, WHITE),
    }
}

fn draw_area(surface: &mut Surface<'_>, (left, top, width, height): (f32, f32, f32, f32), lightness: u8) {
    let mut path = PathBuilder::new();
    if let Some(area) = Rect::from_xywh(left, top, width, height) {
        path.push_rect(area);
    }
    if let Some(path) = path.finish() {
        surface.set_stroke(None);
        surface.set_fill(Some(fill(lightness)));
        surface.draw_path(&path);
    }
}

/// The only two that there are.
const BLACK: u8 = 0;
const WHITE: u8 = 255;

fn fill(lightness: u8) -> Fill {
    let paint = luma::Color::new(lightness).into();
    Fill { paint, opacity: NormalizedF32::ONE, rule: FillRule::default() }
}

/// A line of text: runs of one font, each glyph as far from the next as the line says.
fn text(surface: &mut Surface<'_>, at: (f32, f32), size: f32, shaped: &Shaped, line: &Line, fonts: &[Font]) {
    let mut run: Vec<KrillaGlyph> = Vec::new();
    let mut run_font: Option<FontId> = None;
    let mut run_x = 0.0;
    // Where the run's last glyph ends.
    let mut end = 0.0;
    for (unit, place) in places(shaped, line) {
        let Some(unit) = shaped.units.get(unit) else { continue };
        let mut x = place;
        for glyph in shaped.glyphs.get(unit.glyphs.clone()).unwrap_or_default() {
            if run_font != Some(glyph.font) {
                flush(surface, at, run_x, &mut run, run_font, size, shaped, fonts);
                run_font = Some(glyph.font);
                run_x = x;
                end = x;
            }
            if let Some(last) = run.last_mut() {
                last.x_advance += x - end;
            }
            let range = glyph.range.clone();
            run.push(KrillaGlyph::new(
                GlyphId::new(glyph.id),
                glyph.advance,
                glyph.x,
                glyph.y,
                0.0,
                range,
                None,
            ));
            x += glyph.advance;
            end = x;
        }
    }
    flush(surface, at, run_x, &mut run, run_font, size, shaped, fonts);
}

#[allow(clippy::too_many_arguments, reason = "the state of one loop")]
fn flush(
    surface: &mut Surface<'_>,
    (x, baseline): (f32, f32),
    run_x: f32,
    run: &mut Vec<KrillaGlyph>,
    font: Option<FontId>,
    size: f32,
    shaped: &Shaped,
    fonts: &[Font],
) {
    if let Some(font) = font.and_then(|font| fonts.get(font.0))
        && !run.is_empty()
    {
        let start = Point::from_xy(x + run_x * size, baseline);
        surface.draw_glyphs(start, run, font.clone(), &shaped.text, size, false);
    }
    run.clear();
}
