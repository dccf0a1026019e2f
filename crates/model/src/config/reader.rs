//! From the parsed TOML to the configuration; everything that is not understood becomes a fault with a place.

mod evidence;
mod people;
mod pipeline;
mod scales;
mod soup;

use super::{Config, Product};
use crate::config::settings::{SCALES, SETTINGS};
use crate::document::{Fault, FaultKind};
use crate::kinds::{KINDS, Kind};
use crate::schema::{FieldSpec, FieldType, KindSpec, Schema};
use crate::source::Span;
use crate::suggest::nearest;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads a whole configuration.
pub(super) fn read(root: &DeTable<'_>) -> Config {
    let mut reader = Reader { config: Config::default(), kinds: Schema::default().into_kinds() };
    reader.root(root);
    reader.config.schema = Schema::new(reader.kinds);
    reader.config
}

struct Reader {
    config: Config,
    kinds: Vec<KindSpec>,
}

type Entry<'a, 'i> = (&'a str, Span, &'a Spanned<DeValue<'i>>);

impl Reader {
    fn root(&mut self, root: &DeTable<'_>) {
        // Kinds come first, since prefixes and fields name them.
        for (name, key, value) in entries(root) {
            match name {
                "kinds" => self.each(name, key, value, Self::kind),
                "product" | "records" | "policy" | "wording" | "prefixes" | "fields" | "levels" | "source" | "tags" | "evidence"
                | "gates" | "soup" | "response" | "people" | "roles" | "keys" | "approval" | "approvals" | "changes" | "release" | "ci"
                | "ci-setup" => {}
                _ if SCALES.contains(&name) => {}
                _ => {
                    let near = nearest(name, SETTINGS.iter().map(|setting| setting.table));
                    self.fault(
                        key,
                        format!("primum.toml knows no table `{name}`"),
                        near.map_or_else(String::new, |near| format!("did you mean `[{near}]`?")),
                    );
                }
            }
        }
        for (name, key, value) in entries(root) {
            match name {
                "product" => self.table(name, key, value, Self::product),
                "records" => self.table(name, key, value, Self::records),
                "policy" => self.table(name, key, value, Self::policy),
                "wording" => self.table(name, key, value, Self::wording),
                "prefixes" => self.table(name, key, value, Self::prefixes),
                "levels" => self.table(name, key, value, Self::levels),
                "fields" => self.each(name, key, value, Self::field),
                "source" => self.table(name, key, value, Self::source),
                "tags" => self.each(name, key, value, Self::tag_pattern),
                "evidence" => self.table(name, key, value, Self::evidence),
                "gates" => self.each(name, key, value, Self::gate),
                "soup" => self.table(name, key, value, Self::soup),
                "response" => self.each(name, key, value, Self::response),
                "people" => self.each(name, key, value, Self::person),
                "roles" => self.each(name, key, value, Self::role),
                "keys" => self.each(name, key, value, Self::key),
                "approval" => self.table(name, key, value, Self::approval),
                "approvals" => self.each(name, key, value, Self::approvals),
                "changes" => self.table(name, key, value, Self::changes),
                "release" => self.table(name, key, value, Self::release),
                "ci" => self.each(name, key, value, Self::ci_step),
                "ci-setup" => self.table(name, key, value, Self::ci_setup),
                _ => {}
            }
        }
        self.people_are_known();
        self.scales(root);
    }

    fn table(&mut self, name: &str, key: Span, value: &Spanned<DeValue<'_>>, read: fn(&mut Self, &DeTable<'_>)) {
        match value.get_ref() {
            DeValue::Table(table) => {
                self.unknown_keys(name, table);
                read(self, table);
            }
            _ => self.fault(key, format!("`{name}` is a table"), format!("write it as [{name}]")),
        }
    }

    fn each(&mut self, name: &str, key: Span, value: &Spanned<DeValue<'_>>, read: fn(&mut Self, Span, &DeTable<'_>)) {
        let DeValue::Array(array) = value.get_ref() else {
            self.fault(key, format!("`{name}` is a list of tables"), format!("write each as [[{name}]]"));
            return;
        };
        for element in array.iter() {
            match element.get_ref() {
                DeValue::Table(table) => {
                    self.unknown_keys(name, table);
                    read(self, span_of(element), table);
                }
                _ => self.fault(span_of(element), format!("`{name}` is a list of tables"), format!("write each as [[{name}]]")),
            }
        }
    }

    fn unknown_keys(&mut self, table: &str, content: &DeTable<'_>) {
        let known: Vec<&str> = SETTINGS.iter().filter(|setting| setting.table == table).map(|setting| setting.key).collect();
        if known.contains(&"*") {
            return;
        }
        for (name, key, _) in entries(content) {
            if !known.contains(&name) {
                let near = nearest(name, known.iter().copied());
                self.fault(
                    key,
                    format!("[{table}] has no key `{name}`"),
                    near.map_or_else(|| format!("it has: {}", known.join(", ")), |near| format!("did you mean `{near}`?")),
                );
            }
        }
    }

    fn product(&mut self, table: &DeTable<'_>) {
        let product = Product {
            name: self.string(table, "name"),
            version: self.string(table, "version"),
            manufacturer: self.string(table, "manufacturer"),
            lifetime_years: self.years(table, "lifetime-years"),
        };
        self.config.product = product;
    }

    fn records(&mut self, table: &DeTable<'_>) {
        if table.contains_key("paths") {
            self.config.paths = self.list(table, "paths");
        }
        self.config.exclude = self.list(table, "exclude");
    }

    fn policy(&mut self, table: &DeTable<'_>) {
        let mut policy = self.config.policy;
        for (name, slot) in [
            ("plan-review-months", &mut policy.plan_review_months),
            ("trend-review-months", &mut policy.trend_review_months),
            ("anomaly-review-months", &mut policy.anomaly_review_months),
            ("audit-months", &mut policy.audit_months),
            ("problem-decision-months", &mut policy.problem_decision_months),
        ] {
            let Some(value) = table.get(name) else { continue };
            match value.get_ref() {
                DeValue::Integer(number) => match number.as_str().parse::<i32>() {
                    Ok(months) if (1..=1200).contains(&months) => *slot = months,
                    _ => self.fault(span_of(value), format!("`{name}` is a number of months from 1 to 1200"), String::new()),
                },
                _ => self.fault(span_of(value), format!("`{name}` is a number of months"), String::new()),
            }
        }
        self.config.policy = policy;
    }

    fn wording(&mut self, table: &DeTable<'_>) {
        self.config.vague = self.list(table, "vague");
        self.config.allowed = self.list(table, "allowed");
    }

    fn levels(&mut self, table: &DeTable<'_>) {
        for (rule, key, value) in entries(table) {
            match value.get_ref() {
                DeValue::String(level) if ["error", "warning", "note"].contains(&level.as_ref()) => {
                    self.config.levels.push((rule.to_owned(), level.to_string(), key))
                }
                _ => self.fault(
                    span_of(value),
                    format!("the level of `{rule}` is none of error, warning, note"),
                    "a rule cannot be turned off; to accept a finding, write a deviation record".into(),
                ),
            }
        }
    }

    fn prefixes(&mut self, table: &DeTable<'_>) {
        for (prefix, key, value) in entries(table) {
            let DeValue::String(name) = value.get_ref() else {
                self.fault(span_of(value), format!("`{prefix}` stands for no kind"), "name a kind: REQ = \"software requirement\"".into());
                continue;
            };
            if !is_prefix(prefix) {
                self.fault(key, format!("`{prefix}` is no prefix"), "a prefix is letters and digits, joined by dashes".into());
                continue;
            }
            let Some(at) = self.kind_named(name) else {
                let near = nearest(name, self.kinds.iter().map(|spec| spec.name.as_str())).map(str::to_owned);
                self.fault(
                    span_of(value),
                    format!("there is no kind `{name}`"),
                    near.map_or_else(|| "`primum explain` lists the kinds".to_owned(), |near| format!("did you mean `{near}`?")),
                );
                continue;
            };
            if let Some(taken) = self.kinds.iter().position(|spec| spec.prefixes.iter().any(|other| other == prefix)) {
                if taken == at {
                    continue;
                }
                // A project may give a prefix of ours another meaning; the kind that loses it keeps its others.
                self.kinds[taken].prefixes.retain(|other| other != prefix);
            }
            // The project's own prefix comes first, so that `new` uses it.
            self.kinds[at].prefixes.insert(0, prefix.to_owned());
        }
    }

    fn kind(&mut self, place: Span, table: &DeTable<'_>) {
        let (name, prefix) = (self.string(table, "name"), self.string(table, "prefix"));
        if name.is_empty() || !is_prefix(&prefix) {
            self.fault(place, "a kind needs a `name` and a `prefix` of letters and digits".into(), String::new());
            return;
        }
        if self.kind_named(&name).is_some() || self.kinds.iter().any(|spec| spec.prefixes.contains(&prefix)) {
            self.fault(
                place,
                format!("there is a kind `{name}` or a prefix `{prefix}` already"),
                "choose another, or use [prefixes] to give a kind a second prefix".into(),
            );
            return;
        }
        let summary = self.string(table, "summary");
        self.kinds.push(KindSpec {
            kind: Kind::Own((self.kinds.len() - KINDS.len()) as u16),
            plural: format!("{name} records"),
            name,
            aliases: Vec::new(),
            alone: false,
            prefixes: vec![prefix],
            summary,
            guidance: String::new(),
            asked_by: Vec::new(),
            fields: KindSpec::common_fields(),
            sections: Vec::new(),
        });
    }

    fn field(&mut self, place: Span, table: &DeTable<'_>) {
        let (kind, name) = (self.string(table, "kind"), self.string(table, "name"));
        let Some(at) = self.kind_named(&kind) else {
            self.fault(place, format!("a field names the kind `{kind}`, which does not exist"), "`primum explain` lists the kinds".into());
            return;
        };
        let well_formed = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if !well_formed || name == "title" || name == "text" || name == "id" {
            self.fault(place, format!("`{name}` cannot be the name of a field"), "lower-case words joined by dashes".into());
            return;
        }
        if self.kinds[at].field(&name).is_some() || self.kinds[at].fields.len() >= 128 {
            self.fault(place, format!("a {} has a field `{name}` already", self.kinds[at].name), "choose another name".into());
            return;
        }
        let field_type = match self.string(table, "type").as_str() {
            "" | "text" => FieldType::Text,
            "choice" => FieldType::Choice(self.list(table, "values")),
            "date" => FieldType::Date,
            "version" => FieldType::Version,
            "glob" => FieldType::Glob,
            "link" => {
                let names = self.list(table, "to");
                let kinds: Vec<Kind> = names.iter().filter_map(|name| self.kind_named(name).map(|at| self.kinds[at].kind)).collect();
                if kinds.len() < names.len() {
                    self.fault(
                        place,
                        format!("the link `{name}` leads to a kind that does not exist"),
                        "`primum explain` lists the kinds".into(),
                    );
                    return;
                }
                FieldType::Link(kinds)
            }
            other => {
                self.fault(place, format!("`{other}` is no type of a field"), "text, choice, date, version, glob or link".into());
                return;
            }
        };
        let inverse = self.string(table, "inverse");
        let field = FieldSpec {
            inverse: if inverse.is_empty() { format!("{name} of") } else { inverse },
            many: self.boolean(table, "many", matches!(field_type, FieldType::Link(_))),
            necessary: self.boolean(table, "necessary", false),
            normative: self.boolean(table, "normative", true),
            doc: self.string(table, "doc"),
            kind: field_type,
            name,
        };
        self.kinds[at].fields.push(field);
    }

    fn kind_named(&self, name: &str) -> Option<usize> {
        self.kinds.iter().position(|spec| spec.name == name || spec.prefixes.iter().any(|prefix| prefix == name))
    }

    fn string(&mut self, table: &DeTable<'_>, key: &str) -> String {
        match table.get(key).map(|value| (value.get_ref(), span_of(value))) {
            None => String::new(),
            Some((DeValue::String(text), _)) => text.to_string(),
            Some((_, place)) => {
                self.fault(place, format!("`{key}` is a text"), "write it in quotes".into());
                String::new()
            }
        }
    }

    fn boolean(&mut self, table: &DeTable<'_>, key: &str, default: bool) -> bool {
        match table.get(key).map(|value| (value.get_ref(), span_of(value))) {
            None => default,
            Some((DeValue::Boolean(yes), _)) => *yes,
            Some((_, place)) => {
                self.fault(place, format!("`{key}` is true or false"), String::new());
                default
            }
        }
    }

    fn list(&mut self, table: &DeTable<'_>, key: &str) -> Vec<String> {
        let Some(value) = table.get(key) else { return Vec::new() };
        let DeValue::Array(array) = value.get_ref() else {
            self.fault(span_of(value), format!("`{key}` is a list of texts"), format!("write {key} = [\"…\"]"));
            return Vec::new();
        };
        let mut texts = Vec::new();
        for element in array.iter() {
            match element.get_ref() {
                DeValue::String(text) => texts.push(text.to_string()),
                _ => self.fault(span_of(element), format!("`{key}` is a list of texts"), "write each in quotes".into()),
            }
        }
        texts
    }

    fn fault(&mut self, span: Span, message: String, help: String) {
        self.config.faults.push(Fault { what: FaultKind::Configuration, span, record: None, message, help });
    }
}

fn entries<'a, 'i>(table: &'a DeTable<'i>) -> impl Iterator<Item = Entry<'a, 'i>> {
    table.iter().map(|(key, value)| {
        let range = key.span();
        (key.get_ref().as_ref(), Span::new(range.start, range.end), value)
    })
}

fn span_of(value: &Spanned<DeValue<'_>>) -> Span {
    let range = value.span();
    Span::new(range.start, range.end)
}

fn is_prefix(prefix: &str) -> bool {
    !prefix.is_empty() && prefix.split('-').all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}
