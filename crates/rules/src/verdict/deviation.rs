//! Deviations: which findings each accepts, and what is wrong with those that accept nothing.

use super::{Own, sink};
use crate::answered::answered;
use crate::months;
use crate::register::{Named, of_purl};
use crate::rule::{Basis, Finding, Rule};
use primum_model::{Kind, Model, Record};
use primum_soup::version::comparable;
use std::collections::HashMap;

/// The longest time, in months, for which a deviation may accept a finding.
const LONGEST_DEVIATION: i32 = 36;

/// Accepts findings by deviations; reports deviations that match nothing, have expired, or give no reason.
pub(crate) fn apply(model: &Model, rules: &[&'static Rule], own: &Own, findings: &mut Vec<Finding>) {
    let mut reports = Vec::new();
    let mut by_rule: HashMap<&str, Vec<usize>> = HashMap::new();
    if model.of(Kind::Deviation).len() > 0 {
        for (at, finding) in findings.iter().enumerate() {
            by_rule.entry(finding.rule.name).or_default().push(at);
        }
    }
    for deviation in model.of(Kind::Deviation) {
        let mut report = |rule, message: String, help: &str| reports.push((rule, deviation, message, help.to_owned()));
        let (name, id) = (deviation.text("rule").unwrap_or(""), deviation.id());
        let rule = rules.iter().find(|rule| rule.name == name);
        if let Some((rule, message, help)) = objection(deviation, rule.copied(), rules, own) {
            report(rule, message, &help);
            continue;
        }
        let covers = match Covers::of(deviation) {
            Ok(covers) => covers,
            Err(odd) => {
                report(
                    own.unmatched_deviation,
                    format!("{id} names `{odd}`, which is no package URL"),
                    "write it as `pkg:cargo/serde@1.0.1`",
                );
                continue;
            }
        };
        let (mut matched, mut partly) = (false, None);
        for at in by_rule.get(name).into_iter().flatten() {
            match covers.finding(model, &findings[*at]) {
                Fit::Whole => {
                    findings[*at].accepted_by = Some(deviation.position());
                    matched = true;
                }
                Fit::Part(other) => partly = partly.or(Some(other)),
                Fit::Nothing => {}
            }
        }
        match partly {
            Some(other) if !matched => report(
                own.unmatched_deviation,
                format!("{id} names a part only of what `{name}` finds, which is about {other} as well"),
                "name each component in `purl`, and each locked version where one is named; or the file in `path`",
            ),
            _ if !matched => report(
                own.unmatched_deviation,
                format!("{id} accepts a finding of `{name}` that is not there"),
                "retire it, or correct what it names: `target`, `purl` or `path`",
            ),
            _ => {}
        }
    }
    for (rule, record, message, help) in reports {
        sink(rule, findings).report(record, message).help(help);
    }
}

/// Why a deviation accepts nothing, whatever is found: the rule that says so, the message, the remedy.
fn objection(
    deviation: Record<'_>,
    rule: Option<&'static Rule>,
    rules: &[&'static Rule],
    own: &Own,
) -> Option<(&'static Rule, String, String)> {
    let (id, name, today) = (deviation.id(), deviation.text("rule").unwrap_or(""), deviation.model().date);
    let expires = deviation.date("expires");
    if deviation.says("status", "draft") {
        let message = format!("{id} is a draft, so it accepts nothing");
        return Some((own.deviation_without_reason, message, "have it decided, and take the `status` out".to_owned()));
    }
    let Some(rule) = rule else {
        let near = primum_model::suggest::nearest(name, rules.iter().map(|rule| rule.name));
        let help = near.map_or_else(|| "`primum explain` lists the rules".to_owned(), |near| format!("did you mean `{near}`?"));
        return Some((own.unmatched_deviation, format!("{id} names the rule `{name}`, which does not exist"), help));
    };
    if rule.basis == Basis::Record {
        let message = format!("{id} accepts a finding of `{name}`, without which the records cannot be read");
        return Some((own.deviation_without_reason, message, "mend the record".to_owned()));
    }
    if expires.is_some_and(|expires| expires > months::before(today, -LONGEST_DEVIATION)) {
        let message = format!("{id} expires more than {LONGEST_DEVIATION} months from now, so it accepts nothing");
        let help = "a deviation is for a time: set a day on which it is judged again";
        return Some((own.deviation_without_reason, message, help.to_owned()));
    }
    let mut lacking: Vec<&str> = ["justification", "approver"].into_iter().filter(|field| !answered(deviation, field)).collect();
    if expires.is_none() {
        lacking.push("expires");
    }
    if !lacking.is_empty() {
        let message = format!("{id} has no {}, so it accepts nothing", lacking.join(" and no "));
        return Some((own.deviation_without_reason, message, "a deviation says why, who accepts it, and until when".to_owned()));
    }
    if expires.is_some_and(|expires| expires < today) {
        let message = format!("{id} expired on {}, so it accepts nothing", deviation.text("expires").unwrap_or(""));
        return Some((own.expired_deviation, message, "mend the finding, or judge again and set a new date".to_owned()));
    }
    None
}

/// What a deviation names: records, components, files. What it names of each limits it.
struct Covers<'m> {
    targets: Vec<u32>,
    /// Components, each in all versions or in one.
    components: Vec<(Named, Option<String>)>,
    paths: Vec<&'m str>,
}

/// Does a deviation name what a finding is about?
enum Fit {
    Whole,
    /// Some of its components, but not this one.
    Part(String),
    Nothing,
}

impl<'m> Covers<'m> {
    /// # Errors
    /// The text that should be a package URL and is none.
    fn of(deviation: Record<'m>) -> Result<Self, &'m str> {
        let components = deviation.values("purl").map(|value| of_purl(value.text).ok_or(value.text)).collect::<Result<_, _>>()?;
        Ok(Self {
            targets: deviation.links("target").map(Record::position).collect(),
            components,
            paths: deviation.values("path").map(|value| value.text.trim()).collect(),
        })
    }

    fn finding(&self, model: &Model, finding: &Finding) -> Fit {
        let record = match finding.record {
            Some(record) if !self.targets.is_empty() => self.targets.contains(&record),
            // A component is named whatever record answers for it. What stands in a record is named by the record and not by its file.
            Some(_) => !self.components.is_empty() && self.paths.is_empty(),
            // Without a target it accepts what the rule finds about the project as a whole.
            None => self.targets.is_empty(),
        };
        let is_in_path = || finding.place.is_some_and(|place| self.paths.contains(&model.file(place).path.as_str()));
        if !record || !self.paths.is_empty() && !is_in_path() {
            return Fit::Nothing;
        }
        if self.components.is_empty() {
            return Fit::Whole;
        }
        let names = |named: &Named, version: Option<&String>| {
            self.components.iter().any(|(own, of)| {
                own == named && of.as_ref().is_none_or(|of| version.is_some_and(|version| comparable(version) == comparable(of)))
            })
        };
        let held = |(named, versions): &&(Named, Vec<String>)| {
            if versions.is_empty() { names(named, None) } else { versions.iter().all(|version| names(named, Some(version))) }
        };
        let touches = finding.components.iter().any(|(named, _)| self.components.iter().any(|(own, _)| own == named));
        match finding.components.iter().find(|component| !held(component)) {
            _ if !touches => Fit::Nothing,
            None => Fit::Whole,
            Some((named, versions)) => Fit::Part(format!("{} {}", named.name, versions.join(", ")).trim().to_owned()),
        }
    }
}
