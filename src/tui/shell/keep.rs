//! What is being typed, as one line of text: it waits inside the vault while the register is closed.

use serde_json::{Map, Value};
use zeroize::Zeroizing;

use crate::{
    register::Lang,
    tui::{
        app::{
            App, Layer, Layers, Place,
            kept::{Ground, Keep, Kept, Unfit},
            page::Page,
        },
        features::{
            import,
            incident::{guide, opening as incident, response},
            papers::deliver,
        },
        forms::KeptForm,
        layers::{asked, many::KeptSheet},
        recording::reasons,
        widgets::lines::Line,
        words::HistoryWord,
    },
};

/// Opens one kind again; nothing where it cannot be read.
type Opener = fn(Value, Ground<'_>) -> Option<Result<Box<dyn Layer>, Unfit>>;

const fn kind<K: Keep>() -> (&'static str, Opener) {
    (K::KIND, |value, ground| Some(serde_json::from_value::<K>(value).ok()?.open(ground)))
}

/// Everything that may have been kept.
const KINDS: &[(&str, Opener)] = &[
    kind::<KeptForm>(),
    kind::<KeptSheet>(),
    kind::<asked::Training>(),
    // The same, as it was kept before there was one form for both.
    ("session", kind::<asked::Training>().1),
    kind::<reasons::Removal>(),
    kind::<reasons::Refusal>(),
    kind::<incident::KeptNearMiss>(),
    kind::<response::KeptResponse>(),
    kind::<guide::KeptAssessment>(),
    kind::<deliver::KeptPlace>(),
    kind::<import::KeptImport>(),
    kind::<Unfit>(),
];

/// All that was begun, as one line: what lies in front, and what was left for later.
pub fn of(app: &App) -> Option<Zeroizing<String>> {
    line(app.aside.iter().chain(app.layers.iter()))
}

/// The layers in which something was typed, as one line; `None` where there is none.
fn line<'l>(layers: impl Iterator<Item = &'l dyn Layer>) -> Option<Zeroizing<String>> {
    let kept: Vec<Kept> = layers.filter_map(Layer::keep).collect();
    let mut line = Zeroizing::new(String::new());
    for (Kept(text), before) in kept.iter().zip(std::iter::once('[').chain(std::iter::repeat(','))) {
        line.push(before);
        line.push_str(text);
    }
    line.push(']');
    (!kept.is_empty()).then_some(line)
}

/// Opens again what was kept; what no longer fits the register is a page to copy from, on top.
pub fn open(text: &str, ground: Ground<'_>) -> Layers {
    let lang = ground.lang;
    let mut layers = Layers::default();
    let mut unfit = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        match read(line, ground) {
            Some(opened) => {
                for layer in opened {
                    match layer {
                        Ok(layer) => layers.put(layer),
                        Err(text) => unfit.push(text),
                    }
                }
            }
            // Kept by another version: whatever it says is shown as it is.
            None => unfit.push(Unfit::new(HistoryWord::DraftUnreadable.say(lang), line)),
        }
    }
    layers.extend(unfit.into_iter().map(|unfit| page(unfit, lang)));
    layers
}

/// Where somebody was, as the last of the lines that have it says.
pub fn place(text: &str) -> Option<Place> {
    let of_line = |line: &str| {
        let kept: Vec<Map<String, Value>> = serde_json::from_str(line).ok()?;
        kept.into_iter().find_map(|mut kept| serde_json::from_value(kept.remove(Place::KIND)?).ok())
    };
    text.lines().rev().find_map(of_line)
}

/// The layers of a line; nothing where one of them cannot be read.
fn read(line: &str, ground: Ground<'_>) -> Option<Vec<Result<Box<dyn Layer>, Unfit>>> {
    let mut kept: Vec<Map<String, Value>> = serde_json::from_str(line).ok()?;
    kept.retain(|kept| !kept.contains_key(Place::KIND));
    let open = |kept: Map<String, Value>| {
        let mut kept = kept.into_iter();
        let (Some((word, value)), None) = (kept.next(), kept.next()) else { return None };
        let (_, open) = KINDS.iter().find(|(kind, _)| *kind == word)?;
        open(value, ground)
    };
    kept.into_iter().map(open).collect()
}

fn page(unfit: Unfit, lang: Lang) -> Page {
    let mut lines = vec![
        Line::Text(HistoryWord::DraftUnfitHint.say(lang).to_owned()),
        Line::Heading(unfit.title.clone()),
    ];
    lines.extend(unfit.typed.iter().map(|(label, text)| Line::Fact(label.clone(), text.clone())));
    let mut page = Page::new(HistoryWord::DraftUnfit.say(lang).to_owned(), lines);
    page.kept = Some(unfit);
    page
}
