//! JSON to nodes with lines, also with the comments and trailing commas that some tools write; without recursion, so depth costs no stack.

use crate::node::{DEPTH, Node, VALUES, What, unique};
use crate::refusal::Refusal;

/// What is open while the text is read.
enum Open {
    List(u32, Vec<Node>),
    Map(u32, Vec<(String, Node)>, Option<(u32, String)>),
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    line: u32,
    comments: bool,
}

/// Reads one JSON document, strictly.
pub(crate) fn read(text: &str) -> Result<Node, Refusal> {
    document(text, false)
}

/// Reads JSON in which comments and commas before a closing bracket are allowed.
pub(crate) fn read_with_comments(text: &str) -> Result<Node, Refusal> {
    document(text, true)
}

fn document(text: &str, comments: bool) -> Result<Node, Refusal> {
    let mut reader = Reader { text, at: 0, line: 1, comments };
    let root = reader.value()?;
    reader.space()?;
    if reader.at < text.len() { Err(reader.refuse("something stands behind the end of the JSON")) } else { Ok(root) }
}

impl Reader<'_> {
    fn refuse(&self, reason: impl Into<String>) -> Refusal {
        Refusal::at(self.line, reason)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) -> Result<(), Refusal> {
        while let Some(byte) = self.peek() {
            match byte {
                b'\n' => {
                    self.line = self.line.saturating_add(1);
                    self.at += 1;
                }
                b' ' | b'\t' | b'\r' => self.at += 1,
                b'/' if self.comments => self.comment()?,
                _ => break,
            }
        }
        Ok(())
    }

    fn comment(&mut self) -> Result<(), Refusal> {
        let rest = &self.text[self.at..];
        let length = if rest.starts_with("//") {
            memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").ok_or_else(|| self.refuse("a comment does not end"))? + 2
        } else {
            return Err(self.refuse("`/` begins no comment"));
        };
        self.line =
            self.line.saturating_add(u32::try_from(memchr::memchr_iter(b'\n', &rest.as_bytes()[..length]).count()).unwrap_or(u32::MAX));
        self.at += length;
        Ok(())
    }

    fn value(&mut self) -> Result<Node, Refusal> {
        let mut open: Vec<Open> = Vec::new();
        let mut values = 0;
        loop {
            self.space()?;
            values += 1;
            if values > VALUES {
                return Err(self.refuse(format!("the file holds more than {VALUES} values")));
            }
            let line = self.line;
            let mut done = match self.peek() {
                None => return Err(self.refuse("the file ends inside the JSON")),
                Some(b'{') => {
                    self.at += 1;
                    Opened::Map(line).begin(self, &mut open)?
                }
                Some(b'[') => {
                    self.at += 1;
                    Opened::List(line).begin(self, &mut open)?
                }
                Some(b'"') => Some(Node { line, what: What::Text(self.string()?) }),
                Some(b'-' | b'0'..=b'9') => Some(Node { line, what: What::Number(self.number()?) }),
                Some(_) => Some(Node { line, what: self.word()? }),
            };
            // Hand what is finished to what it stands in, as long as that ends with it.
            while let Some(mut node) = done.take() {
                let Some(top) = open.last_mut() else { return Ok(node) };
                match top {
                    Open::List(_, elements) => elements.push(node),
                    Open::Map(_, members, key) => {
                        let (line, name) = key.take().unwrap_or_default();
                        node.line = line;
                        members.push((name, node));
                    }
                }
                done = self.after(&mut open)?;
            }
        }
    }

    /// Behind an element: a comma and the next one, or the end of what is open.
    fn after(&mut self, open: &mut Vec<Open>) -> Result<Option<Node>, Refusal> {
        self.space()?;
        let closing = if matches!(open.last(), Some(Open::List(..))) { b']' } else { b'}' };
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                self.space()?;
                if self.peek() == Some(closing) {
                    return if self.comments {
                        self.close(open)
                    } else {
                        Err(self.refuse("a comma stands before the end of a list or map"))
                    };
                }
                self.key(open)?;
                Ok(None)
            }
            Some(byte) if byte == closing => self.close(open),
            Some(_) => Err(self.refuse("a comma or the end of a list or map is missing")),
            None => Err(self.refuse("the file ends inside the JSON")),
        }
    }

    fn close(&mut self, open: &mut Vec<Open>) -> Result<Option<Node>, Refusal> {
        self.at += 1;
        Ok(match open.pop() {
            Some(Open::List(line, elements)) => Some(Node { line, what: What::List(elements) }),
            Some(Open::Map(line, members, _)) => {
                unique(&members)?;
                Some(Node { line, what: What::Map(members) })
            }
            None => None,
        })
    }

    /// The key of the next member, where a map is open.
    fn key(&mut self, open: &mut [Open]) -> Result<(), Refusal> {
        if let Some(Open::Map(_, _, key)) = open.last_mut() {
            self.space()?;
            if self.peek() != Some(b'"') {
                return Err(self.refuse("the name of a member is missing"));
            }
            let line = self.line;
            let name = self.string()?;
            self.space()?;
            if self.peek() != Some(b':') {
                return Err(self.refuse("`:` is missing behind the name of a member"));
            }
            self.at += 1;
            *key = Some((line, name));
        }
        Ok(())
    }

    fn string(&mut self) -> Result<String, Refusal> {
        let start = self.at + 1;
        let bytes = self.text.as_bytes();
        let mut whole = String::new();
        let mut from = start;
        let mut at = start;
        loop {
            match bytes.get(at) {
                None => return Err(self.refuse("a text does not end")),
                Some(b'"') => {
                    whole.push_str(&self.text[from..at]);
                    self.at = at + 1;
                    return Ok(whole);
                }
                Some(b'\\') => {
                    whole.push_str(&self.text[from..at]);
                    let (character, length) = self.escape(at + 1)?;
                    whole.push(character);
                    at += 1 + length;
                    from = at;
                }
                Some(byte) if *byte < 0x20 => return Err(self.refuse("a text holds a control character")),
                Some(_) => at += 1,
            }
        }
    }

    /// What an escape stands for, and its length without the backslash. Half of a surrogate pair stands for no character.
    fn escape(&self, at: usize) -> Result<(char, usize), Refusal> {
        let bytes = self.text.as_bytes();
        let four = |at: usize| {
            self.text.get(at..at + 4).filter(|digits| !digits.starts_with('+')).and_then(|digits| u32::from_str_radix(digits, 16).ok())
        };
        Ok(match bytes.get(at) {
            Some(b'n') => ('\n', 1),
            Some(b't') => ('\t', 1),
            Some(b'r') => ('\r', 1),
            Some(b'b') => ('\u{8}', 1),
            Some(b'f') => ('\u{c}', 1),
            Some(b @ (b'"' | b'\\' | b'/')) => (char::from(*b), 1),
            Some(b'u') => {
                let high = four(at + 1).ok_or_else(|| self.refuse("`\\u` is not followed by four digits"))?;
                if let Some(single) = char::from_u32(high) {
                    return Ok((single, 5));
                }
                let low = (bytes.get(at + 5..at + 7) == Some(b"\\u")).then(|| four(at + 7)).flatten();
                match low {
                    Some(low @ 0xDC00..=0xDFFF) if high < 0xDC00 => {
                        (char::from_u32(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00)).unwrap_or('\u{FFFD}'), 11)
                    }
                    _ => ('\u{FFFD}', 5),
                }
            }
            _ => return Err(self.refuse("an escape is unknown")),
        })
    }

    fn number(&mut self) -> Result<String, Refusal> {
        let rest = &self.text[self.at..];
        let length = rest.bytes().take_while(|byte| matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9')).count();
        let number = &rest[..length];
        if number.parse::<f64>().is_err() || number.ends_with('.') {
            return Err(self.refuse("a number is none"));
        }
        self.at += length;
        Ok(number.to_owned())
    }

    fn word(&mut self) -> Result<What, Refusal> {
        for (word, what) in [("null", What::Null), ("true", What::Bool(true)), ("false", What::Bool(false))] {
            if self.text[self.at..].starts_with(word) {
                self.at += word.len();
                return Ok(what);
            }
        }
        Err(self.refuse("this is no JSON"))
    }
}

/// What has just been opened.
enum Opened {
    List(u32),
    Map(u32),
}

impl Opened {
    fn begin(self, reader: &mut Reader<'_>, open: &mut Vec<Open>) -> Result<Option<Node>, Refusal> {
        if open.len() >= DEPTH {
            return Err(reader.refuse(format!("the JSON is nested deeper than {DEPTH}")));
        }
        let closing = match self {
            Self::List(line) => {
                open.push(Open::List(line, Vec::new()));
                b']'
            }
            Self::Map(line) => {
                open.push(Open::Map(line, Vec::new(), None));
                b'}'
            }
        };
        reader.space()?;
        if reader.peek() == Some(closing) {
            return reader.close(open);
        }
        reader.key(open)?;
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same value, as `serde_json` has it.
    fn plain(node: &Node) -> serde_json::Value {
        match &node.what {
            What::Null => serde_json::Value::Null,
            What::Bool(truth) => (*truth).into(),
            What::Number(number) => serde_json::from_str(number).expect("a number"),
            What::Text(text) => text.clone().into(),
            What::List(elements) => elements.iter().map(plain).collect(),
            What::Map(members) => members.iter().map(|(name, node)| (name.clone(), plain(node))).collect(),
        }
    }

    #[test]
    fn lines_are_those_of_keys_and_elements() {
        let root = read("{\n \"a\":\n  1, \"b\": [\n 2,\n {\"c\": \"\\u00e9\\uD83D\\uDE00\"}]}").expect("JSON");
        assert_eq!((root.line, root.get("a").map(|node| node.line)), (1, Some(2)));
        let list = root.get("b").expect("a list").elements();
        assert_eq!((list[0].line, list[1].line), (4, 5));
        assert_eq!(list[1].said("c"), Some("é😀"));
    }

    #[test]
    fn what_is_no_json_is_refused_with_its_line() {
        for (text, line, reason) in [
            ("{\"a\": 1,\n \"a\": 2}", 2, "stands twice"),
            ("[1,\n]", 2, "comma"),
            ("[1] 2", 1, "behind the end"),
            ("{\"a\"\n", 2, "`:`"),
            ("\n[1 2]", 2, "missing"),
            ("\"a", 1, "does not end"),
            ("", 1, "ends"),
            ("// a\n1", 1, "no JSON"),
        ] {
            let refusal = read(text).expect_err(text);
            assert!(refusal.line == Some(line) && refusal.reason.contains(reason), "{text:?}: {refusal}");
        }
        assert!(read(&"[".repeat(1_000_000)).expect_err("too deep").reason.contains("deeper"));
        let root = read_with_comments("// a\n{ /* b\n */ \"c\": [1,],\n}").expect("JSON with comments");
        assert_eq!(root.get("c").map(|node| (node.line, node.elements().len())), Some((3, 1)));
    }

    fn value() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i64>().prop_map(Into::into),
            ".*".prop_map(Into::into)
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
                prop::collection::btree_map(".*", inner, 0..6).prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_serde_writes_is_read_the_same(value in value()) {
            let pretty = serde_json::to_string_pretty(&value).expect("JSON");
            prop_assert_eq!(plain(&read(&pretty).expect("JSON")), value.clone());
            prop_assert_eq!(plain(&read_with_comments(&value.to_string()).expect("JSON")), value);
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".*") {
            let ours = read(&text).is_ok();
            // A number beyond what can be counted is the one thing that serde_json takes otherwise.
            prop_assert!(!ours || serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok());
        }
    }
}
