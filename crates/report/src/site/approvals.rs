//! The page of approvals: every record that has to be signed, what is to be done first, and all signatures.

use super::escape::{escape, escaped};
use super::evidence::{cell, head};
use super::layout::Site;
use crate::approval::{counts_in_words, is_known, lines, symbol};
use primum_evidence::Signature;
use primum_model::Record;
use primum_rules::approval::Standing;
use std::fmt::Write;

pub(super) fn page(site: &Site<'_>) -> String {
    let mut out = String::with_capacity(8192);
    site.open(&mut out, "approvals.html", "Approvals");
    out.push_str("<p class=lead>What has to be signed, by whom, and whether the signatures belong to what the records say now.</p>\n");
    if is_known(site.analysis) {
        records(site, &mut out);
    } else if site.analysis.model.config.approvals.is_empty() {
        out.push_str(
            "<p class=nothing>primum.toml does not say who has to sign what, so nothing is approved and nothing is missing.</p>\n",
        );
    } else {
        out.push_str("<p class=nothing>Nobody has looked who signed.</p>\n");
    }
    signatures(site, &mut out);
    site.close(&mut out);
    out
}

fn records(site: &Site<'_>, out: &mut String) {
    let (model, approvals) = (&site.analysis.model, &site.analysis.approvals);
    let mut asked: Vec<Record<'_>> = model.records().filter(|record| *approvals.of(*record) != Standing::NotAsked).collect();
    out.push_str("<h2 id=records>Records</h2>\n");
    if asked.is_empty() {
        out.push_str("<p class=nothing>No record is one of those that have to be signed.</p>\n");
        return;
    }
    let _ = writeln!(out, "<p>{}.</p>", escaped(&counts_in_words(site.analysis, asked.iter().copied())));
    // What is to be done comes first.
    asked.sort_by_key(|record| (*approvals.of(*record), record.position()));
    head(out, "Records to be signed", &["Record", "Standing", "Kind", "Signatures, and what is missing"]);
    for record in asked {
        out.push_str("<tr><th scope=row>");
        site.link(out, record);
        out.push_str("<span>");
        escape(out, &record.title());
        out.push_str("</span></th>");
        let standing = *approvals.of(record);
        cell(out, "Standing", &format!("{} {}", symbol(standing), standing.name()));
        cell(out, "Kind", &record.spec().name);
        out.push_str("<td data-head=\"Signatures\">");
        write_lines(site, out, record);
        out.push_str("</td></tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
}

/// Why a record stands where it does and who signed, a line each.
pub(super) fn write_lines(site: &Site<'_>, out: &mut String, record: Record<'_>) {
    for (at, line) in lines(site.analysis, record).iter().enumerate() {
        out.push_str(if at > 0 { "<br>" } else { "" });
        escape(out, line);
    }
}

/// All events, the latest first: printed name, time and meaning beside each (21 CFR 11.50).
fn signatures(site: &Site<'_>, out: &mut String) {
    out.push_str("<h2 id=signatures>Signatures</h2>\n");
    let events = site.analysis.facts.ledger.as_ref().map_or(&[][..], |ledger| &ledger.events);
    if events.is_empty() {
        out.push_str("<p class=nothing>Nobody has signed anything.</p>\n");
        return;
    }
    head(out, "Signatures", &["When", "Who", "Address", "As", "Meaning", "What", "Why", "Signature"]);
    let mut latest: Vec<_> = events.iter().collect();
    latest.sort_by_key(|kept| std::cmp::Reverse((&kept.event.time, &kept.digest)));
    for kept in latest {
        let event = &kept.event;
        let _ = write!(out, "<tr><th scope=row><span class=date>{}</span></th>", escaped(&event.time));
        cell(out, "Who", &event.name);
        cell(out, "Address", &event.signer);
        cell(out, "As", &event.role);
        cell(out, "Meaning", &event.meaning);
        let ids = event.records.iter().map(|signed| signed.id.as_str());
        let files = event.documents.iter().chain(&event.files).map(|file| file.path.as_str());
        cell(out, "What", &ids.chain(files).collect::<Vec<_>>().join(", "));
        cell(out, "Why", &event.reason);
        let signature = match &kept.signature {
            Signature::None => "✗ none".to_owned(),
            Signature::Valid(by) => format!("✓ holds, key of {by}"),
            Signature::Doubtful(why) => format!("✗ {why}"),
        };
        cell(out, "Signature", &signature);
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
}
