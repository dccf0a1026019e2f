//! `primum init`: a project to start from, sized to the safety class, with what to write where.
//!
//! Nothing in it is filled in: guidance stands in comments, and a section that holds only a comment says nothing. So the first
//! `primum check` shows the work that lies ahead, and nothing looks done.

use super::{one_line, print};
use crate::cli::Init;
use crate::disk::write_all;
use anyhow::{Context, Result, bail};
use primum_model::kinds::{KINDS, Kind};
use primum_model::{CONFIG_FILE, Class, Schema};
use primum_rules::planning;
use primum_rules::standards;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What makes git merge files of records with this program; it is for the person to run, since it changes their settings.
const MERGE_DRIVER: &str = "git config merge.primum.driver 'primum merge-driver %O %A %B %P'";

/// A topic file, the kinds that it is for, and what to know about it.
const TOPICS: &[(&str, &str, &[Kind], &str)] = &[
    (
        "intended-use",
        "Intended use",
        &[Kind::IntendedUse],
        "Everything else follows from this page: requirements, hazards, regulatory class.",
    ),
    ("requirements/user-needs", "User needs", &[Kind::UserNeed], "A table does well here: ID, Title, Text, Derives from."),
    (
        "requirements/system",
        "System requirements",
        &[Kind::SystemRequirement],
        "What the device must do, before it is split into hardware and software.",
    ),
    (
        "requirements/software",
        "Software requirements",
        &[Kind::SoftwareRequirement],
        "One topic a file, 5 to 30 records each: split this one as it grows.",
    ),
    (
        "architecture",
        "Architecture",
        &[Kind::SoftwareItem, Kind::SoftwareUnit, Kind::Interface, Kind::Segregation],
        "Items, units, and where they meet. A drawing helps: a Mermaid fence is shown by most forges.",
    ),
    ("design", "Detailed design", &[Kind::DetailedDesign], "How each unit and interface is built."),
    ("soup", "SOUP", &[Kind::Soup], "Libraries, operating system, runtime: everything in the product that was not written for it."),
    (
        "risk",
        "Risk file",
        &[Kind::Hazard, Kind::HazardousSituation, Kind::Cause, Kind::RiskControl],
        "From the hazard to the proof that its control works.",
    ),
    ("tests/system", "System tests", &[Kind::Test], "Every software requirement is decided by at least one."),
    ("tests/integration", "Integration tests", &[Kind::Test], "Every interface is exercised by at least one."),
    ("tests/unit", "Unit verification", &[Kind::Test], "What shows that each unit meets its acceptance criteria."),
    (
        "tools",
        "Tools",
        &[Kind::Tool],
        "Compiler, build image, test runner, static analysis: name, version, and what happens when it is wrong.",
    ),
    (
        "reviews/README",
        "Reviews",
        &[Kind::Review],
        "One file a review. What was looked at is named in `of`: a review that names nothing shows nothing.",
    ),
    (
        "problems/README",
        "Problems",
        &[Kind::ProblemReport, Kind::TrendReview],
        "One file a problem report, from its discovery to its verified end, and one a look across them all.",
    ),
    ("changes/README", "Changes", &[Kind::ChangeRequest], "One file a change to anything that was released or approved."),
    ("releases/README", "Releases", &[Kind::Release], "One file a version that leaves the house."),
    ("feedback/README", "Feedback", &[Kind::Feedback], "One file a report from the field, in the reporter's words."),
    ("attestations", "Attestations", &[Kind::Attestation], "What no program can judge is stated by a person, with name and date."),
];

pub(crate) fn run(args: &Init) -> Result<ExitCode> {
    let class = args.class.unwrap_or(Class::C);
    let name = args.name.as_deref().map(one_line).filter(|name| !name.is_empty()).unwrap_or_else(|| "The product".to_owned());
    let mut files = vec![(CONFIG_FILE.to_owned(), config(&name)), ("records/software-system.md".to_owned(), system(&name, args.class))];
    files.push((
        ".gitattributes".to_owned(),
        format!("# Records merge by record and field, once this clone knows how: {MERGE_DRIVER}\nrecords/**/*.md merge=primum\n"),
    ));
    for (number, (covers, wanted)) in planning::sections(class).into_iter().enumerate() {
        files.push((format!("records/plans/{}.md", covers.replace(' ', "-")), plan(number + 1, covers, &wanted, class)));
    }
    for (path, title, kinds, words) in TOPICS {
        if kinds.iter().any(|kind| asked(*kind, path, class)) {
            files.push((format!("records/{path}.md"), topic(title, kinds, words)));
        }
    }
    let paths: Vec<(PathBuf, &str)> = files.iter().map(|(path, text)| (args.folder.join(path), text.as_str())).collect();
    // A file that is there is somebody's work.
    let there: Vec<String> = paths.iter().filter(|(path, _)| path.exists()).map(|(path, _)| path.display().to_string()).collect();
    if there.iter().any(|path| path.ends_with(CONFIG_FILE)) {
        bail!("{} is there already: this is a project; `primum new` adds records to it", args.folder.join(CONFIG_FILE).display());
    }
    let new: Vec<(PathBuf, Vec<u8>)> =
        paths.iter().filter(|(path, _)| !path.exists()).map(|(path, text)| (path.clone(), text.as_bytes().to_vec())).collect();
    let count = new.len();
    write_all(&args.folder, &new).with_context(|| format!("{} cannot be started", args.folder.display()))?;
    let mut told = format!("{count} files for class {class} in {}\n", args.folder.display());
    told.push_str(match args.class {
        None => "no class was named, and what is not classified is class C (4.3 g)\n",
        Some(Class::C) => "",
        Some(_) => "the class holds once reviews confirm it and the hazard analysis; until then everything is judged at class C: `primum classify`\n",
    });
    for path in &there {
        let _ = writeln!(told, "left as it is: {path}");
    }
    if in_repository(&args.folder) {
        let _ = writeln!(told, "to merge records by record and field, once in every clone: {MERGE_DRIVER}");
    }
    told.push_str("next: `primum roadmap` shows what to do first, `primum check` what is missing\n");
    print(&told)?;
    Ok(ExitCode::SUCCESS)
}

/// Is the folder part of a git repository?
fn in_repository(folder: &Path) -> bool {
    std::fs::canonicalize(folder).is_ok_and(|folder| folder.ancestors().any(|above| above.join(".git").exists()))
}

/// Does the class ask for this topic? Unit and integration tests are tests, but not asked at every class.
fn asked(kind: Kind, path: &str, class: Class) -> bool {
    let clauses: &[&str] = match path {
        "tests/unit" => &["5.5.5"],
        "tests/integration" => &["5.6.3"],
        "tests/system" => &["5.7.1"],
        "soup" => &["8.1.2"],
        "tools" => &["5.1.10"],
        "architecture" => &["5.3.1"],
        "design" => &["5.4.2"],
        _ => KINDS[kind.position()].asked_by,
    };
    let mut named = clauses.iter().flat_map(|clause| standards::find_all(clause)).peekable();
    // Kinds that IEC 62304 does not ask for belong to the risk file or to every class.
    named.peek().is_none() || named.any(|(_, clause)| clause.classes.is_empty() || clause.classes.contains(class))
}

fn config(name: &str) -> String {
    format!(
        "# The project's configuration; `primum explain settings` lists every key.\n\n[product]\nname = \"{}\"\nversion = \"0.1.0\"\nmanufacturer = \"\"\n\n[records]\npaths = [\"records\"]\n{SCALES}",
        name.replace('\\', "\\\\").replace('"', "\\\"")
    )
}

/// Scales and criteria are the manufacturer's own (ISO 14971 4.4 d), so a new project gets a form to fill in and no answer.
const SCALES: &str = r#"
# How risks are estimated and which are acceptable: the criteria of your risk management plan (ISO 14971, 4.4 d). Without them
# every risk counts as not acceptable. The levels below are a form, not a proposal: decide on your own, and take the marks away.
#
# [[severity]]              # the least severe first
# name = "minor"
# injury = "non-serious"    # none, non-serious or serious (death included): the safety class is computed from it
# meaning = "discomfort that passes without intervention"
#
# [[probability]]           # of harm, the lowest first; `below` is optional
# name = "remote"
# meaning = "…"
#
# [[acceptability]]         # one row for each severity, each probability in one list
# severity = "minor"
# acceptable = ["remote"]
# investigate = []          # acceptable once somebody has judged that it is reduced as far as possible
# unacceptable = []
#
# [[exploitability]]        # for threats, the hardest attack first; [[security]] rows say what is acceptable
# name = "hard"
"#;

fn system(name: &str, class: Option<Class>) -> String {
    let class = class.map_or_else(
        || "<!-- - class: A, B or C; until it is stated, class C applies -->\n".to_owned(),
        |class| format!("- class: {class}\n"),
    );
    format!(
        "# Software system\n\n## SW-1 {name}\n\n{class}\n### Rationale\n\n<!-- Which hazardous situations the software can contribute to, with its failure taken as certain; which risk controls outside\nthe software were credited, and the proof that they work. -->\n"
    )
}

fn plan(number: usize, covers: &str, wanted: &[planning::Wanted], class: Class) -> String {
    let mut title = covers.to_owned();
    if let Some(first) = title.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let mut text = format!(
        "# PLAN-{number} {title} plan\n\n- covers: {covers}\n- version: 0.1\n\n<!-- Write what you do, not what a template does. Class {class}. Every section is to be filled in; the comments say with what.\n     Once the plan has been held against the work as it is done, say when, in the list above: `- reviewed: YYYY-MM-DD`. -->\n"
    );
    for (title, content) in wanted {
        let _ = write!(text, "\n## {title}\n\n<!-- {content} -->\n");
    }
    text
}

fn topic(title: &str, kinds: &[Kind], words: &str) -> String {
    let schema = Schema::default();
    let mut text = format!("# {title}\n\n{words}\n");
    for kind in kinds {
        let spec = schema.spec(*kind);
        let _ = write!(
            text,
            "\n<!-- {}: {}\n     {}\n     `primum new {}` writes one; `primum explain {}` lists its fields. -->\n",
            spec.name,
            spec.summary,
            spec.guidance,
            spec.prefix(),
            spec.prefix()
        );
    }
    text
}
