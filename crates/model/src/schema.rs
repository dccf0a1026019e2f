//! The kinds as one project uses them: the product's own, with the prefixes, fields and kinds that `primum.toml` adds.

use crate::kinds::{COMMON_FIELDS, Declaration, FieldDeclaration, KINDS, Kind, Type};
use std::collections::HashMap;

/// What a field's value is, as the project uses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// Any text.
    Text,
    /// One of these words.
    Choice(Vec<String>),
    /// A calendar date.
    Date,
    /// One exact version.
    Version,
    /// Paths with wildcards.
    Glob,
    /// IDs of records of these kinds; of any kind when empty.
    Link(Vec<Kind>),
}

/// A field of a kind, as the project uses it.
#[derive(Clone, Debug)]
pub struct FieldSpec {
    /// The key as it is written.
    pub name: String,
    /// What its values are.
    pub kind: FieldType,
    /// May it hold several values?
    pub many: bool,
    /// Does a record make no sense without it?
    pub necessary: bool,
    /// Does it count in the fingerprint?
    pub normative: bool,
    /// For links: the name of the way back.
    pub inverse: String,
    /// What to write here.
    pub doc: String,
}

impl FieldSpec {
    fn declared(field: &FieldDeclaration) -> Self {
        Self {
            name: field.name.to_owned(),
            kind: match field.kind {
                Type::Text => FieldType::Text,
                Type::Choice(words) => FieldType::Choice(words.iter().map(|word| (*word).to_owned()).collect()),
                Type::Date => FieldType::Date,
                Type::Version => FieldType::Version,
                Type::Glob => FieldType::Glob,
                Type::Link(kinds) => FieldType::Link(kinds.to_vec()),
            },
            many: field.many,
            necessary: field.necessary,
            normative: field.normative,
            inverse: field.inverse.to_owned(),
            doc: field.doc.to_owned(),
        }
    }

    /// Are several values written in one line, separated by commas?
    #[must_use]
    pub fn splits_at_commas(&self) -> bool {
        self.many && self.kind != FieldType::Text
    }
}

/// A kind, as the project uses it.
#[derive(Clone, Debug)]
pub struct KindSpec {
    /// Which kind.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// Its name for several.
    pub plural: String,
    /// Other words that people type for it.
    pub aliases: Vec<String>,
    /// Does a record of this kind get a file of its own?
    pub alone: bool,
    /// Prefixes of its IDs; `new` takes the first.
    pub prefixes: Vec<String>,
    /// What a record of this kind is.
    pub summary: String,
    /// How to write a good one.
    pub guidance: String,
    /// Clauses that ask for it.
    pub asked_by: Vec<String>,
    /// Its fields: declared, common, and the project's own.
    pub fields: Vec<FieldSpec>,
    /// Sections that `new` lays out: title and guidance.
    pub sections: Vec<(String, String)>,
}

impl KindSpec {
    fn declared(declaration: &Declaration) -> Self {
        let own = |name: &str| declaration.fields.iter().any(|field| field.name == name);
        let common = COMMON_FIELDS.iter().filter(|field| !own(field.name));
        Self {
            kind: declaration.kind,
            name: declaration.name.to_owned(),
            plural: declaration.plural.to_owned(),
            aliases: declaration.aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            alone: declaration.alone,
            prefixes: vec![declaration.prefix.to_owned()],
            summary: declaration.summary.to_owned(),
            guidance: declaration.guidance.to_owned(),
            asked_by: declaration.asked_by.iter().map(|clause| (*clause).to_owned()).collect(),
            fields: declaration.fields.iter().chain(common).map(FieldSpec::declared).collect(),
            sections: declaration.sections.iter().map(|section| (section.title.to_owned(), section.guidance.to_owned())).collect(),
        }
    }

    /// The fields that every kind has.
    #[must_use]
    pub fn common_fields() -> Vec<FieldSpec> {
        COMMON_FIELDS.iter().map(FieldSpec::declared).collect()
    }

    /// The field of this name, with its position.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<(u16, &FieldSpec)> {
        self.fields.iter().position(|field| field.name == name).map(|at| (at as u16, &self.fields[at]))
    }

    /// The prefix that new records get.
    #[must_use]
    pub fn prefix(&self) -> &str {
        self.prefixes.first().map_or("", String::as_str)
    }
}

/// All kinds of a project.
#[derive(Clone, Debug)]
pub struct Schema {
    kinds: Vec<KindSpec>,
    prefixes: HashMap<String, Kind>,
}

impl Default for Schema {
    fn default() -> Self {
        Self::new(KINDS.iter().map(KindSpec::declared).collect())
    }
}

impl Schema {
    /// From kinds whose order is that of [`Kind::position`].
    #[must_use]
    pub fn new(kinds: Vec<KindSpec>) -> Self {
        let prefixes = kinds.iter().flat_map(|spec| spec.prefixes.iter().map(|prefix| (prefix.clone(), spec.kind))).collect();
        Self { kinds, prefixes }
    }

    /// Every kind, the product's own first.
    #[must_use]
    pub fn kinds(&self) -> &[KindSpec] {
        &self.kinds
    }

    /// Hands the kinds out to be changed, as `primum.toml` says.
    #[must_use]
    pub fn into_kinds(self) -> Vec<KindSpec> {
        self.kinds
    }

    /// The kind's specification.
    #[must_use]
    pub fn spec(&self, kind: Kind) -> &KindSpec {
        &self.kinds[kind.position()]
    }

    /// The kind by its name, plural, prefix, or a short word for it. Case does not count, and `-` or `_` stand for a blank.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&KindSpec> {
        let word = folded(name);
        // A prefix as it is written goes first: it is what IDs are told apart by. A project's own kind may take a word of ours.
        self.kinds
            .iter()
            .find(|spec| spec.prefixes.iter().any(|prefix| prefix == name.trim()))
            .or_else(|| self.kinds.iter().find(|spec| folded(&spec.name) == word || folded(&spec.plural) == word))
            .or_else(|| self.kinds.iter().find(|spec| spec.prefixes.iter().any(|prefix| folded(prefix) == word)))
            .or_else(|| self.kinds.iter().find(|spec| spec.aliases.iter().any(|alias| is_called(&word, &folded(alias)))))
    }

    /// Every prefix in use.
    pub fn prefixes(&self) -> impl Iterator<Item = &str> {
        self.prefixes.keys().map(String::as_str)
    }

    /// The kind that an ID belongs to, by its longest known prefix; nothing if the text is no ID of a known kind.
    #[must_use]
    pub fn kind_of_id(&self, id: &str) -> Option<Kind> {
        if !is_id_shaped(id) {
            return None;
        }
        let mut end = id.len();
        while let Some(dash) = id[..end].rfind('-') {
            if let Some(kind) = self.prefixes.get(&id[..dash]) {
                return Some(*kind);
            }
            end = dash;
        }
        None
    }
}

/// A word as it is compared: lower case, its parts joined by one blank.
fn folded(word: &str) -> String {
    word.split(|c: char| c.is_whitespace() || c == '-' || c == '_')
        .filter(|part| !part.is_empty())
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Is the word the alias, or several of them?
fn is_called(word: &str, alias: &str) -> bool {
    word.strip_prefix(alias).is_some_and(|rest| rest.is_empty() || rest == "s")
}

impl Kind {
    /// Its position in the schema.
    #[must_use]
    pub fn position(self) -> usize {
        match self {
            Self::Own(number) => KINDS.len() + number as usize,
            _ => KINDS.iter().position(|declaration| declaration.kind == self).unwrap_or(0),
        }
    }
}

/// Groups of letters and digits joined by single dashes, at least two groups.
#[must_use]
pub fn is_id_shaped(text: &str) -> bool {
    let mut groups = 0;
    for group in text.split('-') {
        if group.is_empty() || !group.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return false;
        }
        groups += 1;
    }
    groups >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_prefix_decides() {
        let mut kinds = Schema::default().into_kinds();
        kinds[Kind::SoftwareRequirement.position()].prefixes.push("RW-SW".into());
        let schema = Schema::new(kinds);
        assert_eq!(schema.kind_of_id("RW-SW-8"), Some(Kind::SoftwareRequirement));
        assert_eq!(schema.kind_of_id("SRS-DOSE-012"), Some(Kind::SoftwareRequirement));
        assert_eq!(schema.kind_of_id("SW-1"), Some(Kind::SoftwareSystem));
        for no in ["SRS", "SRS-", "-SRS-1", "SRS--1", "SRS-1.A", "XYZ-1", "RW-8", ""] {
            assert_eq!(schema.kind_of_id(no), None, "{no}");
        }
    }

    #[test]
    fn kinds_are_found_by_the_words_that_people_type() {
        let schema = Schema::default();
        for (word, kind) in [
            ("srs", Kind::SoftwareRequirement),
            ("Requirement", Kind::SoftwareRequirement),
            ("software-requirements", Kind::SoftwareRequirement),
            ("item", Kind::SoftwareItem),
            ("units", Kind::SoftwareUnit),
            ("soup", Kind::Soup),
            ("Soup Item", Kind::Soup),
            ("control", Kind::RiskControl),
            ("trend-review", Kind::TrendReview),
            ("change_request", Kind::ChangeRequest),
            ("  problem ", Kind::ProblemReport),
            ("need", Kind::UserNeed),
            ("system", Kind::SoftwareSystem),
            ("capa", Kind::Capa),
        ] {
            assert_eq!(schema.named(word).map(|spec| spec.kind), Some(kind), "{word}");
        }
        for no in ["", "-", "requirment", "items of SOUP", "softwarerequirement"] {
            assert!(schema.named(no).is_none(), "{no}");
        }
    }

    #[test]
    fn no_word_names_two_kinds() {
        let schema = Schema::default();
        let mut seen = HashMap::new();
        for spec in schema.kinds() {
            let words: std::collections::BTreeSet<String> = [&spec.name, &spec.plural]
                .into_iter()
                .chain(&spec.prefixes)
                .map(|word| folded(word))
                .chain(spec.aliases.iter().flat_map(|alias| [folded(alias), format!("{}s", folded(alias))]))
                .collect();
            for word in words {
                assert_eq!(seen.insert(word.clone(), &spec.name), None, "{word} names a {} and another kind", spec.name);
                assert_eq!(schema.named(&word).map(|found| found.kind), Some(spec.kind), "{word}");
            }
        }
    }

    #[test]
    fn a_kind_of_the_project_takes_a_word_of_ours() {
        let text = "[[kinds]]\nname = \"item\"\nprefix = \"Control\"\n";
        let schema = crate::Config::read(text).expect("TOML").schema;
        for word in ["item", "control"] {
            assert_eq!(schema.named(word).map(|spec| spec.kind), Some(Kind::Own(0)), "{word}");
        }
        assert_eq!(schema.named("items").map(|spec| spec.kind), Some(Kind::SoftwareItem));
    }

    #[test]
    fn a_kind_that_declares_its_own_status_has_it_once() {
        let schema = Schema::default();
        let spec = schema.spec(Kind::ProblemReport);
        assert_eq!(spec.fields.iter().filter(|field| field.name == "status").count(), 1);
        assert!(spec.field("owner").is_some());
    }
}
