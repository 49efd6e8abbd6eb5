//! A bar of several parts, in cells.

/// The cells of each part of a bar that is so many cells wide. What there is has a cell: a doubt among a thousand records
/// is not rounded away, and only the first part, where there is nothing else, fills the bar.
pub fn share(width: usize, parts: [usize; 5]) -> [usize; 5] {
    let sum: usize = parts.iter().sum();
    let some = parts.iter().filter(|part| **part > 0).count();
    if sum == 0 || width < some {
        return [0; 5];
    }
    // A cell each, and the others by the largest rests.
    let left = width - some;
    let mut shares = parts.map(|part| usize::from(part > 0) + part * left / sum);
    let mut rests: Vec<(usize, usize)> =
        parts.iter().enumerate().map(|(place, part)| (part * left % sum, place)).collect();
    rests.sort_by_key(|(rest, place)| (std::cmp::Reverse(*rest), *place));
    let missing = width - shares.iter().sum::<usize>();
    for (_, place) in rests.into_iter().take(missing) {
        shares[place] += 1;
    }
    shares
}

/// How high a column of the course is, of so many rows at the most: what there is has a row.
pub fn height(count: usize, most: usize, rows: usize) -> usize {
    if count == 0 || most == 0 || rows == 0 {
        return 0;
    }
    ((count * rows * 2 + most) / (most * 2)).clamp(1, rows)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_bar_is_full_and_hides_nothing(width in 5_usize..60, parts in prop::array::uniform5(0_usize..2_000_000)) {
            let shares = share(width, parts);
            let any = parts.iter().any(|part| *part > 0);
            prop_assert_eq!(shares.iter().sum::<usize>(), if any { width } else { 0 });
            for (share, part) in shares.iter().zip(parts) {
                prop_assert_eq!(*share > 0, part > 0);
            }
        }

        #[test]
        fn a_higher_count_is_no_lower_column(one in 0_usize..9_000, other in 0_usize..9_000, rows in 1_usize..9) {
            let (less, more) = (one.min(other), one.max(other));
            let columns = [less, more].map(|count| height(count, 9_000, rows));
            prop_assert!(columns[0] <= columns[1] && columns[1] <= rows);
            prop_assert_eq!(columns[0] > 0, less > 0);
        }
    }
}
