//! A text of Mermaid before its sort matters: comments and settings are taken out, titles and descriptions are kept.

use super::label::label;

/// Longer texts are not drawn: Mermaid itself draws none beyond 50,000 characters.
const LONGEST: usize = 50_000;

/// A text without what has no effect on what it says.
#[derive(Debug, Default)]
pub(super) struct Source {
    /// What is left.
    pub(super) body: String,
    title: String,
    /// What it shows, in the words of whoever wrote it.
    told: Vec<String>,
}

impl Source {
    /// Takes a text apart.
    pub(super) fn new(text: &str) -> Result<Self, String> {
        if text.len() > LONGEST {
            return Err("it is longer than 50,000 bytes".to_owned());
        }
        let text = text.replace("\r\n", "\n").replace('\t', " ");
        if text.chars().any(|character| character.is_control() && character != '\n') {
            return Err("there is a control character in it".to_owned());
        }
        let mut source = Self::default();
        let rest = source.front(&text)?;
        let rest = without_settings(rest)?;
        let mut lines = rest.lines();
        while let Some(line) = lines.next() {
            let bare = line.trim();
            if bare.starts_with("%%") {
                continue;
            }
            if let Some(title) = described(bare, "accTitle") {
                let title = title.strip_prefix(':').ok_or("accTitle has no colon")?;
                source.told.push(label(title)?);
            } else if let Some(words) = described(bare, "accDescr") {
                if let Some(words) = words.strip_prefix(':') {
                    source.told.push(label(words)?);
                } else {
                    source.told.push(label(&block(words, &mut lines)?)?);
                }
            } else {
                source.body.push_str(line);
            }
            source.body.push('\n');
        }
        Ok(source)
    }

    /// Has a title of its own.
    pub(super) fn is_titled(&self) -> bool {
        !self.title.is_empty()
    }

    /// The title, or else these words.
    pub(super) fn caption(&self, sort: &str) -> String {
        if self.title.is_empty() { sort.to_owned() } else { self.title.clone() }
    }

    /// The first sentences of the description.
    pub(super) fn words(&self, caption: &str) -> String {
        let mut words = caption.to_owned();
        for told in &self.told {
            if !words.ends_with(['.', '!', '?']) {
                words.push('.');
            }
            words.push(' ');
            words.push_str(told);
        }
        words
    }

    /// Reads front matter, and gives what follows. Of its fields only the title says something.
    fn front<'t>(&mut self, text: &'t str) -> Result<&'t str, String> {
        let text = text.trim_start_matches('\n');
        let Some(inner) = text.trim_start().strip_prefix("---").filter(|inner| inner.trim_start_matches(' ').starts_with('\n')) else {
            return Ok(text);
        };
        let mut at = inner.find('\n').map_or(inner.len(), |end| end + 1);
        for line in inner.get(at..).unwrap_or("").split_inclusive('\n') {
            at += line.len();
            if line.trim() == "---" {
                return Ok(inner.get(at..).unwrap_or(""));
            }
            if let Some(title) = line.strip_prefix("title:") {
                let title = title.trim();
                let bare = ['"', '\''].iter().find_map(|quote| title.strip_prefix(*quote)?.strip_suffix(*quote));
                self.title = label(bare.unwrap_or(title))?;
            }
        }
        Err("its front matter has no end".to_owned())
    }
}

/// What follows this word at the beginning of a line.
fn described<'l>(line: &'l str, word: &str) -> Option<&'l str> {
    line.strip_prefix(word).map(str::trim_start).filter(|rest| rest.starts_with([':', '{']))
}

/// A description in braces, which may go on over several lines.
fn block(first: &str, lines: &mut std::str::Lines<'_>) -> Result<String, String> {
    let mut words = String::new();
    let mut line = first.strip_prefix('{').unwrap_or(first);
    loop {
        if let Some((last, rest)) = line.split_once('}') {
            words.push_str(last);
            return if rest.trim().is_empty() { Ok(words) } else { Err("something follows a description".to_owned()) };
        }
        words.push_str(line);
        words.push('\n');
        line = lines.next().ok_or("a description has no end")?;
    }
}

/// The text without `%%{init: …}%%`.
fn without_settings(text: &str) -> Result<String, String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, setting)) = rest.split_once("%%{") {
        out.push_str(before);
        rest = setting.split_once("}%%").ok_or("a setting has no end")?.1;
    }
    out.push_str(rest);
    Ok(out)
}
