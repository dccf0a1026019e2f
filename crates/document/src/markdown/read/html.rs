//! Raw HTML in a text: what of it is more than text.

use std::borrow::Cow;

/// A line break as people write it in cells of tables.
pub(super) fn is_break(html: &str) -> bool {
    ["<br>", "<br/>", "<br />"].iter().any(|tag| html.eq_ignore_ascii_case(tag))
}

/// HTML without its comments, which hold guidance for writers. One that is not closed stays, so that a slip hides nothing.
pub(super) fn without_comments(html: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, from)) = rest.split_once("<!--") {
        // `<!-->` is a whole comment (CommonMark 0.31, 6.6), so the end may overlap the beginning.
        let length = match from.as_bytes() {
            [b'>', ..] => Some(1),
            [b'-', b'>', ..] => Some(2),
            _ => from.find("-->").map(|at| at + 3),
        };
        let Some(length) = length else { break };
        out.push_str(before);
        rest = from.get(length..).unwrap_or("");
    }
    if out.is_empty() && rest.len() == html.len() {
        return Cow::Borrowed(html);
    }
    out.push_str(rest);
    Cow::Owned(out)
}
