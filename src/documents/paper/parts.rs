//! The parts of a paper as blocks, and how close they stand: a paper that runs a little over its page is set closer.

use super::{
    chart,
    flow::{self, Block, Flow, Keep},
    grid::{self, Cell, Grid},
    letter,
    lines::Edge,
    measures::{CLOSE, MM, Measures, PAIRED, USUAL},
    model::{Align, Check, Clauses, Content, Field, Line, Paper, Part, Sheet, Table, clause_number, sign},
    sheet::{Belongs, Pages, SetLine, Style, f32_of},
    tags::Role,
    variants::Unprinted,
};

/// The title, that of an annex, and something to be read letter by letter.
const TITLE: Style = Style::new(16.0, 24.0).bold();
const ANNEX: Style = Style::new(12.0, 18.0).bold();
const DISPLAY: Style = Style::new(15.0, 26.0).bold();
/// What is read from a distance.
const LARGE: Style = Style::new(14.0, 21.0);
/// The width of labels in cells; where two fields stand side by side, that of each as a part of the whole.
const LABELS: usize = 24;
const NARROW_LABELS: usize = 18;
const LABELS_OF_TWO: f32 = 0.235;
/// How far running text stands in.
const INDENT: f32 = 4.0;
/// How far a note stands behind its sign, in its size.
const NOTE_HANGING: f32 = 1.4;
/// The width of a place for a seal.
const SEAL_BOX: f32 = 26.0 * MM;

/// Draws each sheet with its title, parts and notes; each annex begins a page.
pub(super) fn draw(pages: &mut Pages, paper: &Paper) {
    let stretches = stretches(paper);
    // A letter says much in few lines.
    let labels = if paper.letter.is_some() { NARROW_LABELS } else { LABELS };
    let mut number = 0;
    for (place, stretch) in stretches.iter().enumerate() {
        if let Some(title) = stretch.title {
            pages.begin_sheet(title);
            number = 0;
        }
        let is_last = place + 1 == stretches.len();
        // What no font has is known when all is set.
        let blocks = loop {
            let known = pages.fonts.missing().len();
            let mut notes = stretch.notes.to_vec();
            if is_last {
                notes.extend(missing(pages));
            }
            let mut after = number;
            let blocks = fitted(pages, |flow, measures| {
                after = number;
                if let Some(letter) = paper.letter.as_ref().filter(|_| place == 0) {
                    letter::draw(flow, letter);
                }
                if let Some(text) = stretch.title {
                    title(flow, text);
                }
                for (at, part) in stretch.parts.iter().enumerate() {
                    let large = is_large(stretch.parts.get(at + 1));
                    if explains_a_table(stretch.parts, at) {
                        flow.keep_last();
                    }
                    add(flow, measures, part, (large, labels), paper.sheet, &mut after);
                }
                self::notes(flow, measures, &notes);
            });
            if pages.fonts.missing().len() == known || !is_last {
                number = after;
                break blocks;
            }
        };
        flow::put(pages, &blocks);
    }
}

/// What is set by itself, from the head of a page on: a sheet, and each of its annexes.
#[derive(Clone, Copy)]
struct Stretch<'p> {
    /// The title of a sheet; an annex has its own among its parts.
    title: Option<&'p str>,
    parts: &'p [Part],
    /// What stands at its end.
    notes: &'p [String],
}

fn stretches(paper: &Paper) -> Vec<Stretch<'_>> {
    let mut stretches = Vec::new();
    let mut next = Stretch { title: Some(paper.title.as_str()), parts: &[], notes: &[] };
    let mut from = 0;
    // The sheet that is being read.
    let mut sheet = 0;
    for (at, part) in paper.parts.iter().enumerate() {
        let (after, begin) = match part {
            Part::Annex(_) => (Stretch { title: None, parts: &[], notes: &[] }, at),
            Part::NextSheet(next) => {
                (Stretch { title: Some(next.title.as_str()), parts: &[], notes: &[] }, at + 1)
            }
            _ => continue,
        };
        stretches.push(Stretch { parts: paper.parts.get(from..at).unwrap_or_default(), ..next });
        if let Part::NextSheet(next) = part {
            note(&mut stretches, sheet, &next.notes);
            sheet = stretches.len();
        }
        (next, from) = (after, begin);
    }
    stretches.push(Stretch { parts: paper.parts.get(from..).unwrap_or_default(), ..next });
    note(&mut stretches, sheet, &paper.notes);
    stretches
}

/// The notes of a sheet stand at its own end, before its annexes.
fn note<'p>(stretches: &mut [Stretch<'p>], sheet: usize, notes: &'p [String]) {
    if let Some(sheet) = stretches.get_mut(sheet) {
        sheet.notes = notes;
    }
}

/// Blocks that stand as usual; closer where that brings what runs over one page onto it.
fn fitted(pages: &mut Pages, mut add: impl FnMut(&mut Flow<'_>, &Measures)) -> Vec<Block> {
    let (start, height) = (pages.tree.len(), pages.height());
    let mut set = |measures: &Measures| {
        let mut flow = Flow { pages, blocks: Vec::new(), gap: measures.gap };
        add(&mut flow, measures);
        let blocks = flow.blocks;
        (blocks, pages.tree.split_off(start))
    };
    let is_one = |(blocks, _): &(Vec<Block>, _)| flow::pages_of(blocks, height) == 1;
    let usual = set(&USUAL);
    // What is too long as close as can be is too long a little closer.
    let closest = (flow::pages_of(&usual.0, height) == 2).then(|| set(&CLOSE)).filter(is_one);
    let (blocks, nodes) = match closest {
        Some(closest) => Some(set(&PAIRED)).filter(is_one).unwrap_or(closest),
        None => usual,
    };
    pages.tree.append(nodes);
    blocks
}

/// Whether a text stands right under a table, and says what its words mean: it is read with the rows above it.
fn explains_a_table(parts: &[Part], at: usize) -> bool {
    let before = parts.get(..at).unwrap_or_default().iter().rev();
    let is_text = |part: &Part| matches!(part, Part::Text(_));
    parts.get(at).is_some_and(is_text)
        && matches!(before.clone().find(|part| !is_text(part)), Some(Part::Table(_)))
}

/// Whether what follows a heading is read from a distance, as the heading then is.
fn is_large(next: Option<&Part>) -> bool {
    matches!(next, Some(Part::Clauses(clauses)) if clauses.large)
}

fn add(
    flow: &mut Flow<'_>,
    measures: &Measures,
    part: &Part,
    (large, labels): (bool, usize),
    sheet: Sheet,
    number: &mut usize,
) {
    let style = if sheet == Sheet::Portrait { measures.cell } else { measures.small_cell };
    match part {
        Part::Annex(title) => annex(flow, title),
        Part::Heading(text) => {
            *number += 1;
            let style = if large { LARGE.bold() } else { measures.heading };
            heading(flow, measures, &format!("{number}. {text}"), style);
        }
        Part::Rows(rows) => fields(flow, measures, rows, labels),
        Part::Text(text) => {
            let width = flow.pages.width() - 2.0 * INDENT;
            let node = flow.node(Role::Paragraph);
            let lines = flow.pages.set(text, measures.text, width, Edge::Even);
            let at = (flow.pages.left() + INDENT, measures.text.leading, flow.above());
            flow.blocks.extend(flow::lines(&lines, at, node));
        }
        Part::Line(line) => draw_line(flow, measures, line),
        Part::Clauses(clauses) => draw_clauses(flow, measures, clauses),
        // Where a sheet ends, a stretch does.
        Part::NextSheet(_) => {}
        Part::Display(text) => display(flow, text),
        Part::Table(table) => draw_table(flow, measures, table, sheet, style),
        Part::Chart(chart) => chart::draw(flow, measures, chart),
        Part::Checks(checks) => draw_checks(flow, measures, checks),
        Part::Seals(captions) => seals(flow, measures, captions),
    }
}

/// Lines in the middle of the body, in one block that stays with what follows.
fn title(flow: &mut Flow<'_>, text: &str) {
    let (left, width) = (flow.pages.left(), flow.pages.width());
    let node = flow.node(Role::Heading(1, text.to_owned()));
    for line in flow.pages.set(text, TITLE, width, Edge::Ragged) {
        let mut block = Block::new(0.0, TITLE.leading);
        block.put(&line, (left + (width - line.width()) / 2.0, 0.0), TITLE.leading, Belongs::To(node));
        flow.push(Block { with_next: Keep::Rather, ..block });
    }
}

/// An annex begins a page, with its title above it.
fn annex(flow: &mut Flow<'_>, text: &str) {
    titled(flow, text, 1, ANNEX, 0.0);
    if let Some(first) = flow.blocks.first_mut() {
        first.begins_page = true;
    }
}

fn heading(flow: &mut Flow<'_>, measures: &Measures, text: &str, style: Style) {
    let above = if flow.blocks.is_empty() { 0.0 } else { 2.0 * measures.gap };
    titled(flow, text, 2, style, above);
}

/// What stands above something else does not stay alone at the foot of a page.
fn titled(flow: &mut Flow<'_>, text: &str, level: u16, style: Style, above: f32) {
    let node = flow.node(Role::Heading(level, text.to_owned()));
    let lines = flow.pages.set(text, style, flow.pages.width(), Edge::Ragged);
    let at = (flow.pages.left(), style.leading, above);
    let blocks = flow::lines(&lines, at, node).map(|block| Block { with_next: Keep::Always, ..block });
    flow.blocks.extend(blocks);
}

/// Labels with what stands beside them; where it is to be close, two short ones side by side.
fn fields(flow: &mut Flow<'_>, measures: &Measures, rows: &[Field], labels: usize) {
    let style = measures.cell;
    let width = flow.pages.width();
    let (one, two) = (grid::widths(&[labels, 0], Sheet::Portrait, width), width * LABELS_OF_TWO);
    let beside = |flow: &mut Flow<'_>, (label, content): &Field| {
        content.room() <= 1
            && grid::is_one_line(flow, label, style.bold(), two)
            && grid::is_one_line(flow, content.printed(), style, width / 2.0 - two)
    };
    let cells = |field: &'_ Field, label: f32, value: f32| {
        let cell = |text, width, role| Cell { text, width, role, right: false };
        let (text, content) = field;
        [(text.as_str(), label, Role::RowHead), (content.printed(), value, Role::Cell)]
            .map(|(text, width, role)| cell(text.to_owned(), width, role))
    };
    let mut set = Vec::new();
    let mut rest = rows;
    while let Some((first, after)) = rest.split_first() {
        let second = after.first().filter(|_| measures.pairs);
        let second = second.filter(|second| beside(flow, first) && beside(flow, second));
        let fields: &[&Field] = &[Some(first), second].into_iter().flatten().collect::<Vec<_>>();
        let room = fields.iter().map(|(_, content)| content.room()).max().unwrap_or_default();
        let (label, value) = match (fields.len(), measures.pairs) {
            (2, _) => (two, width / 2.0 - two),
            (_, true) => (two, width - two),
            _ => (one[0], one[1]),
        };
        let row = fields.iter().flat_map(|field| cells(field, label, value)).collect();
        set.push((row, f32_of(room) * measures.hand));
        rest = after.get(fields.len() - 1..).unwrap_or_default();
    }
    grid::draw(flow, &Grid { heading: None, rows: set, style, inset: measures.inset });
}

fn draw_table(flow: &mut Flow<'_>, measures: &Measures, table: &Table, sheet: Sheet, style: Style) {
    let columns: Vec<usize> = table.columns.iter().map(|column| column.width).collect();
    let widths = grid::widths(&columns, sheet, flow.pages.width());
    let cell = |place: usize, text: &str, role: Role| {
        let width = widths.get(place).copied().unwrap_or_default();
        let right = table.columns.get(place).is_some_and(|column| column.align == Align::Right);
        Cell { text: text.to_owned(), width, right: right && role == Role::Cell, role }
    };
    let heads = table.columns.iter().enumerate();
    let row = |row: &Vec<Content>| {
        let room = row.iter().map(Content::room).chain([usize::from(table.roomy)]).max().unwrap_or_default();
        let cells = row.iter().enumerate().map(|(place, text)| cell(place, text.printed(), Role::Cell));
        (cells.collect(), f32_of(room) * measures.hand)
    };
    let grid = Grid {
        heading: Some(heads.map(|(place, column)| cell(place, &column.label, Role::ColumnHead)).collect()),
        rows: table.rows.iter().map(row).collect(),
        style,
        inset: measures.inset,
    };
    grid::draw(flow, &grid);
}

/// Large and centred in a frame, line by line as it is given.
fn display(flow: &mut Flow<'_>, text: &str) {
    let (left, width) = (flow.pages.left(), flow.pages.width());
    let node = flow.node(Role::Paragraph);
    let lines = flow.pages.set(text, DISPLAY, width - 2.0 * DISPLAY.size, Edge::Ragged);
    let frame = 12.0 + DISPLAY.leading * f32_of(lines.len());
    let framed = frame < flow.pages.height();
    let above = flow.above();
    let put = |block: &mut Block, line: &SetLine, top: f32| {
        let x = left + (width - line.width()) / 2.0;
        block.put(line, (x, top), DISPLAY.leading, Belongs::To(node));
    };
    if framed {
        let mut block = Block::new(above, frame);
        for (place, line) in lines.iter().enumerate() {
            put(&mut block, line, 6.0 + DISPLAY.leading * f32_of(place));
        }
        block.frame((left, 0.0, width, frame), 0.9);
        flow.push(block);
        return;
    }
    for line in &lines {
        let mut block = Block::new(0.0, DISPLAY.leading);
        put(&mut block, line, 0.0);
        flow.push(block);
    }
}

/// A line at a side or in the middle.
fn draw_line(flow: &mut Flow<'_>, measures: &Measures, line: &Line) {
    let (style, width) = (measures.text, flow.pages.width() - 2.0 * INDENT);
    let left = flow.pages.left() + INDENT;
    let node = flow.node(Role::Paragraph);
    let mut above = flow.above();
    for set in flow.pages.set(&line.text, style, width, Edge::Ragged) {
        let inset = match line.align {
            Align::Left => 0.0,
            Align::Center => (width - set.width()) / 2.0,
            Align::Right => width - set.width(),
        };
        let mut block = Block::new(above, style.leading);
        block.put(&set, (left + inset, 0.0), style.leading, Belongs::To(node));
        flow.push(block);
        above = 0.0;
    }
}

fn draw_clauses(flow: &mut Flow<'_>, measures: &Measures, clauses: &Clauses) {
    let style = if clauses.large { LARGE } else { measures.text };
    let numbers: Vec<String> = (0..clauses.items.len()).map(clause_number).collect();
    let widest = numbers.iter().map(|number| {
        flow.pages.set(number, style, 4.0 * style.size, Edge::Ragged).first().map_or(0.0, SetLine::width)
    });
    let hanging = widest.fold(0.0, f32::max) + 0.5 * style.size;
    let items = numbers.iter().map(String::as_str).zip(clauses.items.iter().map(String::as_str));
    let list = List { style, indent: INDENT, hanging, between: style.leading / 5.0, edge: Edge::Even };
    list.draw(flow, items, flow.above());
}

fn draw_checks(flow: &mut Flow<'_>, measures: &Measures, checks: &[Check]) {
    let items = checks.iter().map(|check| (sign(check.done), check.text.as_str()));
    let hanging = 1.6 * measures.text.size;
    let list = List { style: measures.text, indent: INDENT, hanging, between: 0.0, edge: Edge::Ragged };
    list.draw(flow, items, flow.above());
}

/// How items stand behind their signs.
struct List {
    style: Style,
    /// How far they stand in, and how far behind the sign.
    indent: f32,
    hanging: f32,
    /// The blank between them.
    between: f32,
    edge: Edge,
}

impl List {
    fn draw<'a>(&self, flow: &mut Flow<'_>, items: impl Iterator<Item = (&'a str, &'a str)>, above: f32) {
        let Self { style, hanging, .. } = *self;
        let left = flow.pages.left() + self.indent;
        let width = flow.pages.width() - 2.0 * self.indent - hanging;
        let list = flow.node(Role::List);
        for (place, (sign, text)) in items.enumerate() {
            let item = flow.within(list, Role::Item);
            let (label, body) = (flow.within(item, Role::Label), flow.within(item, Role::Body));
            let sign = flow.pages.set(sign, style, hanging, Edge::Ragged);
            let lines = flow.pages.set(text, style, width, self.edge);
            let at = (left + hanging, style.leading, if place == 0 { above } else { self.between });
            for (number, mut block) in flow::lines(&lines, at, body).enumerate() {
                if number == 0 {
                    let belongs = Belongs::To(label);
                    let signs = sign.iter().map(|line| line.mark((left, 0.0), style.leading, belongs));
                    block.marks.splice(0..0, signs);
                }
                flow.push(block);
            }
        }
    }
}

/// Boxes at the right edge, each with its caption above the place for a seal.
fn seals(flow: &mut Flow<'_>, measures: &Measures, captions: &[String]) {
    let across = fitting(flow.pages.width() / SEAL_BOX).max(1);
    // Seals do not stand alone on a page.
    flow.keep_last();
    let mut above = flow.above() + measures.gap;
    let rows = captions.chunks(across).len();
    for (place, captions) in captions.chunks(across).enumerate() {
        let style = measures.cell;
        let cells: Vec<_> = captions
            .iter()
            .map(|caption| flow.pages.set(caption, style, SEAL_BOX - 6.0, Edge::Ragged))
            .collect();
        let lines = cells.iter().map(Vec::len).max().unwrap_or(1);
        let caption_height = f32_of(lines) * style.leading + 4.0;
        let mut block = Block::new(above, caption_height + measures.seal);
        let mut x = flow.pages.left() + flow.pages.width() - f32_of(captions.len()) * SEAL_BOX;
        for cell in &cells {
            let node = flow.node(Role::Paragraph);
            for (place, line) in cell.iter().enumerate() {
                let at = (x + (SEAL_BOX - line.width()) / 2.0, 2.0 + f32_of(place) * style.leading);
                block.put(line, at, style.leading, Belongs::To(node));
            }
            block.frame((x, 0.0, SEAL_BOX, caption_height), 0.5);
            block.frame((x, caption_height, SEAL_BOX, measures.seal), 0.5);
            x += SEAL_BOX;
        }
        if place + 1 < rows {
            block.with_next = Keep::Rather;
        }
        flow.push(block);
        above = measures.gap;
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some boxes side by side")]
fn fitting(boxes: f32) -> usize {
    boxes.floor().max(0.0) as usize
}

/// What is said of characters and shapes that no font has.
fn missing(pages: &Pages) -> Vec<String> {
    let missing = pages.fonts.missing();
    let (characters, variants): (Vec<Unprinted>, Vec<Unprinted>) =
        missing.iter().partition(|one| matches!(one, Unprinted::Character(_)));
    let list = |all: &[Unprinted], said: &dyn Fn(&Unprinted) -> String| {
        all.iter().map(said).collect::<Vec<_>>().join("、")
    };
    let mut notes = Vec::new();
    if !characters.is_empty() {
        let numbers = list(&characters, &ToString::to_string);
        notes.push(format!(
            "印刷に使える書体にない文字は「〓」で示しています（{numbers}）。手書きで補ってください。"
        ));
    }
    if !variants.is_empty() {
        let shapes = list(&variants, &|one| format!("{} {one}", one.character()));
        notes.push(format!(
            "印刷に使える書体にない異体字は、標準の字形で示しています（{shapes}）。必要なときは手書きで直してください。"
        ));
    }
    notes
}

/// Small, under a rule; they go with the end of the paper.
fn notes(flow: &mut Flow<'_>, measures: &Measures, notes: &[String]) {
    if notes.is_empty() {
        return;
    }
    flow.keep_last();
    let (left, width) = (flow.pages.left(), flow.pages.width());
    let above = flow.above() + measures.gap;
    let mut rule = Block::new(above, 4.0);
    rule.rule((left, 0.0), (left + width, 0.0), 0.5);
    flow.push(Block { with_next: Keep::Always, ..rule });
    let from = flow.blocks.len();
    let style = measures.note;
    let hanging = NOTE_HANGING * style.size;
    let list = List { style, indent: 0.0, hanging, between: 0.0, edge: Edge::Ragged };
    list.draw(flow, notes.iter().map(|note| ("※", note.as_str())), 0.0);
    // Together, where they are not much.
    let height: f32 = flow.blocks.iter().skip(from).map(|block| block.height).sum();
    let count = flow.blocks.len();
    if height < flow.pages.height() / 3.0 {
        for block in flow.blocks.iter_mut().skip(from).take((count - from).saturating_sub(1)) {
            block.with_next = Keep::Rather;
        }
    }
}
