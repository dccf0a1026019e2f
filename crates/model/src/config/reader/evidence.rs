//! Reads what `primum.toml` says about source, trace tags, evidence, and what each class asks of code.

use super::{Reader, span_of};
use crate::class::Class;
use crate::config::{Gate, SEVERITIES, TagPattern};
use crate::source::Span;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The most years that anything has to be kept: a life time, and then some.
const YEARS: u32 = 200;

impl Reader {
    pub(super) fn source(&mut self, table: &DeTable<'_>) {
        self.config.source.exclude = self.list(table, "exclude");
        self.config.source.tests = self.list(table, "tests");
    }

    pub(super) fn tag_pattern(&mut self, place: Span, table: &DeTable<'_>) {
        let (says, pattern) = (self.string(table, "says"), self.string(table, "pattern"));
        if !["implements", "verifies"].contains(&says.as_str()) {
            self.fault(place, "a pattern of tags needs `says`".into(), "says = \"implements\" or says = \"verifies\"".into());
            return;
        }
        if pattern.is_empty() {
            self.fault(
                place,
                "a pattern of tags needs `pattern`".into(),
                "a regular expression that holds the ID in its first group".into(),
            );
            return;
        }
        self.config.tags.push(TagPattern { implements: says == "implements", pattern, span: place });
    }

    pub(super) fn evidence(&mut self, table: &DeTable<'_>) {
        if table.contains_key("store") {
            self.config.evidence.store = self.string(table, "store");
        }
        self.config.evidence.signers = self.string(table, "signers");
        self.config.evidence.signed = self.boolean(table, "signed", false);
        self.config.evidence.retention_years = self.years(table, "retention-years");
    }

    pub(super) fn years(&mut self, table: &DeTable<'_>, key: &str) -> Option<u32> {
        let value = table.get(key)?;
        let years = match value.get_ref() {
            DeValue::Integer(number) => number.as_str().parse().ok().filter(|years| (1..=YEARS).contains(years)),
            _ => None,
        };
        if years.is_none() {
            self.fault(span_of(value), format!("`{key}` is a number of years from 1 to {YEARS}"), String::new());
        }
        years
    }

    pub(super) fn gate(&mut self, place: Span, table: &DeTable<'_>) {
        let word = self.string(table, "class");
        let Some(class) = Class::ALL.into_iter().find(|class| class.to_string() == word) else {
            self.fault(place, "a gate needs a `class`".into(), "class = \"A\", \"B\" or \"C\"".into());
            return;
        };
        if self.config.gates.iter().any(|gate| gate.class == class) {
            self.fault(place, format!("there is a gate for class {class} already"), "write what it asks into one [[gates]]".into());
            return;
        }
        let analysis = self.string(table, "analysis");
        if !["", "note", "warning", "error"].contains(&analysis.as_str()) {
            self.fault(place, format!("`{analysis}` is no level of static analysis"), "note, warning or error".into());
            return;
        }
        let vulnerabilities = self.string(table, "vulnerabilities");
        if !vulnerabilities.is_empty() && !SEVERITIES.contains(&vulnerabilities.as_str()) {
            self.fault(place, format!("`{vulnerabilities}` is no severity of a vulnerability"), SEVERITIES.join(", "));
            return;
        }
        let gate = Gate {
            class,
            lines: self.percent(table, "lines"),
            branches: self.percent(table, "branches"),
            functions: self.percent(table, "functions"),
            conditions: self.percent(table, "conditions"),
            analysis,
            vulnerabilities,
            span: place,
        };
        self.config.gates.push(gate);
    }

    fn percent(&mut self, table: &DeTable<'_>, key: &str) -> Option<f64> {
        let value: &Spanned<DeValue<'_>> = table.get(key)?;
        let percent = match value.get_ref() {
            DeValue::Integer(number) => number.as_str().parse::<f64>().ok(),
            DeValue::Float(number) => number.as_str().parse::<f64>().ok(),
            _ => None,
        };
        let percent = percent.filter(|percent| (0.0..=100.0).contains(percent));
        if percent.is_none() {
            self.fault(span_of(value), format!("`{key}` is a percentage from 0 to 100"), String::new());
        }
        percent
    }
}

#[cfg(test)]
mod tests {
    use crate::Class;
    use crate::config::Config;

    #[test]
    fn source_tags_evidence_and_gates_are_read() {
        let config = Config::read(
            "[product]\nlifetime-years = 10\n[source]\nexclude = ['third_party/**']\ntests = ['tests/**']\n\
             [[tags]]\nsays = 'verifies'\npattern = 'SRS: (\\S+)'\n\
             [evidence]\nstore = 's3://bucket/pump'\nsigners = 'signers'\nsigned = true\nretention-years = 15\n\
             [[gates]]\nclass = 'C'\nlines = 100\nbranches = 97.5\nanalysis = 'warning'\n",
        )
        .expect("TOML");
        assert_eq!(config.faults, []);
        assert_eq!(config.product.lifetime_years, Some(10));
        assert_eq!((config.source.exclude.len(), config.source.tests.len()), (1, 1));
        assert!(!config.tags[0].implements);
        assert_eq!((config.evidence.store.as_str(), config.evidence.retention_years), ("s3://bucket/pump", Some(15)));
        let gate = &config.gates[0];
        assert_eq!((gate.class, gate.lines, gate.branches, gate.conditions), (Class::C, Some(100.0), Some(97.5), None));
    }

    #[test]
    fn what_makes_no_sense_is_a_fault() {
        for (text, told) in [
            ("[[gates]]\nlines = 3\n", "needs a `class`"),
            ("[[gates]]\nclass = 'B'\nlines = 101\n", "percentage"),
            ("[[gates]]\nclass = 'B'\nlines = nan\n", "percentage"),
            ("[[gates]]\nclass = 'B'\nanalysis = 'high'\n", "no level"),
            ("[[gates]]\nclass = 'B'\n[[gates]]\nclass = 'B'\n", "already"),
            ("[[tags]]\nsays = 'tests'\npattern = 'x'\n", "needs `says`"),
            ("[[tags]]\nsays = 'verifies'\n", "needs `pattern`"),
            ("[evidence]\nretention-years = 0\n", "number of years"),
            ("[evidence]\nretention = 3\n", "no key `retention`"),
        ] {
            let config = Config::read(text).expect("TOML");
            assert!(config.faults.iter().any(|fault| fault.message.contains(told)), "{text}: {:?}", config.faults);
        }
    }
}
