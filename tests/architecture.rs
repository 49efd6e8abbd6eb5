//! Keeps the house as `ARCHITECTURE.md` says that it is: imports run downwards only, the lower floors touch neither
//! the terminal nor the database nor the outside world, files stay short, and every dependency has its reason.
//!
//! The sources are read as text: comments and literals are taken out, and what remains is cut into words. That is
//! enough to follow every path, nested `use` groups and `super::` included, and needs no compiler.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Every module at the top of `src/`, and those that it may import besides itself.
const FLOORS: &[(&str, &[&str])] = &[
    ("cli", &["tui", "documents", "exchange", "store", "policy", "input_file", "register"]),
    ("tui", &["documents", "exchange", "store", "policy", "input_file", "register"]),
    ("documents", &["policy", "register"]),
    ("exchange", &["policy", "input_file", "register"]),
    ("store", &["policy", "register"]),
    ("policy", &["register"]),
    ("input_file", &["register"]),
    ("register", &[]),
];

/// The rooms of a folder from the top down, and those that each may import besides itself, all of them further down. `*`
/// is every room without a row of its own: `("tui/features", &[("*", &[])])` is a folder where none imports another. A
/// folder that lends a name of one of its rooms (`pub use`) is looked through. Nothing is asked of a floor without a table.
const ROOMS: &[Table] = &[
    (
        "documents",
        &[
            ("evidence", &["out", "ledger", "kinds", "paper", "names", "words", "text"]),
            ("calendar", &["names", "words", "text"]),
            ("out", &["kinds", "words"]),
            ("ledger", &["names", "words", "text"]),
            ("kinds", &["template", "paper", "names", "words", "text"]),
            ("template", &["paper", "names", "text"]),
            ("paper", &["names", "text"]),
            ("names", &["words", "text"]),
            ("words", &[]),
            ("text", &[]),
        ],
    ),
    (
        "exchange",
        &[
            ("signature", &["columns", "values", "table"]),
            ("simulation", &["mapping", "question", "matching", "columns", "values", "table"]),
            ("mapping", &["question", "columns"]),
            ("question", &["columns"]),
            ("matching", &["values"]),
            ("columns", &["values", "table"]),
            ("values", &["table"]),
            ("table", &[]),
            ("json", &[]),
        ],
    ),
    (
        "policy",
        &[
            ("work", &["judge", "file", "rule"]),
            ("incident", &["judge", "file", "rule"]),
            ("explain", &["judge", "file", "rule"]),
            ("judge", &["file", "rule"]),
            ("file", &["rule"]),
            ("rule", &[]),
        ],
    ),
    (
        "policy/judge",
        &[
            ("rules", &["waivers", "asked", "presence", "period", "finding"]),
            ("waivers", &["period", "finding"]),
            ("order", &["finding"]),
            ("asked", &["presence", "period", "finding"]),
            ("presence", &[]),
            ("period", &[]),
            ("finding", &[]),
        ],
    ),
    (
        "policy/explain",
        &[
            ("sentence", &["explained", "facts", "wording"]),
            ("beside", &["wording"]),
            ("explained", &["facts", "remedy"]),
            ("output", &["wording"]),
            ("facts", &["wording"]),
            ("remedy", &[]),
            ("wording", &[]),
        ],
    ),
    (
        "store",
        &[
            ("care", &["backup", "history", "error", "account"]),
            ("accounts", &["rows", "account"]),
            ("restore", &["account", "schema"]),
            ("backup", &[]),
            ("verify", &["account", "schema"]),
            ("vault", &["bulk", "rows", "account", "schema"]),
            ("load", &["rows"]),
            ("history", &["rows"]),
            ("files", &["schema"]),
            ("keys", &[]),
            ("connection", &["schema"]),
            ("meta", &[]),
            ("error", &[]),
            ("bulk", &["rows"]),
            ("rows", &[]),
            ("account", &[]),
            ("schema", &[]),
        ],
    ),
    (
        "tui",
        &[
            ("runtime", &["shell", "app", "desk", "words", "terminal"]),
            (
                "shell",
                &[
                    "features",
                    "recording",
                    "layers",
                    "forms",
                    "app",
                    "lists",
                    "desk",
                    "keys",
                    "widgets",
                    "words",
                    "terminal",
                ],
            ),
            (
                "features",
                &[
                    "recording",
                    "layers",
                    "forms",
                    "app",
                    "lists",
                    "desk",
                    "keys",
                    "widgets",
                    "words",
                    "terminal",
                ],
            ),
            (
                "recording",
                &["layers", "forms", "app", "lists", "desk", "keys", "widgets", "words", "terminal"],
            ),
            ("layers", &["forms", "app", "lists", "desk", "keys", "widgets", "words", "terminal"]),
            ("forms", &["app", "lists", "desk", "keys", "widgets", "words", "terminal"]),
            ("app", &["lists", "desk", "keys", "widgets", "words", "terminal"]),
            ("lists", &["desk", "keys", "widgets", "words", "terminal"]),
            ("desk", &["widgets", "words", "terminal"]),
            ("keys", &["terminal"]),
            ("widgets", &["terminal"]),
            ("words", &["terminal"]),
            ("terminal", &[]),
        ],
    ),
    ("tui/features", &[("*", &[])]),
];

type Table = (&'static str, &'static [(&'static str, &'static [&'static str])]);

/// The most files of one folder that may import each other in a circle.
const CIRCLE: usize = 3;

/// Circles that stay, each with its reason: the folder, and the rooms, which may import each other without a table.
const CIRCLES: &[(&str, &[&str])] = &[
    // An open vault stands in the middle of what is done with it, its errors say what any of them found, and its files
    // are opened, put right and looked at by each: code that is dangerous to disturb for the sake of a picture.
    (
        "store",
        &[
            "accounts",
            "backup",
            "connection",
            "error",
            "files",
            "history",
            "keys",
            "load",
            "meta",
            "restore",
            "vault",
            "verify",
        ],
    ),
];

/// The most lines of a file.
const LINES: usize = 600;

#[test]
fn imports_run_downwards_only() {
    let broken: Vec<String> = sources().iter().flat_map(|(path, text)| upward(path, text)).collect();
    assert!(broken.is_empty(), "imports that run upwards or sideways:\n{}", broken.join("\n"));
}

#[test]
fn each_module_touches_only_what_is_its_own() {
    let broken: Vec<String> = sources().iter().flat_map(|(path, text)| trespasses(path, text)).collect();
    assert!(broken.is_empty(), "names used where they have no place:\n{}", broken.join("\n"));
}

#[test]
fn every_module_has_its_floor() {
    let top: BTreeSet<String> = sources()
        .iter()
        .filter_map(|(path, _)| module_of(path).first().cloned())
        .filter(|name| name != "main")
        .collect();
    let placed: BTreeSet<String> = FLOORS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(top, placed);
}

#[test]
fn rooms_import_what_their_table_says() {
    let broken = House::new(&sources()).strays(ROOMS, CIRCLES);
    assert!(broken.is_empty(), "imports between rooms that no table allows:\n{}", broken.join("\n"));
}

#[test]
fn every_room_has_its_row() {
    let broken = House::new(&sources()).misplaced(ROOMS);
    assert!(broken.is_empty(), "the tables of the rooms:\n{}", broken.join("\n"));
}

#[test]
fn rooms_do_not_run_in_circles() {
    let broken = House::new(&sources()).circles(ROOMS, CIRCLES);
    assert!(broken.is_empty(), "circles of more than {CIRCLE} files:\n{}", broken.join("\n"));
}

#[test]
fn no_file_grows_a_second_job() {
    let long: Vec<String> = sources()
        .iter()
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > LINES)
        .map(|(path, lines)| format!("{path}: {lines} lines"))
        .collect();
    assert!(long.is_empty(), "files above {LINES} lines, to be split:\n{}", long.join("\n"));
}

/// Spellings that a sentence of ours does not use, each with the one that it does: two spellings of one word look like two
/// things. Synonyms are what people type, in any spelling.
const SPELLINGS: &[(&str, &str)] = &[
    ("既に", "すでに"),
    ("だれ", "誰"),
    ("全て", "すべて"),
    ("あらためて", "改めて"),
    ("下さい", "ください"),
    ("行なう", "行う"),
    ("行なっ", "行っ"),
    ("予め", "あらかじめ"),
    ("することができ", "でき"),
    ("わからな", "分からな"),
    ("わかる", "分かる"),
    ("かまいません", "構いません"),
    ("取り込む先", "取り込み先"),
    ("閲覧用", "読み取り専用"),
    ("閲覧者", "閲覧のみ"),
    ("印をつけ", "印を付け"),
];

/// The lines of a file that spell a word in another way than the rest, outside comments.
fn misspelt(path: &str, text: &str) -> Vec<String> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
    let found = lines.flat_map(|(number, line)| {
        let wrong = SPELLINGS.iter().filter(move |(spelling, _)| line.contains(spelling));
        wrong.map(move |(spelling, ours)| format!("{path}:{}: {spelling}, elsewhere {ours}", number + 1))
    });
    found.collect()
}

#[test]
fn a_word_has_one_spelling() {
    assert_eq!(misspelt("a", "\"誰が\"\n// だれが\n\"既にあります\""), ["a:3: 既に, elsewhere すでに"]);
    let mut texts = sources();
    texts.retain(|(path, _)| !path.ends_with("words/synonyms.rs") && !path.ends_with("words/readings.rs"));
    texts.push(("README.ja.md".to_owned(), read("README.ja.md")));
    for (folder, ending) in
        [("data/policy", ".toml"), ("data/forms", ".toml"), ("data/law", ".toml"), ("docs", ".ja.md")]
    {
        let files = fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().file_name());
        let pages = files.map(|name| format!("{folder}/{}", name.to_str().unwrap()));
        texts.extend(pages.filter(|page| page.ends_with(ending)).map(|page| (page.clone(), read(&page))));
    }
    let wrong: Vec<String> = texts.iter().flat_map(|(path, text)| misspelt(path, text)).collect();
    assert!(wrong.is_empty(), "words with two spellings:\n{}", wrong.join("\n"));
}

/// Each binary links the whole program, so there are few, and each of their files is a module of one.
#[test]
fn no_file_of_tests_is_forgotten() {
    let tests = root().join("tests");
    let names = |dir: &Path| -> BTreeSet<String> {
        let paths = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
        let sources = paths.filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
        sources.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect()
    };
    assert_eq!(
        names(&tests),
        BTreeSet::from(["architecture".to_owned()]),
        "belongs into a folder of `tests`"
    );
    let mut binaries = 0;
    for dir in fs::read_dir(&tests).unwrap().map(|entry| entry.unwrap().path()) {
        let Ok(main) = fs::read_to_string(dir.join("main.rs")) else { continue };
        let has_place =
            |name: &String| main.lines().any(|line| line == format!("mod {name};")) || name == "main";
        let forgotten: Vec<String> = names(&dir).into_iter().filter(|name| !has_place(name)).collect();
        assert!(forgotten.is_empty(), "{}: {forgotten:?}", dir.display());
        binaries += 1;
    }
    assert!(binaries >= 6);
}

/// 0.2.3 counts a half-width voiced mark twice under ratatui 0.30.2 (`docs/design/dependencies.md`).
#[test]
fn unicode_width_is_the_version_that_counts_as_ratatui_does() {
    assert_eq!(locked("unicode-width"), ["0.2.2"]);
}

/// Raw mode belongs to the whole process: a second crossterm would not know of it.
#[test]
fn there_is_one_crossterm_and_it_is_the_one_of_ratatui() {
    assert_eq!(locked("crossterm"), ["0.29.0"]);
}

#[test]
fn every_dependency_has_its_reason() {
    let said = read("docs/design/dependencies.md");
    let missing: Vec<String> = dependencies(&read("Cargo.toml"))
        .into_iter()
        .filter(|name| !said.lines().any(|line| line.starts_with(&format!("| `{name}` |"))))
        .collect();
    assert!(missing.is_empty(), "no line in docs/design/dependencies.md for: {}", missing.join(", "));
}

/// In the source and, since they lie beside each other in the same way, in every package.
#[test]
fn every_link_of_a_page_leads_somewhere() {
    let is_page = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "md");
    let folders = ["", "docs", "docs/design"].map(|folder| root().join(folder));
    let files = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let pages: Vec<PathBuf> = files.map(|entry| entry.unwrap().path()).filter(is_page).collect();
    assert!(pages.len() > 15);
    let mut broken = Vec::new();
    for page in &pages {
        let text = fs::read_to_string(page).unwrap();
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.starts_with("http")) {
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let to = if file.is_empty() { page.clone() } else { page.parent().unwrap().join(file) };
            let titles =
                |text: String| text.lines().any(|line| line.starts_with('#') && anchor(line) == heading);
            let there =
                if heading.is_empty() { to.exists() } else { fs::read_to_string(&to).is_ok_and(titles) };
            if !there {
                broken.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(broken.is_empty(), "links that lead nowhere:\n{}", broken.join("\n"));
}

/// By what a heading is named in a link.
fn anchor(heading: &str) -> String {
    let kept = heading.trim_start_matches('#').trim().to_lowercase();
    kept.chars()
        .filter(|c| c.is_alphanumeric() || "-_ ".contains(*c))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

// ------------------------------------------------------------------------------------------------ the rules

/// What a file imports that does not lie below it.
fn upward(path: &str, text: &str) -> Vec<String> {
    let module = module_of(path);
    let Some(floor) = module.first() else { return Vec::new() };
    let Some((_, below)) = FLOORS.iter().find(|(name, _)| name == floor) else { return Vec::new() };
    let mut broken = Vec::new();
    for (line, imported) in paths(&module, text) {
        let [root, target, ..] = imported.as_slice() else { continue };
        if root == "crate" && target != floor && !below.contains(&target.as_str()) {
            broken.push(format!("{path}:{line}: {floor} names {}", imported.join("::")));
        }
    }
    broken
}

/// What a file names that belongs to another part of the house, or to none.
fn trespasses(path: &str, text: &str) -> Vec<String> {
    let module = module_of(path);
    let floor = module.first().map(String::as_str).unwrap_or_default();
    let width = matches!(module.as_slice(), [tui, terminal, width, ..] if tui == "tui" && terminal == "terminal" && width == "width");
    let pure = matches!(floor, "register" | "policy");
    let drawing =
        matches!(module.as_slice(), [documents, paper, ..] if documents == "documents" && paper == "paper");
    let mut broken = Vec::new();
    let mut tell = |line: usize, what: &str| broken.push(format!("{path}:{line}: {what}"));
    for word in words(text) {
        let name = word.text.as_str();
        let stranger = match name {
            "ratatui" | "crossterm" | "crossterm_winapi" => floor != "tui",
            "rusqlite" => floor != "store",
            "unicode_width" => !width,
            "krilla" | "parley" | "fontique" => !drawing,
            // What leaves the register goes through one door on either side, where the history is told.
            "write_whole" | "write_folder" | "HeldPlace" => {
                floor != "documents" && !matches!(path, "cli/output.rs" | "tui/runtime/files.rs")
            }
            "backup_to" => floor != "store" && !matches!(path, "cli/backup.rs" | "tui/runtime/vault.rs"),
            "SystemTime" | "Instant" | "Utc" | "Local" | "println" | "eprintln" | "print" | "eprint" => pure,
            _ => false,
        };
        if stranger {
            tell(word.line, name);
        }
    }
    // Files of the vault are opened at one door, where it is looked what lies there; Windows is asked who else has one open.
    let own = text.split_once("#[cfg(test)]\nmod tests {").map_or(text, |(own, _)| own);
    if floor == "store" && path != "store/files/ordinary.rs" && !own.contains("share_mode") {
        for named in words(own).windows(3).filter(|named| named[1].text == "::") {
            let opens = match (named[0].text.as_str(), named[2].text.as_str()) {
                ("File", function) => matches!(function, "open" | "create" | "create_new" | "options"),
                ("OpenOptions", _) => true,
                ("fs", function) => matches!(function, "read" | "read_to_string" | "write" | "copy"),
                _ => false,
            };
            if opens {
                tell(named[0].line, &format!("{}::{}", named[0].text, named[2].text));
            }
        }
    }
    if pure {
        for (line, named) in paths(&module, text) {
            let std = matches!(named.first().map(String::as_str), Some("std" | "core"));
            let outside = named.get(1).map(String::as_str);
            // A large register is judged on every processor; the threads end before the judge answers.
            let judges = outside == Some("thread") && path == "policy/judge/rules/open_group.rs";
            let world = ["fs", "env", "io", "net", "process", "os", "thread", "*"];
            if std && !judges && outside.is_some_and(|outside| world.contains(&outside)) {
                tell(line, &named.join("::"));
            }
        }
    }
    broken
}

/// An import from one room of a folder to another.
struct Step {
    folder: String,
    from: String,
    to: String,
    file: String,
    line: usize,
}

/// A source as the rooms see it.
struct File {
    path: String,
    module: Vec<String>,
    /// What it names of ours, from the root.
    paths: Vec<(usize, Vec<String>)>,
    /// The types to which it adds functions.
    continued: BTreeSet<String>,
}

impl File {
    /// `None` for the root and for tests.
    fn read(path: &str, text: &str) -> Option<Self> {
        let module = module_of(path);
        if module.last().is_none_or(|name| name == "tests") {
            return None;
        }
        let text = text.split_once("#[cfg(test)]\nmod tests {").map_or(text, |(before, _)| before);
        let words = words(text);
        let declared = words.windows(3).filter(|part| part[0].text == "mod" && part[2].text == ";");
        let children: BTreeSet<&str> = declared.map(|part| part[1].text.as_str()).collect();
        let ours = |(line, path): (usize, Vec<String>)| match path.first()?.as_str() {
            "crate" => Some((line, path[1..].to_vec())).filter(|(_, path)| !path.is_empty()),
            first => children.contains(first).then(|| (line, [module.as_slice(), &path].concat())),
        };
        let paths = paths(&module, text).into_iter().filter_map(ours).collect();
        Some(Self { path: path.to_owned(), paths, continued: continued_types(&words), module })
    }
}

/// The rooms, which are the files and folders of a folder, and what they import from each other.
struct House {
    rooms: BTreeMap<String, BTreeSet<String>>,
    steps: Vec<Step>,
}

impl House {
    /// Neither tests count, nor the type whose functions a file goes on with.
    fn new(sources: &[(String, String)]) -> Self {
        let files: Vec<File> = sources.iter().filter_map(|(path, text)| File::read(path, text)).collect();
        let mut rooms: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for File { module, .. } in &files {
            for depth in 1..module.len() {
                rooms.entry(module[..depth].join("/")).or_default().insert(module[depth].clone());
            }
        }
        // `crate::policy::Rule` is lent by `policy/mod.rs` and stands in `policy/finding.rs`.
        let mut lent: BTreeMap<Vec<String>, Vec<String>> = BTreeMap::new();
        for File { module, paths, .. } in &files {
            let inside = paths.iter().filter(|(_, path)| path.len() > module.len() + 1);
            for (_, path) in inside.filter(|(_, path)| path.starts_with(module)) {
                let name = path.last().cloned().unwrap_or_default();
                if rooms.get(&module.join("/")).is_none_or(|rooms| !rooms.contains(&name)) {
                    lent.insert([module.as_slice(), &[name]].concat(), path.clone());
                }
            }
        }
        let mut steps = Vec::new();
        for File { path: file, module, paths, continued } in &files {
            for (line, path) in paths.iter().filter(|(_, path)| !continued.contains(&path[path.len() - 1])) {
                let mut target = path;
                while let Some(real) = (2..=target.len()).find_map(|end| lent.get(&target[..end])) {
                    target = real;
                }
                let common = module.iter().zip(target).take_while(|(ours, theirs)| ours == theirs).count();
                let (Some(from), Some(to)) = (module.get(common), target.get(common)) else { continue };
                let folder = module[..common].join("/");
                if rooms.get(&folder).is_some_and(|rooms| rooms.contains(to)) {
                    let [from, to] = [from.clone(), to.clone()];
                    steps.push(Step { folder, from, to, file: file.clone(), line: *line });
                }
            }
        }
        Self { rooms, steps }
    }

    /// Imports between rooms that the folder's table does not name.
    fn strays(&self, tables: &[Table], stay: &[(&str, &[&str])]) -> Vec<String> {
        let mut broken = Vec::new();
        for Step { folder, from, to, file, line } in &self.steps {
            let Some((_, rows)) = tables.iter().find(|(name, _)| name == folder) else { continue };
            let row = |room: &str| rows.iter().find(|(name, _)| *name == room);
            let allowed =
                row(from).or_else(|| row("*")).is_some_and(|(_, below)| below.contains(&to.as_str()));
            let stays = stay.iter().any(|(name, rooms)| {
                name == folder && rooms.contains(&from.as_str()) && rooms.contains(&to.as_str())
            });
            if !allowed && !stays {
                broken.push(format!("{file}:{line}: {folder}/{from} names {to}"));
            }
        }
        broken
    }

    /// Rooms without a row, rows without a room, and rows that allow what does not stand below them.
    fn misplaced(&self, tables: &[Table]) -> Vec<String> {
        let mut broken = Vec::new();
        for (folder, rows) in tables {
            let there = self.rooms.get(*folder).cloned().unwrap_or_default();
            let placed: Vec<&str> = rows.iter().map(|(name, _)| *name).collect();
            let missing =
                there.iter().filter(|room| !placed.contains(&"*") && !placed.contains(&room.as_str()));
            broken.extend(missing.map(|room| format!("{folder}/{room} has no row")));
            for (place, (room, below)) in rows.iter().enumerate() {
                if *room != "*" && !there.contains(*room) {
                    broken.push(format!("{folder}/{room} is not there"));
                }
                let above = below.iter().filter(|name| !placed[place + 1..].contains(name));
                broken.extend(above.map(|name| format!("{folder}/{room} may import {name}, not below it")));
            }
        }
        broken
    }

    /// Circles between the rooms of a folder, on the floors that have a table.
    fn circles(&self, tables: &[Table], stay: &[(&str, &[&str])]) -> Vec<String> {
        let mut broken = Vec::new();
        for (folder, rooms) in &self.rooms {
            let floor = folder.split('/').next();
            if !tables.iter().any(|(name, _)| name.split('/').next() == floor) {
                continue;
            }
            let steps: Vec<&Step> = self.steps.iter().filter(|step| step.folder == *folder).collect();
            let reached = |from| {
                let mut found = BTreeSet::new();
                let mut open = vec![from];
                while let Some(room) = open.pop() {
                    let next = steps.iter().filter(|step| step.from == room).map(|step| step.to.as_str());
                    open.extend(next.filter(|room| found.insert(*room)));
                }
                found
            };
            let reached: BTreeMap<&str, BTreeSet<&str>> =
                rooms.iter().map(|room| (room.as_str(), reached(room))).collect();
            let circle = |room: &str| -> BTreeSet<&str> {
                reached[room].iter().copied().filter(|other| reached[other].contains(room)).collect()
            };
            let found: BTreeSet<BTreeSet<&str>> = rooms.iter().map(|room| circle(room)).collect();
            for circle in found {
                let inside = steps
                    .iter()
                    .filter(|step| circle.contains(step.from.as_str()) && circle.contains(step.to.as_str()));
                let files: BTreeSet<&String> = inside.map(|step| &step.file).collect();
                let stays = stay
                    .iter()
                    .any(|(name, rooms)| name == folder && circle.iter().all(|room| rooms.contains(room)));
                if files.len() > CIRCLE && !stays {
                    broken.push(format!("{folder}: {circle:?}, {} files", files.len()));
                }
            }
        }
        broken
    }
}

/// The types of other files to which a file adds functions: `impl Vault {`.
fn continued_types(words: &[Word]) -> BTreeSet<String> {
    let makes = |word: &Word| matches!(word.text.as_str(), "struct" | "enum" | "trait" | "type");
    let own: BTreeSet<&str> =
        words.windows(2).filter(|pair| makes(&pair[0])).map(|pair| pair[1].text.as_str()).collect();
    let added = words.windows(3).filter(|part| part[0].text == "impl" && part[2].text == "{");
    added.map(|part| part[1].text.clone()).filter(|name| !own.contains(name.as_str())).collect()
}

/// The versions of a package in the lock file.
fn locked(package: &str) -> Vec<String> {
    let name = format!("name = \"{package}\"\n");
    let version =
        |text: &str| Some(text.lines().find_map(|line| line.strip_prefix("version = "))?.replace('"', ""));
    let lock = read("Cargo.lock");
    lock.split("[[package]]").filter(|text| text.contains(&name)).filter_map(version).collect()
}

fn dependencies(manifest: &str) -> Vec<String> {
    let mut inside = false;
    let mut names = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.trim().ends_with("dependencies]");
        } else if inside && let Some((name, _)) = line.split_once('=') {
            names.push(name.trim().to_owned());
        }
    }
    names
}

// ------------------------------------------------------------------------------------------------ the sources

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// Every file under `src/`: its path from there, and its text.
fn sources() -> Vec<(String, String)> {
    fn walk(dir: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    let src = root().join("src");
    let mut found = Vec::new();
    walk(&src, &mut found);
    found.sort();
    assert!(found.len() > 50, "the sources were not found");
    let name = |path: &Path| path.strip_prefix(&src).unwrap().to_str().unwrap().replace('\\', "/");
    found.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// The module of a file: `tui/view/bar.rs` is `tui::view::bar`, `lib.rs` is the root.
fn module_of(path: &str) -> Vec<String> {
    let path = path.strip_suffix(".rs").unwrap_or(path);
    let path = path.strip_suffix("/mod").unwrap_or(path);
    if path == "lib" { Vec::new() } else { path.split('/').map(str::to_owned).collect() }
}

// ------------------------------------------------------------------------------------------------ the scanner

/// A name or a mark of a source, and its line from 1. `::` is one mark.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    text: String,
    line: usize,
}

impl Word {
    fn is_name(&self) -> bool {
        self.text.starts_with(|c: char| c.is_alphabetic() || c == '_')
    }
}

fn words(text: &str) -> Vec<Word> {
    let bare = without_comments_and_literals(text);
    let mut words: Vec<Word> = Vec::new();
    let mut line = 1;
    let mut chars = bare.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\n' {
            line += 1;
        }
        if c.is_whitespace() {
            continue;
        }
        let mut text = c.to_string();
        if c.is_alphanumeric() || c == '_' {
            while let Some(next) = chars.next_if(|next| next.is_alphanumeric() || *next == '_') {
                text.push(next);
            }
        } else if c == ':' && chars.next_if_eq(&':').is_some() {
            text.push(':');
        }
        words.push(Word { text, line });
    }
    words
}

/// The source with a blank for every comment, text and character literal; its lines stay where they are.
fn without_comments_and_literals(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = |place: usize| chars.get(place).copied().unwrap_or('\0');
    let mut out = String::with_capacity(text.len());
    let mut place = 0;
    while place < chars.len() {
        let word_before = place > 0 && (at(place - 1).is_alphanumeric() || at(place - 1) == '_');
        let end = match (at(place), at(place + 1)) {
            ('/', '/') => find(&chars, place, |rest| rest.starts_with(&['\n'])),
            ('/', '*') => end_of_block_comment(&chars, place),
            ('"', _) => end_of_text(&chars, place),
            ('r', '"' | '#') if !word_before || matches!(at(place - 1), 'b' | 'c') => {
                end_of_raw_text(&chars, place)
            }
            ('\'', '\\') => find(&chars, place + 3, |rest| rest.starts_with(&['\''])) + 1,
            // 'a' is a character, 'a without a second mark a lifetime.
            ('\'', _) if at(place + 2) == '\'' => place + 3,
            _ => place,
        };
        if end == place {
            out.push(at(place));
            place += 1;
        } else {
            let end = end.min(chars.len());
            out.extend(chars[place..end].iter().map(|&c| if c == '\n' { '\n' } else { ' ' }));
            place = end;
        }
    }
    out
}

fn find(chars: &[char], from: usize, wanted: impl Fn(&[char]) -> bool) -> usize {
    (from..chars.len()).find(|&place| wanted(&chars[place..])).unwrap_or(chars.len())
}

fn end_of_block_comment(chars: &[char], start: usize) -> usize {
    let mut depth = 0_usize;
    let mut place = start;
    while place < chars.len() {
        match chars[place..] {
            ['/', '*', ..] => depth += 1,
            ['*', '/', ..] => depth -= 1,
            _ => {
                place += 1;
                continue;
            }
        }
        place += 2;
        if depth == 0 {
            return place;
        }
    }
    place
}

fn end_of_text(chars: &[char], start: usize) -> usize {
    let mut place = start + 1;
    while place < chars.len() {
        match chars[place] {
            '\\' => place += 2,
            '"' => return place + 1,
            _ => place += 1,
        }
    }
    place
}

/// The end of `r"..."` or `r#"..."#`; `start` itself where it is a raw name (`r#type`).
fn end_of_raw_text(chars: &[char], start: usize) -> usize {
    let marks = chars[start + 1..].iter().take_while(|&&c| c == '#').count();
    if chars.get(start + 1 + marks) != Some(&'"') {
        return start;
    }
    let mut closing = vec!['"'];
    closing.extend(std::iter::repeat_n('#', marks));
    find(chars, start + 2 + marks, |rest| rest.starts_with(&closing)) + closing.len()
}

/// Every path that a source of a module names, with its line: `crate::...` for ours, as written for the others.
fn paths(module: &[String], text: &str) -> Vec<(usize, Vec<String>)> {
    let words = words(text);
    let mut found = Vec::new();
    let mut module = module.to_vec();
    // The braces that are open, and whether each is that of an inline module.
    let mut braces: Vec<bool> = Vec::new();
    let mut place = 0;
    while let Some(word) = words.get(place) {
        let opens_module = word.text == "mod"
            && words.get(place + 1).is_some_and(Word::is_name)
            && words.get(place + 2).is_some_and(|word| word.text == "{");
        if opens_module {
            module.push(words[place + 1].text.clone());
            braces.push(true);
            place += 3;
        } else if word.text == "{" {
            braces.push(false);
            place += 1;
        } else if word.text == "}" {
            if braces.pop() == Some(true) {
                module.pop();
            }
            place += 1;
        } else if word.is_name() {
            place = path(&words, place, &[], &module, &mut found);
        } else {
            place += 1;
        }
    }
    found
}

/// Reads the path that begins at a place, groups included; says where it ends.
fn path(
    words: &[Word],
    mut place: usize,
    before: &[String],
    module: &[String],
    found: &mut Vec<(usize, Vec<String>)>,
) -> usize {
    let mut segments = before.to_vec();
    let line = words.get(place).map_or(0, |word| word.line);
    while let Some(word) = words.get(place) {
        if word.text == "{" && !segments.is_empty() {
            place += 1;
            while words.get(place).is_some_and(|word| word.text != "}") {
                let starts = words[place].is_name() || matches!(words[place].text.as_str(), "*" | "{");
                place = match words[place].text.as_str() {
                    // Another name for what stands before it.
                    "as" => place + 2,
                    _ if starts => path(words, place, &segments, module, found),
                    _ => place + 1,
                };
            }
            return place + 1;
        }
        if !word.is_name() && word.text != "*" {
            break;
        }
        segments.push(word.text.clone());
        place += 1;
        if words.get(place).is_none_or(|word| word.text != "::") {
            break;
        }
        place += 1;
    }
    if segments.len() > 1 {
        found.push((line, absolute(&segments, module)));
    }
    place
}

/// A path from the root of the crate, where it is one of ours.
fn absolute(segments: &[String], module: &[String]) -> Vec<String> {
    let mut from = match segments.first().map(String::as_str) {
        Some("crate" | "mcs_register") => Vec::new(),
        Some("self" | "super") => module.to_vec(),
        _ => return segments.to_vec(),
    };
    let mut rest = segments.iter().peekable();
    rest.next_if(|segment| matches!(segment.as_str(), "crate" | "mcs_register"));
    while let Some(step) = rest.next_if(|segment| matches!(segment.as_str(), "self" | "super")) {
        if step == "super" {
            from.pop();
        }
    }
    let mut whole = vec!["crate".to_owned()];
    whole.append(&mut from);
    whole.extend(rest.cloned());
    whole
}

// ------------------------------------------------------------------------------------------------ can it fail?

#[test]
fn the_scanner_finds_what_runs_upwards() {
    let cases: &[(&str, &str, usize)] = &[
        ("register/date.rs", "use crate::policy::Policy;", 1),
        (
            "register/date.rs",
            "use crate::{\n  register::{Date, kana::{fold, order}},\n  tui::{width, app::{App}},\n};",
            2,
        ),
        ("policy/judge.rs", "fn f() { let _ = crate::store::Vault::load; }", 1),
        ("policy/rules/staff.rs", "use super::super::super::tui::app;", 1),
        ("policy/rules/staff.rs", "mod tests {\n use super::super::super::super::tui::app;\n}", 1),
        ("store/vault.rs", "use super::super::documents::write_whole;", 1),
        ("documents/mod.rs", "use crate::exchange as e;", 1),
        ("exchange/json.rs", "pub(in crate::tui) fn f() {}", 1),
        ("tui/app.rs", "use crate::{cli};", 1),
        ("tui/app.rs", "use crate::*; use crate::cli::*;", 2),
    ];
    for (path, text, expected) in cases {
        assert_eq!(upward(path, text).len(), *expected, "{path}: {text}: {:?}", upward(path, text));
    }
}

#[test]
fn the_scanner_leaves_alone_what_is_allowed_or_only_talked_about() {
    let cases: &[(&str, &str)] = &[
        ("register/date.rs", "// crate::tui\n/* a /* crate::tui */ crate::tui */ use super::words::Control;"),
        (
            "register/date.rs",
            "const A: &str = \"crate::tui \\\" crate::tui\"; const B: &str = r#\"crate::\"tui\"#;",
        ),
        ("register/date.rs", "fn f<'a>(c: &'a str) -> char { '\"' } // \" crate::tui"),
        ("register/kana/fold.rs", "mod tests { use super::*; use super::super::super::date::Date; }"),
        ("store/vault.rs", "use crate::{policy::Rule, register::{Change, Key}, store::audit::{self, Head}};"),
        ("cli/check.rs", "use crate::{documents, exchange, policy, register, store, tui};"),
        ("tui/runtime.rs", "use crate::store::Vault;"),
        ("tui/runtime.rs", "use crate::{store::Vault as cli, register::{Key as tui, Date}};"),
    ];
    for (path, text) in cases {
        assert_eq!(upward(path, text), Vec::<String>::new(), "{path}: {text}");
    }
}

#[test]
fn the_scanner_finds_names_where_they_have_no_place() {
    let cases: &[(&str, &str, usize)] = &[
        ("cli/mod.rs", "use ratatui::Frame;", 1),
        ("store/mod.rs", "use ratatui::crossterm::event;", 2),
        ("tui/app.rs", "use rusqlite::Connection;", 1),
        ("documents/paper/cells.rs", "use unicode_width::UnicodeWidthStr;", 1),
        ("documents/kinds/incident.rs", "use krilla::Document;", 1),
        ("tui/view.rs", "use parley::Layout;", 1),
        ("documents/paper/pdf.rs", "use krilla::Document;", 0),
        ("tui/view.rs", "use unicode_width::UnicodeWidthStr;", 1),
        ("tui/terminal/width/breaks.rs", "use unicode_width::UnicodeWidthStr;", 0),
        ("register/date.rs", "use std::{fmt, fs::{self, File}, env};", 3),
        ("register/date.rs", "fn f() { std::process::exit(1) }", 1),
        ("cli/check.rs", "fn f() { crate::documents::write_whole(a, b, true) }", 1),
        ("cli/check.rs", "fn f(vault: &mut Vault) { vault.backup_to(a, b) }", 1),
        ("policy/judge.rs", "fn f() -> bool { std::time::Instant::now() == chrono::Utc::now() }", 2),
        ("policy/judge.rs", "fn f() { println!(\"x\") }", 1),
        ("policy/judge.rs", "use std::{collections::HashMap, fmt}; // std::fs", 0),
        ("exchange/json.rs", "use std::fs;", 0),
        ("store/load.rs", "fn f() { fs::read(a); File::open(a); OpenOptions::new() }", 3),
        (
            "store/load.rs",
            "fn f() { fs::metadata(a) }\n#[cfg(test)]\nmod tests { fn f() { fs::read(a) } }",
            0,
        ),
        ("store/files/ordinary.rs", "fn f() { File::open(a) }", 0),
    ];
    for (path, text, expected) in cases {
        assert_eq!(trespasses(path, text).len(), *expected, "{path}: {text}: {:?}", trespasses(path, text));
    }
}

fn house(files: &[(&str, &str)]) -> House {
    let files: Vec<(String, String)> =
        files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    House::new(&files)
}

#[test]
fn a_room_that_imports_past_its_table_is_found() {
    let tables: &[Table] = &[
        ("tui", &[("shell", &["features", "desk"]), ("features", &["desk"]), ("desk", &[])]),
        ("tui/features", &[("*", &[])]),
    ];
    let cases: &[(&str, &str, usize)] = &[
        ("tui/shell/stack.rs", "use crate::tui::{desk::Desk, features::{undo, history::Page}};", 0),
        (
            "tui/features/undo/view.rs",
            "use super::super::super::desk::Desk; use super::keys; use super::State;",
            0,
        ),
        ("tui/features/undo/keys.rs", "use crate::tui::features::history::Page;", 1),
        ("tui/features/undo.rs", "fn f() { super::history::page() }", 1),
        ("tui/features/undo.rs", "use crate::tui::Stack;", 1),
        (
            "tui/features/undo.rs",
            "use crate::tui::shell::Stack; impl Stack { fn f() { crate::tui::shell::g() } }",
            1,
        ),
        ("tui/desk.rs", "use super::{features::undo, shell}; mod inner { use super::super::shell; }", 3),
        ("tui/desk.rs", "#[cfg(test)]\nmod tests {\n use super::super::shell;\n}", 0),
        ("tui/desk/tests.rs", "use super::super::shell;", 0),
    ];
    for (path, text, expected) in cases {
        let house = house(&[
            ("tui/mod.rs", "mod desk; mod features; mod shell; pub use shell::{Stack, run};"),
            ("tui/features/history/mod.rs", "pub struct Page;"),
            ("tui/shell/mod.rs", "pub struct Stack;"),
            ("tui/desk/mod.rs", ""),
            (path, text),
        ]);
        assert_eq!(
            house.strays(tables, &[]).len(),
            *expected,
            "{path}: {text}: {:?}",
            house.strays(tables, &[])
        );
    }
}

#[test]
fn a_table_that_does_not_run_downwards_or_fit_the_house_is_found() {
    let house = house(&[("store/vault.rs", ""), ("store/keys/mod.rs", ""), ("store/keys/slot.rs", "")]);
    let misplaced = |rows| house.misplaced(&[("store", rows)]).len();
    assert_eq!(misplaced(&[("vault", &["keys"]), ("keys", &[])]), 0);
    assert_eq!(misplaced(&[("*", &[])]), 0);
    assert_eq!(misplaced(&[("keys", &[]), ("vault", &["keys"])]), 1);
    assert_eq!(misplaced(&[("vault", &[])]), 1);
    assert_eq!(misplaced(&[("vault", &["rows"]), ("keys", &[])]), 1);
    assert_eq!(misplaced(&[("vault", &[]), ("keys", &[]), ("rows", &[])]), 1);
}

#[test]
fn a_circle_is_found_and_who_is_its_parent_is_not_in_it() {
    let tables: &[Table] = &[("store", &[])];
    let ring = [
        ("store/mod.rs", "mod a; mod b; mod c; mod d; pub use d::D;"),
        ("store/a.rs", "use super::b::B;"),
        ("store/b.rs", "use super::c::C;"),
        ("store/c.rs", "use super::D;"),
        ("store/d.rs", "use super::a::A;"),
    ];
    let circles = |files: &[(&str, &str)], stay| house(files).circles(tables, stay).len();
    assert_eq!(circles(&ring, &[]), 1);
    assert_eq!(circles(&ring, &[("store", &["a", "b", "c", "d"])]), 0);
    assert_eq!(circles(&ring, &[("store", &["a", "b", "c"])]), 1);
    // Three are borne with, and a folder counts with each file that goes round.
    assert_eq!(circles(&ring[..4], &[]), 0);
    let folder = [("store/a.rs", "use super::b;"), ("store/b/x.rs", "use super::super::a;")];
    let more = [("store/b/y.rs", "use crate::store::a;"), ("store/b/mod.rs", "use crate::store::a;")];
    assert_eq!(circles(&folder, &[]), 0);
    assert_eq!(circles(&[folder, more].concat(), &[]), 1);
    // Functions that another file adds to a type.
    let added = [
        ("store/a.rs", "use super::{b, c, d};"),
        ("store/b.rs", "use super::a::A; impl A { fn b() {} }"),
        ("store/c.rs", "use super::a::A; impl A { fn c() {} }"),
        ("store/d.rs", "use super::a::A; impl A { fn d() {} }"),
    ];
    assert_eq!(circles(&added, &[]), 0);
    // A floor without a table is not asked.
    assert_eq!(house(&ring).circles(&[], &[]).len(), 0);
}

#[test]
fn the_manifest_is_read_as_it_is_written() {
    let manifest = "[package]\nname = \"x\"\n[dependencies]\na = \"1\"\nb = { version = \"2\" }\n[dev-dependencies]\nc = \"3\"\n[features]\nd = []\n";
    assert_eq!(dependencies(manifest), ["a", "b", "c"]);
}
