//! Every record whole, for other programs: JSON and CSV.

use crate::json::{self, InOrder};
use primum_model::{FieldType, Record, Value};
use primum_rules::Analysis;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::json;
use std::collections::BTreeSet;

/// Every record as JSON, in the order of files and text. The contract is `docs/json.md`.
#[must_use]
pub fn json(analysis: &Analysis) -> String {
    json::text(&Export(analysis))
}

struct Export<'a>(&'a Analysis);

impl Serialize for Export<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        json::preamble(&mut map, self.0)?;
        map.serialize_entry("records", &Records(self.0))?;
        map.end()
    }
}

struct Records<'a>(&'a Analysis);

impl Serialize for Records<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.model.records().map(|record| Whole { analysis: self.0, record }))
    }
}

struct Whole<'a> {
    analysis: &'a Analysis,
    record: Record<'a>,
}

impl Serialize for Whole<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let record = self.record;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", record.id())?;
        map.serialize_entry("kind", &record.spec().name)?;
        map.serialize_entry("title", &record.title())?;
        map.serialize_entry("path", record.path())?;
        map.serialize_entry("line", &line(record))?;
        map.serialize_entry("class", self.analysis.classes.of(record).letter())?;
        map.serialize_entry("status", &record.text("status"))?;
        map.serialize_entry("retired", &record.is_retired())?;
        map.serialize_entry("fields", &InOrder(fields(record)))?;
        let out: Vec<_> = record.outgoing().map(|(value, target)| json!({ "field": value.field.name, "id": target.id() })).collect();
        map.serialize_entry("links_out", &out)?;
        let into: Vec<_> =
            record.incoming().map(|(source, field)| json!({ "field": field.name, "inverse": field.inverse, "id": source.id() })).collect();
        map.serialize_entry("links_in", &into)?;
        let sections: Vec<_> =
            record.sections().map(|section| json!({ "title": section.title, "level": section.level, "body": section.body })).collect();
        map.serialize_entry("sections", &sections)?;
        let parts: Vec<_> = record.parts().map(|(letter, text)| json!({ "letter": letter, "text": text })).collect();
        map.serialize_entry("parts", &parts)?;
        map.serialize_entry("body", &record.body())?;
        map.end()
    }
}

fn line(record: Record<'_>) -> u32 {
    let place = record.place();
    record.model().file(place).position(place.span.start).line
}

/// The fields in the order of their first value, each with its values in the order of the text.
fn fields(record: Record<'_>) -> Vec<(&str, Vec<&str>)> {
    let mut fields: Vec<(&str, Vec<&str>)> = Vec::new();
    for value in record.fields() {
        match fields.iter_mut().find(|(name, _)| *name == value.field.name) {
            Some((_, values)) => values.push(value.text),
            None => fields.push((&value.field.name, vec![value.text])),
        }
    }
    fields
}

/// The columns that every export has.
const FIXED: [&str; 7] = ["id", "kind", "title", "path", "line", "class", "status"];

/// One row for every record (RFC 4180). After the fixed columns come the link fields that occur, in the order of the schema; then one
/// column with every other field, a line `name: value` for each value; and the body last.
#[must_use]
pub fn csv(analysis: &Analysis) -> String {
    let links = link_columns(analysis);
    let mut out = String::new();
    let heads = FIXED.into_iter().chain(links.iter().map(|link| link.head.as_str())).chain(["fields", "body"]);
    row(&mut out, heads.map(str::to_owned));
    for record in analysis.model.records() {
        let fixed = [
            record.id().to_owned(),
            record.spec().name.clone(),
            record.title().into_owned(),
            record.path().to_owned(),
            line(record).to_string(),
            analysis.classes.of(record).letter().to_owned(),
            record.text("status").unwrap_or_default().to_owned(),
        ];
        let targets = links.iter().map(|link| {
            let of = record.fields().filter(|value| is_link(*value) && value.field.name == link.name);
            of.map(|value| value.text).collect::<Vec<_>>().join(", ")
        });
        let others: Vec<String> = record
            .fields()
            .filter(|value| !is_link(*value) && value.field.name != "status")
            .map(|value| format!("{}: {}", value.field.name, value.text))
            .collect();
        row(&mut out, fixed.into_iter().chain(targets).chain([others.join("\n"), record.body().trim_end().to_owned()]));
    }
    out
}

/// The column of a link field.
struct LinkColumn<'a> {
    name: &'a str,
    head: String,
}

fn is_link(value: Value<'_>) -> bool {
    matches!(value.field.kind, FieldType::Link(_))
}

fn link_columns(analysis: &Analysis) -> Vec<LinkColumn<'_>> {
    let used: BTreeSet<&str> = analysis
        .model
        .records()
        .flat_map(|record| record.fields().filter(|value| is_link(*value)).map(|value| value.field.name.as_str()))
        .collect();
    let mut columns: Vec<LinkColumn<'_>> = Vec::new();
    for field in analysis.model.config.schema.kinds().iter().flat_map(|spec| &spec.fields) {
        let name = field.name.as_str();
        if matches!(field.kind, FieldType::Link(_)) && used.contains(name) && !columns.iter().any(|column| column.name == name) {
            // A field of the project's own may have the name of another column.
            let taken = FIXED.contains(&name) || name == "fields" || name == "body";
            columns.push(LinkColumn { name, head: if taken { format!("link:{name}") } else { name.to_owned() } });
        }
    }
    columns
}

pub(crate) fn row(out: &mut String, cells: impl Iterator<Item = String>) {
    for (position, cell) in cells.enumerate() {
        if position > 0 {
            out.push(',');
        }
        push_cell(out, &cell);
    }
    out.push_str("\r\n");
}

/// Writes a cell. A text that a spreadsheet would take for a formula gets an apostrophe in front: a record must not run
/// anything on the machine of its reader.
pub(crate) fn push_cell(out: &mut String, cell: &str) {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let quote = cell.contains(['"', ',', '\r', '\n']);
    if quote {
        out.push('"');
    }
    if formula {
        out.push('\'');
    }
    if quote {
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use serde_json::Value;

    #[test]
    fn every_record_is_whole() {
        let value: Value = serde_json::from_str(&json(&fixture::analysis(fixture::PROJECT))).expect("JSON");
        let records = value["records"].as_array().expect("records");
        assert_eq!(records.len(), 10);
        let find = |id: &str| records.iter().find(|record| record["id"] == id).expect("a record");
        let srs = find("SRS-1");
        assert_eq!(srs["fields"], json!({ "derives-from": ["SYS-1"], "allocated-to": ["SI-1"] }));
        assert_eq!(srs["links_out"], json!([{ "field": "derives-from", "id": "SYS-1" }, { "field": "allocated-to", "id": "SI-1" }]));
        assert_eq!(srs["links_in"], json!([{ "field": "verifies", "inverse": "verified by", "id": "TC-1" }]));
        assert_eq!(srs["sections"][0]["title"], "Rationale");
        assert_eq!((&srs["kind"], &srs["line"], &srs["class"]), (&json!("software requirement"), &json!(17), &json!("C")));
        assert!(srs["body"].as_str().expect("a body").contains("shall correct the rate"));
        assert_eq!(find("SRS-3")["parts"][1]["letter"], "B");
        assert_eq!(find("SRS-3")["status"], Value::Null);
    }

    #[test]
    fn the_table_has_a_row_for_every_record_and_no_formula() {
        let text =
            csv(&fixture::analysis("## SW-1 Pump\n- class: A\n\n## SRS-1 =cmd, \"x\"\n- tags: =evil\n- tags: two\n\n- item\n\n- item\n"));
        assert_eq!(
            text,
            "id,kind,title,path,line,class,status,fields,body\r\n\
             SW-1,software system,Pump,records/a.md,1,C,,class: A,\r\n\
             SRS-1,software requirement,\"'=cmd, \"\"x\"\"\",records/a.md,4,C,,\"tags: =evil\ntags: two\",\"'- item\n\n- item\"\r\n"
        );
    }

    #[test]
    fn links_have_columns_of_their_own() {
        let text = csv(&fixture::analysis(fixture::PROJECT));
        assert_eq!(
            text.lines().next(),
            Some("id,kind,title,path,line,class,status,derives-from,allocated-to,part-of,designs,verifies,target,fields,body")
        );
        assert!(text.contains("SRS-1,software requirement,Rate control,records/a.md,17,C,,SYS-1,SI-1,,,,,,"), "{text}");
    }

    #[test]
    fn a_cell_is_no_formula() {
        for (cell, wanted) in
            [("=1", "'=1"), ("-1", "'-1"), ("@x", "'@x"), ("\tx", "'\tx"), ("＝1", "'＝1"), ("a=1", "a=1"), ("\r=1", "\"'\r=1\"")]
        {
            let mut out = String::new();
            push_cell(&mut out, cell);
            assert_eq!(out, wanted);
        }
    }
}
