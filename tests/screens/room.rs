//! What has room stands there whole: in rows, in details, on pages.

use mcs_register::{
    policy::Rule,
    register::{Lang, Register, document},
};
use serde_json::Value;

use crate::{
    pages::{NARROW, WIDE},
    screen::{Bench, demo_office},
};

/// The practice office with names and texts as they come in life: every third is longer, by up to `most` characters.
fn long_office(most: usize) -> Register {
    fn lengthen(value: &mut Value, most: usize, seen: &mut usize) {
        match value {
            Value::Array(all) => all.iter_mut().for_each(|value| lengthen(value, most, seen)),
            Value::Object(fields) => {
                for (name, value) in fields {
                    let told = ["name", "affiliation", "profession", "content", "summary", "reason"];
                    if let Value::String(text) = value
                        && told.contains(&name.as_str())
                    {
                        *seen += 1;
                        let more = if seen.is_multiple_of(3) { (*seen % 7 + 1) * most / 7 } else { 0 };
                        text.extend("・夕凪地域包括連携".chars().cycle().take(more));
                    } else {
                        lengthen(value, most, seen);
                    }
                }
            }
            _ => {}
        }
    }
    let mut document: Value = serde_json::from_str(&document::encode(&demo_office())).unwrap();
    lengthen(&mut document, most, &mut 0);
    let waivable = |rule: &str| Rule::from_name(rule).map(Rule::waivable);
    document::decode(document.to_string().as_bytes(), &waivable).unwrap()
}

/// Nothing is cut in a row that has room for it, in any list and window.
#[test]
fn no_row_cuts_a_text_beside_empty_room() {
    for register in [demo_office(), long_office(8), long_office(300)] {
        for (lang, size) in
            [(Lang::Ja, NARROW), (Lang::En, NARROW), (Lang::Ja, WIDE), (Lang::En, WIDE), (Lang::Ja, (60, 16))]
        {
            let mut bench = Bench::new(register.clone(), lang, size);
            for tab in 1..=9 {
                bench.press(&format!("{tab}"));
                for _ in 0..4 {
                    let screen = bench.screen();
                    // The rows of the list, without the details.
                    let rows = screen.lines().skip(5).take_while(|line| !line.starts_with(['├', '└']));
                    let rows = rows.map(|line| line.split("││").next().unwrap());
                    for row in rows.filter(|row| row.contains('…')) {
                        let text = row.trim_start_matches(['│', '>', ' ']);
                        let text = text.trim_end_matches(['│', '▐', ' ']);
                        // A few cells may stay empty where a text is cut in any case, and columns are parted by blanks.
                        assert!(!text.contains(&" ".repeat(12)), "{lang:?} {size:?} {tab}: {row}\n{screen}");
                    }
                    bench.press("PageDown");
                }
            }
        }
    }
}
