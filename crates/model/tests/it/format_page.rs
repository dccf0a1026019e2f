//! Every example of the format page is read as the page says.

use crate::dump::{dump, model};

#[test]
fn the_format_page_is_true() {
    let page = include_str!("../../../../docs/format.md");
    let mut lines = page.lines();
    let (mut config, mut text, mut section, mut examples) = (None, None, String::new(), 0);
    let mut faults = Vec::new();
    while let Some(line) = lines.next() {
        if line.starts_with('#') {
            section = line.to_owned();
        }
        let Some(language) = line.strip_prefix("````") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "````").collect();
        match language {
            "toml" => config = Some(block.join("\n") + "\n"),
            "markdown" => text = Some(block.join("\n") + "\n"),
            "text" => {
                examples += 1;
                let text = text.take().expect("a file before what is read from it");
                let found = dump(&model(config.take().as_deref(), &text));
                if found != block {
                    faults.push(format!("{section}:\n  the page says {block:#?}\n  and the reader {found:#?}"));
                }
            }
            other => panic!("a block of `{other}`"),
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(examples >= 16, "only {examples} examples were found");
}
