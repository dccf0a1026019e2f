//! Templates of companies: what is kept, what is filled, what is left out and what is refused.

use super::*;
use crate::docx::package::{Package, Relations};
use crate::docx::tests::{part, parts, shown, whole};
use crate::docx::{WORD, file};
use crate::fixture::everything;
use proptest::prelude::*;

/// A template as a German Word writes one, with a header that holds this.
struct Made {
    header: String,
    content: &'static str,
    more: Vec<(&'static str, Vec<u8>)>,
    header_relations: Relations,
    settings: &'static str,
}

impl Default for Made {
    fn default() -> Self {
        Self { header: String::new(), content: "document.main+xml", more: Vec::new(), header_relations: Relations::default(), settings: "" }
    }
}

const STYLES: &str = r#"<x:styles xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><x:docDefaults/>
<x:style x:type="paragraph" x:default="1" x:styleId="Standard"><x:name x:val="Normal"/></x:style>
<x:style x:type="paragraph" x:styleId="berschrift1"><x:name x:val="heading 1"/><x:basedOn x:val="Standard"/><x:rPr><x:color x:val="FF00FF"/></x:rPr></x:style>
<x:style x:type="character" x:styleId="Title"><x:name x:val="Something else"/></x:style>
<x:style x:type="table" x:styleId="PrimumTable"><x:name x:val="Primum table"/></x:style></x:styles>"#;
const NUMBERING: &str = r#"<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"/></w:abstractNum><w:num w:numId="40"><w:abstractNumId w:val="7"/></w:num><w:numIdMacAtCleanup w:val="1"/></w:numbering>"#;
const BODY: &str = r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body><w:p><w:r><w:t>Text of the template</w:t></w:r></w:p>
<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="2000" w:right="1500" w:bottom="1400" w:left="1600" w:header="700" w:footer="600" w:gutter="0"/></w:sectPr></w:body></w:document>"#;

fn header(inside: &str) -> String {
    format!(
        r#"<w:hdr xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{inside}</w:hdr>"#
    )
}

fn made(made: &Made) -> Vec<u8> {
    let mut package = Package::new();
    let mut root = Relations::default();
    root.part("officeDocument", "word/document.xml");
    package.relations("", &root);
    package.part("word/document.xml", &format!("{WORD}.{}", made.content), BODY);
    package.part("word/styles.xml", &format!("{WORD}.styles+xml"), STYLES);
    package.part("word/numbering.xml", &format!("{WORD}.numbering+xml"), NUMBERING);
    package.part(
        "word/settings.xml",
        &format!("{WORD}.settings+xml"),
        &format!("<w:settings xmlns:w=\"{W}\">{}</w:settings>", made.settings),
    );
    package.part("word/header1.xml", &format!("{WORD}.header+xml"), &header(&made.header));
    package.media("word/media/logo.png", "image/png", b"\x89PNG");
    made.more.iter().for_each(|(name, bytes)| package.media(name, "application/octet-stream", bytes));
    package.relations("word/header1.xml", &made.header_relations);
    let mut relations = Relations::default();
    for (kind, name) in [("styles", "styles.xml"), ("numbering", "numbering.xml"), ("settings", "settings.xml"), ("header", "header1.xml")]
    {
        relations.part(kind, name);
    }
    package.relations("word/document.xml", &relations);
    package.finish()
}

fn paragraph(runs: &[&str]) -> String {
    let runs: String = runs.iter().map(|text| format!("<w:r><w:t>{text}</w:t></w:r>")).collect();
    format!("<w:p>{runs}</w:p>")
}

#[test]
fn styles_lists_and_pages_are_those_of_the_template() {
    let template = Template::read(&made(&Made::default())).unwrap();
    let file = file(&everything(), Some(&template));
    whole(&file);
    let main = part(&file, "word/document.xml");
    assert!(!main.contains("Text of the template"));
    assert!(
        main.contains("<w:pgSz w:w=\"12240\" w:h=\"15840\"/>")
            && main.contains("w:left=\"1600\"")
            && main.contains("<w:pgSz w:w=\"15840\" w:h=\"12240\" w:orient")
    );
    // The heading has the style of the template, which has no number, and so the number of our list.
    assert!(
        main.contains("<w:pStyle w:val=\"berschrift1\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"41\"/></w:numPr>"),
        "{main:.2000}"
    );
    let styles = part(&file, "word/styles.xml");
    assert!(styles.contains("FF00FF") && styles.contains("w:styleId=\"PrimumTitle\"") && !styles.contains("w:styleId=\"Heading1\""));
    assert!(styles.contains("<w:basedOn w:val=\"Standard\"/>"));
    assert_eq!(styles.matches("styleId=\"PrimumTable\"").count(), 1);
    let numbering = part(&file, "word/numbering.xml");
    let (patterns, lists) = numbering.split_once("<w:num ").unwrap();
    assert!(
        patterns.contains("w:abstractNumId=\"8\"")
            && !lists.contains("<w:abstractNum ")
            && lists.trim_end().ends_with("<w:numIdMacAtCleanup w:val=\"1\"/></w:numbering>")
    );
}

#[test]
fn placeholders_are_filled_across_runs() {
    let header = [
        paragraph(&["A {", "{ti", "tle}} B {{ document }}{{", "class", "}}"]),
        paragraph(&["{{commit}} {{nothing}} {{ {{date}}"]),
        paragraph(&["{{hash"]),
    ];
    let template = Template::read(&made(&Made { header: header.concat(), ..Made::default() })).unwrap();
    let mut document = everything();
    document.title = "<a> & {{document}}".to_owned();
    let file = file(&document, Some(&template));
    whole(&file);
    let text = shown(&part(&file, "word/header1.xml"));
    let expected = format!("\nA <a> & {{{{document}}}} B SW-05C\n{} {{{{nothing}}}} {{{{ 2026-11-20\n{{{{hash", document.stamp.commit);
    assert!(text.starts_with(&expected), "{text:?}");
    assert!(part(&file, "word/header1.xml").contains("string=\"DRAFT\""), "a draft has its watermark in the header of a template too");
}

#[test]
fn what_runs_or_loads_is_left_out_and_told() {
    let mut relations = Relations::default();
    let logo = relations.part("image", "media/logo.png");
    let link = relations.outside("http://evil.example/");
    let remote = relations.add(&format!("{OFFICE}/image"), "http://evil.example/x.png", true);
    let object = relations.part("oleObject", "embeddings/object.bin");
    let field = |instruction: &[&str]| {
        let parts: String = instruction.iter().map(|part| format!("<w:r><w:instrText>{part}</w:instrText></w:r>")).collect();
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>{parts}<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>shown</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let header = format!(
        "<w:p><w:r><a:blip r:embed=\"{logo}\" r:link=\"{remote}\"/><v:imagedata r:id=\"{remote}\"/><v:shape href=\"http://evil.example\"/></w:r><w:hyperlink r:id=\"{link}\"><w:r><w:t>words of a link</w:t></w:r></w:hyperlink><w:r><w:object><o:OLEObject r:id=\"{object}\"/></w:object></w:r>{}{}<w:fldSimple w:instr=\" dde a b\"><w:r><w:t>gone</w:t></w:r></w:fldSimple></w:p>",
        field(&[" INCLUDE", "PICTURE \"http://evil.example\" "]),
        field(&["PAGE "]),
    );
    let more = vec![("word/embeddings/object.bin", b"MZ".to_vec())];
    let template = Template::read(&made(&Made { header, more, header_relations: relations, ..Made::default() })).unwrap();
    let file = file(&everything(), Some(&template));
    whole(&file);
    for (name, bytes) in parts(&file) {
        assert!(!String::from_utf8_lossy(&bytes).contains("evil.example"), "{name}");
        assert!(!name.contains("object"), "{name}");
    }
    let header = part(&file, "word/header1.xml");
    assert!(
        header.contains("words of a link")
            && header.contains("PAGE ")
            && !header.contains("PICTURE")
            && !header.contains("OLEObject")
            && !header.contains("dde")
    );
    assert!(header.contains("<a:blip r:embed=\"rId1\"") && parts(&file).contains_key("word/media/header1-rId1.png"));
    let told = template.dropped().join("\n");
    for said in ["INCLUDEPICTURE", "dde", "http://evil.example/", "object", "an address in shape"] {
        assert!(told.contains(said), "{said}: {told}");
    }
}

#[test]
fn what_cannot_be_trusted_is_refused() {
    let why = |bytes: &[u8]| Template::read(bytes).map(|_| ()).unwrap_err();
    assert!(why(b"").contains("no file of Word"));
    assert!(why(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1]).contains("older Word"));
    let macros = Made { more: vec![("word/vbaProject.bin", vec![1])], ..Made::default() };
    assert!(why(&made(&macros)).contains("macros"));
    assert!(why(&made(&Made { content: "document.macroEnabled.main+xml", ..Made::default() })).contains("macros"));
    let bomb = Made { more: vec![("word/media/bomb.png", vec![0; 40 << 20])], ..Made::default() };
    assert!(why(&made(&bomb)).contains("larger than"));
    assert!(why(&made(&Made { more: vec![("../x.png", vec![1])], ..Made::default() })).contains("leads elsewhere"));
    let entities = Made { header: "&a;".to_owned(), ..Made::default() };
    assert!(why(&made(&entities)).contains("no XML"));
    let mut broken = made(&Made::default());
    broken.truncate(broken.len() / 2);
    assert!(why(&broken).contains("no file of Word"));
}

#[test]
fn a_header_that_is_made_to_take_long_does_not() {
    let many = 20_000;
    let brackets = paragraph(&["{{".repeat(many).as_str(), "}}"]);
    let runs = paragraph(&vec!["{{title}}"; many]);
    let fields = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>".repeat(many);
    let header = format!("{brackets}{runs}<w:p>{fields}</w:p>");
    let template = Template::read(&made(&Made { header, ..Made::default() })).unwrap();
    whole(&file(&everything(), Some(&template)));
    let deep =
        Made { header: format!("{}{}{}", "<w:p>".repeat(many), paragraph(&["{{title}}"]), "</w:p>".repeat(many)), ..Made::default() };
    // Whether it is read or refused, it comes to an end.
    if let Ok(template) = Template::read(&made(&deep)) {
        assert!(part(&file(&everything(), Some(&template)), "word/header1.xml").contains("Software requirements specification"));
    }
}

#[test]
fn a_file_that_was_written_here_is_a_template() {
    let first = file(&everything(), None);
    let template = Template::read(&first).unwrap();
    assert_eq!(
        template.dropped(),
        ["word/document.xml: 09-risk.docx outside", "word/document.xml: https://example.org/a?b=c&d=%5Be%5D#f outside"]
    );
    let second = file(&everything(), Some(&template));
    whole(&second);
    assert_eq!(shown(&part(&first, "word/document.xml")), shown(&part(&second, "word/document.xml")));
    assert_eq!(part(&second, "word/styles.xml"), part(&first, "word/styles.xml"), "nothing is missing, so nothing is added");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]
    #[test]
    fn any_bytes_are_refused_or_read(at in 0usize..8000, change in prop::collection::vec(any::<u8>(), 1..20)) {
        let mut bytes = made(&Made { header: paragraph(&["{{title}}"]), ..Made::default() });
        let length = bytes.len();
        for (offset, byte) in change.into_iter().enumerate() {
            bytes[(at + offset) % length] = byte;
        }
        let _ = Template::read(&bytes);
    }

    #[test]
    fn any_text_of_a_header_stays_whole(texts in prop::collection::vec("[{} a-z<&\u{e9}]{0,8}|\\{\\{(title|class|x)\\}\\}", 0..6)) {
        let runs: String = texts.iter().map(|text| format!("<w:r><w:t>{}</w:t></w:r>", crate::docx::xml::escaped(text))).collect();
        let source = header(&format!("<w:p>{runs}</w:p>"));
        let mut document = everything();
        document.title = "T".to_owned();
        let filled = shown(&crate::docx::placeholders::fill(&source, &document));
        // What is no placeholder is as it was.
        let expected = texts.concat().replace("{{title}}", "T").replace("{{class}}", "C");
        if !expected.contains("{{") {
            prop_assert_eq!(filled.trim_start_matches('\n'), expected);
        }
    }
}
