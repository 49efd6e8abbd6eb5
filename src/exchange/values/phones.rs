//! Telephone numbers whose leading zero a spreadsheet took for nothing.

use super::plain;

/// The number with its zero, where it lost one.
pub fn with_its_zero(text: &str) -> Option<String> {
    let digits = plain(text);
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mobile = ["20", "50", "60", "70", "80", "90"].iter().any(|start| digits.starts_with(start));
    let lost = match digits.len() {
        // A number of the network with its area code has ten digits with its zero.
        9 => !digits.starts_with('0'),
        10 => mobile,
        _ => false,
    };
    lost.then(|| format!("0{digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_lost_a_zero_gets_one() {
        for (lost, whole) in
            [("669990101", "0669990101"), ("9000000102", "09000000102"), ("７０12345678", "07012345678")]
        {
            assert_eq!(with_its_zero(lost).as_deref(), Some(whole));
        }
        for text in ["0669990101", "09000000102", "06-6999-0101", "+81-90", "119", "", "1234567890"] {
            assert_eq!(with_its_zero(text), None, "{text}");
        }
    }
}
