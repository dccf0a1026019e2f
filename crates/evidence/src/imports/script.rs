//! `import`, `export … from`, `require` and `import()` of JavaScript and TypeScript.

use super::masked::{Masked, STRING};
use super::{How, Scanned};

pub(super) fn read(masked: &Masked<'_>, scanned: &mut Scanned) {
    let code = masked.code.as_bytes();
    for (word, start, end) in masked.words(&["import", "export", "require"]) {
        if start > 0 && matches!(code[start - 1], b'.' | b'$') {
            continue;
        }
        let next = masked.next(end);
        let at = match masked.byte(next) {
            b'(' if word != "export" => masked.next(next + 1),
            STRING if word == "import" => next,
            _ if word == "require" => continue,
            _ => {
                // The names in between hold no bracket of a call, no end of a statement and no assignment.
                let upto = code[end..].iter().position(|byte| matches!(byte, b';' | b'(' | b'=' | &STRING)).map(|length| end + length);
                let Some(at) = upto.filter(|at| masked.code[end..*at].trim_end().ends_with("from")) else { continue };
                at
            }
        };
        if let Some((target, end)) = masked.string(at) {
            scanned.want(target, at, end, How::Relative);
        }
    }
}
