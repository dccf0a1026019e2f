//! Reads scales and criteria from `primum.toml`: every level once, every cell once, and a risk that grows never more acceptable.

#[cfg(test)]
mod tests;

use super::{Reader, entries, span_of};
use crate::config::settings::SCALES;
use crate::scales::{Acceptability, Criteria, Injury, Scale, ScaleLevel};
use crate::source::Span;
use crate::suggest::nearest;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A row of criteria waits until all rows are there.
struct Row {
    place: Span,
    severity: usize,
    cells: Vec<Option<Acceptability>>,
}

impl Reader {
    /// Reads everything about risk from the root of the configuration.
    pub(super) fn scales(&mut self, root: &DeTable<'_>) {
        let find = |name: &str| entries(root).find(|(found, ..)| *found == name);
        let mut rows = [Vec::new(), Vec::new()];
        for name in SCALES {
            let Some((_, key, value)) = find(name) else { continue };
            match name {
                "combination" => {
                    self.config.scales.combined = vec![None; self.config.scales.p1.levels.len() * self.config.scales.p2.levels.len()];
                    self.each(name, key, value, Self::combination);
                    self.combination_is_whole(key);
                }
                "acceptability" | "security" => {
                    let at = usize::from(name == "security");
                    let list = self.tables(name, key, value);
                    rows[at] = list.iter().filter_map(|(place, table)| self.row(name, *place, table)).collect();
                    self.criteria(name, key, std::mem::take(&mut rows[at]));
                }
                _ => {
                    let list = self.tables(name, key, value);
                    let scale = self.scale(name, &list);
                    match name {
                        "severity" => self.config.scales.severity = scale,
                        "probability" => self.config.scales.probability = scale,
                        "p1" => self.config.scales.p1 = scale,
                        "p2" => self.config.scales.p2 = scale,
                        _ => self.config.scales.exploitability = scale,
                    }
                }
            }
        }
        if find("combination").is_none() {
            self.combine_by_limits(find("p1").or(find("p2")).map(|(_, key, _)| key));
        }
        for (scale, criteria, of) in [("probability", "acceptability", "risks"), ("exploitability", "security", "security risks")] {
            if let (Some((_, key, _)), None) = (find(scale), find(criteria)) {
                self.fault(
                    key,
                    format!("there is a scale of {scale}, and nothing says which {of} are acceptable"),
                    format!("write a [[{criteria}]] for each severity: severity = \"…\", acceptable = […], investigate = […], unacceptable = […]"),
                );
            }
        }
    }

    /// The tables of a list of tables, keys checked.
    fn tables<'a, 'i>(&mut self, name: &str, key: Span, value: &'a Spanned<DeValue<'i>>) -> Vec<(Span, &'a DeTable<'i>)> {
        let DeValue::Array(array) = value.get_ref() else {
            self.fault(key, format!("`{name}` is a list of tables"), format!("write each as [[{name}]]"));
            return Vec::new();
        };
        let mut list = Vec::new();
        for element in array.iter() {
            match element.get_ref() {
                DeValue::Table(table) => {
                    self.unknown_keys(name, table);
                    list.push((span_of(element), table));
                }
                _ => self.fault(span_of(element), format!("`{name}` is a list of tables"), format!("write each as [[{name}]]")),
            }
        }
        list
    }

    fn scale(&mut self, of: &str, list: &[(Span, &DeTable<'_>)]) -> Scale {
        let mut scale = Scale::default();
        let mut limits = 0;
        for (place, table) in list {
            let name = self.string(table, "name");
            if name.trim().is_empty() {
                self.fault(*place, format!("a level of {of} has no name"), "name = \"remote\"".into());
                continue;
            }
            let injury = if of == "severity" { self.injury(*place, &name, table) } else { None };
            if let Some(first) = scale.position(&name) {
                self.fault(*place, format!("the level `{name}` of {of} stands twice"), "each level once, the lowest first".into());
                // Of two answers the worse one holds, and an injury that nobody states may be any.
                let level = &mut scale.levels[first];
                level.injury = level.injury.zip(injury).map(|(one, other)| one.max(other));
                continue;
            }
            let meaning = self.string(table, "meaning");
            let below = self.limit(table);
            if let Some(below) = below {
                limits += 1;
                let before = scale.levels.iter().rev().find_map(|level| level.below);
                if before.is_some_and(|before| before >= below) {
                    self.fault(
                        *place,
                        format!("`{name}` of {of} is below {below}, and so is the level before it"),
                        "the lowest level first, each with a higher limit than the one before".into(),
                    );
                }
            }
            let before = scale.levels.iter().rev().find_map(|level| level.injury);
            if let (Some(before), Some(injury)) = (before, injury)
                && before > injury
            {
                self.fault(*place, format!("`{name}` stands above a level with a worse injury"), "the least severe level first".into());
            }
            scale.levels.push(ScaleLevel { name, meaning, below, injury });
        }
        if limits > 0
            && limits < scale.levels.len()
            && let Some((place, _)) = list.first()
        {
            self.fault(
                *place,
                format!("{limits} of {} levels of {of} have a limit", scale.levels.len()),
                "give every level a `below`, or none".into(),
            );
        }
        scale
    }

    fn injury(&mut self, place: Span, name: &str, table: &DeTable<'_>) -> Option<Injury> {
        let word = self.string(table, "injury");
        let injury = Injury::parse(&word);
        if injury.is_none() {
            let said =
                if word.is_empty() { "does not say which injury it stands for".to_owned() } else { format!("has no injury `{word}`") };
            self.fault(
                place,
                format!("the severity `{name}` {said}"),
                "injury = \"none\", \"non-serious\" or \"serious\"; until then it counts as serious".into(),
            );
        }
        injury
    }

    fn limit(&mut self, table: &DeTable<'_>) -> Option<f64> {
        let value = table.get("below")?;
        let number = match value.get_ref() {
            DeValue::Float(number) => number.as_str().replace('_', "").parse::<f64>().ok(),
            DeValue::Integer(number) => number.as_str().replace('_', "").parse::<f64>().ok(),
            _ => None,
        };
        let number = number.filter(|number| number.is_finite() && *number > 0.0);
        if number.is_none() {
            self.fault(span_of(value), "`below` is a number above 0".into(), "below = 1e-6".into());
        }
        number
    }

    /// The position of a level that a key names; a fault where it is none.
    fn level(&mut self, scale: &Scale, of: &str, place: Span, name: &str) -> Option<usize> {
        let found = scale.position(name);
        if found.is_none() {
            let near = nearest(name, scale.names());
            self.fault(
                place,
                format!("there is no {of} `{name}`"),
                near.map_or_else(
                    || format!("the levels are: {}", scale.names().collect::<Vec<_>>().join(", ")),
                    |near| format!("did you mean `{near}`?"),
                ),
            );
        }
        found
    }

    fn row(&mut self, of: &str, place: Span, table: &DeTable<'_>) -> Option<Row> {
        let severity = self.string(table, "severity");
        let scale = self.config.scales.severity.clone();
        let severity = self.level(&scale, "severity", place, &severity)?;
        let (column, word) = match of {
            "security" => (self.config.scales.exploitability.clone(), "exploitability"),
            _ => (self.config.scales.probability.clone(), "probability"),
        };
        let mut cells: Vec<Option<Acceptability>> = vec![None; column.levels.len()];
        for acceptability in Acceptability::ALL {
            for name in self.list(table, acceptability.name()) {
                let Some(at) = self.level(&column, word, place, &name) else { continue };
                if let Some(other) = cells[at] {
                    self.fault(
                        place,
                        format!("`{}` at `{name}` is both {} and {}", scale.name(severity), other.name(), acceptability.name()),
                        "each level stands in one list".into(),
                    );
                }
                // Of two answers the worse one holds.
                cells[at] = Some(cells[at].map_or(acceptability, |other| other.max(acceptability)));
            }
        }
        Some(Row { place, severity, cells })
    }

    /// Puts rows together and checks that they are whole and that a risk that grows is never more acceptable.
    fn criteria(&mut self, of: &str, key: Span, rows: Vec<Row>) {
        let severity = self.config.scales.severity.clone();
        let column = if of == "security" { &self.config.scales.exploitability } else { &self.config.scales.probability }.clone();
        let mut criteria = Criteria::new(severity.levels.len(), column.levels.len());
        let mut places: Vec<Option<Span>> = vec![None; severity.levels.len()];
        for row in rows {
            if places[row.severity].is_some() {
                self.fault(
                    row.place,
                    format!("`{}` has a row of {of} already", severity.name(row.severity)),
                    "write one row for each severity; until then the worse answer of both holds".into(),
                );
                for (at, cell) in row.cells.iter().enumerate() {
                    if let Some(cell) = (*cell).max(criteria.at(row.severity, at)) {
                        criteria.set(row.severity, at, cell);
                    }
                }
                continue;
            }
            places[row.severity] = Some(row.place);
            let missing: Vec<&str> =
                row.cells.iter().enumerate().filter(|(_, cell)| cell.is_none()).map(|(at, _)| column.name(at)).collect();
            if !missing.is_empty() {
                self.fault(
                    row.place,
                    format!("the {of} of `{}` leaves open: {}", severity.name(row.severity), missing.join(", ")),
                    "put each level into `acceptable`, `investigate` or `unacceptable`; until then the risk counts as not acceptable"
                        .into(),
                );
            }
            for (at, cell) in row.cells.iter().enumerate() {
                if let Some(cell) = cell {
                    criteria.set(row.severity, at, *cell);
                }
            }
        }
        for (at, place) in places.iter().enumerate() {
            if place.is_none() {
                self.fault(
                    key,
                    format!("no row of {of} is about the severity `{}`", severity.name(at)),
                    format!("write a [[{of}]] with severity = \"{}\"", severity.name(at)),
                );
            }
        }
        self.never_better(of, &criteria, &severity, &column, &places);
        criteria.hold_the_worse();
        match of {
            "security" => self.config.scales.security = criteria,
            _ => self.config.scales.acceptability = criteria,
        }
    }

    fn never_better(&mut self, of: &str, criteria: &Criteria, severity: &Scale, column: &Scale, places: &[Option<Span>]) {
        for (row, place) in places.iter().enumerate() {
            for at in 0..column.levels.len() {
                let Some(cell) = criteria.at(row, at) else { continue };
                let left =
                    (0..at).rev().find_map(|other| criteria.at(row, other).map(|cell| (cell, severity.name(row), column.name(other))));
                let above =
                    (0..row).rev().find_map(|other| criteria.at(other, at).map(|cell| (cell, severity.name(other), column.name(at))));
                for (lower, name, level) in left.into_iter().chain(above) {
                    if lower > cell {
                        self.fault(
                            place.unwrap_or_default(),
                            format!(
                                "by [[{of}]] `{}` at `{}` is {}, and the smaller risk `{name}` at `{level}` is {}",
                                severity.name(row),
                                column.name(at),
                                cell.name(),
                                lower.name()
                            ),
                            "a risk that is greater is never more acceptable: correct one of the two; until then the worse one holds for both"
                                .into(),
                        );
                    }
                }
            }
        }
    }

    fn combination(&mut self, place: Span, table: &DeTable<'_>) {
        let (p1, p2, probability) = (self.config.scales.p1.clone(), self.config.scales.p2.clone(), self.config.scales.probability.clone());
        let (one, result) = (self.string(table, "p1"), self.string(table, "probability"));
        let (Some(one), Some(result)) = (self.level(&p1, "P1", place, &one), self.level(&probability, "probability", place, &result))
        else {
            return;
        };
        for name in self.list(table, "p2") {
            let Some(two) = self.level(&p2, "P2", place, &name) else { continue };
            let cell = one * p2.levels.len() + two;
            if self.config.scales.combined[cell].is_some() {
                self.fault(place, format!("P1 `{}` with P2 `{name}` stands twice", p1.name(one)), "each pair has one probability".into());
            }
            let before = self.config.scales.combined[cell];
            self.config.scales.combined[cell] = Some(before.map_or(result, |before| before.max(result)));
        }
    }

    fn combination_is_whole(&mut self, key: Span) {
        let scales = self.config.scales.clone();
        for one in 0..scales.p1.levels.len() {
            for two in 0..scales.p2.levels.len() {
                let (left, right) = (scales.p1.name(one), scales.p2.name(two));
                let Some(cell) = scales.combine(one, two) else {
                    self.fault(
                        key,
                        format!("no [[combination]] is about P1 `{left}` with P2 `{right}`"),
                        format!("p1 = \"{left}\", p2 = [\"{right}\"], probability = \"…\""),
                    );
                    continue;
                };
                let lower = [one.checked_sub(1).map(|one| (one, two)), two.checked_sub(1).map(|two| (one, two))];
                for (a, b) in lower.into_iter().flatten() {
                    if scales.combine(a, b).is_some_and(|before| before > cell) {
                        self.fault(
                            key,
                            format!(
                                "P1 `{left}` with P2 `{right}` is less probable than P1 `{}` with P2 `{}`",
                                scales.p1.name(a),
                                scales.p2.name(b)
                            ),
                            "a higher P1 or P2 never makes harm less probable; until one is corrected the higher probability holds for both".into(),
                        );
                    }
                }
                // The cells before were set in the same way, so the worst of everything that is less probable is in them.
                let worst = lower.into_iter().flatten().filter_map(|(a, b)| self.config.scales.combine(a, b)).max();
                self.config.scales.combined[one * scales.p2.levels.len() + two] = Some(cell).max(worst);
            }
        }
    }

    /// Without a table, limits combine: the product of both, and the first level that holds it.
    fn combine_by_limits(&mut self, key: Option<Span>) {
        let scales = &mut self.config.scales;
        if scales.p1.is_empty() && scales.p2.is_empty() {
            return;
        }
        let limits = |scale: &Scale| scale.levels.iter().map(|level| level.below).collect::<Option<Vec<f64>>>();
        let (Some(p1), Some(p2), Some(whole)) = (limits(&scales.p1), limits(&scales.p2), limits(&scales.probability)) else {
            self.fault(
                key.unwrap_or_default(),
                "nothing says how P1 and P2 combine to a probability".into(),
                "write [[combination]] rows, or give every level of [[p1]], [[p2]] and [[probability]] a `below`".into(),
            );
            return;
        };
        // Limits are exact powers in most projects; a rounding error must not move a product into the next level.
        let holds = |product: f64| whole.iter().position(|limit| product <= limit * (1.0 + 1e-9)).or(whole.len().checked_sub(1));
        scales.combined = p1.iter().flat_map(|one| p2.iter().map(move |two| (*one, *two))).map(|(one, two)| holds(one * two)).collect();
    }
}
