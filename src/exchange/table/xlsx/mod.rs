//! Excel workbooks of today: a zip with a part for the workbook, one for each sheet, and those that sheets share.

mod sheet;
mod strings;

use std::collections::HashMap;

use super::{
    Asked, Book, Foreign, Format, Sheet, TableFault, Told,
    limits::Room,
    package::{Package, Token, attribute, flag, number},
    serial::Shown,
    strings::Strings,
};
pub(super) use sheet::iso;

/// Reads a workbook.
pub(super) fn read(package: Package<'_>, asked: &Asked<'_>) -> Result<Book, TableFault> {
    let mut package = package.of(Format::Xlsx);
    let begin = links(&mut package, "")?;
    let path =
        begin.iter().find(|link| link.is("officeDocument")).map_or("xl/workbook.xml", |link| &link.target);
    let path = path.to_owned();
    let workbook = workbook(&mut package, &path)?;
    let links = links(&mut package, &path)?;
    let shared = |package: &mut Package<'_>, kind: &str| {
        links
            .iter()
            .find(|link| link.is(kind))
            .filter(|link| package.has(&link.target))
            .map(|link| link.target.clone())
    };
    let mut room = Room::default();
    let strings = match shared(&mut package, "sharedStrings") {
        Some(path) => strings::read(&mut package, &path, &mut room)?,
        None => Strings::default(),
    };
    let shown = match shared(&mut package, "styles") {
        Some(path) => styles(&mut package, &path)?,
        None => Vec::new(),
    };
    let context = sheet::Context { strings: &strings, shown: &shown, since_1904: workbook.since_1904 };
    let by_id: HashMap<&str, &Link> = links.iter().map(|link| (link.id.as_str(), link)).collect();
    let mut sheets = Vec::new();
    for listed in workbook.sheets {
        let Some(link) = by_id.get(listed.link.as_str()).filter(|link| link.is("worksheet")) else {
            continue;
        };
        if listed.hidden && !asked.hidden {
            sheets.push(Sheet {
                name: listed.name,
                encoding: None,
                hidden: true,
                rows: Vec::new(),
                told: vec![Told::HiddenSheetLeft],
            });
            continue;
        }
        let grid = sheet::read(&mut package, &link.target, &context, &mut room)?;
        sheets.push(grid.finish(listed.name, listed.hidden, asked.hidden, &mut room)?);
    }
    if sheets.is_empty() {
        return Err(TableFault::Damaged(Format::Xlsx));
    }
    if let Some(first) = sheets.iter_mut().find(|sheet| !sheet.hidden) {
        let links_left = links.iter().any(|link| link.is("externalLink")).then_some(Told::LinksLeft);
        let macros = links.iter().any(|link| link.is("vbaProject")).then_some(Told::MacrosLeft);
        first.told.extend(links_left.into_iter().chain(macros));
    }
    Ok(Book { format: Format::Xlsx, sheets })
}

/// What a package of Office is that is no workbook in XML.
pub(super) fn foreign(package: &Package<'_>) -> Option<Foreign> {
    if package.has("xl/workbook.bin") {
        Some(Foreign::Xlsb)
    } else if ["word/", "ppt/", "visio/"].iter().any(|folder| package.has_folder(folder)) {
        Some(Foreign::OtherOffice)
    } else {
        None
    }
}

/// A link from one part to another.
struct Link {
    id: String,
    kind: String,
    target: String,
}

impl Link {
    /// Whether it is of a kind; the transitional and the strict standard name it differently.
    fn is(&self, kind: &str) -> bool {
        self.kind.rsplit('/').next() == Some(kind)
    }
}

/// The links of a part, or of the package.
fn links(package: &mut Package<'_>, of: &str) -> Result<Vec<Link>, TableFault> {
    let (folder, name) = of.rsplit_once('/').map_or(("", of), |(folder, name)| (folder, name));
    let slash = if folder.is_empty() { "" } else { "/" };
    let mut links = Vec::new();
    let Some(mut part) = package.part(&format!("{folder}{slash}_rels/{name}.rels"))? else {
        return Ok(links);
    };
    loop {
        match part.next()? {
            Token::Start(tag) if tag.local_name().as_ref() == "Relationship" => {
                let value = |name| attribute(&tag, name).unwrap_or_default().into_owned();
                let target = value("Target");
                let target = match target.strip_prefix('/') {
                    Some(whole) => whole.to_owned(),
                    None => joined(folder, &target),
                };
                links.push(Link { id: value("Id"), kind: value("Type"), target });
            }
            Token::Eof => return Ok(links),
            _ => {}
        }
    }
}

/// A path below a folder, with `..` followed.
fn joined(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => _ = steps.pop(),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[derive(Default)]
struct Workbook {
    since_1904: bool,
    sheets: Vec<Listed>,
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    link: String,
    hidden: bool,
}

fn workbook(package: &mut Package<'_>, path: &str) -> Result<Workbook, TableFault> {
    let mut part = package.part(path)?.ok_or(TableFault::Damaged(Format::Xlsx))?;
    let mut workbook = Workbook::default();
    loop {
        match part.next()? {
            Token::Start(tag) => match tag.local_name().as_ref() {
                "workbookPr" => workbook.since_1904 |= flag(&tag, "date1904"),
                "sheet" => workbook.sheets.push(Listed {
                    name: attribute(&tag, "name").unwrap_or_default().into_owned(),
                    link: attribute(&tag, "id").unwrap_or_default().into_owned(),
                    hidden: attribute(&tag, "state").is_some_and(|state| state != "visible"),
                }),
                _ => {}
            },
            Token::Eof => return Ok(workbook),
            _ => {}
        }
    }
}

/// What each style shows of a number.
fn styles(package: &mut Package<'_>, path: &str) -> Result<Vec<Shown>, TableFault> {
    let Some(mut part) = package.part(path)? else { return Ok(Vec::new()) };
    let mut formats = HashMap::new();
    let mut shown = Vec::new();
    let mut in_cells = false;
    loop {
        match part.next()? {
            Token::Start(tag) => match tag.local_name().as_ref() {
                "numFmt" => {
                    let code = attribute(&tag, "formatCode").unwrap_or_default();
                    formats.insert(number(&tag, "numFmtId"), Shown::of(&code));
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let id = number(&tag, "numFmtId").unwrap_or(0);
                    let built_in = || u16::try_from(id).map_or(Shown::Number, Shown::built_in);
                    shown.push(formats.get(&Some(id)).cloned().unwrap_or_else(built_in));
                }
                _ => {}
            },
            Token::End(tag) if tag.local_name().as_ref() == "cellXfs" => in_cells = false,
            Token::Eof => return Ok(shown),
            _ => {}
        }
    }
}
