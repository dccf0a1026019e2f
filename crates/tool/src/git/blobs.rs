//! What a commit holds, as git stores it: no filter, no line ends of this machine.

use super::{Git, names};
use anyhow::{Result, bail};

/// How many files are asked for at a time.
const BATCH: usize = 256;

/// A file of a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Blob {
    /// Its path, relative to the project.
    pub(crate) path: String,
    /// Its object.
    object: String,
    /// Is it the commit of a submodule, whose files are elsewhere?
    submodule: bool,
}

impl Git {
    /// The files below the project's folder in a commit, in the order of their paths.
    pub(crate) fn blobs(&self, commit: &str) -> Result<Vec<Blob>> {
        let listed = self.bytes(&["ls-tree", "-r", "-z", commit])?;
        let mut blobs = Vec::new();
        for entry in names(&listed) {
            let Some((about, path)) = entry.split_once('\t') else { bail!("git ls-tree: an answer that is not understood") };
            let mut words = about.split(' ').skip(1);
            let (Some(kind), Some(object)) = (words.next(), words.next()) else { bail!("git ls-tree: an answer that is not understood") };
            if path.contains('\u{fffd}') {
                bail!("the name of {path} is not UTF-8, so no manifest can hold it");
            }
            blobs.push(Blob { path: path.to_owned(), object: object.to_owned(), submodule: kind == "commit" });
        }
        blobs.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(blobs)
    }

    /// Hands out the content of each file, in their order. Of a submodule it is a line that names the commit.
    pub(crate) fn contents(&self, blobs: &[&Blob], each: &mut dyn FnMut(&Blob, &[u8]) -> Result<()>) -> Result<()> {
        for part in blobs.chunks(BATCH) {
            let questions: String = part.iter().filter(|blob| !blob.submodule).map(|blob| format!("{}\n", blob.object)).collect();
            let answer = if questions.is_empty() { Vec::new() } else { self.ask(&["cat-file", "--batch"], &questions)? };
            let mut rest = answer.as_slice();
            for blob in part {
                if blob.submodule {
                    each(blob, format!("Subproject commit {}\n", blob.object).as_bytes())?;
                    continue;
                }
                let (content, after) = next(rest).ok_or_else(|| anyhow::anyhow!("git does not give the content of {}", blob.path))?;
                each(blob, content)?;
                rest = after;
            }
        }
        Ok(())
    }

    /// The commit that a name stands for, if there is such a name.
    pub(crate) fn commit_of(&self, name: &str) -> Option<String> {
        self.text(&["rev-parse", "--verify", "--quiet", &format!("{name}^{{commit}}")]).ok()
    }

    /// When the commit was made, in seconds since 1970.
    pub(crate) fn time_of(&self, commit: &str) -> Result<i64> {
        let answer = self.text(&["show", "--no-patch", "--format=%ct", commit])?;
        answer.trim().parse().map_err(|_| anyhow::anyhow!("git does not say when {commit} was made"))
    }
}

/// The content of the first object of an answer, and the answers behind it.
fn next(answer: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = answer.iter().position(|byte| *byte == b'\n')?;
    let head = std::str::from_utf8(answer.get(..end)?).ok()?;
    let length: usize = head.rsplit(' ').next()?.parse().ok()?;
    let from = end + 1;
    let to = from.checked_add(length)?;
    Some((answer.get(from..to)?, answer.get(to..)?.strip_prefix(b"\n")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_is_cut_off_is_none() {
        let answer = b"aa blob 3\na\nb\nbb blob 0\n\n";
        let (first, rest) = next(answer).expect("an object");
        assert_eq!(first, b"a\nb");
        assert_eq!(next(rest), Some((&b""[..], &b""[..])));
        for cut in [&b""[..], b"aa missing\n", b"aa blob 9\nabc\n", b"aa blob 3\nabc", b"aa blob 18446744073709551615\nabc\n"] {
            assert_eq!(next(cut), None, "{}", String::from_utf8_lossy(cut));
        }
    }
}
