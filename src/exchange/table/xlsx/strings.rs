//! The texts that the cells of a workbook share, each with its reading beside it.

use std::borrow::Cow;

use super::super::{
    Bound, MAX_CELL_BYTES, TableFault,
    limits::Room,
    lines,
    package::{Package, Part, Token, number},
    reading::{self, Run},
    strings::Strings,
};

/// Reads the shared texts.
pub(super) fn read(package: &mut Package<'_>, path: &str, room: &mut Room) -> Result<Strings, TableFault> {
    let mut strings = Strings::default();
    let Some(mut part) = package.part(path)? else { return Ok(strings) };
    loop {
        match part.next()? {
            Token::Start(tag) if tag.local_name().as_ref() == "si" => {
                let (text, reading) = rich(&mut part, "si")?;
                strings.push(&text, reading, room)?;
            }
            Token::Eof => return Ok(strings),
            _ => {}
        }
    }
}

/// A text with its formatted parts, up to the end of the tag that holds it, and its reading.
pub(super) fn rich(part: &mut Part<'_>, until: &str) -> Result<(String, Option<String>), TableFault> {
    let mut text = String::new();
    let mut runs: Vec<Run> = Vec::new();
    let (mut in_text, mut in_run, mut taken) = (false, false, 0);
    loop {
        match part.next()? {
            Token::Start(tag) => match tag.local_name().as_ref() {
                "t" => in_text = true,
                "rPh" => {
                    let place = |name| usize::try_from(number(&tag, name).unwrap_or(0)).unwrap_or(usize::MAX);
                    if runs.len() == MAX_CELL_BYTES {
                        return Err(Bound::Cell { row: 0 }.into());
                    }
                    runs.push(Run { first: place("sb"), end: place("eb"), text: String::new() });
                    in_run = true;
                }
                _ => {}
            },
            Token::End(tag) => match tag.local_name().as_ref() {
                "t" => in_text = false,
                "rPh" => in_run = false,
                name if name == until => break,
                _ => {}
            },
            Token::Text(piece) if in_text => {
                let into = match runs.last_mut() {
                    Some(run) if in_run => &mut run.text,
                    _ => &mut text,
                };
                into.push_str(&piece);
                taken += piece.len();
                if taken > 16 * MAX_CELL_BYTES {
                    return Err(Bound::Cell { row: 0 }.into());
                }
            }
            Token::Eof => break,
            _ => {}
        }
    }
    let text = unescaped(&text).into_owned();
    if text.len() > MAX_CELL_BYTES {
        return Err(Bound::Cell { row: 0 }.into());
    }
    for run in &mut runs {
        run.text = unescaped(&run.text).into_owned();
    }
    let reading = reading::whole(&text, runs);
    Ok((text, reading))
}

/// A text as it was typed: Excel writes what XML cannot hold as `_x000D_`.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("_x") {
        out.push_str(before);
        let code = behind.get(..4).filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let character = code.and_then(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?));
        let end = behind.get(4..).and_then(|behind| behind.strip_prefix('_'));
        if let (Some(character), Some(behind)) = (character, end) {
            out.push(character);
            rest = behind;
        } else {
            out.push_str("_x");
            rest = behind;
        }
    }
    if out.is_empty() {
        return lines(text);
    }
    out.push_str(rest);
    Cow::Owned(lines(&out).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_written_as_its_number() {
        for (written, expected) in [
            ("a_x000D_\nb", "a\nb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_x001B_[31m", "\u{1b}[31m"),
            ("a_xb_x12_x123G_", "a_xb_x12_x123G_"),
            ("様_x3042_", "様あ"),
            ("_xD800_", "_xD800_"),
            ("a\r\nb", "a\nb"),
        ] {
            assert_eq!(unescaped(written), expected, "{written}");
        }
    }
}
