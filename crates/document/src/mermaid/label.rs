//! The words of boxes and lines: line breaks, characters that are written by name, and marks of emphasis, which are left out.

/// The longest line of a label, in characters, and how many lines it may have.
const LONGEST: usize = 400;
const LINES: usize = 40;

/// Elements that change how words look and not what they say.
const INLINE: [&str; 20] = [
    "b", "i", "u", "s", "em", "strong", "span", "div", "p", "small", "big", "sub", "sup", "code", "center", "font", "mark", "tt", "del",
    "ins",
];

/// Characters by their names in HTML.
const NAMED: [(&str, char); 40] = [
    ("quot", '"'),
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("nbsp", '\u{a0}'),
    ("apos", '\''),
    ("semi", ';'),
    ("colon", ':'),
    ("comma", ','),
    ("num", '#'),
    ("lpar", '('),
    ("rpar", ')'),
    ("lbrack", '['),
    ("rbrack", ']'),
    ("lbrace", '{'),
    ("rbrace", '}'),
    ("lsqb", '['),
    ("rsqb", ']'),
    ("lcub", '{'),
    ("rcub", '}'),
    ("vert", '|'),
    ("copy", '©'),
    ("reg", '®'),
    ("deg", '°'),
    ("micro", 'µ'),
    ("plusmn", '±'),
    ("times", '×'),
    ("divide", '÷'),
    ("middot", '·'),
    ("sect", '§'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("larr", '←'),
    ("uarr", '↑'),
    ("rarr", '→'),
    ("darr", '↓'),
    ("le", '≤'),
    ("ge", '≥'),
    ("ne", '≠'),
];

/// A label as it is read, with its line breaks.
pub(super) fn label(raw: &str) -> Result<String, String> {
    if raw.contains("$$") {
        return Err("there is a formula in it".to_owned());
    }
    let raw = raw.trim();
    let marked = raw.strip_prefix('`').and_then(|raw| raw.strip_suffix('`')).map(|raw| raw.replace("**", ""));
    let text = characters(&without_elements(marked.as_deref().unwrap_or(raw))?);
    let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
    let text = lines.join("\n").trim_matches('\n').to_owned();
    if text.split('\n').count() > LINES || text.split('\n').any(|line| line.chars().count() > LONGEST) {
        return Err("a text in it is too long to be drawn".to_owned());
    }
    Ok(text)
}

/// The same where `\n` breaks a line as well, as in flowcharts and state diagrams.
pub(super) fn escaped_label(raw: &str) -> Result<String, String> {
    label(&raw.replace("\\n", "<br>"))
}

/// The text without elements of HTML that say nothing; `<br>` is a new line. What is no such element stays as it is.
fn without_elements(text: &str) -> Result<String, String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let element = after.split_once('>').filter(|(inner, _)| !inner.contains('<'));
        let name = |inner: &str| {
            let bare = inner.trim_start_matches('/');
            bare.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("").to_ascii_lowercase()
        };
        match element.map(|(inner, after)| (name(inner), after)) {
            Some((name, after)) if name == "br" => {
                out.push('\n');
                rest = after;
            }
            Some((name, after)) if INLINE.contains(&name.as_str()) => rest = after,
            Some((name, _)) if ["img", "svg", "iframe", "video", "table"].contains(&name.as_str()) => {
                return Err("there is more than words in a label".to_owned());
            }
            _ => {
                out.push('<');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    Ok(out)
}

/// The text with characters for `#quot;`, `#35;`, `&lt;` and the like. What has no such name stays as it was written.
fn characters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['#', '&']) {
        out.push_str(&rest[..at]);
        let found = entity(&rest[at..]);
        match found.and_then(|length| Some((named(&rest[at + 1..at + length - 1])?, length))) {
            Some((character, length)) => {
                out.push(character);
                rest = &rest[at + length..];
            }
            None => {
                out.push_str(&rest[at..=at]);
                rest = &rest[at + 1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// How long the name of a character is that begins here, with its marks.
pub(super) fn entity(text: &str) -> Option<usize> {
    let name = text.strip_prefix(['#', '&'])?;
    let end = name.bytes().take(12).position(|byte| byte == b';')?;
    let known = name[..end].bytes().enumerate().all(|(at, byte)| byte.is_ascii_alphanumeric() || (at == 0 && byte == b'#'));
    (end > 0 && known).then_some(end + 2)
}

fn named(name: &str) -> Option<char> {
    if let Some((_, character)) = NAMED.iter().find(|(known, _)| *known == name) {
        return Some(*character);
    }
    let digits = name.strip_prefix('#').unwrap_or(name);
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => digits.parse(),
    };
    number.ok().and_then(char::from_u32).filter(|character| !character.is_control())
}
