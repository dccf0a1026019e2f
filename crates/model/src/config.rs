//! What `primum.toml` says: the product, where the records are, prefixes, kinds and fields of the project's own, policy.

mod approval;
mod change;
mod people;
mod pipeline;
mod reader;
mod settings;
mod soup;

pub use approval::{ApprovalPolicy, Approvals, MEANINGS, Needed};
pub use change::{ChangePolicy, ReleasePolicy};
pub use people::{Key, People, Period, Person, Role};
pub use pipeline::{Setup, Shell, Step, StepKind};
pub use settings::{SETTINGS, Setting, is_list};
pub use soup::{Response, SEVERITIES, SoupPolicy, Transitive};

use crate::class::Class;
use crate::document::Fault;
use crate::scales::Scales;
use crate::schema::Schema;
use crate::source::Span;
use toml::de::DeTable;

/// The name of the configuration file, at the project's root.
pub const CONFIG_FILE: &str = "primum.toml";

/// What the project says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Product {
    /// Name; empty where none is given.
    pub name: String,
    /// Version under development.
    pub version: String,
    /// Manufacturer.
    pub manufacturer: String,
    /// For how many years after its last sale the device is in use.
    pub lifetime_years: Option<u32>,
}

/// Which files are source of the product. Patterns are those of `.gitignore`, from the root of the project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourcePolicy {
    /// Paths that are none.
    pub exclude: Vec<String>,
    /// Paths that hold tests.
    pub tests: Vec<String>,
}

/// A trace tag of the project's own dialect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagPattern {
    /// Does it say that the code implements the ID? Otherwise it verifies it.
    pub implements: bool,
    /// A regular expression; its first group is the ID.
    pub pattern: String,
    /// Where it stands.
    pub span: Span,
}

/// Where evidence is kept, and when it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidencePolicy {
    /// A folder, or the address of a bucket.
    pub store: String,
    /// The file of allowed signers; empty where none is named.
    pub signers: String,
    /// Does unsigned evidence count for nothing?
    pub signed: bool,
    /// For how many years it is kept.
    pub retention_years: Option<u32>,
}

impl Default for EvidencePolicy {
    fn default() -> Self {
        Self { store: "evidence".to_owned(), signers: String::new(), signed: false, retention_years: None }
    }
}

/// What a class asks of the source of its items. Shares are percentages from 0 to 100.
#[derive(Clone, Debug, PartialEq)]
pub struct Gate {
    /// The class.
    pub class: Class,
    /// Lines that tests must reach.
    pub lines: Option<f64>,
    /// Branches.
    pub branches: Option<f64>,
    /// Functions.
    pub functions: Option<f64>,
    /// Conditions.
    pub conditions: Option<f64>,
    /// The lowest level of a result of static analysis that needs an answer: `note`, `warning`, `error`; empty for none.
    pub analysis: String,
    /// The lowest severity of a vulnerability that needs a judgement before anything else goes on: one of [`SEVERITIES`]; empty for what
    /// the class asks by itself.
    pub vulnerabilities: String,
    /// Where it stands.
    pub span: Span,
}

/// Periods, in months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// How old the last look at a plan may be.
    pub plan_review_months: i32,
    /// How old the last trend review may be.
    pub trend_review_months: i32,
    /// How old the last look at a SOUP anomaly list may be.
    pub anomaly_review_months: i32,
    /// How old the last internal audit may be.
    pub audit_months: i32,
    /// How long a problem report may wait for a decision.
    pub problem_decision_months: i32,
}

impl Default for Policy {
    fn default() -> Self {
        Self { plan_review_months: 12, trend_review_months: 12, anomaly_review_months: 6, audit_months: 12, problem_decision_months: 3 }
    }
}

/// The whole configuration.
#[derive(Debug)]
pub struct Config {
    /// What the project says about itself.
    pub product: Product,
    /// Folders and files that hold records.
    pub paths: Vec<String>,
    /// Paths that hold none.
    pub exclude: Vec<String>,
    /// Kinds, prefixes and fields.
    pub schema: Schema,
    /// Levels by rule, with the place of the line.
    pub levels: Vec<(String, String, Span)>,
    /// Periods.
    pub policy: Policy,
    /// Which files are source.
    pub source: SourcePolicy,
    /// Trace tags of the project's own.
    pub tags: Vec<TagPattern>,
    /// Where evidence is kept.
    pub evidence: EvidencePolicy,
    /// What each class asks of source.
    pub gates: Vec<Gate>,
    /// Where is told what comes from elsewhere, and what is asked of it.
    pub soup: SoupPolicy,
    /// How soon vulnerabilities are answered.
    pub response: Vec<Response>,
    /// Who works on the product.
    pub people: People,
    /// Where approvals are kept.
    pub approval: ApprovalPolicy,
    /// Which signatures records need, the first that fits a record counting.
    pub approvals: Vec<Approvals>,
    /// How commits are held against changes.
    pub changes: ChangePolicy,
    /// Where releases are written.
    pub release: ReleasePolicy,
    /// The steps of the pipeline, in the order in which they run.
    pub ci: Vec<Step>,
    /// What the steps need around them.
    pub ci_setup: Setup,
    /// How risks are estimated, and which are acceptable.
    pub scales: Scales,
    /// More vague words.
    pub vague: Vec<String>,
    /// Words that are not vague here.
    pub allowed: Vec<String>,
    /// What could not be understood.
    pub faults: Vec<Fault>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            product: Product::default(),
            paths: vec!["records".to_owned()],
            exclude: Vec::new(),
            schema: Schema::default(),
            levels: Vec::new(),
            policy: Policy::default(),
            source: SourcePolicy::default(),
            tags: Vec::new(),
            evidence: EvidencePolicy::default(),
            gates: Vec::new(),
            soup: SoupPolicy::default(),
            response: Vec::new(),
            people: People::default(),
            approval: ApprovalPolicy::default(),
            approvals: Vec::new(),
            changes: ChangePolicy::default(),
            release: ReleasePolicy::default(),
            ci: Vec::new(),
            ci_setup: Setup::default(),
            scales: Scales::default(),
            vague: Vec::new(),
            allowed: Vec::new(),
            faults: Vec::new(),
        }
    }
}

/// A configuration that is no TOML: nothing can be checked.
#[derive(Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Where, as far as the TOML reader knows.
    pub span: Span,
    /// What is wrong.
    pub message: String,
}

impl Config {
    /// May this file hold records: Markdown below the paths that are named? The path is relative to the project, with `/`.
    #[must_use]
    pub fn holds_records(&self, path: &str) -> bool {
        let markdown = path.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("md"));
        let below = |start: &String| {
            let start = start.trim_start_matches("./").trim_matches('/');
            matches!(start, "" | ".") || path.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        markdown && self.paths.iter().any(below)
    }

    /// Reads the text of `primum.toml`.
    ///
    /// # Errors
    /// When the text is no TOML. Everything else that is wrong is a fault in the result.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        let table = DeTable::parse(text).map_err(|error| Unreadable {
            span: error.span().map_or(Span::default(), |range| Span::new(range.start, range.end)),
            message: error.message().to_owned(),
        })?;
        Ok(reader::read(table.get_ref()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FieldType, Kind};

    fn read(text: &str) -> Config {
        Config::read(text).expect("TOML")
    }

    #[test]
    fn records_are_markdown_below_the_paths() {
        let config = read("[records]\npaths = ['records', './docs/spec.md']\n");
        for path in ["records/a.md", "records/risk/b.MD", "docs/spec.md"] {
            assert!(config.holds_records(path), "{path}");
        }
        for path in ["records2/a.md", "records/a.rs", "docs/other.md", "records"] {
            assert!(!config.holds_records(path), "{path}");
        }
        assert!(read("[records]\npaths = ['.']\n").holds_records("a.md"));
    }

    #[test]
    fn prefixes_kinds_and_fields_of_the_project_are_taken() {
        let config = read(
            r#"
            [product]
            name = "Pump"
            [prefixes]
            RW-SW = "software requirement"
            [[kinds]]
            name = "meeting"
            prefix = "MTG"
            [[fields]]
            kind = "MTG"
            name = "about"
            type = "link"
            to = ["software requirement"]
            "#,
        );
        assert_eq!(config.faults, []);
        assert_eq!(config.schema.kind_of_id("RW-SW-8"), Some(Kind::SoftwareRequirement));
        assert_eq!(config.schema.kind_of_id("MTG-1"), Some(Kind::Own(0)));
        assert_eq!(
            config.schema.spec(Kind::Own(0)).field("about").map(|(_, field)| field.kind.clone()),
            Some(FieldType::Link(vec![Kind::SoftwareRequirement]))
        );
    }

    #[test]
    fn what_is_not_understood_is_a_fault_with_a_place_and_a_suggestion() {
        let text = "[produkt]\nname = 'x'\n[policy]\nplan-review-month = 3\n[levels]\nvague-wording = 'off'\n[prefixes]\nREQ = 'software requirment'\n";
        let config = read(text);
        let told: Vec<(&str, String)> = config.faults.iter().map(|fault| (fault.span.of(text), fault.help.clone())).collect();
        assert_eq!(told[0], ("produkt", "did you mean `[product]`?".to_owned()));
        assert!(told.iter().any(|(at, help)| *at == "plan-review-month" && help.contains("plan-review-months")));
        assert!(told.iter().any(|(at, help)| *at == "'off'" && help.contains("deviation")));
        assert!(told.iter().any(|(_, help)| help.contains("software requirement")));
    }

    #[test]
    fn what_is_no_toml_cannot_be_read() {
        let error = Config::read("[product\nname = 1").expect_err("no TOML");
        assert!(!error.message.is_empty());
    }
}
