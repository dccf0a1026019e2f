//! `primum ci init`: steps for what lies in the folder. They are a proposal; a person reads them before they run.

use super::super::{Place, analyze, print};
use super::understood;
use crate::cli::{AsOf, CiInit};
use crate::disk::{Project, write_all};
use anyhow::{Context, Result, bail};
use primum_model::CONFIG_FILE;
use primum_model::config::StepKind;
use primum_report::screen::visible;
use primum_rules::Analysis;
use primum_rules::pipeline::{Ground, rows};
use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

/// A step, its command, and the files that it leaves.
type Proposal = (StepKind, &'static str, &'static [&'static str]);

/// What a kind of project builds and tests with.
struct Kit {
    /// What it is called.
    name: &'static str,
    /// Files of which one shows it, at the root of the project; one that begins with a dot is an ending.
    shown_by: &'static [&'static str],
    /// What has to be there beside its own tools; empty for nothing.
    needs: &'static str,
    steps: &'static [Proposal],
}

const CARGO: &str = "Cargo.toml";
const NODE: &str = "package.json";

const KITS: &[Kit] = &[
    Kit {
        name: "cargo",
        shown_by: &[CARGO],
        needs: "clippy, cargo-nextest and cargo-llvm-cov; in .config/nextest.toml: [profile.default.junit] path = \"junit.xml\"",
        steps: &[
            (
                StepKind::StaticAnalysis,
                "mkdir -p target/evidence\ncargo clippy --all-targets --message-format=json > target/evidence/clippy.json",
                &["target/evidence/clippy.json"],
            ),
            (StepKind::UnitTest, "cargo nextest run --lib --bins --no-fail-fast", &["target/nextest/default/junit.xml"]),
            (StepKind::IntegrationTest, "cargo nextest run --test '*' --no-fail-fast", &["target/nextest/default/junit.xml"]),
            (
                StepKind::Coverage,
                "mkdir -p target/evidence\ncargo llvm-cov --lcov --output-path target/evidence/coverage.lcov",
                &["target/evidence/coverage.lcov"],
            ),
        ],
    },
    Kit {
        name: "cmake",
        shown_by: &["CMakeLists.txt"],
        needs: "cppcheck and gcovr; tests with the labels unit and integration; a build with --coverage for gcovr",
        steps: &[
            (StepKind::Build, "cmake -B build -DCMAKE_BUILD_TYPE=Debug\ncmake --build build", &[]),
            (
                StepKind::StaticAnalysis,
                "mkdir -p build/evidence\ncppcheck --enable=warning,style --xml --output-file=build/evidence/cppcheck.xml src",
                &["build/evidence/cppcheck.xml"],
            ),
            (
                StepKind::UnitTest,
                "ctest --test-dir build --label-regex '^unit$' --no-tests=error --output-junit evidence/unit.xml",
                &["build/evidence/unit.xml"],
            ),
            (
                StepKind::IntegrationTest,
                "ctest --test-dir build --label-regex '^integration$' --no-tests=error --output-junit evidence/integration.xml",
                &["build/evidence/integration.xml"],
            ),
            (StepKind::Coverage, "gcovr --cobertura build/evidence/coverage.xml", &["build/evidence/coverage.xml"]),
        ],
    },
    Kit {
        name: "platformio",
        shown_by: &["platformio.ini"],
        needs: "PlatformIO; an environment `native` for tests on this machine",
        steps: &[
            (StepKind::Build, "pio run", &[]),
            (StepKind::UnitTest, "pio test --environment native --junit-output-path .pio/evidence/unit.xml", &[".pio/evidence/unit.xml"]),
        ],
    },
    Kit {
        name: "python",
        shown_by: &["pyproject.toml", "setup.py"],
        needs: "ruff, pytest and pytest-cov; tests in tests/unit and tests/integration",
        steps: &[
            (
                StepKind::StaticAnalysis,
                "mkdir -p build/evidence\nruff check --output-format sarif --output-file build/evidence/ruff.sarif",
                &["build/evidence/ruff.sarif"],
            ),
            (
                StepKind::UnitTest,
                "pytest tests/unit --junitxml=build/evidence/unit.xml --cov --cov-branch --cov-report=xml:build/evidence/unit-coverage.xml",
                &["build/evidence/unit.xml", "build/evidence/unit-coverage.xml"],
            ),
            (
                StepKind::IntegrationTest,
                "pytest tests/integration --junitxml=build/evidence/integration.xml",
                &["build/evidence/integration.xml"],
            ),
        ],
    },
    Kit {
        name: "go",
        shown_by: &["go.mod"],
        needs: "golangci-lint version 2; tests of integration behind the build tag `integration`",
        steps: &[
            (
                StepKind::StaticAnalysis,
                "mkdir -p build/evidence\ngolangci-lint run --output.sarif.path build/evidence/golangci.sarif",
                &["build/evidence/golangci.sarif"],
            ),
            (StepKind::UnitTest, "mkdir -p build/evidence\ngo test -json ./... > build/evidence/unit.json", &["build/evidence/unit.json"]),
            (
                StepKind::IntegrationTest,
                "mkdir -p build/evidence\ngo test -json -tags integration ./... > build/evidence/integration.json",
                &["build/evidence/integration.json"],
            ),
        ],
    },
    Kit {
        name: "dotnet",
        shown_by: &[".sln", ".slnx", ".csproj"],
        needs: "coverlet.collector in the test projects; tests with Category=Unit and Category=Integration",
        steps: &[
            (StepKind::Build, "dotnet build", &[]),
            (
                StepKind::UnitTest,
                "dotnet test --filter Category=Unit --logger trx --collect 'XPlat Code Coverage' --results-directory out/unit",
                &["out/unit/**/*.trx", "out/unit/**/*.cobertura.xml"],
            ),
            (
                StepKind::IntegrationTest,
                "dotnet test --filter Category=Integration --logger trx --results-directory out/integration",
                &["out/integration/**/*.trx"],
            ),
        ],
    },
    Kit {
        name: "maven",
        shown_by: &["pom.xml"],
        needs: "the plugins of surefire, failsafe and JaCoCo, with the goals of their usual phases",
        steps: &[
            (StepKind::UnitTest, "mvn --batch-mode test", &["**/target/surefire-reports/TEST-*.xml"]),
            (StepKind::IntegrationTest, "mvn --batch-mode verify -Dsurefire.skip=true", &["**/target/failsafe-reports/TEST-*.xml"]),
            (StepKind::Coverage, "mvn --batch-mode verify", &["**/target/site/jacoco/jacoco.xml"]),
        ],
    },
    Kit {
        name: "gradle",
        shown_by: &["build.gradle", "build.gradle.kts"],
        needs: "the plugin of JaCoCo, with its report as XML",
        steps: &[
            (StepKind::UnitTest, "./gradlew test --rerun", &["**/build/test-results/test/TEST-*.xml"]),
            (StepKind::Coverage, "./gradlew jacocoTestReport --rerun", &["**/build/reports/jacoco/test/jacocoTestReport.xml"]),
        ],
    },
    Kit {
        name: "node",
        shown_by: &[NODE],
        needs: "eslint, vitest and @vitest/coverage-v8 in package.json; tests in test/unit and test/integration",
        steps: &[
            (StepKind::Build, "npm ci", &[]),
            (
                StepKind::StaticAnalysis,
                "mkdir -p build/evidence\nnpx eslint --format json --output-file build/evidence/eslint.json .",
                &["build/evidence/eslint.json"],
            ),
            (
                StepKind::UnitTest,
                "npx vitest run --dir test/unit --reporter=junit --outputFile=build/evidence/unit.xml --coverage.enabled --coverage.reporter=lcovonly --coverage.reportsDirectory=build/evidence",
                &["build/evidence/unit.xml", "build/evidence/lcov.info"],
            ),
            (
                StepKind::IntegrationTest,
                "npx vitest run --dir test/integration --reporter=junit --outputFile=build/evidence/integration.xml",
                &["build/evidence/integration.xml"],
            ),
        ],
    },
];

pub(super) fn run(args: &CiInit, place: Place) -> Result<ExitCode> {
    let root = Project::open(&args.target.project)?.root;
    let analysis = understood(analyze(&args.target.project, &AsOf::default(), place)?)?;
    if !analysis.model.config.ci.is_empty() {
        bail!("{CONFIG_FILE} declares steps already: `primum ci show` tells which are missing");
    }
    let block = block(&root, &analysis);
    if !args.write {
        print(&block)?;
        return Ok(ExitCode::SUCCESS);
    }
    let file = root.join(CONFIG_FILE);
    let before = match std::fs::read(&file) {
        Ok(bytes) => String::from_utf8(bytes).with_context(|| format!("{CONFIG_FILE} is not UTF-8"))?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error).with_context(|| format!("{CONFIG_FILE} cannot be read")),
    };
    let gap = match before.as_str() {
        "" => "",
        text if text.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    write_all(&root, &[(file, format!("{before}{gap}{block}").into_bytes())])?;
    print(&format!("the steps stand at the end of {CONFIG_FILE}; read each before you run it: `primum ci run --dry-run`\n"))?;
    Ok(ExitCode::SUCCESS)
}

/// The proposal, as it goes into `primum.toml`. What the class asks for and nobody can guess stands in it as a comment.
pub(super) fn block(root: &Path, analysis: &Analysis) -> String {
    let kits: Vec<&Kit> = KITS.iter().filter(|kit| kit.shown_by.iter().any(|name| lies_in(root, name))).collect();
    let mut out = String::from("# The pipeline: `primum ci show` tells why each step is in it, `primum ci run` runs it here.\n");
    if kits.is_empty() {
        out.push_str("# Nothing in this folder tells how it is built and tested.\n");
    }
    let mut proposed: Vec<StepKind> = Vec::new();
    for kit in kits {
        let _ = write!(out, "\n# {}. Proposed because of {}.\n# Needs: {}.\n", kit.name, kit.shown_by.join(" or "), kit.needs);
        for (kind, run, evidence) in kit.steps {
            out.push_str("\n[[ci]]\n");
            if proposed.contains(kind) {
                let _ = writeln!(out, "step = \"{} of {}\"", kind.name(), kit.name);
                if !kind.level().is_empty() {
                    let _ = writeln!(out, "level = \"{}\"", kind.level());
                }
            } else {
                let _ = writeln!(out, "step = \"{}\"", kind.name());
            }
            if run.contains('\n') {
                let _ = writeln!(out, "run = '''\n{run}\n'''");
            } else if run.contains('\'') {
                let _ = writeln!(out, "run = \"{run}\"");
            } else {
                let _ = writeln!(out, "run = '{run}'");
            }
            if !evidence.is_empty() {
                let quoted: Vec<String> = evidence.iter().map(|path| format!("\"{path}\"")).collect();
                let _ = writeln!(out, "evidence = [{}]", quoted.join(", "));
            }
        }
        proposed.extend(kit.steps.iter().map(|(kind, ..)| *kind));
    }
    for row in rows(&analysis.model, &analysis.classes) {
        if row.ground == Ground::Own || proposed.contains(&row.kind) {
            continue;
        }
        let comment = format!("{}: {}", row.ground.name(), row.reason);
        let _ = write!(out, "\n# {}.\n# [[ci]]\n# step = \"{}\"\n# run = \"\"\n# evidence = []\n", visible(&comment), row.kind.name());
    }
    out.push_str("\n# What a clean machine needs before that, primum among it. The pipelines of GitHub and GitLab begin with it.\n# [ci-setup]\n# install = \"\"\n");
    out
}

/// Is there a file of this name, or with this ending?
fn lies_in(root: &Path, name: &str) -> bool {
    let Some(ending) = name.strip_prefix('.') else { return root.join(name).is_file() };
    let names = std::fs::read_dir(root).into_iter().flatten().flatten().map(|entry| entry.path());
    names.into_iter().any(|path| path.extension().is_some_and(|extension| extension == ending))
}

#[cfg(test)]
mod tests {
    use super::*;
    use primum_model::config::Config;

    #[test]
    fn every_proposal_is_understood_as_it_is_meant() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for kit in KITS {
            let name =
                if let Some(ending) = kit.shown_by[0].strip_prefix('.') { format!("x.{ending}") } else { kit.shown_by[0].to_owned() };
            std::fs::write(folder.path().join(name), "").expect("a file");
        }
        let snapshot = primum_model::Snapshot::of(Vec::new(), primum_model::Date::constant(2026, 6, 30));
        let analysis = primum_rules::analyze(snapshot).expect("a configuration");
        let text = block(folder.path(), &analysis);
        let config = Config::read(&text).expect("TOML");
        assert_eq!(config.faults, [], "{text}");
        let proposals: Vec<&Proposal> = KITS.iter().flat_map(|kit| kit.steps).collect();
        assert_eq!(config.ci.len(), proposals.len());
        for (step, (kind, run, evidence)) in config.ci.iter().zip(proposals) {
            assert_eq!((step.run.trim_end(), step.level.as_str()), (*run, kind.level()), "{}", step.name);
            assert_eq!(step.evidence, *evidence, "{}", step.name);
        }
        assert!(text.contains("# step = \"system test\""), "nobody can guess it: {text}");
        assert!(!text.contains("# step = \"unit test\""), "{text}");
    }

    #[test]
    fn where_nothing_is_recognised_everything_asked_for_is_a_comment() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let snapshot = primum_model::Snapshot::of(Vec::new(), primum_model::Date::constant(2026, 6, 30));
        let analysis = primum_rules::analyze(snapshot).expect("a configuration");
        let text = block(folder.path(), &analysis);
        assert_eq!(Config::read(&text).expect("TOML").ci, []);
        for step in ["static analysis", "unit test", "integration test", "system test", "coverage"] {
            assert!(text.contains(&format!("# step = \"{step}\"")), "{text}");
        }
    }
}
