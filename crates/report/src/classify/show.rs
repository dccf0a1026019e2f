//! Classes for a terminal of any width.

use super::reason::Found;
use super::{Lower, Subject, decides, judged, lower, of_project, of_system, parts, reason, step_words, tally, why};
use crate::facts::counted;
use crate::phrase::Phrase;
use crate::screen::{Screen, Tone, columns};
use primum_model::{Class, Record};
use primum_rules::Analysis;
use primum_rules::class::{Judged, Part, Step, System};

/// How many situations, groups and items are shown before the rest is counted.
const EACH: usize = 6;
const GROUPS: usize = 12;
const ITEMS: usize = 40;

pub(super) fn text(analysis: &Analysis, subject: Subject, all: bool, screen: Screen) -> String {
    let mut show = Show { found: Found::of(analysis), screen, all, out: String::new() };
    match subject {
        Subject::Project => show.project(),
        Subject::One(at) => show.one(analysis.model.at(at)),
    }
    show.out
}

/// The colour of a class: none of them is good or bad, but C is where most is asked.
pub(super) fn tone(class: Class) -> Tone {
    match class {
        Class::A => Tone::Good,
        Class::B => Tone::Doubt,
        Class::C => Tone::Bad,
    }
}

struct Show<'a> {
    found: Found<'a>,
    screen: Screen,
    all: bool,
    out: String,
}

impl Show<'_> {
    fn plain(&self, phrase: &Phrase) -> String {
        phrase.plain(self.found.model)
    }

    fn head(&mut self, text: &str) {
        self.out.push('\n');
        self.screen.flow(&mut self.out, "", "  ", &[(Tone::Strong, text)]);
    }

    fn line(&mut self, first: &str, rest: &str, tone: Tone, text: &str) {
        self.screen.flow(&mut self.out, first, rest, &[(tone, text)]);
    }

    fn project(&mut self) {
        let found = self.found;
        let class = found.classes.project();
        let reason = self.plain(&of_project(found));
        let pieces = [(Tone::Strong, format!("class {class}")), (Tone::Plain, reason)];
        self.screen.flow(&mut self.out, "", "  ", &pieces.each_ref().map(|(tone, text)| (*tone, text.as_str())));
        if !found.classes.systems.is_empty() {
            self.head("Systems");
        }
        for system in &found.classes.systems {
            let reason = of_system(found, system);
            self.member(found.model.at(system.record), system.class, 1, &reason);
        }
        self.parts();
        if let Some(system) = found.classes.systems.iter().min_by_key(|system| std::cmp::Reverse(system.class)) {
            let next = format!("primum classify {}", found.model.at(system.record).id());
            self.out.push('\n');
            self.screen.flow(
                &mut self.out,
                "",
                "  ",
                &[(Tone::Accent, &next), (Tone::Faint, "(why, and what would have to be true for a lower class)")],
            );
        }
    }

    fn parts(&mut self) {
        let found = self.found;
        let parts = &found.classes.parts;
        if parts.is_empty() {
            return;
        }
        if self.all {
            self.head("Items and units");
            for (part, depth) in tree(found) {
                self.part(part, depth.min(self.screen.width / 8));
            }
            return;
        }
        let standing: Vec<&Part> = parts.iter().filter(|part| parts::stands_out(found, part)).collect();
        let rest = parts.len() - standing.len();
        if !standing.is_empty() {
            self.head("Items and units whose class is not simply inherited");
            for part in standing.iter().take(ITEMS) {
                self.part(part, 1);
            }
        }
        let more = standing.len().saturating_sub(ITEMS);
        if more > 0 {
            self.line("  ", "  ", Tone::Faint, &format!("and {more} more: primum classify --all"));
        }
        if rest > 0 {
            self.out.push('\n');
            let of = counted(rest, "item or unit has", "items and units have");
            self.line("", "  ", Tone::Faint, &format!("{of} the class of what they are part of: primum classify --all"));
        }
    }

    fn part(&mut self, part: &Part, depth: usize) {
        let reason = parts::reason(self.found, part);
        self.member(self.found.model.at(part.record), part.class, depth, &reason);
    }

    /// Class, ID, title; the reason below.
    fn member(&mut self, record: Record<'_>, class: Class, depth: usize, reason: &Phrase) {
        let indent = "  ".repeat(depth);
        let first = format!("{indent}{} ", self.screen.paint(tone(class), class.letter()));
        let rest = format!("{indent}  ");
        self.screen.flow(&mut self.out, &first, &rest, &[(Tone::Strong, record.id()), (Tone::Plain, &record.title())]);
        let reason = self.plain(reason);
        self.line(&rest, &format!("{rest}  "), Tone::Faint, &reason);
    }

    fn one(&mut self, record: Record<'_>) {
        if let Some(system) = self.found.classes.system(record) {
            self.system(record, system);
        } else if let Some(part) = self.found.classes.part(record) {
            self.item(record, part);
        }
    }

    fn title(&mut self, record: Record<'_>, class: Class, reason: &Phrase) {
        let head = format!("{} {}", record.id(), record.title());
        let class_words = format!("class {class}");
        self.screen.flow(&mut self.out, "", "  ", &[(Tone::Strong, &format!("{}:", head.trim_end())), (tone(class), &class_words)]);
        let reason = self.plain(reason);
        self.line("", "  ", Tone::Plain, &reason);
        self.out.push('\n');
    }

    fn row(&mut self, label: &str, text: &str) {
        let (first, rest) =
            if self.screen.width >= 50 { (format!("  {label:<11} "), " ".repeat(14)) } else { (format!("  {label}: "), "    ".to_owned()) };
        self.line(&first, &rest, Tone::Plain, text);
    }

    fn system(&mut self, record: Record<'_>, system: &System) {
        let found = self.found;
        self.title(record, system.class, &of_system(found, system));
        self.row("declared", system.declared.map_or("none", Class::letter));
        let as_far = if system.ground == primum_rules::class::Ground::Analysed { "" } else { ", as far as it goes" };
        self.row("risk file", &format!("asks for class {}{as_far}", system.computed));
        let dated = |review: Option<u32>, what: &str| match review.map(|at| found.model.at(at)) {
            Some(review) => format!("{what} in {}, held {}", review.id(), review.text("held").unwrap_or("")),
            None => format!("{what} in no review that counts"),
        };
        self.row("class", &dated(system.confirmed_in, "confirmed"));
        self.row("analysis", &dated(system.checked_in, "confirmed to be complete"));
        if let Some((part, need)) = system.raised_by {
            let words = Phrase::about(part).text(format!(" needs class {need}")).then(reason::need_of(found, part, need));
            let words = self.plain(&words);
            self.row("raised by", &words);
        }
        let judged = judged(found, system);
        self.tally(&judged);
        self.situations("Situations that decide", record, judged.iter().filter(|one| decides(system, one)));
        let lowered = |one: &&Judged| !decides(system, one) && (one.step == Step::AcceptableAfterExternal || one.credit.counts);
        self.situations("Situations that credited external controls lower", record, judged.iter().filter(lowered));
        let more = |one: &&Judged| !decides(system, one) && !one.credit.counts && !one.credit.refused.is_empty();
        self.situations("Situations whose credit is refused", record, judged.iter().filter(more));
        let mut told: Vec<Vec<u32>> = Vec::new();
        for lower in lower(found, system, &judged) {
            self.lower(&lower, record, &mut told);
        }
    }

    fn tally(&mut self, judged: &[Judged]) {
        if judged.is_empty() {
            self.row("situations", "none");
            return;
        }
        self.head(&format!("{} for this system", counted(judged.len(), "hazardous situation, judged", "hazardous situations, judged")));
        let tally = tally(judged);
        let wide = tally.iter().map(|(.., list)| list.len().to_string().len()).max().unwrap_or(1);
        for (step, class, list) in tally {
            let count = format!("{:>wide$}", list.len());
            let first = format!("  {} {count} ", self.screen.paint(tone(class), class.letter()));
            let rest = " ".repeat(5 + columns(&count));
            let shown = if self.all { list.len() } else { 4 };
            let ids = self.plain(&Phrase::default().first_of(&list, shown));
            self.screen.flow(&mut self.out, &first, &rest, &[(Tone::Plain, &format!("{}:", step_words(step))), (Tone::Faint, &ids)]);
        }
    }

    fn situations<'j>(&mut self, title: &str, system: Record<'_>, list: impl Iterator<Item = &'j Judged>) {
        let list: Vec<&Judged> = list.collect();
        if list.is_empty() {
            return;
        }
        self.head(title);
        let shown = if self.all || list.len() <= EACH + 1 { list.len() } else { EACH };
        for judged in list.iter().take(shown) {
            let situation = self.found.model.at(judged.situation);
            let class = format!("class {}", judged.class);
            let head = format!("{} {}", situation.id(), situation.title());
            self.screen.flow(
                &mut self.out,
                "  ",
                "    ",
                &[(Tone::Strong, &format!("{}:", head.trim_end())), (tone(judged.class), &class)],
            );
            for phrase in why(self.found, system.position(), judged) {
                let text = self.plain(&phrase);
                self.line("    - ", "      ", Tone::Plain, &text);
            }
        }
        if list.len() > shown {
            let more = format!("and {} more: primum classify {} --all", list.len() - shown, system.id());
            self.line("  ", "    ", Tone::Faint, &more);
        }
    }

    /// What stands in the way today is told once, for the nearest class.
    fn lower(&mut self, lower: &Lower, system: Record<'_>, told: &mut Vec<Vec<u32>>) {
        self.head(&format!("Class {} if all of this were true", lower.class));
        let shown = if self.all || lower.conditions.len() <= GROUPS + 1 { lower.conditions.len() } else { GROUPS };
        for condition in lower.conditions.iter().take(shown) {
            let what = self.plain(&condition.what);
            let named = if self.all { condition.situations.len() } else { EACH };
            let of = self.plain(&Phrase::default().first_of(&condition.situations, named));
            let estimate = match (of.is_empty(), condition.estimate.as_str()) {
                (true, _) => String::new(),
                (false, "") => ":".to_owned(),
                (false, estimate) => format!("({estimate}):"),
            };
            self.screen.flow(&mut self.out, "  - ", "    ", &[(Tone::Strong, &of), (Tone::Faint, &estimate), (Tone::Plain, &what)]);
            if told.contains(&condition.situations) {
                continue;
            }
            for (at, phrase) in condition.today.iter().enumerate() {
                let text = self.plain(phrase);
                self.line(if at == 0 { "    today: " } else { "           " }, "           ", Tone::Faint, &text);
            }
            told.push(condition.situations.clone());
        }
        if lower.conditions.len() > shown {
            let more = format!("and {} more: primum classify {} --all", lower.conditions.len() - shown, system.id());
            self.line("  ", "    ", Tone::Faint, &more);
        }
    }

    fn item(&mut self, record: Record<'_>, part: &Part) {
        let found = self.found;
        self.title(record, part.class, &parts::reason(found, part));
        for phrase in parts::why(found, part) {
            let text = self.plain(&phrase);
            self.line("  - ", "    ", Tone::Plain, &text);
        }
        let lower = parts::lower(found, part);
        if !lower.is_empty() {
            self.head("A lower class than that of its whole if all of this were true");
            for phrase in lower {
                let text = self.plain(&phrase);
                self.line("  - ", "    ", Tone::Plain, &text);
            }
        }
        if let Some(system) = part.system.map(|at| found.model.at(at)) {
            self.out.push('\n');
            let next = format!("primum classify {}", system.id());
            self.screen.flow(&mut self.out, "", "  ", &[(Tone::Accent, &next), (Tone::Faint, "(why its system has its class)")]);
        }
    }
}

/// Every part below its whole, with its depth below the system; parts outside every system last.
pub(crate) fn tree<'a>(found: Found<'a>) -> Vec<(&'a Part, usize)> {
    let parts = &found.classes.parts;
    let mut below: std::collections::HashMap<u32, Vec<&Part>> = std::collections::HashMap::new();
    for part in parts.iter().filter(|part| part.system.is_some()) {
        if let Some(whole) = part.whole {
            below.entry(whole).or_default().push(part);
        }
    }
    let mut list = Vec::with_capacity(parts.len());
    for system in &found.classes.systems {
        let children = |at: u32, depth: usize| below.get(&at).into_iter().flatten().rev().map(move |part| (*part, depth));
        let mut open: Vec<(&Part, usize)> = children(system.record, 1).collect();
        while let Some((part, depth)) = open.pop() {
            list.push((part, depth));
            open.extend(children(part.record, depth + 1));
        }
    }
    list.extend(parts.iter().filter(|part| part.system.is_none()).map(|part| (part, 1)));
    list
}
