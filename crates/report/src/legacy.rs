//! The route for legacy software (4.4) as a path: each step, the gaps by class, and what to do next.

use crate::facts::reason;
use crate::json;
use crate::screen::{Screen, Tone, padded};
use primum_model::{Kind, Record};
use primum_rules::Analysis;
use primum_rules::legacy::{STEPS, is_made, other_versions, system_tests};
use primum_rules::verdict::{ClauseVerdict, Status};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};

/// How far a step has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Words are there; whether they are good enough is for a person to judge.
    Done,
    /// Nothing is there, or it contradicts itself.
    Open,
    /// A person has to judge it: the program cannot.
    Judge,
}

impl Stage {
    /// The words for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Open => "open",
            Self::Judge => "to be judged",
        }
    }
}

/// A step of the path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The clause.
    pub clause: &'static str,
    /// What it is about.
    pub title: String,
    /// How far it has come.
    pub stage: Stage,
    /// Why.
    pub reason: String,
    /// What to do; empty where it is done.
    pub remedy: String,
}

/// A row of the gap table: a clause of 5.2, 5.3, 5.7 or 7 that the class asks for.
#[derive(Debug)]
pub struct Gap<'a> {
    /// The clause.
    pub verdict: &'a ClauseVerdict,
    /// Why it stands where it stands.
    pub reason: String,
}

/// The path of one assessment.
#[derive(Debug)]
pub struct Path<'a> {
    /// The assessment.
    pub assessment: Record<'a>,
    /// Its steps.
    pub steps: Vec<Step>,
    /// What is held against 5.2, 5.3, 5.7 and 7.
    pub gaps: Vec<Gap<'a>>,
}

impl Path<'_> {
    /// Is every step made, as far as a program can tell?
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.steps.iter().all(|step| step.stage == Stage::Done)
    }
}

/// The assessment with this ID, or all of them.
///
/// # Errors
/// There is no such assessment.
pub fn paths<'a>(analysis: &'a Analysis, only: Option<&str>) -> Result<Vec<Path<'a>>, String> {
    let all: Vec<Record<'_>> = analysis.model.of(Kind::LegacyAssessment).filter(|one| only.is_none_or(|only| only == one.id())).collect();
    match (all.is_empty(), only) {
        (true, Some(id)) => Err(format!("there is no legacy assessment {id}; `primum legacy` lists them")),
        _ => Ok(all.into_iter().map(|assessment| path(analysis, assessment)).collect()),
    }
}

fn path<'a>(analysis: &'a Analysis, assessment: Record<'a>) -> Path<'a> {
    let id = assessment.id();
    let mut steps = vec![system(analysis, assessment)];
    for step in STEPS {
        let made = is_made(assessment, *step);
        let (stage, reason) =
            if made { (Stage::Done, format!("`{}` says it", step.field)) } else { (Stage::Open, format!("`{}` says nothing", step.field)) };
        let remedy = if made { String::new() } else { format!("`{}` of {id}: {}", step.field, step.remedy) };
        steps.push(Step { clause: step.clause, title: step.words.to_owned(), stage, reason, remedy });
        if step.field == "gap-analysis" {
            steps.push(tests(analysis, assessment));
        }
        if step.field == "closure-plan" {
            steps.push(closure(assessment));
        }
    }
    steps.push(approval(assessment));
    let wanted = |verdict: &&ClauseVerdict| {
        let of = |prefix: &str| verdict.clause.id.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('.'));
        verdict.standard.id == "iec62304" && verdict.status != Status::NotApplicable && ["5.2", "5.3", "5.7", "7"].into_iter().any(of)
    };
    let gaps = analysis.clauses.iter().filter(wanted).map(|verdict| Gap { verdict, reason: reason(analysis, verdict) }).collect();
    Path { assessment, steps, gaps }
}

/// Which software, which version, which class? The class comes first: what is asked depends on it.
fn system(analysis: &Analysis, assessment: Record<'_>) -> Step {
    let id = assessment.id();
    let title = "one version of one system, with its class".to_owned();
    let open = |reason: String, remedy: String| Step { clause: "4.3", title: title.clone(), stage: Stage::Open, reason, remedy };
    let Some(system) = assessment.links("of").find(|record| record.kind() == Kind::SoftwareSystem) else {
        return open("it names no software system".to_owned(), format!("name the system in `of` of {id}"));
    };
    let Some(version) = assessment.text("version") else {
        return open("it names no version".to_owned(), format!("write the exact version into {id}"));
    };
    if let Some(other) = other_versions(assessment).next() {
        let now = other.text("version").unwrap_or("");
        return open(
            format!("it is about {version}, and {} is version {now}", other.id()),
            "assess the version in use, in a record of its own".to_owned(),
        );
    }
    let class = analysis.classes.of(system);
    Step { clause: "4.3", title, stage: Stage::Done, reason: format!("{} {version}, class {class}", system.id()), remedy: String::new() }
}

/// Records of system tests are the least that is needed, and they are about this version.
fn tests(analysis: &Analysis, assessment: Record<'_>) -> Step {
    let version = assessment.text("version").unwrap_or("");
    let named: Vec<Record<'_>> = system_tests(assessment).collect();
    let (stage, reason, remedy) = if named.is_empty() {
        let remedy = "name tests with `- level: system` in gap analysis or closure plan";
        (Stage::Open, "no system test is named".to_owned(), remedy.to_owned())
    } else if !analysis.verification.is_known() {
        let remedy =
            format!("see the records of {}, and that they are about {version}; `primum evidence add` records them here", named[0].id());
        (Stage::Judge, format!("{} named; no result is on record here", named.len()), remedy)
    } else {
        let passed =
            |test: &&Record<'_>| analysis.verification.test(**test).is_some_and(|it| it.state == primum_rules::verification::State::Passed);
        match named.iter().find(|test| !passed(test)) {
            None => (Stage::Done, format!("{} named, all passed", named.len()), String::new()),
            Some(test) => (Stage::Open, format!("{} has not passed", test.id()), format!("run it on {version} and record what it gave")),
        }
    };
    Step { clause: "4.4.3", title: "records of system tests (5.7.5)".to_owned(), stage, reason, remedy }
}

/// That the plan was carried out is written in it, and only a person can tell.
fn closure(assessment: Record<'_>) -> Step {
    let title = "the plan is carried out; problems and changes run through 9 and 6".to_owned();
    let approved = assessment.date("approved").is_some_and(|on| on <= assessment.model().date);
    let (stage, reason, remedy) = if approved {
        (Stage::Done, "it was approved after that".to_owned(), String::new())
    } else {
        let remedy =
            "hold each row of the plan against what exists, write down the day on which it was done, and have the rationale approved then";
        (Stage::Judge, "nobody has approved it yet".to_owned(), remedy.to_owned())
    };
    Step { clause: "4.4.4", title, stage, reason, remedy }
}

fn approval(assessment: Record<'_>) -> Step {
    let title = "approved, for this version and no other".to_owned();
    let id = assessment.id();
    let (stage, reason, remedy) = match assessment.date("approved") {
        _ if assessment.says("status", "draft") => {
            (Stage::Open, "it is a draft".to_owned(), format!("finish it and take the `status` out of {id}"))
        }
        None => (Stage::Open, "no day is named".to_owned(), format!("`approved` of {id}: the day on which all who have to agreed")),
        Some(on) if on > assessment.model().date => (Stage::Open, format!("{on} lies ahead"), format!("correct `approved` of {id}")),
        Some(on) => (Stage::Done, format!("on {on}"), String::new()),
    };
    Step { clause: "4.4.5", title, stage, reason, remedy }
}

/// For a terminal.
#[must_use]
pub fn text(paths: &[Path<'_>], screen: Screen) -> String {
    let mut out = String::new();
    if paths.is_empty() {
        let words = "no legacy assessment. The route is for software that is lawfully on the market, still sold, and has not enough evidence of its \
            development; new features are never legacy. `primum new legacy assessment` begins one.";
        screen.paragraph(&mut out, "", words);
    }
    for path in paths {
        let head = format!("{} {}", path.assessment.id(), path.assessment.title());
        screen.flow(&mut out, "", "  ", &[(Tone::Strong, &head)]);
        for step in &path.steps {
            let tone = match step.stage {
                Stage::Done => Tone::Good,
                Stage::Open => Tone::Bad,
                Stage::Judge => Tone::Doubt,
            };
            let first = format!("  {} {} ", screen.paint(tone, &padded(step.stage.name(), 12)), padded(step.clause, 5));
            let indent = " ".repeat(21);
            screen.flow(&mut out, &first, &indent, &[(Tone::Plain, &step.title), (Tone::Faint, &format!("- {}", step.reason))]);
            if !step.remedy.is_empty() {
                screen.flow(&mut out, &format!("{indent}→ "), &format!("{indent}  "), &[(Tone::Accent, &step.remedy)]);
            }
        }
        let open: Vec<&Gap<'_>> = path.gaps.iter().filter(|gap| gap.verdict.status == Status::Open).collect();
        out.push('\n');
        let head = format!("gaps against 5.2, 5.3, 5.7 and 7 at the class of the project: {} of {} clauses", open.len(), path.gaps.len());
        screen.flow(&mut out, "  ", "  ", &[(Tone::Strong, &head)]);
        for gap in open {
            let first = format!("  {} ", padded(&gap.verdict.clause.id, 8));
            screen.flow(
                &mut out,
                &first,
                &" ".repeat(11),
                &[(Tone::Plain, &gap.verdict.clause.title), (Tone::Faint, &format!("- {}", gap.reason))],
            );
        }
        out.push('\n');
    }
    out
}

struct Paths<'a>(&'a Analysis, &'a [Path<'a>]);

impl Serialize for Paths<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        json::preamble(&mut map, self.0)?;
        let one = |path: &Path<'_>| {
            let steps: Vec<Value> = path
                .steps
                .iter()
                .map(|step| json!({ "clause": step.clause, "title": step.title, "stage": step.stage.name(), "reason": step.reason, "remedy": step.remedy }))
                .collect();
            let gaps: Vec<Value> = path
                .gaps
                .iter()
                .map(|gap| json!({ "clause": gap.verdict.clause.id, "title": gap.verdict.clause.title, "status": gap.verdict.status.name(), "reason": gap.reason }))
                .collect();
            json!({ "id": path.assessment.id(), "title": path.assessment.title(), "closed": path.is_closed(), "steps": steps, "gaps": gaps })
        };
        map.serialize_entry("assessments", &self.1.iter().map(one).collect::<Vec<_>>())?;
        map.end()
    }
}

/// For programs: `docs/json.md`.
#[must_use]
pub fn json(analysis: &Analysis, paths: &[Path<'_>]) -> String {
    json::text(&Paths(analysis, paths))
}
