//! The rows of the risk table: what each situation and each threat says, and where its risk stands.

use crate::estimates::{self, Level, Moment, stated};
use primum_model::{Acceptability, Class, Kind, Model, Record};
use primum_rules::Analysis;
use primum_rules::answered;
use primum_rules::class::WhatIf;
use primum_rules::risk::{self, Estimate, ThreatEstimate};

/// How many causes and controls a row lists before it says that there are more: a hazard may have ten thousand, and so may each of its
/// situations.
const LISTED: usize = 200;

/// How many they list together, so that a table of a hundred thousand rows stays readable by programs; each row at least
/// [`LISTED_AT_LEAST`].
const LISTED_TOGETHER: usize = 1_000_000;

const LISTED_AT_LEAST: usize = 8;

fn listed(rows: usize) -> usize {
    (LISTED_TOGETHER / rows.max(1)).clamp(LISTED_AT_LEAST, LISTED)
}

/// Where a residual risk stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    /// In words.
    pub(crate) words: String,
    /// Is something missing, or is the risk not acceptable?
    pub(crate) open: bool,
}

/// Severity and probability at one moment.
#[derive(Clone, Debug)]
pub(crate) struct Rated<'m> {
    pub(crate) severity: Level<'m>,
    pub(crate) probability: Level<'m>,
    /// P1 and P2, where the record states them.
    pub(crate) parts: Option<(Level<'m>, Level<'m>)>,
    pub(crate) acceptability: Option<Acceptability>,
}

/// One hazardous situation.
#[derive(Debug)]
pub(crate) struct Row<'m> {
    pub(crate) situation: Record<'m>,
    pub(crate) hazards: Vec<u32>,
    pub(crate) causes: List,
    pub(crate) controls: List,
    pub(crate) before: Rated<'m>,
    pub(crate) after: Rated<'m>,
    pub(crate) standing: Standing,
    /// The class that it asks for, system by system.
    pub(crate) classes: Vec<(u32, Class)>,
}

/// Records, and whether there are more of them.
#[derive(Debug, Default)]
pub(crate) struct List {
    pub(crate) records: Vec<u32>,
    pub(crate) more: bool,
}

/// One threat.
#[derive(Debug)]
pub(crate) struct ThreatRow<'m> {
    pub(crate) threat: Record<'m>,
    pub(crate) severity: [Level<'m>; 2],
    pub(crate) exploitability: [Level<'m>; 2],
    pub(crate) acceptability: [Option<Acceptability>; 2],
    pub(crate) controls: List,
    pub(crate) standing: Standing,
}

impl<'m> Row<'m> {
    /// Every row, in the order of the records.
    pub(crate) fn all(analysis: &'m Analysis) -> impl Iterator<Item = Self> + 'm {
        analysis.risk.situations.iter().map(|situation| Self::of(analysis, analysis.model.at(situation.record)))
    }

    pub(crate) fn of(analysis: &'m Analysis, situation: Record<'m>) -> Self {
        let known = analysis.risk.situation(situation).copied();
        let [before, residual] = known.map_or([Estimate::default(); 2], |known| [known.before, known.residual]);
        // What is acceptable before any control, and is said to need none, stays where it is.
        let (moment, after) =
            if is_untouched(situation) && before.is_acceptable() { (Moment::Before, before) } else { (Moment::Residual, residual) };
        let most = listed(analysis.risk.situations.len());
        let class = |system: u32| {
            let judged = primum_rules::class::judge(&analysis.risk, analysis.model.at(system), situation, &WhatIf::default());
            (system, judged.class)
        };
        Self {
            situation,
            hazards: situation.links("hazard").filter(|hazard| !hazard.is_retired()).map(Record::position).collect(),
            causes: List::of(risk::contributors(situation), most),
            controls: controls(situation, most),
            before: Rated::of(situation, Moment::Before, before),
            after: Rated::of(situation, moment, after),
            standing: standing(situation, before, residual),
            classes: analysis.classes.systems.iter().map(|system| class(system.record)).collect(),
        }
    }

    /// The sequence of events: the field, else the section.
    pub(crate) fn sequence(&self) -> &'m str {
        let section = || self.situation.section("Sequence of events").map(|section| section.body);
        self.situation.text("sequence").or_else(section).unwrap_or("")
    }

    pub(crate) fn harm(&self) -> &'m str {
        self.situation.text("harm").unwrap_or("")
    }

    /// Why the benefit outweighs the risk, or why it cannot be reduced any further.
    pub(crate) fn weighing(&self) -> &'m str {
        let said = |name: &'static str| self.situation.text(name).or_else(|| self.situation.section(name).map(|section| section.body));
        said("benefit-risk").or_else(|| said("reduction")).unwrap_or("")
    }
}

impl<'m> Rated<'m> {
    fn of(situation: Record<'m>, moment: Moment, estimate: Estimate) -> Self {
        let scales = &situation.model().config.scales;
        let (p1, p2) = if moment == Moment::Residual { ("residual-p1", "residual-p2") } else { ("p1", "p2") };
        let parts = situation.value(p1).or_else(|| situation.value(p2)).is_some();
        Self {
            severity: estimates::severity(situation, moment),
            probability: estimates::probability(situation, moment),
            parts: parts.then(|| (stated(situation, p1, &scales.p1, "P1"), stated(situation, p2, &scales.p2, "P2"))),
            acceptability: estimate.acceptability,
        }
    }

    /// `catastrophic × occasional (P1 rare, P2 often)`.
    pub(crate) fn words(&self) -> String {
        let known = |level: &Level<'_>| level.known().is_some();
        let words = estimates::pair(&self.severity, &self.probability);
        match &self.parts {
            Some((p1, p2)) if known(p1) && known(p2) => format!("{words} (P1 {}, P2 {})", p1.words(), p2.words()),
            _ => words,
        }
    }
}

impl List {
    pub(crate) fn of<'m>(records: impl Iterator<Item = Record<'m>>, most: usize) -> Self {
        let mut list = Self::default();
        let mut seen = std::collections::HashSet::new();
        for record in records.filter(|record| seen.insert(record.position())) {
            if list.records.len() == most {
                list.more = true;
                break;
            }
            list.records.push(record.position());
        }
        list.records.sort_unstable();
        list
    }
}

/// What acts against a situation: directly, through its causes and threats, through its hazards.
fn controls(situation: Record<'_>, most: usize) -> List {
    let hazards = situation.links("hazard").filter(|hazard| !hazard.is_retired());
    List::of(
        risk::controls(situation).chain(risk::contributors(situation).flat_map(risk::controls)).chain(hazards.flat_map(risk::controls)),
        most,
    )
}

/// Where the residual risk of a situation stands, by the criteria and by what people have judged where the criteria ask for it.
fn standing(situation: Record<'_>, before: Estimate, residual: Estimate) -> Standing {
    if is_untouched(situation) {
        if before.is_acceptable() {
            return stands(situation, Some(Acceptability::Acceptable), "acceptable before any control");
        }
        return stands(situation, None, "no residual risk stated");
    }
    let levels = [estimates::severity(situation, Moment::Residual), estimates::probability(situation, Moment::Residual)];
    let why = levels.iter().find(|level| level.known().is_none()).map_or("the criteria have no answer", Level::words).to_owned();
    stands(situation, residual.acceptability, &why)
}

/// Does the record state no residual risk?
fn is_untouched(situation: Record<'_>) -> bool {
    ["residual-severity", "residual-probability", "residual-p1", "residual-p2"].iter().all(|name| situation.value(name).is_none())
}

/// The same for a situation or a threat; `why` says why the region is unknown, or what makes it acceptable.
fn stands(record: Record<'_>, region: Option<Acceptability>, why: &str) -> Standing {
    let (mut words, mut open) = match region {
        Some(Acceptability::Acceptable) if why.starts_with("acceptable") => (why.to_owned(), false),
        Some(Acceptability::Acceptable) => ("acceptable".to_owned(), false),
        Some(Acceptability::Investigate) if answered(record, "reduction") => {
            ("acceptable, judged to be reduced as far as possible".to_owned(), false)
        }
        Some(Acceptability::Investigate) => ("nobody has judged that it is reduced as far as possible".to_owned(), true),
        Some(Acceptability::Unacceptable) if answered(record, "benefit-risk") => {
            ("unacceptable, judged to be outweighed by the benefit".to_owned(), false)
        }
        Some(Acceptability::Unacceptable) => ("unacceptable, and nothing weighs it against the benefit".to_owned(), true),
        None => (format!("not known to be acceptable: {why}"), true),
    };
    if record.says("acceptable", "yes") && open {
        words.push_str("; the record states that it is acceptable");
    } else if record.says("acceptable", "no") && !open && region != Some(Acceptability::Unacceptable) {
        // That a risk which the benefit outweighs is not acceptable by the criteria is what they say themselves.
        words.push_str("; the record states that it is not acceptable");
        open = true;
    }
    Standing { words, open }
}

impl<'m> ThreatRow<'m> {
    /// Every threat that is not retired, in the order of the records.
    pub(crate) fn all(model: &'m Model) -> impl Iterator<Item = Self> + 'm {
        model.of(Kind::Threat).map(Self::of)
    }

    pub(crate) fn of(threat: Record<'m>) -> Self {
        let scales = &threat.model().config.scales;
        let [before, after] = [ThreatEstimate::before(threat), ThreatEstimate::residual(threat)];
        let severity = |estimate: ThreatEstimate| match estimate.severity {
            Some(at) => Level::At(scales.severity.name(at)),
            None => Level::Unknown("severity not known".to_owned()),
        };
        let exploitability = |field| stated(threat, field, &scales.exploitability, "exploitability");
        let first = exploitability("exploitability");
        let untouched = threat.value("residual-exploitability").is_none() && before.acceptability == Some(Acceptability::Acceptable);
        let (after, last) = if untouched { (before, first.clone()) } else { (after, exploitability("residual-exploitability")) };
        let standing = if untouched {
            stands(threat, before.acceptability, "acceptable before any control")
        } else {
            let why = match (after.severity, last.known()) {
                (_, None) => last.words().to_owned(),
                (None, _) => "severity not known".to_owned(),
                _ => "the criteria have no answer".to_owned(),
            };
            stands(threat, after.acceptability, &why)
        };
        Self {
            threat,
            severity: [severity(before), severity(after)],
            exploitability: [first, last],
            acceptability: [before.acceptability, after.acceptability],
            controls: List::of(risk::controls(threat), listed(threat.model().of(Kind::Threat).len())),
            standing,
        }
    }

    /// `catastrophic × high` before (0) and after (1) controls.
    pub(crate) fn words(&self, moment: usize) -> String {
        estimates::pair(&self.severity[moment], &self.exploitability[moment])
    }
}
