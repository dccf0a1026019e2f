//! What a document rests on beside its text: styles, lists, fonts, headers and footers, its own or those of a template.

use super::foreign::{Edit, append, apply, parse};
use super::numbering::Lists;
use super::package::{DECLARATION, Package, Relations};
use super::sections::Page;
use super::styles::{self, Names, W};
use super::template::{File, Part, Template};
use super::{WORD, furniture, placeholders, properties};
use crate::tree::Document;

/// What a document rests on.
pub(super) struct Base<'t> {
    template: Option<&'t Template>,
    pub(super) names: Names,
    pub(super) page: Page,
    /// The first number of a pattern of lists, and of a list.
    pub(super) first_pattern: usize,
    pub(super) first_list: usize,
}

impl<'t> Base<'t> {
    /// Puts headers and footers into the package, which the sections name while the text is written.
    pub(super) fn new(document: &Document, template: Option<&'t Template>, package: &mut Package, relations: &mut Relations) -> Self {
        let (first_pattern, first_list) = template.map_or((0, 1), |template| template.free);
        let mut base = Self {
            template,
            names: Names::new(template.map_or(&[], |template| &template.known)),
            page: template.map_or_else(Page::a4, |template| template.page.clone()),
            first_pattern,
            first_list,
        };
        let given = template.map_or(&[][..], |template| &template.furniture);
        let draft = !document.stamp.draft.is_empty();
        for (at, (element, pages, part)) in given.iter().enumerate() {
            let kind = kind(element);
            let name = format!("{kind}{}.xml", at + 1);
            let mut xml = placeholders::fill(&part.xml, document);
            if draft && kind == "header" {
                xml = with_watermark(&xml, at + 1);
            }
            base.furnish(package, relations, element, pages, &name, &xml);
            pack_files(package, &format!("word/{name}"), part);
        }
        let has = |element: &str, pages: &str| given.iter().any(|(known, on, _)| *known == element && *on == pages);
        let own = |pages: &str| -> Vec<&'static str> {
            ["headerReference", "footerReference"].into_iter().filter(|element| !has(element, pages)).collect()
        };
        if let ([_, _, _, _, header, footer, _], false) = (&mut base.page.margins, own("default").is_empty()) {
            // Room for ours where the template has none of its own.
            (*header, *footer) = ((*header).max(400), (*footer).max(400));
        }
        // A template that has no header at all gets ours; where it only lacks one for the first page, that page was meant to have none.
        for element in own("default") {
            let header = element == "headerReference";
            let xml = if header { furniture::header(document, &base.names, false) } else { furniture::footer(document, &base.names) };
            base.furnish(package, relations, element, "default", &format!("{}Own.xml", kind(element)), &xml);
        }
        if base.page.title {
            for element in own("first").into_iter().filter(|element| template.is_none() || (draft && *element == "headerReference")) {
                let header = element == "headerReference";
                let xml = if header { furniture::header(document, &base.names, true) } else { furniture::footer(document, &base.names) };
                base.furnish(package, relations, element, "first", &format!("{}First.xml", kind(element)), &xml);
            }
        }
        // The schema wants no order among these, and readers like one.
        base.page.furniture.sort_by_key(|(element, pages, _)| (*element == "footerReference", *pages != "default"));
        base
    }

    fn furnish(
        &mut self,
        package: &mut Package,
        relations: &mut Relations,
        element: &'static str,
        pages: &'static str,
        name: &str,
        xml: &str,
    ) {
        let kind = kind(element);
        package.part(&format!("word/{name}"), &format!("{WORD}.{kind}+xml"), xml);
        self.page.furniture.push((element, pages, relations.part(kind, name)));
    }

    /// Puts styles, lists, fonts and settings into the package, once the text has said which lists it has.
    pub(super) fn pack(&self, lists: &Lists, package: &mut Package, relations: &mut Relations) {
        let template = self.template;
        let styles = template.and_then(|template| template.styles.as_ref());
        let styles = styles.map(|part| (with_styles(&part.xml, &self.names.missing(lists.headings())), part));
        let numbering = template.and_then(|template| template.numbering.as_ref());
        let numbering = numbering.map(|part| (with_lists(&part.xml, &lists.patterns(&self.names), &lists.lists()), part));
        let fonts = template.and_then(|template| template.fonts.as_ref()).map(|part| (part.xml.clone(), part));
        let theme = template.and_then(|template| template.theme.as_ref());
        let mut add = |kind: &str, name: &str, content: &str, xml: &str, part: Option<&Part>| {
            package.part(&format!("word/{name}"), content, xml);
            if let Some(part) = part {
                pack_files(package, &format!("word/{name}"), part);
            }
            relations.part(kind, name);
        };
        for (kind, given, own) in [
            ("styles", styles, styles::part(&self.names, lists.headings())),
            ("numbering", numbering, lists.part(&self.names)),
            ("fontTable", fonts, properties::fonts()),
        ] {
            let content = format!("{WORD}.{kind}+xml");
            match given {
                Some((xml, part)) => add(kind, &format!("{kind}.xml"), &content, &xml, Some(part)),
                None => add(kind, &format!("{kind}.xml"), &content, &own, None),
            }
        }
        let settings = properties::settings(template.is_some_and(|template| template.even_and_odd));
        add("settings", "settings.xml", &format!("{WORD}.settings+xml"), &settings, None);
        if let Some(part) = theme {
            let content = "application/vnd.openxmlformats-officedocument.theme+xml";
            add("theme", "theme/theme1.xml", content, &part.xml, Some(part));
        }
    }
}

/// The kind of part that an element of a section names.
fn kind(element: &str) -> &'static str {
    if element == "headerReference" { "header" } else { "footer" }
}

/// The pictures and fonts of a part of a template, beside it.
fn pack_files(package: &mut Package, name: &str, part: &Part) {
    let mut relations = Relations::default();
    let stem = name.rsplit('/').next().and_then(|file| file.split('.').next()).unwrap_or("part");
    let up = if name.matches('/').count() > 1 { "../" } else { "" };
    for (id, kind, File { ending, content, bytes }) in &part.files {
        let file = format!("media/{stem}-{id}.{ending}");
        package.media(&format!("word/{file}"), content, bytes);
        relations.entry(id, &format!("{}/{kind}", super::OFFICE), &format!("{up}{file}"), false);
    }
    package.relations(name, &relations);
}

/// A part of styles with those it lacks. What a template says of all text stays; where it is no part of styles, ours alone count.
fn with_styles(xml: &str, missing: &str) -> String {
    match parse("", xml) {
        Ok(document) => apply(xml, vec![append(xml, document.root_element(), missing)]),
        Err(_) => format!("{DECLARATION}<w:styles xmlns:w=\"{W}\">{missing}</w:styles>"),
    }
}

/// A part of lists with ours: all patterns stand before all lists.
fn with_lists(xml: &str, patterns: &str, lists: &str) -> String {
    let Ok(document) = parse("", xml) else { return format!("{DECLARATION}<w:numbering xmlns:w=\"{W}\">{patterns}{lists}</w:numbering>") };
    let root = document.root_element();
    let of = |name: &'static str| root.children().filter(move |node| node.has_tag_name((W, name)));
    let edits: Vec<Edit> = match (of("num").next(), of("num").next_back(), of("numIdMacAtCleanup").next()) {
        (Some(first), Some(last), _) => {
            let (start, end) = (first.range().start, last.range().end);
            vec![(start..start, patterns.to_owned()), (end..end, lists.to_owned())]
        }
        (_, _, Some(cleanup)) => vec![(cleanup.range().start..cleanup.range().start, format!("{patterns}{lists}"))],
        _ => vec![append(xml, root, &format!("{patterns}{lists}"))],
    };
    apply(xml, edits)
}

/// A header of a template with the watermark of a draft in it.
fn with_watermark(xml: &str, number: usize) -> String {
    let Ok(document) = parse("", xml) else { return xml.to_owned() };
    let mut mark = format!("<w:p xmlns:w=\"{W}\">");
    furniture::watermark(&mut mark, u32::try_from(number).unwrap_or(0) + 10);
    mark.push_str("</w:p>");
    apply(xml, vec![append(xml, document.root_element(), &mark)])
}
