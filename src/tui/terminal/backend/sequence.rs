//! Short control sequences on the stack: a frame tries many of them and keeps few.

/// A control sequence of at most [`Sequence::ROOM`] bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sequence {
    bytes: [u8; Self::ROOM],
    len: usize,
}

impl Sequence {
    /// The longest move or change of look is far shorter.
    const ROOM: usize = 64;

    /// Nothing yet.
    pub(super) const fn new() -> Self {
        Self { bytes: [0; Self::ROOM], len: 0 }
    }

    /// Appends bytes; what has no room is counted, so that the sequence is never the shortest.
    pub(super) fn push(&mut self, more: &[u8]) {
        if let Some(room) = self.bytes.get_mut(self.len..self.len + more.len()) {
            room.copy_from_slice(more);
        }
        self.len += more.len();
    }

    /// Appends a number in decimal digits.
    pub(super) fn push_number(&mut self, number: u32) {
        let mut digits = [0_u8; 10];
        let mut start = digits.len();
        let mut rest = number;
        loop {
            start -= 1;
            if let (Some(slot), Ok(digit)) = (digits.get_mut(start), u8::try_from(rest % 10)) {
                *slot = b'0' + digit;
            }
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.push(digits.get(start..).unwrap_or_default());
    }

    /// Appends a sequence with a repeat count, of which 1 is left out.
    pub(super) fn push_counted(&mut self, count: u16, end: u8) {
        self.push(b"\x1b[");
        if count != 1 {
            self.push_number(u32::from(count));
        }
        self.push(&[end]);
    }

    /// How long it is.
    pub(super) const fn len(&self) -> usize {
        self.len
    }

    /// Whether nothing was appended.
    pub(super) const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The bytes; empty where they had no room.
    pub(super) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_counts_are_written_in_digits() {
        let mut sequence = Sequence::new();
        sequence.push_number(0);
        sequence.push_number(65_535);
        sequence.push_counted(1, b'C');
        sequence.push_counted(12, b'C');
        assert_eq!(sequence.as_bytes(), b"065535\x1b[C\x1b[12C");
    }

    #[test]
    fn what_has_no_room_is_never_the_shortest() {
        let mut sequence = Sequence::new();
        sequence.push(&[b'x'; 60]);
        sequence.push(&[b'y'; 60]);
        assert_eq!(sequence.len(), 120);
        assert!(sequence.as_bytes().is_empty());
    }
}
