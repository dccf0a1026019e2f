//! SOUP: the list, what is locked without a record, and known vulnerabilities with what has been judged about them.

use super::escape::escaped;
use super::evidence::{cell, head};
use super::layout::Site;
use crate::soup::{list, show};
use primum_model::{Kind, Record};
use primum_rules::register::{Judged, Standing, scan_of};
use primum_soup::Scope;
use std::fmt::Write;

/// How many components that are no SOUP of their own are listed.
const LINES: usize = 2_000;

pub(super) fn page(site: &Site<'_>) -> String {
    let mut out = String::with_capacity(32 * 1024);
    site.open(&mut out, "soup.html", "SOUP");
    let analysis = site.analysis;
    let _ = writeln!(out, "<p class=lead>{}.</p>", escaped(&list::summary(analysis)));
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
    }
    weaknesses(site, &mut out);
    components(site, &mut out);
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
    cell(out, "Used by", &soup.links("used-by").map(Record::id).collect::<Vec<_>>().join(", "));
    cell(out, "Support", [text("support"), text("support-ends")].join(" ").trim());
    cell(out, "Anomalies read", &text("anomalies-read"));
    cell(out, "Vulnerabilities", &list::known(site.analysis, soup));
    out.push_str("</tr>\n");
}

fn weaknesses(site: &Site<'_>, out: &mut String) {
    let analysis = site.analysis;
    let Some(scan) = analysis.facts.soup.as_ref().and_then(scan_of) else { return };
    let _ = writeln!(
        out,
        "<h2 id=vulnerabilities>Known vulnerabilities</h2>\n<p>Index <code>{}</code>, {} advisories from {} sources.</p>",
        escaped(scan.index.hash.get(..16).unwrap_or(&scan.index.hash)),
        scan.index.advisories,
        scan.index.sources.len()
    );
    if analysis.register.weaknesses.is_empty() {
        out.push_str("<p class=nothing>None of these advisories fits a component that is here.</p>\n");
        return;
    }
    head(out, "Known vulnerabilities", &["Vulnerability", "Component", "Severity", "Fixed in", "Judgement", "Assessment"]);
    for weakness in &analysis.register.weaknesses {
        let Some(one) = scan.vulnerabilities.get(weakness.vulnerability) else { continue };
        let (class, sign) = match weakness.judged {
            Judged::Holds => ("satisfied", "✓"),
            _ if weakness.gates => ("open", "✗"),
            _ => ("nothing-there", "○"),
        };
        let _ = write!(out, "<tr class={class}><th scope=row>{}<br><small>{}</small></th>", escaped(&one.id), escaped(&one.summary));
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
