//! Writes YAML: a tree of texts, words, lists and maps, with comments. Whatever a text holds, it is read back as the same text.

/// A value.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// A text, quoted where it has to be.
    Text(String),
    /// A word that YAML reads as something else than text: a number, `true`.
    Word(String),
    /// Values, each with the comments above it.
    List(Vec<(Vec<String>, Node)>),
    /// Keys in their order.
    Map(Vec<Entry>),
}

/// A key with its value, and the comments above it.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    comments: Vec<String>,
    key: String,
    value: Node,
}

/// A key with its value.
pub(super) fn entry(key: &str, value: Node) -> Entry {
    Entry { comments: Vec::new(), key: key.to_owned(), value }
}

/// A key with a text.
pub(super) fn say(key: &str, text: impl Into<String>) -> Entry {
    entry(key, Node::Text(text.into()))
}

impl Entry {
    /// Puts a comment above it. Each line becomes a line of comment.
    pub(super) fn comment(mut self, text: &str) -> Self {
        self.comments.push(text.to_owned());
        self
    }
}

impl Node {
    /// A list of texts.
    pub(super) fn texts(texts: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self::List(texts.into_iter().map(|text| (Vec::new(), Self::Text(text.into()))).collect())
    }
}

/// The document.
pub(super) fn document(entries: &[Entry]) -> String {
    let mut out = String::new();
    map(&mut out, 0, entries, false);
    out
}

/// Writes comments, so that no text in them ends one.
pub(super) fn comment(out: &mut String, indent: usize, text: &str) {
    for line in text.split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) {
        let line: String = line.chars().filter(|c| is_plain(*c)).collect();
        blanks(out, indent);
        out.push_str(format!("# {line}").trim_end());
        out.push('\n');
    }
}

fn blanks(out: &mut String, count: usize) {
    out.extend(std::iter::repeat_n(' ', count));
}

/// Writes a map. Where it is a value of a list, its first key stands behind the dash.
fn map(out: &mut String, indent: usize, entries: &[Entry], mut behind_dash: bool) {
    for Entry { comments, key, value } in entries {
        if behind_dash {
            // A comment cannot stand between the dash and its first key; it stands above the value of the list.
            debug_assert!(comments.is_empty(), "a comment has no place before {key}");
            behind_dash = false;
        } else {
            comments.iter().for_each(|text| comment(out, indent, text));
            blanks(out, indent);
        }
        scalar(out, indent, key, true);
        out.push(':');
        node(out, indent, value);
    }
}

/// Writes a value behind its key or dash, with the end of its line.
fn node(out: &mut String, indent: usize, value: &Node) {
    match value {
        Node::Text(text) => {
            out.push(' ');
            scalar(out, indent + 2, text, false);
            out.push('\n');
        }
        Node::Word(word) => {
            out.push(' ');
            out.push_str(word);
            out.push('\n');
        }
        Node::List(values) if values.is_empty() => out.push_str(" []\n"),
        Node::Map(entries) if entries.is_empty() => out.push_str(" {}\n"),
        Node::List(values) => {
            out.push('\n');
            for (comments, value) in values {
                comments.iter().for_each(|text| comment(out, indent + 2, text));
                blanks(out, indent + 2);
                out.push('-');
                match value {
                    Node::Map(entries) if !entries.is_empty() => {
                        out.push(' ');
                        map(out, indent + 4, entries, true);
                    }
                    value => node(out, indent + 2, value),
                }
            }
        }
        Node::Map(entries) => {
            out.push('\n');
            map(out, indent + 2, entries, false);
        }
    }
}

/// Writes a text in the plainest form in which it is read back as itself.
fn scalar(out: &mut String, indent: usize, text: &str, key: bool) {
    // GitHub's key `on` is a word that old readers take for a truth value; everybody writes it bare.
    if is_bare(text) || key && text == "on" {
        out.push_str(text);
    } else if !key && is_block(text) {
        let body = text.strip_suffix('\n');
        out.push_str(if body.is_some() { "|" } else { "|-" });
        for line in body.unwrap_or(text).split('\n') {
            out.push('\n');
            if !line.is_empty() {
                blanks(out, indent);
                out.push_str(line);
            }
        }
    } else if text.chars().all(|c| is_plain(c) && c != '\t') {
        out.push('\'');
        out.push_str(&text.replace('\'', "''"));
        out.push('\'');
    } else {
        quoted(out, text);
    }
}

/// A text that no reader takes for anything else, without quotes.
fn is_bare(text: &str) -> bool {
    // What older readers take for a truth value or for nothing.
    const TAKEN: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    // A colon, a stroke of comment and a backslash mean something inside a text, all else at its beginning only.
    let safe = |c: char| c.is_ascii_alphanumeric() || " _./-@+()=${}'\"!&|<>?*,;".contains(c);
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '$')
        && text.chars().all(safe)
        && !text.ends_with(' ')
        && !TAKEN.contains(&text.to_ascii_lowercase().as_str())
}

/// Can the lines stand below each other as they are?
fn is_block(text: &str) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    text.contains('\n')
        && !body.starts_with([' ', '\t', '\n'])
        && !body.is_empty()
        && !body.ends_with('\n')
        // A line of blanks alone could be taken for the indentation.
        && !body.split('\n').any(|line| !line.is_empty() && line.trim().is_empty())
        && body.chars().all(|c| c == '\n' || is_plain(c))
}

/// A character that YAML lets stand as it is, and that ends no line.
fn is_plain(c: char) -> bool {
    c == '\t' || !(c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'))
}

fn quoted(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_plain(c) => out.push(c),
            c if (c as u32) < 0x1_0000 => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push_str(&format!("\\U{:08x}", c as u32)),
        }
    }
    out.push('"');
}
