//! What a rule, a clause or a kind of record is: the page for a word.

mod clause;
mod kind;

use crate::prose::lay_out;
use crate::screen::Screen;
use primum_model::Schema;
use primum_model::suggest::nearest;
use primum_rules::RULES;
use primum_rules::rule::{Basis, Rule};
use primum_rules::standards::{self, Standard};

/// A word that is neither rule nor clause nor kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The fact.
    pub message: String,
    /// The next action.
    pub help: String,
}

/// The page for a word, as Markdown; without a word, the list of everything that has a page.
///
/// The word is the name of a rule, the number of a clause or heading (`5.7.1`, `5.2`, `iso14971 7.5`), or the name, plural or
/// prefix of a kind of record.
///
/// # Errors
/// When nothing is called that.
pub fn markdown(word: Option<&str>, schema: &Schema) -> Result<String, Unknown> {
    let Some(word) = word else { return Ok(list(schema)) };
    let word = word.trim();
    let clause = word.trim_start_matches('§').trim();
    if let Some(rule) = RULES.iter().find(|rule| rule.name.eq_ignore_ascii_case(word)) {
        return Ok(of_rule(rule));
    }
    if let Some((standard, clause)) = find_clause(clause) {
        return Ok(clause::page(standard, clause, schema));
    }
    if let Some(page) = find_heading(clause) {
        return Ok(page);
    }
    // `change-request` is typed more easily than a name with a blank.
    let spaced = word.replace(['-', '_'], " ");
    let spec = schema.named(word).or_else(|| schema.named(&spaced)).or_else(|| schema.named(&word.to_ascii_uppercase()));
    if let Some(spec) = spec {
        return Ok(kind::page(spec, schema));
    }
    Err(unknown(word, schema))
}

/// The same, laid out for a terminal.
///
/// # Errors
/// When nothing is called that.
pub fn text(word: Option<&str>, schema: &Schema, screen: Screen) -> Result<String, Unknown> {
    markdown(word, schema).map(|markdown| lay_out(&markdown, screen))
}

/// `5.2.6.f` and `5.2.6 f` alike, `SW-SRS` and `sw-srs` alike; what the number itself names goes before what it lists.
fn find_clause(word: &str) -> Option<(&'static Standard, &'static standards::Clause)> {
    let lower = word.to_ascii_lowercase();
    let dotted = || {
        let (number, letter) = lower.rsplit_once(' ').filter(|(_, letter)| letter.len() <= 2)?;
        standards::find(&format!("{number}.{}", letter.trim_end_matches(')')))
    };
    let named = || {
        let (standard, number) = of_standard(word)?;
        standard.clauses.iter().find(|clause| clause.id.eq_ignore_ascii_case(number)).map(|clause| (standard, clause))
    };
    standards::find(word).or_else(|| standards::find(&lower)).or_else(named).or_else(dotted)
}

fn find_heading(word: &str) -> Option<String> {
    if let Some(standard) = standards::by_id(&word.to_ascii_lowercase()) {
        return Some(clause::contents(standard));
    }
    let (standard, number) = of_standard(word)?;
    let group = standard.groups.iter().find(|group| group.id.eq_ignore_ascii_case(number))?;
    Some(clause::heading(standard, group))
}

/// The standard that a word names, IEC 62304 where it names none, and the rest of the word.
fn of_standard(word: &str) -> Option<(&'static Standard, &str)> {
    match word.split_once(' ') {
        Some((standard, number)) => Some((standards::by_id(&standard.to_ascii_lowercase())?, number.trim())),
        None => Some((standards::iec62304(), word)),
    }
}

fn of_rule(rule: &Rule) -> String {
    let mut out = format!("# {}\n\n", rule.name);
    let clauses = if rule.clauses.is_empty() { String::new() } else { format!(" {}.", clause_list(rule.clauses.iter().copied())) };
    let basis = match rule.basis {
        Basis::Clause => "Asked for by clause",
        Basis::Practice => "Good practice beyond clause",
        Basis::Record => "The records must be readable before anything can be said.",
    };
    out.push_str(&format!("Level: {}. {basis}{clauses}\n\n", rule.level.name()));
    out.push_str(rule.page.trim());
    out.push_str(&format!(
        "\n\n## Accept a finding\n\nWrite a deviation record that names the rule `{}`, its target, a justification, who approves and until when.\n",
        rule.name
    ));
    out
}

/// `5.2.1 (Derive …), 5.2.6 (Verify …)`.
fn clause_list<'c>(references: impl Iterator<Item = &'c str>) -> String {
    let titled = references.map(|reference| match standards::find(reference) {
        Some((_, clause)) => format!("{reference} ({})", clause.title),
        None => reference.to_owned(),
    });
    titled.collect::<Vec<_>>().join(", ")
}

/// Everything that has a page.
fn list(schema: &Schema) -> String {
    let mut out =
        "# What can be explained\n\n`primum explain` with the name of a rule, the number of a clause, or a kind of record.\n\n## Rules\n\n"
            .to_owned();
    for rule in RULES {
        out.push_str(&format!("- `{}`: {}\n", rule.name, rule.summary));
    }
    out.push_str("\n## Kinds of record\n\n");
    for spec in schema.kinds() {
        out.push_str(&format!("- `{}` {}: {}\n", spec.prefix(), spec.name, spec.summary));
    }
    out.push_str("\n## Standards\n\n");
    for standard in standards::all() {
        out.push_str(&format!("- `{}` {}: {}\n", standard.id, standard.designation, standard.title));
    }
    out.push_str("\nA number alone is a clause of IEC 62304: `5.7.1`, `5.2`. Any other standard is named first: `iso14971 7.5`.\n");
    out
}

fn unknown(word: &str, schema: &Schema) -> Unknown {
    let shown: String = word.chars().take(60).collect();
    let message = format!("`{shown}` is no rule, no clause and no kind of record");
    if let Some(kind) = schema.kind_of_id(word) {
        let spec = schema.spec(kind);
        return Unknown {
            message,
            help: format!("`primum explain {}` explains {}; `primum trace {word}` shows the record", spec.prefix(), spec.plural),
        };
    }
    let kinds = schema.kinds().iter().flat_map(|spec| [spec.name.as_str(), spec.prefix()]);
    let clauses = || standards::iec62304().active().map(|clause| clause.id.as_str());
    let numeric = word.starts_with(|first: char| first.is_ascii_digit());
    if numeric
        && nearest(word, clauses()).is_none()
        && let Some(help) = neighbours(word)
    {
        return Unknown { message, help };
    }
    let near = if numeric { nearest(word, clauses()) } else { nearest(word, RULES.iter().map(|rule| rule.name).chain(kinds)) };
    // A few letters that stand in the name of a rule are a fair guess too.
    let part =
        || (word.len() >= 4).then(|| RULES.iter().map(|rule| rule.name).find(|name| name.contains(&word.to_ascii_lowercase()))).flatten();
    let help = match near.or_else(part) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`primum explain` lists everything that has a page".to_owned(),
    };
    Unknown { message, help }
}

/// What stands near a number that is none: `5.9` lies beside 5.1 to 5.8.
fn neighbours(number: &str) -> Option<String> {
    let standard = standards::iec62304();
    let mut above = number;
    while let Some((parent, _)) = above.rsplit_once('.') {
        above = parent;
        let groups = standard.groups.iter().filter(|group| group.parent == above).map(|group| group.id.as_str());
        let clauses = standard.active().filter(|clause| clause.parent == above).map(|clause| clause.id.as_str());
        let below: Vec<&str> = groups.chain(clauses).collect();
        if let (Some(first), Some(last)) = (below.first(), below.last()) {
            return Some(format!("{above} has {first} to {last}; `primum explain {above}` lists them"));
        }
    }
    let chapters: Vec<&str> = standard.groups.iter().filter(|group| group.parent.is_empty()).map(|group| group.id.as_str()).collect();
    let (first, last) = (chapters.first()?, chapters.last()?);
    Some(format!("{} has clauses {first} to {last}; `primum explain {}` lists them", standard.designation, standard.id))
}

#[cfg(test)]
mod tests;
