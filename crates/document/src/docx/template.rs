//! A file of Word whose look is used: its styles, fonts, lists, pages, headers and footers; not its text.

use super::foreign::{child, clean, parse, text, value};
use super::package::OFFICE;
use super::sections::Page;
use super::styles::{Known, W};
use super::unpack;
use crate::markdown::along;
use roxmltree::Node;
use std::collections::BTreeMap;

/// A file of Word whose styles, header and footer are used.
///
/// In its headers and footers these are filled: `{{document}}` (the number), `{{title}}`, `{{revision}}` (the commit, or the hash where none
/// is known), `{{product}}`, `{{version}}`, `{{manufacturer}}`, `{{class}}`, `{{date}}`, `{{hash}}`, `{{commit}}`, `{{tool}}` and `{{draft}}`.
/// Others stay as they are, to be seen.
#[derive(Clone, Debug)]
pub struct Template {
    pub(super) styles: Option<Part>,
    pub(super) numbering: Option<Part>,
    pub(super) fonts: Option<Part>,
    pub(super) theme: Option<Part>,
    /// Headers and footers: the element that names one, on which pages, and the part.
    pub(super) furniture: Vec<(&'static str, &'static str, Part)>,
    pub(super) known: Vec<Known>,
    /// The first numbers that no pattern and no list has.
    pub(super) free: (usize, usize),
    pub(super) page: Page,
    pub(super) even_and_odd: bool,
    dropped: Vec<String>,
}

/// A part that is taken over, with the files it shows.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) xml: String,
    /// ID, last step of the kind of relationship, and file.
    pub(super) files: Vec<(String, &'static str, File)>,
}

/// A picture or a font.
#[derive(Clone, Debug)]
pub(super) struct File {
    pub(super) ending: &'static str,
    pub(super) content: &'static str,
    pub(super) bytes: Vec<u8>,
}

/// Files that may be taken over, by how their name ends.
const FILES: [(&str, &str); 10] = [
    ("png", "image/png"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("gif", "image/gif"),
    ("bmp", "image/bmp"),
    ("tiff", "image/tiff"),
    ("tif", "image/tiff"),
    ("emf", "image/x-emf"),
    ("wmf", "image/x-wmf"),
    ("odttf", "application/vnd.openxmlformats-officedocument.obfuscatedFont"),
];
/// Parts of a document that have nothing to do with how another one looks.
const CONTENT: [&str; 9] =
    ["footnotes", "endnotes", "comments", "webSettings", "customXml", "image", "stylesWithEffects", "people", "commentsExtended"];

/// A relationship as it stands in a file.
struct Relation {
    id: String,
    kind: String,
    /// The part, from the root of the file; nothing where it lies outside.
    part: Option<String>,
    target: String,
}

struct Reader {
    files: BTreeMap<String, Vec<u8>>,
    dropped: Vec<String>,
}

impl Template {
    /// Reads a template. Whatever in it would run or load something is left out, see [`Template::dropped`].
    ///
    /// # Errors
    /// It is no file of Word, has macros, is of the strict form that nothing here reads, or is larger than a template can be.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let mut reader = Reader { files: unpack::parts(bytes)?, dropped: Vec::new() };
        if reader.files.keys().any(|name| name.to_ascii_lowercase().contains("vbaproject")) {
            return Err("it has macros; save it as .docx or .dotx without them".to_owned());
        }
        let main = reader.main()?;
        let source = reader.text(&main)?;
        let document = parse(&main, &source)?;
        if !document.root_element().has_tag_name((W, "document")) {
            return Err(format!("{main} is no document of Word, or one in the strict form; save it as a Word document (.docx)"));
        }
        let relations = reader.relations(&main)?;
        let one = |kind: &str| relations.iter().find(|relation| relation.kind == kind).and_then(|relation| relation.part.clone());
        let (styles, numbering, fonts) = (one("styles"), one("numbering"), one("fontTable"));
        let (theme, settings) = (one("theme"), one("settings"));
        let (page, references) = page(&source, document.root_element());
        let mut furniture = Vec::new();
        for (element, pages, id) in references {
            if let Some(name) = relations.iter().find(|relation| relation.id == id).and_then(|relation| relation.part.as_deref()) {
                furniture.push((element, pages, reader.part(name)?));
            }
        }
        for relation in &relations {
            let used = ["styles", "numbering", "fontTable", "theme", "settings", "header", "footer"].contains(&relation.kind.as_str());
            if relation.part.is_none() {
                reader.dropped.push(format!("{main}: {} outside", relation.target));
            } else if !used && !CONTENT.contains(&relation.kind.as_str()) {
                reader.dropped.push(format!("{main}: {}", relation.target));
            }
        }
        let even_and_odd = match &settings {
            Some(name) => reader.even_and_odd(name)?,
            None => false,
        };
        let styles = styles.map(|name| reader.part(&name)).transpose()?;
        let numbering = numbering.map(|name| reader.part(&name)).transpose()?;
        let known = styles.as_ref().map(known).transpose()?.unwrap_or_default();
        let free = numbering.as_ref().map(free).transpose()?.unwrap_or((0, 1));
        let fonts = fonts.map(|name| reader.part(&name)).transpose()?;
        let theme = theme.map(|name| reader.part(&name)).transpose()?;
        let mut dropped = reader.dropped;
        dropped.sort();
        dropped.dedup();
        Ok(Self { styles, numbering, fonts, theme, furniture, known, free, page, even_and_odd, dropped })
    }

    /// What was not taken over since it would run something, load something or lead outside: part and element, or part and target.
    #[must_use]
    pub fn dropped(&self) -> &[String] {
        &self.dropped
    }
}

impl Reader {
    fn text(&self, name: &str) -> Result<String, String> {
        text(name, self.files.get(name).ok_or_else(|| format!("it has no {name}"))?)
    }

    /// The part that is the document.
    fn main(&mut self) -> Result<String, String> {
        let types = self.text("[Content_Types].xml").map_err(|_| "it is no file of Word: it says nothing of its parts".to_owned())?;
        if types.to_ascii_lowercase().contains("macroenabled") {
            return Err("it has macros; save it as .docx or .dotx without them".to_owned());
        }
        let relations = self.relations("")?;
        let main = relations.into_iter().find(|relation| relation.kind == "officeDocument").and_then(|relation| relation.part);
        main.ok_or_else(|| "it is no file of Word: it has no document".to_owned())
    }

    /// The relationships of a part.
    fn relations(&self, of: &str) -> Result<Vec<Relation>, String> {
        let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
        let name = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
        let Some(bytes) = self.files.get(&name) else { return Ok(Vec::new()) };
        let source = text(&name, bytes)?;
        let document = parse(&name, &source)?;
        let each = document.root_element().children().filter(|node| node.is_element() && node.tag_name().name() == "Relationship");
        let relation = |node: Node<'_, '_>| {
            let target = value(node, "Target");
            let outside = value(node, "TargetMode").eq_ignore_ascii_case("external");
            Relation {
                id: value(node, "Id").to_owned(),
                kind: value(node, "Type").rsplit('/').next().unwrap_or("").to_owned(),
                part: (!outside).then(|| resolve(folder, target)).flatten(),
                target: target.to_owned(),
            }
        };
        Ok(each.map(relation).collect())
    }

    /// A part without what runs or loads something, and the pictures and fonts it shows.
    fn part(&mut self, name: &str) -> Result<Part, String> {
        let source = self.text(name)?;
        let mut files = Vec::new();
        let mut kept = BTreeMap::new();
        for relation in self.relations(name)? {
            let found = relation.part.as_deref().and_then(|part| Some((kind(part)?, self.files.get(part)?)));
            let shows = match relation.kind.as_str() {
                "image" => Some("image"),
                "font" => Some("font"),
                _ => None,
            };
            match (found, shows) {
                (Some(((ending, content), bytes)), Some(shows)) => {
                    let id = format!("rId{}", files.len() + 1);
                    files.push((id.clone(), shows, File { ending, content, bytes: bytes.clone() }));
                    kept.insert(relation.id, id);
                }
                _ => self.dropped.push(format!("{name}: {}", relation.target)),
            }
        }
        Ok(Part { xml: clean(name, &source, &kept, &mut self.dropped)?, files })
    }

    /// Even pages have a header and footer of their own. Nothing else of the settings is taken over; what they load is told.
    fn even_and_odd(&mut self, name: &str) -> Result<bool, String> {
        let source = self.text(name)?;
        let document = parse(name, &source)?;
        for relation in self.relations(name)? {
            self.dropped.push(format!("{name}: {}", relation.target));
        }
        let setting = child(document.root_element(), "evenAndOddHeaders");
        Ok(setting.is_some_and(is_on))
    }
}

/// An element that is on unless it says otherwise (ECMA-376 part 1, 17.17.4).
fn is_on(node: Node<'_, '_>) -> bool {
    !matches!(value(node, "val"), "0" | "false" | "off")
}

/// The ending and the type of content of a file that may be taken over.
fn kind(name: &str) -> Option<(&'static str, &'static str)> {
    let ending = name.rsplit('.').next()?;
    FILES.iter().find(|(known, _)| known.eq_ignore_ascii_case(ending)).copied()
}

/// The part that a target names, relative to a folder; nothing where it leads out.
fn resolve(folder: &str, target: &str) -> Option<String> {
    let steps = if target.starts_with('/') { Vec::new() } else { folder.split('/').filter(|step| !step.is_empty()).collect() };
    along(steps, target)
}

/// The styles of a template by their names.
fn known(part: &Part) -> Result<Vec<Known>, String> {
    let document = parse("the part of styles", &part.xml)?;
    let styles = document.root_element().children().filter(|node| node.has_tag_name((W, "style")));
    let known = |node: Node<'_, '_>| Known {
        kind: Some(value(node, "type")).filter(|kind| !kind.is_empty()).unwrap_or("paragraph").to_owned(),
        name: child(node, "name").map_or("", |name| value(name, "val")).to_owned(),
        id: value(node, "styleId").to_owned(),
        numbered: child(node, "pPr").and_then(|node| child(node, "numPr")).is_some(),
    };
    Ok(styles.map(known).filter(|known| !known.id.is_empty()).collect())
}

/// The first numbers that no pattern and no list has.
fn free(part: &Part) -> Result<(usize, usize), String> {
    let document = parse("the part of lists", &part.xml)?;
    let above = |element: &str, attribute: &str| -> Result<usize, String> {
        let numbers = document.root_element().children().filter(|node| node.has_tag_name((W, element))).map(|node| value(node, attribute));
        let highest = numbers.filter_map(|number| number.parse::<usize>().ok()).max();
        // Word holds these numbers in 32 bits, and a list for each numbered list of the text comes behind.
        match highest.map_or(Some(1), |highest| highest.checked_add(1)).filter(|next| *next < 1 << 30) {
            Some(next) => Ok(next),
            None => Err("its lists have numbers that leave no room for others".to_owned()),
        }
    };
    Ok((above("abstractNum", "abstractNumId")?, above("num", "numId")?))
}

type Reference = (&'static str, &'static str, String);

/// The pages of the last section, and the header and footer of each kind that its sections name last.
fn page(source: &str, root: Node<'_, '_>) -> (Page, Vec<Reference>) {
    let mut page = Page { title: false, ..Page::a4() };
    let mut references: Vec<Reference> = Vec::new();
    for section in root.descendants().filter(|node| node.has_tag_name((W, "sectPr"))) {
        for node in section.children().filter(Node::is_element) {
            let element = match node.tag_name().name() {
                "headerReference" => "headerReference",
                "footerReference" => "footerReference",
                _ => continue,
            };
            let pages = match value(node, "type") {
                "first" => "first",
                "even" => "even",
                _ => "default",
            };
            references.retain(|known| (known.0, known.1) != (element, pages));
            let id = node.attribute((OFFICE, "id")).unwrap_or("").to_owned();
            references.push((element, pages, id));
        }
        let number = |node: Node<'_, '_>, name: &str| value(node, name).parse::<i32>().ok().map(|number| number.clamp(-31_680, 31_680));
        if let Some(size) = child(section, "pgSz")
            && let (Some(width), Some(height)) = (number(size, "w"), number(size, "h"))
            && width.min(height) >= 4000
        {
            (page.width, page.height) = (width, height);
        }
        if let Some(margins) = child(section, "pgMar") {
            for (name, place) in ["top", "right", "bottom", "left", "header", "footer", "gutter"].into_iter().zip(&mut page.margins) {
                *place = number(margins, name).unwrap_or(*place);
            }
        }
        page.title = child(section, "titlePg").is_some_and(is_on);
        // Borders that are pictures would have to bring them along.
        let borders = child(section, "pgBorders").and_then(|node| source.get(node.range())).unwrap_or("");
        page.borders = if borders.starts_with("<w:") && !borders.contains("r:") && !borders.contains("xmlns") {
            borders.to_owned()
        } else {
            String::new()
        };
    }
    let order = |reference: &Reference| (reference.0 == "footerReference", reference.1);
    references.sort_by(|a, b| order(a).cmp(&order(b)));
    (page, references)
}

#[cfg(test)]
mod tests;
