//! What an import passed over for want of an option: IDs of prefixes that are no kind, and names that are no field.

use super::{Options, identifier};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Names that foreign tools give to what a field of ours holds.
const RELATIVES: &[(&str, &str)] = &[
    ("parent", "derives-from"),
    ("fulfills", "derives-from"),
    ("fulfils", "derives-from"),
    ("refines", "derives-from"),
    ("derived-from", "derives-from"),
    ("traces-to", "derives-from"),
    ("trace", "derives-from"),
    ("upstream", "derives-from"),
    ("source-requirement", "derives-from"),
    ("validates", "verifies"),
    ("tests", "verifies"),
    ("tested-requirement", "verifies"),
    ("mitigates", "controls"),
    ("verification", "verify"),
    ("verification-method", "verify"),
    ("acceptance-criteria", "acceptance"),
    ("acceptance-criterion", "acceptance"),
    ("type", "category"),
    ("component", "allocated-to"),
    ("module", "allocated-to"),
    ("allocation", "allocated-to"),
];

/// Anything like `ABC-12`, whatever its prefix stands for.
static ANY_ID: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b[A-Z][A-Za-z0-9]*(?:[-_][A-Za-z0-9]+)*[-_][0-9]+[A-Za-z0-9]*\b").ok());

/// The pattern of [`ANY_ID`].
pub(super) fn any_id() -> Option<&'static Regex> {
    ANY_ID.as_ref()
}

/// IDs that were seen where records begin, by prefix, with the line of the first.
#[derive(Debug, Default)]
pub(super) struct Strangers {
    found: BTreeMap<String, (BTreeSet<String>, usize)>,
}

impl Strangers {
    /// Notes an ID, unless its prefix is known.
    pub(super) fn add(&mut self, line: usize, foreign: &str, options: &Options) {
        let Some(id) = identifier::in_grammar(foreign) else { return };
        let prefix = identifier::prefix(&id, options);
        if !options.knows_prefix(prefix) {
            self.found.entry(prefix.to_owned()).or_insert_with(|| (BTreeSet::new(), line)).0.insert(id.clone());
        }
    }

    /// How many IDs have each prefix, and the line of the first.
    pub(super) fn counted(&self) -> BTreeMap<String, (usize, usize)> {
        self.found.iter().map(|(prefix, (ids, line))| (prefix.clone(), (ids.len(), *line))).collect()
    }
}

/// Columns, keys and options that no field was found for.
#[derive(Debug, Default)]
pub(super) struct Unmapped {
    names: Vec<Name>,
}

#[derive(Debug)]
struct Name {
    foreign: String,
    line: usize,
    values: usize,
    ours: Option<String>,
    prefix: String,
}

impl Unmapped {
    /// Notes a value under a foreign name, in a record with this prefix.
    pub(super) fn add(&mut self, line: usize, foreign: &str, value: &str, prefix: &str, options: &Options) {
        let foreign = foreign.trim();
        if options.own_fields.is_empty() || value.trim().is_empty() || options.field(foreign).is_some() {
            return;
        }
        match self.names.iter_mut().find(|name| name.foreign.eq_ignore_ascii_case(foreign)) {
            Some(name) => name.values += 1,
            None => {
                let ours = suggestion(foreign, value, prefix, options);
                self.names.push(Name { foreign: foreign.to_owned(), line, values: 1, ours, prefix: prefix.to_owned() });
            }
        }
    }

    /// A remark for each name: its line and what would map it.
    pub(super) fn notes(self) -> impl Iterator<Item = (usize, String)> {
        self.names.into_iter().map(|Name { foreign, line, values, ours, prefix }| {
            let times = if values == 1 { "1 value".to_owned() } else { format!("{values} values") };
            let option = |ours: &str| {
                let pair = format!("{foreign}={ours}");
                let plain = pair.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '=' | '.'));
                if plain { format!("--field {pair}") } else { format!("--field \"{}\"", pair.replace('"', "\\\"")) }
            };
            let message = match ours {
                Some(ours) => format!("`{foreign}` ({times}) is mapped to no field: {} would map it", option(&ours)),
                None => format!(
                    "`{foreign}` ({times}) is mapped to no field: {} would, with a field that `primum explain {prefix}` lists",
                    option("FIELD")
                ),
            };
            (line, message)
        })
    }
}

/// The field of ours that the name or the value speaks for.
fn suggestion(foreign: &str, value: &str, prefix: &str, options: &Options) -> Option<String> {
    let has = |ours: &str| options.has_field(prefix, ours);
    let key = identifier::key(foreign)?;
    if has(&key) {
        return Some(key);
    }
    let singular = key.strip_suffix('s').unwrap_or(&key);
    let relative = RELATIVES.iter().find(|(name, _)| *name == key || *name == singular).map(|(_, ours)| *ours);
    let words = || value.split([' ', '\t', '\n', ',', ';']).map(str::trim).filter(|word| !word.is_empty());
    let only_ids = || words().all(|word| word.contains(|c: char| c.is_ascii_digit()) && identifier::target(word).is_some());
    relative
        .filter(|ours| has(ours))
        .or_else(|| ["derives-from", "verifies"].into_iter().find(|ours| has(ours) && only_ids()))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options() -> Options {
        let fields = ["derives-from", "verify", "source"].map(str::to_owned).into();
        Options {
            own_fields: [("SRS".to_owned(), fields)].into(),
            kinds: vec![("SRS".into(), "software requirement".into())],
            ..Options::default()
        }
    }

    #[test]
    fn a_name_is_told_once_with_the_option_that_maps_it() {
        let options = options();
        let mut unmapped = Unmapped::default();
        for (line, name, value) in [
            (3, "Parents", "SYS-1"),
            (4, "parents", "SYS-2"),
            (5, "Derives from", "x"),
            (6, "Seen in", "UN-1, UN-2"),
            (7, "Mood", "good"),
            (8, "Empty", ""),
        ] {
            unmapped.add(line, name, value, "SRS", &options);
        }
        let notes: Vec<(usize, String)> = unmapped.notes().collect();
        assert_eq!(
            notes,
            [
                (3, "`Parents` (2 values) is mapped to no field: --field Parents=derives-from would map it".to_owned()),
                (5, "`Derives from` (1 value) is mapped to no field: --field \"Derives from=derives-from\" would map it".to_owned()),
                (6, "`Seen in` (1 value) is mapped to no field: --field \"Seen in=derives-from\" would map it".to_owned()),
                (
                    7,
                    "`Mood` (1 value) is mapped to no field: --field Mood=FIELD would, with a field that `primum explain SRS` lists"
                        .to_owned()
                ),
            ]
        );
    }

    #[test]
    fn ids_of_unknown_prefixes_are_counted_once_each() {
        let options = options();
        let mut strangers = Strangers::default();
        for (line, id) in [(2, "REQ-1"), (5, "REQ_2"), (9, "REQ-1"), (11, "SRS-4"), (12, "R12"), (13, "no")] {
            strangers.add(line, id, &options);
        }
        assert_eq!(strangers.counted(), [("R".to_owned(), (1, 12)), ("REQ".to_owned(), (2, 2))].into());
    }
}
