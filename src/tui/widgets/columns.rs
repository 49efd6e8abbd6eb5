//! The widths of columns, by the widest values in sight: of the lists and of the pages over them.

use std::ops::Range;

use ratatui::layout::Rect;

use crate::tui::terminal::width::{cells, visible};

/// When a column is there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Stays {
    /// As long as there is any room.
    #[default]
    Always,
    /// Where there is room for all; it goes before the others.
    WithRoom,
    /// Where no other value is cut for it.
    BesideWhole,
}

/// What a column would like.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wish {
    /// Its width where there is no room for its widest value; 0 takes what is left.
    pub made_for: u16,
    /// The cells of its heading.
    pub heading: u16,
    /// When it is there.
    pub stays: Stays,
    /// It lends nothing and borrows nothing, so that it has its width before texts that may.
    pub straight: bool,
}

/// How wide the widest value of a column is, and how wide with what stands after it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Widest {
    /// The text.
    pub text: u16,
    /// The text with what stands after it.
    pub all: u16,
}

/// The widths of rows of texts.
pub fn texts<const N: usize>(rows: &[[String; N]]) -> impl Iterator<Item: IntoIterator<Item = Widest>> {
    rows.iter().map(|row| of_row(row))
}

/// The widths of the texts of one row.
pub fn of_row(row: &[String]) -> impl Iterator<Item = Widest> {
    row.iter().map(|text| Widest::of(text))
}

/// The same where some columns, by their places, stand straight: days, numbers and words of ours, which are read down the
/// list. Where one of them has nothing to say, its room is room.
pub fn with_straight<'a>(
    row: &'a [String],
    straight: &'a [usize],
) -> impl Iterator<Item = Option<Widest>> + 'a {
    of_row(row)
        .enumerate()
        .map(|(place, value)| (value.text == 0 || !straight.contains(&place)).then_some(value))
}

impl Widest {
    /// A text with nothing after it.
    pub fn of(text: &str) -> Self {
        let text = cells_of(&visible(text));
        Self { text, all: text }
    }

    /// Takes in another value.
    pub fn take(&mut self, other: Self) {
        *self = Self { text: self.text.max(other.text), all: self.all.max(other.all) };
    }
}

fn cells_of(text: &str) -> u16 {
    u16::try_from(cells(text)).unwrap_or(u16::MAX)
}

/// A column of a page: its heading, and the width that it has where there is no room for its widest value.
#[derive(Debug, Clone, Copy)]
pub struct PageColumn(pub &'static str, pub u16, pub Stays);

/// The columns that are shown: each by its place among all, with its width. They stand still while one moves on, as long as
/// nothing in sight would be cut by them.
#[derive(Debug, Default)]
pub struct Columns {
    shown: Vec<(usize, u16)>,
    sight: Range<usize>,
    room: u16,
}

impl Columns {
    /// Gives them their widths in a room of so many cells, for the rows in sight; says whether a width is another one now.
    pub fn fit(&mut self, sight: Range<usize>, room: u16, widest: &[Widest], wishes: &[Wish]) -> bool {
        let is_whole =
            |(place, width): &(usize, u16)| widest.get(*place).is_none_or(|widest| widest.text <= *width);
        let moved_on = self.sight.start < sight.end && sight.start < self.sight.end;
        let stand = moved_on && self.room == room && self.shown.iter().all(is_whole);
        (self.sight, self.room) = (sight, room);
        if stand {
            return false;
        }
        let shown = layout(wishes, widest, room);
        std::mem::replace(&mut self.shown, shown.clone()) != shown
    }

    /// The same for the columns of a page and the cells of its rows in sight.
    pub fn fit_page(
        &mut self,
        sight: Range<usize>,
        room: u16,
        columns: &[PageColumn],
        rows: impl IntoIterator<Item: IntoIterator<Item = Widest>>,
    ) {
        let mut widest = vec![Widest::default(); columns.len()];
        for row in rows {
            for (widest, width) in widest.iter_mut().zip(row) {
                widest.take(width);
            }
        }
        let wish = |PageColumn(heading, made_for, stays): &PageColumn| Wish {
            made_for: *made_for,
            heading: cells_of(heading),
            stays: *stays,
            straight: false,
        };
        self.fit(sight, room, &widest, &columns.iter().map(wish).collect::<Vec<_>>());
    }

    /// Those that are shown.
    pub fn shown(&self) -> &[(usize, u16)] {
        &self.shown
    }

    /// The cells of each in a line with such values, by its place; one without a value stands straight.
    pub fn across(
        &self,
        line: Rect,
        values: impl IntoIterator<Item = Option<Widest>>,
    ) -> impl Iterator<Item = (usize, Rect)> + '_ {
        let values: Vec<Option<Widest>> = values.into_iter().collect();
        let value = |(place, width): &(usize, u16)| (*width, values.get(*place).copied().flatten());
        let mut x = line.x;
        self.shown.iter().zip(lent(self.shown.iter().map(value))).map(move |((place, _), width)| {
            let at = Rect { x, width: width.min(line.right().saturating_sub(x)), height: 1, ..line };
            x = x.saturating_add(width + 1).min(line.right());
            (*place, at)
        })
    }
}

/// So many empty cells of a row are not worth the look of its columns where a text is cut all the same.
const FEW: u16 = 3;

/// The widths that the columns of one row have, each with the text in it: one that its column would cut takes what others
/// leave empty: those first by which the fewest texts move from below their headings, of these the nearest. A column without a text here stands straight and lends nothing, nor is anything lent over
/// it: days and numbers are read down the list.
pub fn lent(row: impl Iterator<Item = (u16, Option<Widest>)>) -> Vec<u16> {
    let (mut widths, texts): (Vec<u16>, Vec<Option<Widest>>) = row.unzip();
    let mut place = 0;
    for run in texts.split(Option::is_none) {
        let end = place + run.len();
        lend(widths.get_mut(place..end).unwrap_or_default(), run.iter().flatten());
        place = end + 1;
    }
    widths
}

/// The same for texts beside each other.
fn lend<'a>(widths: &mut [u16], texts: impl Iterator<Item = &'a Widest>) {
    // What stands after a text stays where it has room, and gives way where it has none.
    let needed = |(width, Widest { text, all }): (&u16, &Widest)| if all <= width { *all } else { *text };
    let needs: Vec<u16> = widths.iter().zip(texts).map(needed).collect();
    let count = widths.len();
    for taker in 0..count {
        let empty = widths.iter().zip(&needs).map(|(width, needs)| width.saturating_sub(*needs)).sum::<u16>();
        if empty <= FEW && needs[taker].saturating_sub(widths[taker]) > empty {
            continue;
        }
        if needs[taker] <= widths[taker] {
            continue;
        }
        let moved = |giver: usize| {
            let between = giver.min(taker) + 1..=giver.max(taker);
            between.filter(|place| needs.get(*place).is_some_and(|needed| *needed > 0)).count()
        };
        let mut givers: Vec<usize> = (0..count).filter(|giver| *giver != taker).collect();
        givers.sort_by_key(|&giver| (moved(giver), giver.abs_diff(taker), giver < taker));
        for giver in givers {
            let lacks = needs[taker].saturating_sub(widths[taker]);
            let spare = widths[giver].saturating_sub(needs[giver]).min(lacks);
            widths[giver] -= spare;
            widths[taker] += spare;
        }
    }
}

/// The least width of the column that takes what is left.
const LEAST_REST: u16 = 12;

/// A column with its place among all, the width that it would have, the same where no value is beyond all measure, that with
/// what stands after the values, and the one that it has.
struct Wide {
    place: usize,
    wish: Wish,
    whole: u16,
    usual: u16,
    all: u16,
    width: u16,
}

/// Gives every column its width, with its place among all: that of its widest value in sight before another one gets empty
/// room. Where there is not enough for all, each has the width that it is made for, and what is left goes to those that stand
/// straight, to the column that takes it, and then to the others, those first that lack least.
fn layout(wishes: &[Wish], widest: &[Widest], room: u16) -> Vec<(usize, u16)> {
    let wide = |(place, wish): (usize, &Wish)| {
        let Widest { text, all } = widest.get(place).copied().unwrap_or_default();
        let whole = text.max(wish.heading);
        let made_for = if wish.made_for == 0 { LEAST_REST } else { wish.made_for };
        let usual = whole.min((2 * made_for).max(room / 4));
        Wide { place, wish: *wish, whole, usual, all, width: whole.min(made_for) }
    };
    let mut wide: Vec<Wide> = wishes.iter().enumerate().map(wide).collect();
    let left_of = |wide: &[Wide], width: fn(&Wide) -> u16| {
        let gaps = u16::try_from(wide.len().saturating_sub(1)).unwrap_or(0);
        room.checked_sub(wide.iter().map(width).fold(gaps, u16::saturating_add))
    };
    while left_of(&wide, |wide| wide.usual).is_none()
        && let Some(last) = wide.iter().rposition(|wide| wide.wish.stays == Stays::BesideWhole)
    {
        wide.remove(last);
    }
    // In a very narrow window the names stay; what stands before the last column goes.
    while wide.len() > 3 && left_of(&wide, |wide| wide.width).is_none() {
        // What can be done without goes first, the last of it before the others.
        let spare = wide.iter().rposition(|wide| wide.wish.stays == Stays::WithRoom);
        let going = spare.unwrap_or_else(|| {
            let last = wide.len() - 2;
            last + usize::from(wide.get(last).is_some_and(|wide| wide.wish.made_for == 0))
        });
        wide.remove(going);
    }
    let mut left = left_of(&wide, |wide| wide.width).unwrap_or(0);
    let takes_rest = |wide: &Wide| wide.wish.made_for == 0;
    let mut cut: Vec<&mut Wide> = wide.iter_mut().collect();
    cut.sort_by_key(|wide| (!wide.wish.straight, !takes_rest(wide), wide.whole.saturating_sub(wide.width)));
    for wide in cut {
        let more = wide.whole.saturating_sub(wide.width).min(left);
        wide.width += more;
        left -= more;
    }
    for wide in &mut wide {
        let more = wide.all.saturating_sub(wide.width).min(left);
        // What stands after a text stands there whole, or not at all.
        if wide.width + more >= wide.all {
            wide.width += more;
            left -= more;
        }
    }
    if let Some(rest) = wide.iter_mut().find(|wide| takes_rest(wide)) {
        rest.width += left;
    }
    wide.into_iter().map(|wide| (wide.place, wide.width)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn wish(made_for: u16, heading: u16, stays: Stays) -> Wish {
        Wish { made_for, heading, stays, straight: false }
    }

    /// 番号, 氏名, 職種, 状態.
    const LIST: [Wish; 4] = [
        wish(7, 4, Stays::Always),
        wish(0, 4, Stays::Always),
        wish(10, 4, Stays::Always),
        wish(8, 4, Stays::Always),
    ];

    fn shown(wishes: &[Wish], widest: &[u16], room: u16) -> Vec<(usize, u16)> {
        let widest: Vec<Widest> = widest.iter().map(|&text| Widest { text, all: text }).collect();
        layout(wishes, &widest, room)
    }

    fn widths(widest: &[u16], room: u16) -> Vec<u16> {
        shown(&LIST, widest, room).into_iter().map(|(_, width)| width).collect()
    }

    #[test]
    fn a_column_is_as_wide_as_its_widest_value_before_another_has_empty_room() {
        // 介護支援専門員 is whole, although its column was made for less.
        assert_eq!(widths(&[5, 9, 14, 4], 60), [5, 34, 14, 4]);
        assert_eq!(widths(&[5, 9, 14, 4], 35), [5, 9, 14, 4]);
    }

    #[test]
    fn where_not_all_has_room_each_has_what_it_is_made_for_and_the_names_what_is_left() {
        assert_eq!(widths(&[5, 40, 14, 4], 50), [5, 28, 10, 4]);
        assert_eq!(widths(&[5, 20, 14, 4], 44), [5, 20, 12, 4]);
        assert_eq!(widths(&[7, 40, 14, 9], 30), [7, 13, 8], "a column goes where there is no room");
    }

    #[test]
    fn what_stands_straight_is_whole_before_a_text_that_may_borrow() {
        let article = Wish { straight: true, ..wish(5, 2, Stays::Always) };
        let list = [wish(0, 4, Stays::Always), article];
        assert_eq!(shown(&list, &[40, 9], 30), [(0, 20), (1, 9)]);
    }

    #[test]
    fn a_column_is_left_out_before_a_value_is_cut_for_it() {
        let page = [wish(8, 4, Stays::Always), wish(8, 4, Stays::BesideWhole), wish(12, 4, Stays::Always)];
        assert_eq!(shown(&page, &[9, 10, 11], 32), [(0, 9), (1, 10), (2, 11)]);
        assert_eq!(shown(&page, &[9, 10, 11], 31), [(0, 9), (2, 11)]);
        // One value beyond all measure costs no column, and what lacks least is whole first.
        assert_eq!(shown(&page, &[300, 10, 14], 60), [(0, 34), (1, 10), (2, 14)]);
        assert_eq!(shown(&page, &[14, 10, 300], 52), [(0, 14), (1, 10), (2, 26)]);
    }

    #[test]
    fn what_a_row_leaves_empty_goes_to_what_would_be_cut_in_it() {
        let row = |cells: &[(u16, u16)]| {
            lent(cells.iter().map(|&(width, text)| (width, Some(Widest { text, all: text }))))
        };
        assert_eq!(row(&[(14, 10), (18, 8), (9, 9)]), [14, 18, 9], "nothing is cut, nothing moves");
        // The nearest gives first, and what stands beyond it does not move.
        assert_eq!(row(&[(14, 18), (18, 14), (9, 8)]), [18, 14, 9]);
        assert_eq!(row(&[(14, 18), (18, 17), (6, 0)]), [18, 17, 3]);
        assert_eq!(row(&[(15, 4), (12, 30), (4, 4)]), [4, 23, 4], "as much as there is");
        assert_eq!(row(&[(7, 4), (12, 30), (4, 4)]), [7, 12, 4], "cut in any case");
        // What stands between them stays below its heading where the room is as near as that.
        assert_eq!(row(&[(12, 4), (10, 14), (6, 0)]), [12, 14, 2]);
        assert_eq!(row(&[(12, 4), (10, 6), (6, 0), (8, 12)]), [12, 10, 2, 12]);
        // What stands after a text is no emptiness where it has its room, and gives way where it is left out.
        let name = |all| (14, Some(Widest { text: 9, all }));
        let cut = (6, Some(Widest { text: 9, all: 9 }));
        // What stands straight lends nothing, and nothing is lent over it.
        assert_eq!(lent([cut, (9, None), name(9)].into_iter()), [6, 9, 14]);
        assert_eq!(lent([name(14), cut].into_iter()), [14, 6]);
        assert_eq!(lent([name(15), cut].into_iter()), [11, 9]);
    }

    #[test]
    fn columns_stand_still_while_one_moves_on_and_nothing_is_cut() {
        let page = [PageColumn("番号", 4, Stays::Always), PageColumn("名前", 8, Stays::Always)];
        let rows =
            [["1", "山田花子様"], ["2", "林"], ["3", "佐々木健太郎様"]].map(|row| row.map(str::to_owned));
        let mut columns = Columns::default();
        let mut widths = |sight: Range<usize>| {
            columns.fit_page(sight.clone(), 40, &page, texts(&rows[sight]));
            columns.shown().iter().map(|(_, width)| *width).collect::<Vec<_>>()
        };
        assert_eq!(widths(0..2), [4, 10]);
        assert_eq!(widths(1..2), [4, 10]);
        assert_eq!(widths(1..3), [4, 14]);
    }
}
