//! Reads what `primum.toml` says about the pipeline.

use super::{Reader, span_of};
use crate::config::pipeline::{Setup, Shell, Step, StepKind};
use crate::source::Span;
use toml::de::{DeTable, DeValue};

/// The most minutes that a step may take: what GitHub gives a job.
const MINUTES: u32 = 360;

/// The longest name of a step.
const NAME: usize = 60;

impl Reader {
    pub(super) fn ci_step(&mut self, place: Span, table: &DeTable<'_>) {
        let name = self.string(table, "step");
        let Some(kind) = self.step_kind(place_of(table, "step", place), &name) else { return };
        if self.config.ci.iter().any(|step| step.name == name) {
            let help = "give the second one a name of its own; with `level` it counts like the step of that level";
            self.fault(place_of(table, "step", place), format!("there is a step `{name}` already"), help.into());
            return;
        }
        // Editors of Windows end lines in a way that shells of Unix do not know.
        let run = self.string(table, "run").replace("\r\n", "\n");
        if run.trim().is_empty() || run.contains('\0') {
            self.fault(place, format!("the step `{name}` runs nothing"), "run = \"the command line\"".into());
            return;
        }
        let evidence = self.list(table, "evidence");
        if let Some(path) = evidence.iter().find(|path| !stays_inside(path)) {
            let told = format!("`{path}` is no path below the project");
            self.fault(place_of(table, "evidence", place), told, "write it from the folder of primum.toml on, with `/`".into());
            return;
        }
        let Some(level) = self.level_of(place, table, kind) else { return };
        let timeout_minutes = self.minutes(table).unwrap_or(Step::TIMEOUT_MINUTES);
        let (environment, items) = (self.string(table, "environment"), self.list(table, "items"));
        let one_line = |text: &String| !text.chars().any(char::is_control);
        if !one_line(&environment) || !items.iter().all(|id| one_line(id) && !id.is_empty() && !id.starts_with('-')) {
            self.fault(place, format!("`environment` and `items` of the step `{name}` are words of one line"), String::new());
            return;
        }
        self.config.ci.push(Step { name, kind, run, evidence, level, environment, items, timeout_minutes, span: place });
    }

    /// What a step of this name does. A name that is nearly one of ours would count for nothing without anybody seeing it.
    fn step_kind(&mut self, place: Span, name: &str) -> Option<StepKind> {
        let begins = name.chars().next().is_some_and(char::is_alphanumeric);
        let plain = name.chars().all(|c| c.is_alphanumeric() || " -_./+()".contains(c));
        if !begins || !plain || name.ends_with(' ') || name.chars().count() > NAME {
            let known: Vec<&str> = StepKind::NAMED.iter().map(|kind| kind.name()).collect();
            let help = format!("`step` is {}, or a name of your own: letters, digits, spaces and -_./+()", known.join(", "));
            self.fault(place, format!("`{name}` cannot be the name of a step"), help);
            return None;
        }
        if let Some(kind) = StepKind::NAMED.into_iter().find(|kind| kind.name() == name) {
            return Some(kind);
        }
        if name == "check" {
            self.fault(place, "`check` is the last step of every pipeline".into(), "choose another name".into());
            return None;
        }
        match StepKind::NAMED.into_iter().find(|kind| folded(kind.name()) == folded(name)) {
            Some(kind) => {
                self.fault(place, format!("there is no step `{name}`"), format!("did you mean `{}`?", kind.name()));
                None
            }
            None => Some(StepKind::Own),
        }
    }

    /// The level of the tests of a step: implied, or said by a step of the project's own.
    fn level_of(&mut self, place: Span, table: &DeTable<'_>, kind: StepKind) -> Option<String> {
        let said = self.string(table, "level");
        let place = place_of(table, "level", place);
        if kind != StepKind::Own {
            if !said.is_empty() && said != kind.level() {
                self.fault(place, format!("the level of the step `{}` is not `{said}`", kind.name()), "leave `level` out".into());
                return None;
            }
            return Some(kind.level().to_owned());
        }
        if !["", "unit", "integration", "system", "validation"].contains(&said.as_str()) {
            self.fault(place, format!("`{said}` is no level of tests"), "unit, integration, system or validation".into());
            return None;
        }
        Some(said)
    }

    fn minutes(&mut self, table: &DeTable<'_>) -> Option<u32> {
        let value = table.get("timeout-minutes")?;
        let minutes = match value.get_ref() {
            DeValue::Integer(number) => number.as_str().parse().ok().filter(|minutes| (1..=MINUTES).contains(minutes)),
            _ => None,
        };
        if minutes.is_none() {
            self.fault(span_of(value), format!("`timeout-minutes` is a number of minutes from 1 to {MINUTES}"), String::new());
        }
        minutes
    }

    pub(super) fn ci_setup(&mut self, table: &DeTable<'_>) {
        let mut setup = Setup { install: self.string(table, "install").replace("\r\n", "\n"), ..Setup::default() };
        for (key, slot) in [("image", &mut setup.image), ("runner", &mut setup.runner), ("branch", &mut setup.branch)] {
            if table.contains_key(key) {
                let text = self.string(table, key);
                if text.is_empty() || !text.chars().all(|c| c.is_ascii_alphanumeric() || "-_./:@+$".contains(c)) {
                    self.fault(
                        place_of(table, key, Span::default()),
                        format!("`{key}` is one word of letters, digits and -_./:@+$"),
                        String::new(),
                    );
                } else {
                    *slot = text;
                }
            }
        }
        match self.string(table, "shell").as_str() {
            "" | "bash" => {}
            "sh" => setup.shell = Shell::Sh,
            other => {
                let place = place_of(table, "shell", Span::default());
                self.fault(place, format!("`{other}` is no shell for the pipeline"), "bash or sh".into());
            }
        }
        let key = self.string(table, "signing-key");
        if is_variable(&key) || key.is_empty() {
            setup.signing_key = key;
        } else {
            self.not_a_secret(place_of(table, "signing-key", Span::default()), &key);
        }
        for name in self.list(table, "secrets") {
            if is_variable(&name) {
                setup.secrets.push(name);
            } else {
                self.not_a_secret(place_of(table, "secrets", Span::default()), &name);
            }
        }
        for action in self.list(table, "actions") {
            if is_action(&action) {
                setup.actions.push(action);
            } else {
                let place = place_of(table, "actions", Span::default());
                self.fault(place, format!("`{action}` is no version of an action"), "actions = [\"actions/checkout@v5\"]".into());
            }
        }
        setup.code_scanning = self.boolean(table, "code-scanning", true);
        self.config.ci_setup = setup;
    }

    fn not_a_secret(&mut self, place: Span, name: &str) {
        let help = "capital letters, digits and `_`, as the secret is called where it is kept; never the secret itself";
        self.fault(place, format!("`{}` is no name of a secret", name.chars().take(40).collect::<String>()), help.into());
    }
}

/// Where a key's value stands; the place of the table where it is not there.
fn place_of(table: &DeTable<'_>, key: &str, otherwise: Span) -> Span {
    table.get(key).map_or(otherwise, span_of)
}

/// The name without what people write in different ways: case, strokes, the plural.
fn folded(name: &str) -> String {
    let words: Vec<String> = name
        .to_lowercase()
        .split([' ', '-', '_'])
        .filter(|word| !word.is_empty())
        .map(|word| word.trim_end_matches("ing").trim_end_matches('s').to_owned())
        .collect();
    words.concat()
}

/// Does a path stay below the project?
fn stays_inside(path: &str) -> bool {
    let steps = || path.split('/');
    !path.is_empty()
        && !path.starts_with(['!', '-'])
        && !path.contains(['\\', ':'])
        && !path.chars().any(char::is_control)
        && steps().all(|step| !step.is_empty() && step != "..")
}

/// Is this the name of a variable of the environment that may hold a secret?
fn is_variable(name: &str) -> bool {
    let plain = name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    // GitHub keeps these names for itself.
    plain && name.starts_with(|first: char| first.is_ascii_uppercase()) && !name.starts_with("GITHUB_")
}

/// Is this `owner/name@version`, with a path behind the name where there is one?
fn is_action(text: &str) -> bool {
    let plain = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    let Some((name, version)) = text.split_once('@') else { return false };
    name.split('/').count() >= 2 && name.split('/').all(plain) && version.split('/').all(plain)
}

#[cfg(test)]
mod tests {
    use crate::config::{Config, Shell, StepKind};

    #[test]
    fn steps_are_read_in_their_order() {
        let config = Config::read(
            "[[ci]]\nstep = 'unit test'\nrun = '''\nmake\nmake test'''\nevidence = ['out/**/*.xml']\nitems = ['SI-1']\n\
             [[ci]]\nstep = 'alarm bench'\nrun = './bench'\nlevel = 'system'\nenvironment = 'bench 2'\ntimeout-minutes = 5\n\
             [ci-setup]\ninstall = 'make tools'\nshell = 'sh'\nsigning-key = 'KEY_1'\nsecrets = ['AWS_KEY']\nactions = ['actions/checkout@v5']\n\
             code-scanning = false\nimage = 'rust:1.95'\n",
        )
        .expect("TOML");
        assert_eq!(config.faults, []);
        let told: Vec<_> = config.ci.iter().map(|step| (step.kind, step.level.as_str(), step.timeout_minutes)).collect();
        assert_eq!(told, [(StepKind::UnitTest, "unit", 60), (StepKind::Own, "system", 5)]);
        assert_eq!((config.ci[0].run.as_str(), config.ci[1].environment.as_str()), ("make\nmake test", "bench 2"));
        let setup = &config.ci_setup;
        assert_eq!((setup.shell, setup.signing_key.as_str(), setup.code_scanning), (Shell::Sh, "KEY_1", false));
        assert_eq!((setup.runner.as_str(), setup.branch.as_str(), setup.image.as_str()), ("ubuntu-24.04", "main", "rust:1.95"));
    }

    #[test]
    fn what_makes_no_sense_is_a_fault_and_no_step() {
        let step = |more: &str| format!("[[ci]]\nstep = 'x'\nrun = 'y'\n{more}\n");
        for (text, told) in [
            ("[[ci]]\nrun = 'y'\n".to_owned(), "cannot be the name"),
            ("[[ci]]\nstep = '-x'\nrun = 'y'\n".to_owned(), "cannot be the name"),
            ("[[ci]]\nstep = 'a ${{ b }}'\nrun = 'y'\n".to_owned(), "cannot be the name"),
            (format!("[[ci]]\nstep = '{}'\nrun = 'y'\n", "x".repeat(61)), "cannot be the name"),
            ("[[ci]]\nstep = 'check'\nrun = 'y'\n".to_owned(), "last step of every pipeline"),
            ("[[ci]]\nstep = 'Unit-Tests'\nrun = 'y'\n".to_owned(), "there is no step `Unit-Tests`"),
            ("[[ci]]\nstep = 'system testing'\nrun = 'y'\n".to_owned(), "there is no step"),
            ("[[ci]]\nstep = 'x'\n".to_owned(), "runs nothing"),
            ("[[ci]]\nstep = 'x'\nrun = \" \\n\"\n".to_owned(), "runs nothing"),
            ("[[ci]]\nstep = 'x'\nrun = \"a\\u0000b\"\n".to_owned(), "runs nothing"),
            (step("[[ci]]\nstep = 'x'\nrun = 'z'"), "already"),
            (step("evidence = ['../x']"), "no path below"),
            (step("evidence = ['/etc/passwd']"), "no path below"),
            (step("evidence = ['-x']"), "no path below"),
            (step("level = 'unitary'"), "no level of tests"),
            ("[[ci]]\nstep = 'coverage'\nrun = 'y'\nlevel = 'unit'\n".to_owned(), "is not `unit`"),
            (step("timeout-minutes = 0"), "from 1 to 360"),
            (step("timeout-minutes = 'long'"), "from 1 to 360"),
            (step("items = ['-key']"), "words of one line"),
            (step("environment = \"a\\nb\""), "words of one line"),
            (step("evidnce = ['x']"), "no key `evidnce`"),
            ("ci = 3\n".to_owned(), "list of tables"),
            ("[ci-setup]\nshell = 'fish'\n".to_owned(), "no shell"),
            ("[ci-setup]\nsigning-key = 'ssh-ed25519 AAAA'\n".to_owned(), "no name of a secret"),
            ("[ci-setup]\nsecrets = ['GITHUB_TOKEN']\n".to_owned(), "no name of a secret"),
            ("[ci-setup]\nactions = ['checkout@v5']\n".to_owned(), "no version of an action"),
            ("[ci-setup]\nbranch = 'a b'\n".to_owned(), "one word"),
        ] {
            let config = Config::read(&text).expect("TOML");
            assert!(config.faults.iter().any(|fault| fault.message.contains(told)), "{text}: {:?}", config.faults);
            let twice = told == "already";
            let key = told == "no key `evidnce`" || told == "from 1 to 360";
            assert_eq!(config.ci.len(), usize::from(twice || key), "{text}");
        }
    }
}
