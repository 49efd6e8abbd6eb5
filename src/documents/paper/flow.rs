//! What stands on a paper as blocks from above to below, and how they come onto pages: as a secretary would break them. No
//! heading stays alone at the foot of a page, no row of a table alone at the head of one, and seals and notes go with the
//! end of what they belong to.

use std::rc::Rc;

use super::{
    sheet::{Belongs, Ink, Mark, Pages, SetLine},
    tags::{NodeId, Role},
};

/// How strongly something stands on the page of what follows it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Keep {
    #[default]
    Free,
    /// Where one page is high enough for all that stays together.
    Rather,
    /// As a heading with what it is the heading of.
    Always,
}

/// Something that is not parted: a line, a row, a chart. Its marks are measured from its own top.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    /// The blank above it, except at the head of a page.
    pub above: f32,
    pub height: f32,
    /// Whether it stands on the page of the next one.
    pub with_next: Keep,
    /// Whether a page begins with it.
    pub begins_page: bool,
    pub marks: Vec<Mark>,
    /// The heading of its table, which is drawn again where a page begins within the table.
    pub head: Option<Rc<Block>>,
    /// The rule (from, to, width) that closes a row which goes on on the next page, drawn at both ends of the gap.
    pub joint: Option<(f32, f32, f32)>,
}

impl Block {
    pub fn new(above: f32, height: f32) -> Self {
        Self { above, height, ..Self::default() }
    }

    /// Puts a line at a place; `top` is that of its leading.
    pub fn put(&mut self, line: &SetLine, (x, top): (f32, f32), leading: f32, belongs: Belongs) {
        self.marks.push(line.mark((x, top), leading, belongs));
    }

    pub fn rule(&mut self, from: (f32, f32), to: (f32, f32), width: f32) {
        self.marks.push(Mark { belongs: Belongs::Drawing, ink: Ink::Rule { from, to, width } });
    }

    /// A frame: left, top, width, height.
    pub fn frame(&mut self, (left, top, width, height): (f32, f32, f32, f32), rule: f32) {
        let (right, bottom) = (left + width, top + height);
        self.rule((left, top), (right, top), rule);
        self.rule((left, bottom), (right, bottom), rule);
        self.rule((left, top), (left, bottom), rule);
        self.rule((right, top), (right, bottom), rule);
    }

    /// Whether a page may end with it.
    fn ends_a_group(&self) -> bool {
        self.with_next == Keep::Free
    }

    fn head_height(&self) -> f32 {
        self.head.as_ref().map_or(0.0, |head| head.height)
    }
}

/// Lines of running text as blocks of one line each: neither the first nor the last of them stands alone.
pub(super) fn lines(
    set: &[SetLine],
    (x, leading, above): (f32, f32, f32),
    node: NodeId,
) -> impl Iterator<Item = Block> {
    let count = set.len();
    set.iter().enumerate().map(move |(place, line)| {
        let mut block = Block::new(if place == 0 { above } else { 0.0 }, leading);
        block.put(line, (x, 0.0), leading, Belongs::To(node));
        if count > 1 && (place == 0 || place + 2 == count) {
            block.with_next = Keep::Rather;
        }
        block
    })
}

/// Blocks as they are made.
pub(super) struct Flow<'p> {
    pub pages: &'p mut Pages,
    pub blocks: Vec<Block>,
    /// The blank between parts.
    pub gap: f32,
}

impl Flow<'_> {
    /// Something at the end of the paper's structure.
    pub fn node(&mut self, role: Role) -> NodeId {
        self.pages.tree.top(role)
    }

    /// Something at the end of something else.
    pub fn within(&mut self, parent: NodeId, role: Role) -> NodeId {
        self.pages.tree.within(parent, role)
    }

    /// The blank above what comes next.
    pub fn above(&self) -> f32 {
        if self.blocks.is_empty() { 0.0 } else { self.gap }
    }

    pub fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// What comes next stands on the page of what came last.
    pub fn keep_last(&mut self) {
        if let Some(last) = self.blocks.last_mut() {
            last.with_next = last.with_next.max(Keep::Rather);
        }
    }
}

/// Where a block comes.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Place {
    page: usize,
    y: f32,
    /// Whether the heading of its table stands above it once more.
    headed: bool,
}

/// The pages that blocks take, in a body of a height.
pub(super) fn pages_of(blocks: &[Block], height: f32) -> usize {
    plan(blocks, height).last().map_or(1, |place| place.page + 1)
}

/// A last page is filled to this part at least, if need be with what had room before: two lines on a page of their own are
/// overlooked, and look like a mistake.
const LAST_PAGE: f32 = 1.0 / 3.0;

/// Where each block comes: of what begins a page of its own, each part for itself.
fn plan(blocks: &[Block], height: f32) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::with_capacity(blocks.len());
    while let Some((first, rest)) = blocks.get(places.len()..).and_then(<[Block]>::split_first) {
        let others = rest.iter().take_while(|block| !block.begins_page).count();
        let part = blocks.get(places.len()..=places.len() + others).unwrap_or(std::slice::from_ref(first));
        let before = places.last().map_or(0, |last| last.page + 1);
        let part = plan_part(part, height).into_iter();
        places.extend(part.map(|place| Place { page: before + place.page, ..place }));
    }
    places
}

/// Where the blocks of a part come, none of which begins a page but the first.
fn plan_part(blocks: &[Block], height: f32) -> Vec<Place> {
    let places = plan_with(blocks, height, None);
    let bottom_of = |places: &[Place]| {
        places.last().zip(blocks.last()).map(|(last, block)| (last.page, last.y + block.height))
    };
    let Some((last, bottom)) = bottom_of(&places) else { return places };
    if last == 0 || bottom >= height * LAST_PAGE {
        return places;
    }
    // The nearest place before where a page may begin, and not so far that the page before it is thin itself.
    let earlier = places.iter().enumerate().rev().skip_while(|(_, place)| place.page == last);
    let on_the_page = earlier.take_while(|(_, place)| place.page + 1 == last && place.y > height / 2.0);
    let free = |at: usize| at.checked_sub(1).and_then(|at| blocks.get(at)).is_some_and(Block::ends_a_group);
    let better = on_the_page.map(|(at, _)| at).filter(|at| free(*at)).find_map(|at| {
        let places = plan_with(blocks, height, Some(at));
        let filled =
            bottom_of(&places).is_some_and(|(page, bottom)| page == last && bottom >= height * LAST_PAGE);
        filled.then_some(places)
    });
    better.unwrap_or(places)
}

/// The same, with a page that begins at a block. Blocks that stay together go on the page where all of them fit; where no
/// page is high enough for them, those that cannot be parted at all do.
fn plan_with(blocks: &[Block], height: f32, begins: Option<usize>) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::with_capacity(blocks.len());
    let (mut page, mut y, mut empty) = (0, 0.0_f32, true);
    while let Some(first) = blocks.get(places.len()) {
        let rest = blocks.get(places.len()..).unwrap_or_default();
        let fits = |group: &[Block]| height_of(group) - first.above + first.head_height() <= height;
        let group = [Keep::Rather, Keep::Always]
            .map(|keep| together(rest, keep))
            .into_iter()
            .find(|group| fits(group));
        let group = group.unwrap_or_else(|| rest.get(..1).unwrap_or_default());
        let begins = begins == Some(places.len());
        if !empty && (begins || y + height_of(group) > height) {
            (page, y, empty) = (page + 1, 0.0, true);
        }
        for block in group {
            let headed = empty && block.head.is_some();
            y += match (headed, empty) {
                (true, _) => block.head_height(),
                (_, true) => 0.0,
                _ => block.above,
            };
            places.push(Place { page, y, headed });
            y += block.height;
            empty = false;
        }
    }
    places
}

/// The blocks that stay together from the first on.
fn together(blocks: &[Block], keep: Keep) -> &[Block] {
    let last = blocks.iter().position(|block| block.with_next < keep);
    blocks.get(..last.map_or(blocks.len(), |last| last + 1)).unwrap_or_default()
}

fn height_of(blocks: &[Block]) -> f32 {
    blocks.iter().map(|block| block.above + block.height).sum()
}

/// Puts blocks on pages, the first of them on a page of its own unless nothing stands anywhere yet.
pub(super) fn put(pages: &mut Pages, blocks: &[Block]) {
    let places = plan(blocks, pages.height());
    let mut page = None;
    for (at, (block, place)) in blocks.iter().zip(&places).enumerate() {
        let begins = page != Some(place.page);
        if begins {
            page = Some(place.page);
            pages.new_page();
        }
        let top = pages.body_top() + place.y;
        if let Some(head) = block.head.as_ref().filter(|_| place.headed) {
            for mark in &head.marks {
                // Said once already.
                pages.mark(mark.moved(top - head.height, Some(Belongs::Drawing)));
            }
        }
        for mark in &block.marks {
            pages.mark(mark.moved(top, None));
        }
        let Some((from, to, width)) = block.joint else { continue };
        let rule = |y: f32| Mark {
            belongs: Belongs::Drawing,
            ink: Ink::Rule { from: (from, y), to: (to, y), width },
        };
        let goes_on = |other: Option<&Block>| other.is_some_and(|other| other.joint.is_some());
        if begins && at > 0 && goes_on(blocks.get(at - 1)) {
            pages.mark(rule(top));
        }
        if places.get(at + 1).is_some_and(|next| next.page != place.page) && goes_on(blocks.get(at + 1)) {
            pages.mark(rule(top + block.height));
        }
    }
}
