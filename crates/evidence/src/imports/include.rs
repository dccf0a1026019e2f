//! `#include` and `#import` of C, C++ and Objective-C.

use super::masked::{Masked, STRING};
use super::{How, Scanned};

pub(super) fn read(masked: &Masked<'_>, scanned: &mut Scanned) {
    for (start, line) in masked.lines() {
        let Some(rest) = line.trim_start().strip_prefix('#') else { continue };
        let rest = rest.trim_start();
        let Some(rest) = ["include_next", "include", "import"].iter().find_map(|word| rest.strip_prefix(word)) else { continue };
        let rest = rest.trim_start();
        let at = start + line.len() - rest.len();
        if rest.as_bytes().first() == Some(&STRING) {
            if let Some((target, end)) = masked.string(at) {
                scanned.want(target, at, end, How::Quoted);
            }
        } else if let Some((target, _)) = rest.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
            scanned.want(target, at, at + target.len() + 2, How::Angled);
        }
    }
}
