//! `using` and `namespace` of C#.

use super::masked::{Masked, words};
use super::{How, Scanned};

pub(super) fn read(masked: &Masked<'_>, scanned: &mut Scanned) {
    let code = &masked.code;
    for (word, _, end) in masked.words(&["using", "namespace", "class", "struct", "interface", "enum", "record", "delegate"]) {
        let stop = code[end..].find([';', '{', '(', ')', '}', '<', ':']).map_or(code.len(), |length| end + length);
        let rest = &code[end..stop];
        match word {
            "using" if code.as_bytes().get(stop) == Some(&b';') => {
                // `using Name = A.B;` gives another name; `using static A.B;` takes the members of a type; `using var x = y;` is none.
                let name = rest.rsplit('=').next().unwrap_or(rest).trim();
                let name = name.strip_prefix("static ").map_or(name, str::trim);
                let name = name.strip_prefix("global::").unwrap_or(name);
                if !name.is_empty() && !name.contains(char::is_whitespace) && !rest.trim_start().starts_with("var ") {
                    let from = end + rest.rfind(name).unwrap_or(0);
                    scanned.want(name, from, from + name.len(), How::Namespace);
                }
            }
            "using" => {}
            "namespace" => scanned.offers.packages.extend(Some(rest.trim().to_owned()).filter(|name| !name.is_empty())),
            "delegate" => scanned.offers.types.extend(rest.split_whitespace().last().map(str::to_owned)),
            _ => {
                // `record struct Dose` declares Dose.
                let name = rest.split_whitespace().find(|word| !matches!(*word, "struct" | "class"));
                scanned.offers.types.extend(name.map(str::to_owned));
            }
        }
    }
    let used = words(code).map(|(word, ..)| word).filter(|word| word.starts_with(char::is_uppercase));
    scanned.offers.words = used.map(str::to_owned).collect::<std::collections::BTreeSet<_>>().into_iter().collect();
}
