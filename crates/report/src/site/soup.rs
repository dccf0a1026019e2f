//! SOUP: the list, what is locked without a record, and known vulnerabilities with what has been judged about them.

use super::escape::escaped;
use super::evidence::{cell, head};
use super::figure::figure;
use super::layout::Site;
use crate::documents::figures;
use crate::facts::counted;
use crate::soup::{list, show};
use primum_model::{Kind, Record};
use primum_rules::register::{Judged, Standing, Weakness, scan_of, weight};
use primum_soup::Scope;
use primum_soup::scan::{Scan, Vulnerability};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// How many components that are no SOUP of their own are listed.
const LINES: usize = 2_000;
/// How many components are named of which nothing is known, for each reason.
const NAMES: usize = 20;

pub(super) fn page(site: &Site<'_>) -> String {
    let mut out = String::with_capacity(32 * 1024);
    site.open(&mut out, "soup.html", "SOUP");
    let analysis = site.analysis;
    let _ = writeln!(out, "<p class=lead>{}.</p>\n<div class=soup>", escaped(&list::summary(analysis)));
    out.push_str("<h2 id=list>SOUP list</h2>\n");
    if analysis.model.of(Kind::Soup).len() == 0 {
        out.push_str("<p class=nothing>No SOUP item is declared.</p>\n");
    } else {
        head(
            &mut out,
            "SOUP list",
            &["Item", "Manufacturer", "Version", "Locked", "Class", "Used by", "Support", "Anomalies read", "Vulnerabilities"],
        );
        for soup in analysis.model.of(Kind::Soup) {
            row(site, &mut out, soup);
        }
        out.push_str("</tbody>\n</table></div>\n");
        figure(&mut out, "SOUP items of each class, by whether somebody still maintains them.", figures::soup_support(analysis));
    }
    weaknesses(site, &mut out);
    components(site, &mut out);
    out.push_str("</div>\n");
    site.close(&mut out);
    out
}

fn row(site: &Site<'_>, out: &mut String, soup: Record<'_>) {
    let text = |field: &'static str| soup.values(field).map(|value| value.text).collect::<Vec<_>>().join(", ");
    out.push_str("<tr><th scope=row>");
    site.link(out, soup);
    let _ = write!(out, " {}</th>", escaped(&soup.title()));
    cell(out, "Manufacturer", &text("supplier"));
    cell(out, "Version", &text("version"));
    cell(out, "Locked", &list::locked(site.analysis, soup).join(", "));
    cell(out, "Class", site.analysis.classes.of(soup).letter());
    out.push_str("<td data-head=\"Used by\">");
    for (position, user) in soup.links("used-by").enumerate() {
        out.push_str(if position > 0 { ", " } else { "" });
        site.link(out, user);
    }
    out.push_str("</td>");
    let support = [text("support"), text("support-ends")];
    cell(out, "Support", &support.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(", "));
    cell(out, "Anomalies read", &text("anomalies-read"));
    cell(out, "Vulnerabilities", &list::known(site.analysis, soup));
    out.push_str("</tr>\n");
}

fn weaknesses(site: &Site<'_>, out: &mut String) {
    let analysis = site.analysis;
    let Some(scan) = analysis.facts.soup.as_ref().and_then(scan_of) else { return };
    let _ = writeln!(
        out,
        "<h2 id=vulnerabilities>Known vulnerabilities</h2>\n<p>Index <code>{}</code>, {} from {}.</p>",
        escaped(scan.index.hash.get(..16).unwrap_or(&scan.index.hash)),
        counted(scan.index.advisories as usize, "advisory", "advisories"),
        counted(scan.index.sources.len(), "source", "sources")
    );
    if analysis.register.weaknesses.is_empty() {
        out.push_str("<p class=nothing>None of these advisories fits a component that is here.</p>\n");
    } else {
        known(site, out, scan);
    }
    undecided(site, out, scan);
}

fn known(site: &Site<'_>, out: &mut String, scan: &Scan) {
    let analysis = site.analysis;
    let mut order: Vec<_> = analysis
        .register
        .weaknesses
        .iter()
        .filter_map(|weakness| Some((weakness, scan.vulnerabilities.get(weakness.vulnerability)?)))
        .collect();
    // What waits for a judgement stands first, and of that what blocks, is exploited, or is the worst.
    order.sort_by(|(a, one), (b, other)| {
        let key = |weakness: &Weakness, known: &Vulnerability| {
            (weakness.judged == Judged::Holds, !weakness.gates, known.exploited.is_none(), Reverse(weight(known.severity)))
        };
        let score = |known: &Vulnerability| known.score.unwrap_or_default();
        key(a, one).cmp(&key(b, other)).then_with(|| score(other).total_cmp(&score(one)))
    });
    head(out, "Known vulnerabilities", &["Vulnerability", "Component", "Severity", "Fixed in", "Judgement", "Assessment"]);
    for (weakness, one) in order {
        let (class, sign) = match weakness.judged {
            Judged::Holds => ("satisfied", "✓"),
            _ if weakness.gates => ("open", "✗"),
            _ => ("nothing-there", "○"),
        };
        let _ = write!(out, "<tr class={class}><th scope=row>{}<span>{}</span></th>", escaped(&one.id), escaped(&one.summary));
        let part = &analysis.register.packages[weakness.package];
        cell(out, "Component", &format!("{} {}", part.name, weakness.version));
        let exploited = if one.exploited.is_some() { ", exploited" } else { "" };
        let severity = one.score.map_or_else(|| one.severity.name().to_owned(), |score| format!("{} ({score:.1})", one.severity.name()));
        cell(out, "Severity", &format!("{severity}{exploited}"));
        cell(out, "Fixed in", &weakness.fixed.join(", "));
        let _ = write!(
            out,
            "<td data-head=Judgement><span class=status>{sign} {}</span></td><td data-head=Assessment>",
            weakness.judged.name()
        );
        if let Some(at) = weakness.assessment {
            site.link(out, analysis.model.at(at));
        }
        out.push_str("</td></tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
}

/// Of which components not all is known: an empty list above does not speak of them.
fn undecided(site: &Site<'_>, out: &mut String, scan: &Scan) {
    let Some(stock) = site.analysis.facts.soup.as_ref().filter(|_| !scan.unknown.is_empty()) else { return };
    let mut named: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (inventory, component, why) in &scan.unknown {
        if let Some(part) = stock.inventories.get(*inventory).and_then(|inventory| inventory.components.get(*component)) {
            named.entry(why).or_default().insert(&part.name);
        }
    }
    out.push_str("<h3 id=undecided>Not decided</h3>\n");
    head(out, "Not decided", &["Components", "Why"]);
    for (why, names) in named {
        let more = if names.len() > NAMES { format!(" and {} more", names.len() - NAMES) } else { String::new() };
        let names: Vec<&str> = names.into_iter().take(NAMES).collect();
        let _ = write!(out, "<tr class=nothing-there><th scope=row>{}{more}</th>", escaped(&names.join(", ")));
        cell(out, "Why", why);
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
}

fn components(site: &Site<'_>, out: &mut String) {
    let register = &site.analysis.register;
    if register.packages.is_empty() {
        return;
    }
    out.push_str("<h2 id=components>Components</h2>\n");
    head(out, "Components", &["Component", "Versions", "For", "Comes in", "Record"]);
    let mut order: Vec<_> = register.standing().collect();
    // What nobody has declared stands first.
    order.sort_by_key(|(part, standing)| (part.scope != Scope::Shipped, **standing != Standing::Undeclared));
    for (part, standing) in order.iter().take(LINES) {
        let class = if **standing == Standing::Undeclared && part.scope == Scope::Shipped { " class=open" } else { "" };
        let _ = write!(out, "<tr{class}><th scope=row>{}</th>", escaped(&part.name));
        cell(out, "Versions", &part.exact().collect::<Vec<_>>().join(", "));
        cell(out, "For", show::scope(part.scope));
        let through = part.parents.first().map_or_else(String::new, |parent| format!(", through {}", register.packages[*parent].name));
        cell(out, "Comes in", &format!("{}{through}", show::relation(part.relation)));
        out.push_str("<td data-head=Record>");
        match standing {
            Standing::Declared(records) | Standing::Covered(records) | Standing::Tool(records) => {
                for record in records {
                    site.link(out, site.analysis.model.at(*record));
                    out.push(' ');
                }
            }
            Standing::Own => out.push_str("the project's own"),
            Standing::Undeclared => out.push_str(if part.scope == Scope::Shipped { "none" } else { "none; it is no SOUP" }),
        }
        out.push_str("</td></tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
    if order.len() > LINES {
        let _ = writeln!(out, "<p>And {} more: <code>primum soup list --locked</code>.</p>", order.len() - LINES);
    }
}
