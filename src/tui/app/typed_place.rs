//! The place of a file as it is typed, or as a window hands it over that was dropped on: in quotation marks, as an address, with
//! marks before its blanks.

use std::path::{Path, PathBuf};

/// Whether something that was typed is a place, and not a part of a name.
pub fn is_place(text: &str) -> bool {
    let text = text.trim();
    text.contains(['/', '\\']) || text.starts_with(['~', '"', '\'']) || on_windows(text)
}

/// Whether a place is one on a Windows computer.
pub fn on_windows(text: &str) -> bool {
    let text = text.trim_start_matches(['"', '\'', ' ']);
    let mut chars = text.chars();
    let drive = chars.next().is_some_and(|c| c.is_ascii_alphabetic()) && chars.next() == Some(':');
    (drive && matches!(chars.next(), Some('\\' | '/') | None)) || text.starts_with(r"\\")
}

/// The place that was typed or dropped, in the folder that is shown.
pub fn place(text: &str, folder: &Path, home: Option<&Path>) -> PathBuf {
    let path = unwrapped(text, cfg!(windows));
    let of_home = path.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with(['/', '\\']));
    match of_home.zip(home) {
        Some((rest, home)) => home.join(rest.trim_start_matches(['/', '\\'])),
        None => folder.join(path),
    }
}

/// A place without what windows put around it.
pub fn unwrapped(text: &str, windows: bool) -> String {
    let text = text.trim().trim_end_matches(['\r', '\n']);
    // PowerShell calls what it is handed.
    let text = text.strip_prefix("& ").unwrap_or(text).trim();
    let quoted = ['"', '\''].into_iter().find_map(|mark| {
        let inside = text.strip_prefix(mark)?.strip_suffix(mark)?;
        Some((inside, mark))
    });
    if let Some((inside, mark)) = quoted {
        // A shell closes the quotation for a mark of its own and opens it again.
        let inside = if mark == '\'' { inside.replace(r"'\''", "'") } else { inside.to_owned() };
        return inside;
    }
    if let Some(rest) = text.strip_prefix("file://") {
        let rest = decoded(rest);
        // A drive stands behind a third slash.
        let drive = rest.strip_prefix('/').filter(|rest| on_windows(rest));
        return match (drive, windows) {
            (Some(drive), _) => drive.replace('/', "\\"),
            (None, true) if !rest.starts_with('/') => format!(r"\\{}", rest.replace('/', "\\")),
            (None, _) => rest.strip_prefix("localhost").unwrap_or(&rest).to_owned(),
        };
    }
    if windows || on_windows(text) { text.to_owned() } else { unescaped(text) }
}

/// A text without the backslashes by which a shell keeps blanks and brackets.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.push(if c == '\\' { chars.next().unwrap_or(c) } else { c });
    }
    out
}

/// An address with its `%E8` as the characters that they are.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| *byte == b'%').and_then(|code| std::str::from_utf8(code).ok());
        let decoded = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(decoded.unwrap_or(*byte));
        rest = if decoded.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dropped_file_is_found_whatever_the_window_puts_around_it() {
        for (dropped, expected) in [
            ("/home/h/職員名簿.xlsx", "/home/h/職員名簿.xlsx"),
            ("'/home/h/職員 名簿.xlsx' ", "/home/h/職員 名簿.xlsx"),
            ("\"/home/h/職員 名簿.xlsx\"\n", "/home/h/職員 名簿.xlsx"),
            (r"/home/h/職員\ 名簿\(4月\).xlsx", "/home/h/職員 名簿(4月).xlsx"),
            (r"'/home/h/it'\''s.csv'", "/home/h/it's.csv"),
            ("file:///home/h/%E8%81%B7%E5%93%A1%20%E5%90%8D.xlsx", "/home/h/職員 名.xlsx"),
            ("file://localhost/home/h/a.csv", "/home/h/a.csv"),
            ("/home/h/50%.csv", "/home/h/50%.csv"),
        ] {
            assert_eq!(unwrapped(dropped, false), expected);
        }
        for (dropped, expected) in [
            (r#""C:\Users\h\職員 名簿.xlsx""#, r"C:\Users\h\職員 名簿.xlsx"),
            (r"C:\Users\h\a.csv", r"C:\Users\h\a.csv"),
            (r"& 'C:\Users\h\a b.csv'", r"C:\Users\h\a b.csv"),
            ("file:///C:/Users/h/a%20b.csv", r"C:\Users\h\a b.csv"),
            ("file://server/share/a.csv", r"\\server\share\a.csv"),
            (r"\\server\share\a.csv", r"\\server\share\a.csv"),
        ] {
            assert_eq!(unwrapped(dropped, true), expected);
        }
    }

    #[test]
    fn what_is_typed_is_a_place_or_a_part_of_a_name() {
        for text in ["/a", "~", "~/b.csv", "b/c.csv", r"C:\a", "D:", "'/a b'", "file:///a"] {
            assert!(is_place(text), "{text}");
        }
        for text in ["職員", "a.csv", "R8.4.1"] {
            assert!(!is_place(text), "{text}");
        }
        let (folder, home) = (Path::new("/work"), Some(Path::new("/home/h")));
        assert_eq!(place("~/a.csv", folder, home), Path::new("/home/h/a.csv"));
        assert_eq!(place("b/a.csv", folder, home), Path::new("/work/b/a.csv"));
        assert_eq!(place("/c/a.csv", folder, home), Path::new("/c/a.csv"));
        assert!(on_windows(r#""C:\Users\h\a.csv""#) && !on_windows("/home/h") && !on_windows("C-1.csv"));
    }
}
