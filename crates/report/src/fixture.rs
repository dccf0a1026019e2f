//! Small projects for the tests of this crate, with rules of their own so that expected texts do not change with the product's rules.

use primum_evidence::ledger::{Event, Kept, Signed};
use primum_evidence::tags::{Dialect, scan};
use primum_evidence::{Ledger, Signature, Tree};
use primum_model::{Config, Date, Fingerprint, Kind, Model, Record, Snapshot, Source};
use primum_rules::Facts;
use primum_rules::approval::resting_on;
use primum_rules::rule::{Basis, Check, Findings, Level, Rule};
use primum_rules::{Analysis, RULES, judge, judge_by, standards};

/// The day of the tests.
const TODAY: Date = Date::constant(2026, 6, 30);

static ORIGIN: Rule = Rule {
    name: "requirement-without-origin",
    clauses: &["5.2.1"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a requirement that nobody asked for",
    page: "Every requirement comes from somewhere.\n\n## Why\n\nA reason.\n\n## Mend it\n\n- Add the link.\n\n````markdown\n## SRS-1 x\n````\n",
    check: Check::Each(&[Kind::SoftwareRequirement], origin),
};

static TEST: Rule = Rule {
    name: "requirement-without-system-test",
    clauses: &["5.7.1"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "a requirement that no system test verifies",
    page: "Every requirement is tested.\n",
    check: Check::Each(&[Kind::SoftwareRequirement], test),
};

static PLAN: Rule = Rule {
    name: "plan-missing",
    clauses: &["5.1.1"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a project without a plan",
    page: "There is a plan.\n",
    check: Check::Project(plan),
};

fn origin(record: Record<'_>, findings: &mut Findings<'_>) {
    if record.links("derives-from").next().is_none() {
        let message = format!("nothing says where {} comes from: {}", record.id(), record.title());
        let system = record.model().of(Kind::SoftwareSystem).next();
        let finding = findings.report(record, message).help("name a system requirement or user need in `derives-from`");
        if let Some(system) = system {
            finding.related(system.place(), "the system it belongs to");
        }
    }
}

fn test(record: Record<'_>, findings: &mut Findings<'_>) {
    if !record.linked_by("verifies").any(|test| test.says("level", "system")) {
        findings.report_at(record, record.title_place(), format!("no system test verifies {}", record.id())).help("write a system test");
    }
}

fn plan(model: &Model, findings: &mut Findings<'_>) {
    findings.examined(model.of(Kind::Plan).len());
    if model.of(Kind::Plan).next().is_none() {
        findings.report_project("no plan covers development").help("`primum new plan` writes one");
    }
}

/// A project of this configuration, judged by the rules of the product.
pub(crate) fn configured(config: &str, text: &str) -> Analysis {
    let mut snapshot = Snapshot::of(vec![Source::new("records/a.md", text)], TODAY);
    snapshot.config = Some(Source::new("primum.toml", config));
    judge(Model::build(snapshot).expect("the configuration is TOML"), &[standards::iec62304()])
}

/// The records of a project, not judged yet.
pub(crate) fn model(text: &str) -> Model {
    let mut snapshot = Snapshot::of(vec![Source::new("records/a.md", text)], TODAY);
    snapshot.config = Some(Source::new("primum.toml", "[product]\nname = \"Pump\"\nversion = \"1.2\"\n"));
    Model::build(snapshot).expect("the configuration is TOML")
}

/// A project judged by the rules of the product.
pub(crate) fn judged(text: &str) -> Analysis {
    judge(model(text), &[standards::iec62304()])
}

/// The same, against every standard.
pub(crate) fn judged_by_all(text: &str) -> Analysis {
    judge(model(text), &standards::all())
}

/// A project judged by the three rules above.
pub(crate) fn analysis(text: &str) -> Analysis {
    judge_by(model(text), Facts::default(), &[standards::iec62304()], &[&ORIGIN, &TEST, &PLAN])
}

/// A project with something in every view.
pub(crate) const PROJECT: &str = "## SW-1 Pump control\n- class: C\n\n## SYS-1 Flow accuracy\n\nWithin 5 %.\n\n## SI-1 Controller\n- part-of: SW-1\n\n## SU-1 Rate loop\n- part-of: SI-1\n\n## DD-1 Rate loop design\n- designs: SU-1\n\n## SRS-1 Rate control\n- derives-from: SYS-1\n- allocated-to: SI-1\n\nThe software shall correct the rate.\n\n### Rationale\n\nFlow.\n\n## SRS-2 Start-up time\n\nThe software shall start within 5 s.\n\n## SRS-3 Log\n- tags: =evil\n\nA. first\n\nB. second\n\n## TC-1 Rate test\n- level: system\n- verifies: SRS-1\n\n## DEV-1 No origin\n- rule: requirement-without-origin\n- target: SRS-3\n- justification: kept from the legacy version\n- approver: quality\n- expires: 2027-01-01\n";

/// Three severities, three probabilities, three exploitabilities.
const SCALES: &str = "[product]\nname = \"Pump\"\nversion = \"1.2\"\n\
    [[severity]]\nname = \"damage\"\ninjury = \"none\"\n[[severity]]\nname = \"minor\"\ninjury = \"non-serious\"\n\
    [[severity]]\nname = \"grave\"\ninjury = \"serious\"\n\
    [[probability]]\nname = \"rare\"\n[[probability]]\nname = \"some\"\n[[probability]]\nname = \"often\"\n\
    [[acceptability]]\nseverity = \"damage\"\nacceptable = [\"rare\"]\ninvestigate = [\"some\"]\nunacceptable = [\"often\"]\n\
    [[acceptability]]\nseverity = \"minor\"\nacceptable = [\"rare\"]\ninvestigate = [\"some\"]\nunacceptable = [\"often\"]\n\
    [[acceptability]]\nseverity = \"grave\"\nacceptable = [\"rare\"]\nunacceptable = [\"some\", \"often\"]\n\
    [[exploitability]]\nname = \"hard\"\n[[exploitability]]\nname = \"easy\"\n\
    [[security]]\nseverity = \"damage\"\nacceptable = [\"hard\", \"easy\"]\n\
    [[security]]\nseverity = \"minor\"\nacceptable = [\"hard\"]\nunacceptable = [\"easy\"]\n\
    [[security]]\nseverity = \"grave\"\nacceptable = [\"hard\"]\nunacceptable = [\"easy\"]\n";

/// A project with scales of risk, judged by the rules of the product.
pub(crate) fn scaled(text: &str) -> Analysis {
    scaled_with("", text)
}

/// The same with more in its configuration.
pub(crate) fn scaled_with(more: &str, text: &str) -> Analysis {
    let mut snapshot = Snapshot::of(vec![Source::new("records/a.md", text)], TODAY);
    snapshot.config = Some(Source::new("primum.toml", format!("{SCALES}{more}")));
    let model = Model::build(snapshot).expect("the configuration is TOML");
    assert_eq!(model.config.faults, [], "the scales are sound");
    judge(model, &[standards::iec62304()])
}

/// The same with another class declared.
pub(crate) fn classified(class: &str) -> String {
    CONFIRMED.replace("class: A", &format!("class: {class}"))
}

/// A system, classified and confirmed, its hazard analysis checked.
pub(crate) const CONFIRMED: &str = "## SW-1 Pump\n- class: A\n\n## REV-1 Analysis\n- subject: risk\n- of: SW-1\n- held: 2026-01-01\n\
    - participants: risk manager\n- outcome: accepted\n- confirms: hazard analysis complete\n- confirms: safety class\n\n";

/// A risk file with something in every view, for [`scaled`]: each step of the procedure, an item that is kept apart, a threat.
pub(crate) const RISK: &str = "## SW-1 Pump\n- class: C\n\n## SW-2 App\n- class: A\n\n\
    ## SI-1 Control\n- part-of: SW-1\n\n## SU-1 Loop\n- part-of: SI-1\n\n## SI-2 Log\n- part-of: SW-1\n- class: A\n- rationale: only reads\n\n\
    ## SI-3 Screen\n- part-of: SW-2\n\n## SEG-1 Wall\n- separates: SI-2\n- from: SI-1\n- mechanism: own processor\n- effectiveness: TC-2\n\n\
    ## IF-1 Port\n- between: SI-1\n\n\
    ## HAZ-1 Too much\n\n## HAZ-2 Nothing\n\n\
    ## HS-1 Over-infusion\n- hazard: HAZ-1\n- sequence: the motor runs on\n- harm: death\n- severity: grave\n- probability: often\n\
    - software-contributes: yes\n- software: SW-1\n- residual-severity: minor\n- residual-probability: rare\n- acceptable: yes\n\n\
    ## HS-2 Free flow\n- hazard: HAZ-1\n- severity: grave\n- probability: some\n- software-contributes: yes\n- software: SW-1\n- credits: RC-3\n\
    - probability-after-external: rare\n- residual-severity: grave\n- residual-probability: rare\n\n\
    ## HS-3 Late alarm\n- hazard: HAZ-1\n- severity: minor\n- probability: often\n- software-contributes: yes\n- software: SW-1\n\n\
    ## HS-4 Not judged\n- hazard: HAZ-1\n- software: SW-1\n\n\
    ## HS-5 Scratched case\n- hazard: HAZ-1\n- severity: damage\n- probability: often\n- software-contributes: yes\n- software: SW-1\n\
    - residual-severity: damage\n- residual-probability: some\n\n\
    ## HS-6 Sharp edge\n- hazard: HAZ-1\n- severity: grave\n- probability: often\n- software-contributes: no\n- no-contribution: no software moves it\n\
    - residual-severity: grave\n- residual-probability: often\n- benefit-risk: nothing else exists\n\n\
    ## HS-7 Beep\n- hazard: HAZ-1\n- severity: minor\n- probability: rare\n- software-contributes: yes\n- software: SW-1\n\n\
    ## CAU-1 Overflow\n- contributes-to: HS-1\n- type: defect\n- located-in: SU-1\n\n## CAU-2 Nowhere\n- contributes-to: HS-3\n- type: defect\n\n\
    ## RC-1 Bounds\n- controls: CAU-1\n- option: inherently safe design\n- place: this software\n- lowers: probability\n- effectiveness-proof: TC-1\n\
    - implementation-proof: TC-1\n\n\
    ## RC-2 Clamp\n- controls: HS-1\n- option: protective measure\n- place: hardware\n- lowers: probability\n\n\
    ## RC-3 Valve\n- controls: HS-2\n- option: protective measure\n- place: hardware\n- lowers: probability\n- effectiveness-proof: TC-2\n\
    - implementation-proof: REV-2\n\n\
    ## RC-4 Key\n- controls: THR-1\n- option: protective measure\n- place: this software\n\n\
    ## SRS-1 Bounds\n- implements: RC-1\n- allocated-to: SI-1\n\nThe software shall stop.\n\n\
    ## THR-1 Falsified image\n- asset: program\n- entry-point: IF-1\n- leads-to: HS-1\n- exploitability: easy\n- residual-exploitability: hard\n\n\
    ## TC-1 Bounds\n- level: system\n- verifies: SRS-1\n\n## TC-2 Valve\n- level: system\n- verifies: RC-3\n\n\
    ## REV-1 Analysis\n- subject: risk\n- of: SW-1, SW-2\n- held: 2026-01-01\n- participants: a\n- outcome: accepted\n- confirms: safety class\n\
    - confirms: hazard analysis complete\n\n\
    ## REV-2 Tests\n- subject: risk\n- of: TC-2, SI-2\n- held: 2026-02-01\n- participants: a\n- outcome: accepted\n";

/// A project whose requirements are signed: SYS-1 was changed since, SRS-1 and SRS-2 rest on it, Cleo wrote SRS-3, SRS-4 is approved.
pub(crate) fn signed() -> Analysis {
    let records = "## SYS-1 S\n\nThe device shall stop.\n\n## SRS-1 A\n- derives-from: SYS-1\n\nx\n\n## SRS-2 B\n- derives-from: SRS-1\n\nx\n\n\
        ## SRS-3 C\n- derives-from: SYS-1\n\nx\n\n## SRS-4 D\n\nx\n\n## TC-1 T\n- verifies: SRS-4\n";
    let settings =
        "[[people]]\nname = \"Cleo\"\naddress = \"cleo@x.org\"\n[[approvals]]\nkinds = [\"SYS\", \"SRS\"]\nsignatures = [\"approved\"]\n";
    let mut snapshot = Snapshot::of(vec![Source::new("records/a.md", records)], TODAY);
    snapshot.config = Some(Source::new("primum.toml", settings));
    let model = Model::build(snapshot).expect("a model");
    let then = |record: Record<'_>| if record.id() == "SYS-1" { Fingerprint::NONE } else { Fingerprint::of(record) };
    let signed = |record: Record<'_>| Signed {
        id: record.id().to_owned(),
        fingerprint: then(record),
        authors: if record.id() == "SRS-3" { vec!["cleo@x.org".into()] } else { Vec::new() },
        on: resting_on(record).map(|target| (target.id().to_owned(), then(target))).collect(),
    };
    let event = |name: &str, address: &str| Kept {
        place: format!("approvals/2026/{address}.json"),
        digest: format!("{:064x}", address.len()),
        event: Event {
            signer: address.to_owned(),
            name: name.to_owned(),
            role: String::new(),
            meaning: "approved".into(),
            time: "2026-06-01T10:00:00Z".into(),
            reason: "first issue".into(),
            commit: None,
            previous: Vec::new(),
            records: model.records().filter(|record| record.kind() != Kind::Test).map(signed).collect(),
            documents: Vec::new(),
            files: Vec::new(),
        },
        signature: Signature::Valid(address.to_owned()),
    };
    let mut stranger = event("<b>Dora</b>", "dora@x.org");
    stranger.event.records.clear();
    let ledger = Ledger { events: vec![event("Cleo", "cleo@x.org"), stranger], ..Ledger::default() };
    let facts = Facts { ledger: Some(ledger), ..Facts::default() };
    judge_by(model, facts, &[standards::iec62304()], RULES)
}

/// A project with a source tree: one tag names a record, the other none.
pub(crate) fn tagged() -> Analysis {
    let records = Source::new("records/a.md", "## SRS-1 Stop\n\nThe pump shall stop.\n");
    let mut snapshot = Snapshot::of(vec![records], TODAY);
    let mut tree = Tree::default();
    for (path, text) in
        [("lib/a.c", "int a;\n// @implements SRS-9\nint f(void);\n"), ("src/b.rs", "\n// @verifies SRS-1\n#[test]\nfn stops() {}\n")]
    {
        let (file, lines) = scan(path, text.as_bytes(), &Dialect::new(&Config::default())).expect("a language");
        tree.files.push(file);
        snapshot.sources.push(lines);
    }
    let facts = Facts { tree: Some(tree), ..Facts::default() };
    judge_by(Model::build(snapshot).expect("a model"), facts, &[standards::iec62304()], RULES)
}
