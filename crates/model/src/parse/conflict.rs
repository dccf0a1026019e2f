//! Marks that a merge left between two versions of a text.

use super::Parser;
use crate::document::FaultKind;
use crate::lines::Line;
use crate::source::Span;

/// The marks, each seven signs at the start of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Ours,
    Base,
    Between,
    Theirs,
}

fn mark(line: &str) -> Option<Mark> {
    let sign = *line.as_bytes().first()?;
    if !matches!(sign, b'<' | b'|' | b'=' | b'>') {
        return None;
    }
    let run = line.bytes().take_while(|byte| *byte == sign).count();
    let rest = line[run..].trim_end();
    if run != 7 || !(rest.is_empty() || rest.starts_with(' ')) {
        return None;
    }
    match sign {
        b'<' => Some(Mark::Ours),
        b'>' => Some(Mark::Theirs),
        b'|' => (!rest.contains('|')).then_some(Mark::Base),
        _ => rest.is_empty().then_some(Mark::Between),
    }
}

/// Is this line of a record table a mark and no row?
pub(crate) fn is_mark(line: &str) -> bool {
    mark(line).is_some()
}

impl Parser<'_> {
    /// Reports a mark; `true` if the line stands between, or ends, the versions of an open conflict and is no text of the record.
    /// `stray`: a line `=======` with no conflict open is a mark here, and does not underline a heading.
    pub(crate) fn conflict(&mut self, line: Line, stray: bool) -> bool {
        let Some(mark) = mark(line.span.of(self.text)) else { return false };
        let open = self.conflict;
        match mark {
            Mark::Ours => {
                self.conflict = true;
                self.conflict_fault(line.span);
                return true;
            }
            Mark::Theirs => self.conflict = false,
            Mark::Base if !open => return false,
            Mark::Between if !open && !stray => return false,
            Mark::Base | Mark::Between => {}
        }
        if !open {
            self.conflict_fault(line.span);
        }
        open
    }

    pub(crate) fn conflict_fault(&mut self, span: Span) {
        self.fault(
            FaultKind::ConflictMark,
            span,
            "a merge conflict is left here".into(),
            "decide between the two versions, then take the marks out".into(),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seven_signs_at_the_start_are_a_mark() {
        for line in ["<<<<<<< HEAD", "<<<<<<<", "=======", "======= ", ">>>>>>> main", "||||||| base"] {
            assert!(is_mark(line), "{line}");
        }
        for line in ["<<<<<< HEAD", "========", "======= x", " =======", ">>>>>>>x", "||||||| a | b |", "", "text <<<<<<< x"] {
            assert!(!is_mark(line), "{line}");
        }
    }
}
