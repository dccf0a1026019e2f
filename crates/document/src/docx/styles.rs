//! The styles of a document: what each looks like, and what it is called in a template that has its own.

use super::package::DECLARATION;
use super::xml::escape;
use crate::tree::Tone;
use std::collections::HashMap;
use std::fmt::Write;

/// The namespace of all that Word reads as a document.
pub(super) const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A style that this printer uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Normal,
    Title,
    Subtitle,
    /// A heading with a number; its level is 1 to 6.
    Heading(u8),
    /// A heading without a number, which stays out of the table of contents.
    Bare(u8),
    /// An entry of the table of contents.
    Contents(u8),
    Caption,
    Bullet,
    Number,
    Continue,
    Quote,
    Code,
    CodeLanguage,
    TableText,
    TableHead,
    /// The text of a table that has no room for its words at the usual size.
    DenseText,
    DenseHead,
    Note(Tone),
    Rule,
    Figure,
    Header,
    Footer,
    /// A paragraph of no height that ends a section.
    Break,
    /// The distance after a table.
    After,
    Hyperlink,
    Strong,
    Emphasis,
    CodeText,
    State(Tone),
    Grid,
    Fields,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Paragraph,
    Character,
    Table,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Paragraph => "paragraph",
            Self::Character => "character",
            Self::Table => "table",
        }
    }
}

/// How a style is defined where no template does.
struct Definition {
    style: Style,
    kind: Kind,
    id: &'static str,
    name: &'static str,
    based: Option<Style>,
    next: Option<Style>,
    /// Stands in Word's gallery of styles.
    shown: bool,
    /// Its properties, where `{n}` is the number of the list of headings.
    properties: &'static str,
}

const fn paragraph(style: Style, id: &'static str, name: &'static str, based: Style, properties: &'static str) -> Definition {
    Definition { style, kind: Kind::Paragraph, id, name, based: Some(based), next: None, shown: true, properties }
}

const fn heading(level: u8, id: &'static str, name: &'static str, properties: &'static str) -> Definition {
    let (based, next) = (Some(Style::Normal), Some(Style::Normal));
    Definition { style: Style::Heading(level), kind: Kind::Paragraph, id, name, based, next, shown: true, properties }
}

const fn bare(level: u8, id: &'static str, name: &'static str) -> Definition {
    let (based, next) = (Some(Style::Heading(level)), Some(Style::Normal));
    let properties = "<w:pPr><w:numPr><w:numId w:val=\"0\"/></w:numPr><w:ind w:left=\"0\" w:firstLine=\"0\"/></w:pPr>";
    Definition { style: Style::Bare(level), kind: Kind::Paragraph, id, name, based, next, shown: true, properties }
}

const fn character(style: Style, id: &'static str, name: &'static str, properties: &'static str) -> Definition {
    Definition { style, kind: Kind::Character, id, name, based: None, next: None, shown: true, properties }
}

macro_rules! heading_look {
    ($level:literal, $before:literal, $size:literal, $colour:literal) => {
        concat!(
            "<w:pPr><w:keepNext/><w:keepLines/><w:numPr><w:ilvl w:val=\"",
            $level,
            "\"/><w:numId w:val=\"{n}\"/></w:numPr><w:spacing w:before=\"",
            $before,
            "\" w:after=\"100\"/><w:outlineLvl w:val=\"",
            $level,
            "\"/></w:pPr><w:rPr><w:b/><w:bCs/><w:color w:val=\"",
            $colour,
            "\"/><w:sz w:val=\"",
            $size,
            "\"/><w:szCs w:val=\"",
            $size,
            "\"/></w:rPr>"
        )
    };
}

macro_rules! contents_look {
    ($indent:literal, $look:literal) => {
        concat!(
            "<w:pPr><w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"9638\"/></w:tabs><w:spacing w:before=\"0\" w:after=\"50\"/><w:ind w:left=\"",
            $indent,
            "\" w:right=\"567\"/></w:pPr>",
            $look
        )
    };
}

macro_rules! note_look {
    ($line:literal, $ground:literal) => {
        concat!(
            "<w:pPr><w:keepLines/><w:pBdr><w:left w:val=\"single\" w:sz=\"24\" w:space=\"8\" w:color=\"",
            $line,
            "\"/></w:pBdr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"",
            $ground,
            "\"/><w:spacing w:before=\"120\" w:after=\"160\"/><w:ind w:left=\"227\"/></w:pPr>"
        )
    };
}

static DEFINITIONS: &[Definition] = &[
    Definition {
        style: Style::Normal,
        kind: Kind::Paragraph,
        id: "Normal",
        name: "Normal",
        based: None,
        next: None,
        shown: true,
        properties: "",
    },
    Definition {
        style: Style::Title,
        kind: Kind::Paragraph,
        id: "Title",
        name: "Title",
        based: Some(Style::Normal),
        next: Some(Style::Normal),
        shown: true,
        properties: "<w:pPr><w:keepNext/><w:spacing w:before=\"480\" w:after=\"80\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:rPr><w:b/><w:bCs/><w:color w:val=\"16324F\"/><w:sz w:val=\"52\"/><w:szCs w:val=\"52\"/></w:rPr>",
    },
    Definition {
        style: Style::Subtitle,
        kind: Kind::Paragraph,
        id: "Subtitle",
        name: "Subtitle",
        based: Some(Style::Normal),
        next: Some(Style::Normal),
        shown: true,
        properties: "<w:pPr><w:spacing w:before=\"0\" w:after=\"200\"/></w:pPr><w:rPr><w:color w:val=\"4A5868\"/><w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/></w:rPr>",
    },
    heading(1, "Heading1", "heading 1", heading_look!("0", "360", "32", "16324F")),
    heading(2, "Heading2", "heading 2", heading_look!("1", "280", "26", "16324F")),
    heading(3, "Heading3", "heading 3", heading_look!("2", "240", "22", "16324F")),
    heading(4, "Heading4", "heading 4", heading_look!("3", "200", "20", "16324F")),
    heading(5, "Heading5", "heading 5", heading_look!("4", "200", "20", "4A5868")),
    heading(6, "Heading6", "heading 6", heading_look!("5", "200", "20", "4A5868")),
    bare(1, "HeadingBare1", "Heading 1 without number"),
    bare(2, "HeadingBare2", "Heading 2 without number"),
    bare(3, "HeadingBare3", "Heading 3 without number"),
    bare(4, "HeadingBare4", "Heading 4 without number"),
    bare(5, "HeadingBare5", "Heading 5 without number"),
    bare(6, "HeadingBare6", "Heading 6 without number"),
    paragraph(Style::Contents(1), "TOC1", "toc 1", Style::Normal, contents_look!("0", "<w:rPr><w:b/><w:bCs/></w:rPr>")),
    paragraph(Style::Contents(2), "TOC2", "toc 2", Style::Normal, contents_look!("284", "")),
    paragraph(Style::Contents(3), "TOC3", "toc 3", Style::Normal, contents_look!("567", "")),
    paragraph(Style::Contents(4), "TOC4", "toc 4", Style::Normal, contents_look!("851", "")),
    paragraph(Style::Contents(5), "TOC5", "toc 5", Style::Normal, contents_look!("1134", "")),
    paragraph(Style::Contents(6), "TOC6", "toc 6", Style::Normal, contents_look!("1418", "")),
    paragraph(
        Style::Caption,
        "Caption",
        "caption",
        Style::Normal,
        "<w:pPr><w:keepLines/><w:spacing w:before=\"160\" w:after=\"80\"/></w:pPr><w:rPr><w:b/><w:bCs/><w:color w:val=\"4A5868\"/><w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/></w:rPr>",
    ),
    paragraph(Style::Bullet, "ListBullet", "List Bullet", Style::Normal, "<w:pPr><w:spacing w:before=\"0\" w:after=\"60\"/></w:pPr>"),
    paragraph(Style::Number, "ListNumber", "List Number", Style::Normal, "<w:pPr><w:spacing w:before=\"0\" w:after=\"60\"/></w:pPr>"),
    paragraph(Style::Continue, "ListContinue", "List Continue", Style::Normal, "<w:pPr><w:spacing w:before=\"0\" w:after=\"60\"/></w:pPr>"),
    paragraph(
        Style::Quote,
        "Quote",
        "Quote",
        Style::Normal,
        "<w:pPr><w:pBdr><w:left w:val=\"single\" w:sz=\"18\" w:space=\"8\" w:color=\"B8C2CC\"/></w:pBdr><w:ind w:left=\"340\"/></w:pPr><w:rPr><w:color w:val=\"3C4753\"/></w:rPr>",
    ),
    paragraph(
        Style::Code,
        "Code",
        "Code",
        Style::Normal,
        "<w:pPr><w:pBdr><w:top w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"D7DDE3\"/><w:left w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"D7DDE3\"/><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"D7DDE3\"/><w:right w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"D7DDE3\"/></w:pBdr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F5F7F9\"/><w:spacing w:before=\"120\" w:after=\"160\" w:line=\"240\" w:lineRule=\"auto\"/><w:ind w:left=\"113\" w:right=\"113\"/><w:contextualSpacing/></w:pPr><w:rPr><w:rFonts w:ascii=\"Courier New\" w:hAnsi=\"Courier New\" w:cs=\"Courier New\"/><w:noProof/><w:sz w:val=\"17\"/><w:szCs w:val=\"17\"/></w:rPr>",
    ),
    paragraph(
        Style::CodeLanguage,
        "CodeLanguage",
        "Code language",
        Style::Code,
        "<w:pPr><w:keepNext/></w:pPr><w:rPr><w:color w:val=\"5F6B7A\"/><w:sz w:val=\"15\"/><w:szCs w:val=\"15\"/></w:rPr>",
    ),
    paragraph(
        Style::TableText,
        "TableText",
        "Table text",
        Style::Normal,
        "<w:pPr><w:spacing w:before=\"30\" w:after=\"30\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:rPr><w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/></w:rPr>",
    ),
    paragraph(Style::TableHead, "TableHead", "Table head", Style::TableText, "<w:pPr><w:keepNext/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr>"),
    paragraph(
        Style::DenseText,
        "TableTextDense",
        "Table text dense",
        Style::TableText,
        "<w:rPr><w:sz w:val=\"14\"/><w:szCs w:val=\"14\"/></w:rPr>",
    ),
    paragraph(
        Style::DenseHead,
        "TableHeadDense",
        "Table head dense",
        Style::TableHead,
        "<w:rPr><w:sz w:val=\"14\"/><w:szCs w:val=\"14\"/></w:rPr>",
    ),
    paragraph(Style::Note(Tone::Plain), "Note", "Note", Style::Normal, note_look!("4A6FA5", "EEF3F9")),
    paragraph(Style::Note(Tone::Quiet), "NoteQuiet", "Note quiet", Style::Normal, note_look!("9AA5B1", "F3F4F6")),
    paragraph(Style::Note(Tone::Good), "NoteGood", "Note good", Style::Normal, note_look!("1E7B3A", "E6F4EA")),
    paragraph(Style::Note(Tone::Caution), "NoteCaution", "Note caution", Style::Normal, note_look!("B97700", "FFF4DC")),
    paragraph(Style::Note(Tone::Bad), "NoteBad", "Note bad", Style::Normal, note_look!("B3261E", "FCE8E6")),
    paragraph(
        Style::Rule,
        "HorizontalRule",
        "Horizontal rule",
        Style::Normal,
        "<w:pPr><w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"B8C2CC\"/></w:pBdr><w:spacing w:before=\"0\" w:after=\"200\" w:line=\"120\" w:lineRule=\"exact\"/></w:pPr>",
    ),
    paragraph(
        Style::Figure,
        "Figure",
        "Figure",
        Style::Normal,
        "<w:pPr><w:keepNext/><w:spacing w:before=\"120\" w:after=\"60\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr>",
    ),
    paragraph(
        Style::Header,
        "Header",
        "header",
        Style::Normal,
        "<w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:rPr><w:color w:val=\"4A5868\"/><w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/></w:rPr>",
    ),
    paragraph(
        Style::Footer,
        "Footer",
        "footer",
        Style::Normal,
        "<w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:rPr><w:color w:val=\"4A5868\"/><w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/></w:rPr>",
    ),
    paragraph(
        Style::Break,
        "SectionBreak",
        "Section break",
        Style::Normal,
        "<w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/></w:pPr><w:rPr><w:sz w:val=\"2\"/><w:szCs w:val=\"2\"/></w:rPr>",
    ),
    paragraph(
        Style::After,
        "TableEnd",
        "Table end",
        Style::Normal,
        "<w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"160\" w:lineRule=\"exact\"/></w:pPr><w:rPr><w:sz w:val=\"8\"/><w:szCs w:val=\"8\"/></w:rPr>",
    ),
    character(Style::Hyperlink, "Hyperlink", "Hyperlink", "<w:rPr><w:color w:val=\"0B57A4\"/><w:u w:val=\"single\"/></w:rPr>"),
    character(Style::Strong, "Strong", "Strong", "<w:rPr><w:b/><w:bCs/></w:rPr>"),
    character(Style::Emphasis, "Emphasis", "Emphasis", "<w:rPr><w:i/><w:iCs/></w:rPr>"),
    character(
        Style::CodeText,
        "CodeText",
        "Code in text",
        "<w:rPr><w:rFonts w:ascii=\"Courier New\" w:hAnsi=\"Courier New\" w:cs=\"Courier New\"/><w:noProof/></w:rPr>",
    ),
    character(Style::State(Tone::Plain), "State", "State", "<w:rPr><w:b/><w:bCs/></w:rPr>"),
    character(Style::State(Tone::Quiet), "StateQuiet", "State quiet", "<w:rPr><w:color w:val=\"5F6B7A\"/></w:rPr>"),
    character(Style::State(Tone::Good), "StateGood", "State good", "<w:rPr><w:b/><w:bCs/><w:color w:val=\"14602B\"/></w:rPr>"),
    character(Style::State(Tone::Caution), "StateCaution", "State caution", "<w:rPr><w:b/><w:bCs/><w:color w:val=\"7A4E00\"/></w:rPr>"),
    character(Style::State(Tone::Bad), "StateBad", "State bad", "<w:rPr><w:b/><w:bCs/><w:color w:val=\"A1201A\"/></w:rPr>"),
    Definition {
        style: Style::Grid,
        kind: Kind::Table,
        id: "PrimumTable",
        name: "Primum table",
        based: None,
        next: None,
        shown: true,
        properties: "<w:tblPr><w:tblBorders><w:top w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"7C8A99\"/><w:left w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"C4CCD4\"/><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"7C8A99\"/><w:right w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"C4CCD4\"/><w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"C4CCD4\"/><w:insideV w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"C4CCD4\"/></w:tblBorders><w:tblCellMar><w:top w:w=\"15\" w:type=\"dxa\"/><w:left w:w=\"85\" w:type=\"dxa\"/><w:bottom w:w=\"15\" w:type=\"dxa\"/><w:right w:w=\"85\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblStylePr w:type=\"firstRow\"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"E3E9F0\"/></w:tcPr></w:tblStylePr>",
    },
    Definition {
        style: Style::Fields,
        kind: Kind::Table,
        id: "PrimumFields",
        name: "Primum fields",
        based: None,
        next: None,
        shown: true,
        properties: "<w:tblPr><w:tblBorders><w:top w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"C4CCD4\"/><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"C4CCD4\"/><w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"E3E7EB\"/></w:tblBorders><w:tblCellMar><w:top w:w=\"10\" w:type=\"dxa\"/><w:left w:w=\"57\" w:type=\"dxa\"/><w:bottom w:w=\"10\" w:type=\"dxa\"/><w:right w:w=\"57\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblStylePr w:type=\"firstCol\"><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr>",
    },
];

/// What all text looks like where no style says otherwise. The names are of fonts that Word brings; other programs have ones of the same
/// widths for the first.
const DEFAULTS: &str = "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\" w:eastAsia=\"Malgun Gothic\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/><w:lang w:val=\"en-GB\" w:eastAsia=\"ko-KR\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"264\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>";

/// A style of a template: what people call it, and what it is called in the file.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) kind: String,
    pub(super) name: String,
    pub(super) id: String,
    /// It has a list of its own that numbers it.
    pub(super) numbered: bool,
}

/// What each style is called in the file that is written.
#[derive(Clone, Debug)]
pub(super) struct Names {
    ids: Vec<String>,
    /// Which of the definitions the template has itself.
    has: Vec<bool>,
    /// Headings whose numbers come from their style.
    numbered: bool,
}

impl Names {
    /// Finds each style among those of a template, whatever its language calls it in the file, and names the others apart.
    pub(super) fn new(template: &[Known]) -> Self {
        let mut by_name: HashMap<(&str, String), &str> = HashMap::new();
        for known in template {
            by_name.entry((known.kind.as_str(), known.name.to_lowercase())).or_insert(&known.id);
        }
        let taken = |id: &str| template.iter().any(|known| known.id.eq_ignore_ascii_case(id));
        let mut names = Self { ids: Vec::with_capacity(DEFINITIONS.len()), has: Vec::with_capacity(DEFINITIONS.len()), numbered: true };
        for definition in DEFINITIONS {
            let there = by_name.get(&(definition.kind.word(), definition.name.to_lowercase()));
            names.has.push(there.is_some());
            names.ids.push(match there {
                Some(id) => (*id).to_owned(),
                None if taken(definition.id) => format!("Primum{}", definition.id),
                None => definition.id.to_owned(),
            });
        }
        // A template whose first heading has no number gets ours in each heading, and its style stays as it is.
        let first = template.iter().find(|known| known.kind == "paragraph" && known.name.eq_ignore_ascii_case("heading 1"));
        names.numbered = first.is_none_or(|known| known.numbered);
        names
    }

    /// The name of a style in the file.
    pub(super) fn id(&self, style: Style) -> &str {
        position(style).and_then(|at| self.ids.get(at)).map_or("Normal", String::as_str)
    }

    /// The numbers of headings come from their styles.
    pub(super) fn headings_count(&self) -> bool {
        self.numbered
    }

    /// The definitions that a template lacks, or all of them; `list` is the number of the list of headings.
    pub(super) fn missing(&self, list: usize) -> String {
        let mut out = String::with_capacity(16 << 10);
        for (definition, _) in DEFINITIONS.iter().zip(&self.has).filter(|(_, has)| !**has) {
            let default = if definition.style == Style::Normal { " w:default=\"1\"" } else { "" };
            let _ = write!(out, "<w:style xmlns:w=\"{W}\" w:type=\"{}\"{default} w:styleId=\"", definition.kind.word());
            escape(&mut out, self.id(definition.style));
            let _ = write!(out, "\"><w:name w:val=\"{}\"/>", definition.name);
            for (tag, other) in [("basedOn", definition.based), ("next", definition.next)] {
                if let Some(other) = other {
                    let _ = write!(out, "<w:{tag} w:val=\"");
                    escape(&mut out, self.id(other));
                    out.push_str("\"/>");
                }
            }
            if definition.shown {
                out.push_str("<w:qFormat/>");
            }
            out.push_str(&definition.properties.replace("{n}", &list.to_string()));
            out.push_str("</w:style>");
        }
        out
    }
}

/// Where a style is defined.
fn position(style: Style) -> Option<usize> {
    DEFINITIONS.iter().position(|definition| definition.style == style)
}

/// The part of styles where there is no template.
pub(super) fn part(names: &Names, list: usize) -> String {
    let rest = "<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name w:val=\"Default Paragraph Font\"/><w:uiPriority w:val=\"1\"/><w:semiHidden/><w:unhideWhenUsed/></w:style><w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:uiPriority w:val=\"99\"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style><w:style w:type=\"numbering\" w:default=\"1\" w:styleId=\"NoList\"><w:name w:val=\"No List\"/><w:uiPriority w:val=\"99\"/><w:semiHidden/><w:unhideWhenUsed/></w:style>";
    let own = names.missing(list).replace(&format!(" xmlns:w=\"{W}\""), "");
    format!("{DECLARATION}<w:styles xmlns:w=\"{W}\">{DEFAULTS}{rest}{own}</w:styles>")
}
