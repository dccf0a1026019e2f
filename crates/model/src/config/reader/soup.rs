//! Reads what `primum.toml` says about software from elsewhere.

use super::{Reader, span_of};
use crate::config::{Response, SEVERITIES, Transitive};
use crate::source::Span;
use toml::de::{DeTable, DeValue};

/// The most days that a period has: ten years.
const DAYS: u32 = 3660;

impl Reader {
    pub(super) fn soup(&mut self, table: &DeTable<'_>) {
        let mut policy = self.config.soup.clone();
        policy.exclude = self.list(table, "exclude");
        policy.tools = self.list(table, "tools");
        policy.sboms = self.list(table, "sboms");
        policy.database = self.string(table, "database");
        let place = |key: &str| table.get(key).map_or(Span::default(), span_of);
        match self.string(table, "transitive").as_str() {
            "" | "under direct" => {}
            "each" => policy.transitive = Transitive::Each,
            other => self.fault(
                place("transitive"),
                format!("`{other}` is no way to treat transitive components"),
                "under direct or each".into(),
            ),
        }
        let hash = self.string(table, "database-hash");
        if hash.is_empty() || (hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())) {
            policy.database_hash = hash.to_ascii_lowercase();
        } else {
            self.fault(place("database-hash"), "`database-hash` is no SHA-256".into(), "64 hexadecimal digits".into());
        }
        if let Some(days) = self.days(table, "database-days") {
            policy.database_days = days;
        }
        self.config.soup = policy;
    }

    pub(super) fn response(&mut self, place: Span, table: &DeTable<'_>) {
        let severity = self.string(table, "severity");
        if !SEVERITIES.contains(&severity.as_str()) {
            self.fault(place, "a time to answer needs a `severity`".into(), SEVERITIES.join(", "));
            return;
        }
        if self.config.response.iter().any(|other| other.severity == severity) {
            self.fault(place, format!("there are times for severity {severity} already"), "write them into one [[response]]".into());
            return;
        }
        let response = Response {
            severity,
            assess_days: self.days(table, "assess-days"),
            patch_days: self.days(table, "patch-days"),
            field_days: self.days(table, "field-days"),
            span: place,
        };
        self.config.response.push(response);
    }

    fn days(&mut self, table: &DeTable<'_>, key: &str) -> Option<u32> {
        let value = table.get(key)?;
        let days = match value.get_ref() {
            DeValue::Integer(number) => number.as_str().parse().ok().filter(|days| (1..=DAYS).contains(days)),
            _ => None,
        };
        if days.is_none() {
            self.fault(span_of(value), format!("`{key}` is a number of days from 1 to {DAYS}"), String::new());
        }
        days
    }
}

#[cfg(test)]
mod tests {
    use crate::config::{Config, SoupPolicy, Transitive};

    #[test]
    fn what_is_from_elsewhere_is_read() {
        let text = "[soup]\nexclude = ['fuzz/**']\ntools = ['xtask/**']\nsboms = ['vendor.cdx.json']\ntransitive = 'each'\n\
            database = 'soup.index'\ndatabase-days = 7\n\
            [[response]]\nseverity = 'critical'\nassess-days = 2\nfield-days = 60\n\
            [[gates]]\nclass = 'B'\nvulnerabilities = 'critical'\n";
        let config = Config::read(text).expect("TOML");
        assert_eq!(config.faults, []);
        let soup = &config.soup;
        assert_eq!((soup.exclude.len(), soup.tools.len(), soup.sboms.len(), soup.database_days), (1, 1, 1, 7));
        assert_eq!((soup.transitive, soup.database.as_str()), (Transitive::Each, "soup.index"));
        let response = &config.response[0];
        assert_eq!((response.assess_days, response.patch_days, response.field_days), (Some(2), None, Some(60)));
        assert_eq!(config.gates[0].vulnerabilities, "critical");
        let silent = Config::read("").expect("TOML").soup;
        assert_eq!((silent.clone(), silent.database_days), (SoupPolicy::default(), 30));
    }

    #[test]
    fn what_makes_no_sense_is_a_fault() {
        for (text, told) in [
            ("[soup]\ntransitive = 'some'\n", "no way to treat"),
            ("[soup]\ndatabase-hash = 'abc'\n", "no SHA-256"),
            ("[soup]\ndatabase-days = 0\n", "number of days"),
            ("[soup]\ndatabase-days = '30'\n", "number of days"),
            ("[soup]\ntool = ['x']\n", "no key `tool`"),
            ("[[response]]\nassess-days = 3\n", "needs a `severity`"),
            ("[[response]]\nseverity = 'grave'\n", "needs a `severity`"),
            ("[[response]]\nseverity = 'low'\n[[response]]\nseverity = 'low'\n", "already"),
            ("[[response]]\nseverity = 'low'\npatch-days = 9999\n", "number of days"),
            ("response = 3\n", "list of tables"),
            ("[[gates]]\nclass = 'B'\nvulnerabilities = 'grave'\n", "no severity"),
        ] {
            let config = Config::read(text).expect("TOML");
            assert!(config.faults.iter().any(|fault| fault.message.contains(told)), "{text}: {:?}", config.faults);
        }
    }
}
