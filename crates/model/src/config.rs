//! What `primum.toml` says: the product, where the records are, prefixes, kinds and fields of the project's own, policy.

use crate::document::{Fault, FaultKind};
use crate::kinds::{KINDS, Kind};
use crate::schema::{FieldSpec, FieldType, KindSpec, Schema};
use crate::source::Span;
use crate::suggest::nearest;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The name of the configuration file, at the project's root.
pub const CONFIG_FILE: &str = "primum.toml";

/// One key of `primum.toml`. Reader, JSON schema and manual are made from this table.
#[derive(Debug)]
pub struct Setting {
    /// The table it stands in; arrays of tables are written `[[name]]`.
    pub table: &'static str,
    /// The key; `*` where the project chooses the keys.
    pub key: &'static str,
    /// Type in the words of JSON schema, `list` for an array of strings.
    pub kind: &'static str,
    /// What it does.
    pub doc: &'static str,
}

const fn setting(table: &'static str, key: &'static str, kind: &'static str, doc: &'static str) -> Setting {
    Setting { table, key, kind, doc }
}

/// Every key there is.
pub const SETTINGS: &[Setting] = &[
    setting("product", "name", "string", "Name of the product."),
    setting("product", "version", "string", "Version under development."),
    setting("product", "manufacturer", "string", "Name of the manufacturer."),
    setting("records", "paths", "list", "Folders and files that hold records, relative to the project. Default: `records`."),
    setting("records", "exclude", "list", "Paths below them that hold none, with `*`, `**` and `?`."),
    setting(
        "prefixes",
        "*",
        "string",
        "A prefix of the project's own, and the name of the kind that it stands for: `REQ = \"software requirement\"`.",
    ),
    setting("kinds", "name", "string", "Name of a kind of the project's own."),
    setting("kinds", "prefix", "string", "Prefix of its IDs."),
    setting("kinds", "summary", "string", "What such a record is."),
    setting("fields", "kind", "string", "The kind, by name or prefix, that gets a field."),
    setting("fields", "name", "string", "The key as it is written in records."),
    setting("fields", "type", "string", "`text` (the default), `choice`, `date`, `version`, `glob` or `link`."),
    setting("fields", "values", "list", "The words of a `choice`."),
    setting("fields", "to", "list", "The kinds that a `link` may lead to; any when left out."),
    setting("fields", "inverse", "string", "What a link is called, read backwards."),
    setting("fields", "many", "boolean", "May it hold several values?"),
    setting("fields", "necessary", "boolean", "Is a record without it a finding?"),
    setting("fields", "normative", "boolean", "Does it count in the fingerprint? Default: yes."),
    setting("fields", "doc", "string", "What to write there."),
    setting("levels", "*", "string", "The level of a rule: `error`, `warning` or `note`. To accept a finding, write a deviation record."),
    setting("policy", "plan-review-months", "integer", "How old the last look at a plan may be. Default: 12."),
    setting("policy", "trend-review-months", "integer", "How old the last trend review may be. Default: 12."),
    setting("policy", "anomaly-review-months", "integer", "How old the last look at a SOUP anomaly list may be. Default: 6."),
    setting("wording", "vague", "list", "More words that make a requirement vague."),
    setting("wording", "allowed", "list", "Words from the product's list that this project may use."),
];

/// What the project says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Product {
    /// Name; empty where none is given.
    pub name: String,
    /// Version under development.
    pub version: String,
    /// Manufacturer.
    pub manufacturer: String,
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
}

impl Default for Policy {
    fn default() -> Self {
        Self { plan_review_months: 12, trend_review_months: 12, anomaly_review_months: 6 }
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
    /// Reads the text of `primum.toml`.
    ///
    /// # Errors
    /// When the text is no TOML. Everything else that is wrong is a fault in the result.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        let table = DeTable::parse(text).map_err(|error| Unreadable {
            span: error.span().map_or(Span::default(), |range| Span::new(range.start, range.end)),
            message: error.message().to_owned(),
        })?;
        let mut reader = Reader { config: Self::default(), kinds: Schema::default().into_kinds() };
        reader.root(table.get_ref());
        reader.config.schema = Schema::new(reader.kinds);
        Ok(reader.config)
    }
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
                "product" | "records" | "policy" | "wording" | "prefixes" | "fields" | "levels" => {}
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
                _ => {}
            }
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Config {
        Config::read(text).expect("TOML")
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
