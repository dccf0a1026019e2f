//! The kinds of record, declared once: parser, `new`, `explain`, schema and manual all read this table.

mod architecture;
mod change;
mod planning;
mod quality;
mod requirements;
mod risk;
mod verification;

/// A kind of record. The first ones are the product's own; `Own` numbers the kinds that a project adds in `primum.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "every variant is described by its declaration in the table below")]
pub enum Kind {
    IntendedUse,
    Qualification,
    Plan,
    Procedure,
    Tool,
    UserNeed,
    Claim,
    SystemRequirement,
    SoftwareRequirement,
    SoftwareSystem,
    SoftwareItem,
    SoftwareUnit,
    Interface,
    Segregation,
    DetailedDesign,
    Soup,
    VulnerabilityAssessment,
    Hazard,
    HazardousSituation,
    Cause,
    RiskControl,
    Threat,
    Test,
    Review,
    Feedback,
    ProblemReport,
    ChangeRequest,
    Release,
    TrendReview,
    Deviation,
    LegacyAssessment,
    Attestation,
    Audit,
    AuditFinding,
    Capa,
    /// A kind of the project's own: its position among `[[kinds]]` of `primum.toml`.
    Own(u16),
}

/// What a field's value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Any text, one value a line.
    Text,
    /// One of a few words.
    Choice(&'static [&'static str]),
    /// A calendar date, `2026-11-22`.
    Date,
    /// One exact version: no range, no `latest`.
    Version,
    /// Paths with `*`, `**`, `?`, relative to the project.
    Glob,
    /// IDs of records of these kinds (of any kind when empty).
    Link(&'static [Kind]),
}

/// One field of a kind.
#[derive(Clone, Copy, Debug)]
pub struct FieldDeclaration {
    /// The key as it is written: lower case, words joined by `-`.
    pub name: &'static str,
    /// What its values are.
    pub kind: Type,
    /// May it hold several values?
    pub many: bool,
    /// Does a record of this kind make no sense without it? (What a clause asks for is a rule's business, not the grammar's.)
    pub necessary: bool,
    /// Does a change of it change what the record says? Fields that are not normative stay out of the fingerprint.
    pub normative: bool,
    /// For a link: what the target may call it, read backwards.
    pub inverse: &'static str,
    /// What to write here, in one sentence.
    pub doc: &'static str,
}

impl FieldDeclaration {
    const fn new(name: &'static str, kind: Type, doc: &'static str) -> Self {
        Self { name, kind, many: false, necessary: false, normative: true, inverse: "", doc }
    }
    const fn many(mut self) -> Self {
        self.many = true;
        self
    }
    const fn necessary(mut self) -> Self {
        self.necessary = true;
        self
    }
    const fn informative(mut self) -> Self {
        self.normative = false;
        self
    }
}

const fn text(name: &'static str, doc: &'static str) -> FieldDeclaration {
    FieldDeclaration::new(name, Type::Text, doc)
}
const fn choice(name: &'static str, of: &'static [&'static str], doc: &'static str) -> FieldDeclaration {
    FieldDeclaration::new(name, Type::Choice(of), doc)
}
const fn date(name: &'static str, doc: &'static str) -> FieldDeclaration {
    FieldDeclaration::new(name, Type::Date, doc)
}
const fn version(name: &'static str, doc: &'static str) -> FieldDeclaration {
    FieldDeclaration::new(name, Type::Version, doc)
}
const fn glob(name: &'static str, doc: &'static str) -> FieldDeclaration {
    FieldDeclaration::new(name, Type::Glob, doc).many()
}
/// A link is written by the record that depends on the other; `inverse` is the name of the way back. Links may be repeated.
const fn link(name: &'static str, to: &'static [Kind], inverse: &'static str, doc: &'static str) -> FieldDeclaration {
    let mut field = FieldDeclaration::new(name, Type::Link(to), doc).many();
    field.inverse = inverse;
    field
}
/// A link that can have one target only.
const fn link_one(name: &'static str, to: &'static [Kind], inverse: &'static str, doc: &'static str) -> FieldDeclaration {
    let mut field = link(name, to, inverse, doc);
    field.many = false;
    field
}

/// The declaration of a kind.
#[derive(Debug)]
pub struct Declaration {
    /// Which kind this declares.
    pub kind: Kind,
    /// The prefix of its IDs, unless `primum.toml` renames it.
    pub prefix: &'static str,
    /// Its name in the words of the field.
    pub name: &'static str,
    /// The same for several.
    pub plural: &'static str,
    /// Other words that people type for it; [`crate::Schema::named`] knows them.
    pub aliases: &'static [&'static str],
    /// Does a record of this kind get a file of its own, because it has a life of its own: opened, worked on, closed?
    pub alone: bool,
    /// The clauses that ask for such records.
    pub asked_by: &'static [&'static str],
    /// What a record of this kind is, in one sentence.
    pub summary: &'static str,
    /// How to write a good one, in our own words.
    pub guidance: &'static str,
    /// Its fields, in the order in which `new` writes them.
    pub fields: &'static [FieldDeclaration],
    /// The sections that `new` lays out.
    pub sections: &'static [Section],
}

/// A section that a kind usually has.
#[derive(Clone, Copy, Debug)]
pub struct Section {
    /// Its heading.
    pub title: &'static str,
    /// What belongs in it.
    pub guidance: &'static str,
}

const fn section(title: &'static str, guidance: &'static str) -> Section {
    Section { title, guidance }
}

/// Fields that every kind has.
pub const COMMON_FIELDS: &[FieldDeclaration] = &[
    choice("status", &["draft", "current", "retired"], "Where the record stands; a retired ID is never used again.").informative(),
    text("owner", "Who looks after this record.").informative(),
    text("formerly", "An ID that this record had before; links to it still find it.").many().informative(),
    text("tags", "Words to select records by.").many().informative(),
];

/// Keys that front matter may hold for the document itself; every other key is a default for the records of the file.
pub const DOCUMENT_KEYS: &[&str] = &["title", "subtitle", "document", "revision", "language"];

/// Every kind of the product's own, in the order of [`Kind`].
pub const KINDS: &[Declaration] = &[
    planning::INTENDED_USE,
    planning::QUALIFICATION,
    planning::PLAN,
    planning::PROCEDURE,
    planning::TOOL,
    requirements::USER_NEED,
    requirements::CLAIM,
    requirements::SYSTEM_REQUIREMENT,
    requirements::SOFTWARE_REQUIREMENT,
    architecture::SOFTWARE_SYSTEM,
    architecture::SOFTWARE_ITEM,
    architecture::SOFTWARE_UNIT,
    architecture::INTERFACE,
    architecture::SEGREGATION,
    architecture::DETAILED_DESIGN,
    architecture::SOUP,
    risk::VULNERABILITY_ASSESSMENT,
    risk::HAZARD,
    risk::HAZARDOUS_SITUATION,
    risk::CAUSE,
    risk::RISK_CONTROL,
    risk::THREAT,
    verification::TEST,
    verification::REVIEW,
    change::FEEDBACK,
    change::PROBLEM_REPORT,
    change::CHANGE_REQUEST,
    change::RELEASE,
    change::TREND_REVIEW,
    quality::DEVIATION,
    change::LEGACY_ASSESSMENT,
    quality::ATTESTATION,
    quality::AUDIT,
    quality::AUDIT_FINDING,
    quality::CAPA,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_follows_the_order_of_the_enumeration() {
        for (position, declaration) in KINDS.iter().enumerate() {
            let before = if position == 0 { None } else { Some(KINDS[position - 1].kind) };
            assert!(before.is_none_or(|before| before < declaration.kind), "{} stands out of order", declaration.name);
        }
        assert_eq!(KINDS.len(), Kind::Capa.position() + 1, "a kind has no declaration");
    }

    #[test]
    fn names_prefixes_and_fields_are_unique_and_written_one_way() {
        let mut seen = std::collections::BTreeSet::new();
        for kind in KINDS {
            assert!(seen.insert(kind.prefix), "{} twice", kind.prefix);
            assert!(kind.name == kind.prefix || seen.insert(kind.name), "{} twice", kind.name);
            let mut fields = std::collections::BTreeSet::new();
            for field in kind.fields.iter().chain(COMMON_FIELDS) {
                let own_status = field.name == "status" && kind.fields.iter().any(|own| own.name == "status");
                assert!(fields.insert(field.name) || own_status, "{}: {} twice", kind.name, field.name);
                assert!(
                    field.name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
                    "{}: {}",
                    kind.name,
                    field.name
                );
                assert!(field.doc.ends_with(['.', '?']), "{}: {} has no sentence", kind.name, field.name);
                assert_eq!(matches!(field.kind, Type::Link(_)), !field.inverse.is_empty(), "{}: {}", kind.name, field.name);
            }
            assert!(kind.summary.ends_with('.') && kind.guidance.ends_with('.'), "{} lacks words", kind.name);
        }
    }
}
