//! Where in a document the reader stands; written out as a JSON pointer (RFC 6901) only when something is wrong.

use super::fault::{DocumentError, Fault};

/// A place in a document, linked to the place that holds it.
#[derive(Clone, Copy)]
pub(super) struct Path<'p> {
    parent: Option<&'p Path<'p>>,
    step: Step<'p>,
}

#[derive(Clone, Copy)]
enum Step<'p> {
    Root,
    Key(&'p str),
    Item(usize),
}

impl<'p> Path<'p> {
    /// The whole document.
    pub(super) const ROOT: Path<'static> = Path { parent: None, step: Step::Root };

    /// The value of a field.
    pub(super) fn key(&'p self, key: &'p str) -> Self {
        Self { parent: Some(self), step: Step::Key(key) }
    }

    /// The element of a list.
    pub(super) fn item(&'p self, place: usize) -> Self {
        Self { parent: Some(self), step: Step::Item(place) }
    }

    /// The fault at this place.
    #[allow(clippy::unnecessary_box_returns, reason = "errors travel boxed: they are rare and large")]
    pub(super) fn fault(&self, fault: Fault) -> Box<DocumentError> {
        let mut pointer = String::new();
        self.write(&mut pointer);
        Box::new(DocumentError { pointer, line_column: None, fault })
    }

    fn write(&self, pointer: &mut String) {
        if let Some(parent) = self.parent {
            parent.write(pointer);
        }
        match self.step {
            Step::Root => {}
            Step::Key(key) => {
                pointer.push('/');
                for c in key.chars() {
                    match c {
                        '~' => pointer.push_str("~0"),
                        '/' => pointer.push_str("~1"),
                        c => pointer.push(c),
                    }
                }
            }
            Step::Item(place) => {
                pointer.push('/');
                pointer.push_str(&place.to_string());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_escapes_tildes_and_slashes() {
        let staff = Path::ROOT.key("staff");
        let item = staff.item(12);
        let field = item.key("a/b~c");
        assert_eq!(field.fault(Fault::Required).pointer, "/staff/12/a~1b~0c");
        assert_eq!(Path::ROOT.fault(Fault::Required).pointer, "");
    }
}
