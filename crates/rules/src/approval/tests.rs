//! Standings by table and by property: what is signed, by whom, in which order, and what changes afterwards.

mod properties;

use super::*;
use crate::qualification::approvals::Page;
use crate::risk::RiskFile;
use primum_model::{Date, Snapshot, Source};

/// Three people, one of whom left; the manager became one in 2026.
pub(super) const PEOPLE: &str = r#"
[[people]]
name = "Ada"
address = "ada@x.org"
aliases = ["ada@old.org"]
[[people]]
name = "Ben"
address = "ben@x.org"
until = "2026-05-31"
[[people]]
name = "Cleo"
address = "cleo@x.org"
[[roles]]
person = "ada@x.org"
role = "developer"
[[roles]]
person = "ben@x.org"
role = "tester"
[[roles]]
person = "cleo@x.org"
role = "manager"
from = "2026-01-01"
"#;

pub(super) const RECORDS: &str = "## SYS-1 S\n\nThe device shall stop.\n\n## SRS-1 A\n- derives-from: SYS-1\n\nThe software shall stop.\n\n\
    ## TC-1 T\n- verifies: SRS-1\n- level: system\n";

pub(super) fn model(records: &str, policy: &str) -> Model {
    let mut snapshot = Snapshot::of(vec![Source::new("records/a.md", records)], Date::constant(2026, 6, 30));
    snapshot.config = Some(Source::new("primum.toml", format!("{PEOPLE}{policy}")));
    let model = Model::build(snapshot).expect("TOML");
    assert_eq!(model.config.faults, []);
    model
}

pub(super) fn computed(model: &Model, ledger: Option<Ledger>) -> Approvals {
    let classes = ClassTable::new(model, &RiskFile::new(model));
    Approvals::new(model, &Facts { ledger, ..Facts::default() }, &classes)
}

/// Each record with its standing, those that nobody asks for left out.
fn standings(records: &str, policy: &str, events: &str) -> Vec<String> {
    let model = model(records, policy);
    let approvals = computed(&model, Some(Page::read(events).expect("TOML").ledger(&model)));
    let asked = model.records().filter(|record| *approvals.of(*record) != Standing::NotAsked);
    asked.map(|record| format!("{} {}", record.id(), approvals.of(record).name())).collect()
}

/// The standing of SRS-1 and why events do not count for it.
fn told(policy: &str, events: &str) -> (Standing, Vec<String>) {
    let model = model(RECORDS, policy);
    let approvals = computed(&model, Some(Page::read(events).expect("TOML").ledger(&model)));
    let account = approvals.account(model.find("SRS-1").expect("there"));
    (account.standing, account.refused.iter().map(|(_, why)| why.to_string()).collect())
}

const BY_MANAGER: &str = "[[approvals]]\nkinds = [\"SRS\"]\nsignatures = [\"approved by manager\"]\n";

#[test]
fn an_event_counts_for_whoever_was_entitled_to_make_it() {
    for (fields, why) in [
        ("by = \"cleo@x.org\"\nrole = \"manager\"", None),
        ("by = \"Cleo@X.org\"\nrole = \"manager\"", None),
        ("by = \"cleo@x.org\"\nrole = \"manager\"\nmeaning = \"reviewed\"", Some("")),
        ("by = \"cleo@x.org\"\nrole = \"manager\"\nunsigned = true", Some("it is not signed")),
        ("by = \"cleo@x.org\"\nrole = \"manager\"\ndoubtful = \"torn\"", Some("its signature does not hold: torn")),
        ("by = \"cleo@x.org\"\nrole = \"manager\"\nkey-of = \"ada@x.org\"", Some("it was signed with a key of ada@x.org")),
        ("by = \"dora@x.org\"\nrole = \"manager\"", Some("primum.toml lists no such person")),
        ("by = \"ada@x.org\"\nrole = \"manager\"", Some("the person did not have this role on 2026-06-01")),
        ("by = \"ada@x.org\"\nrole = \"developer\"", Some("the signature of another role is asked for")),
        ("by = \"cleo@x.org\"", Some("the signature of another role is asked for")),
        ("by = \"cleo@x.org\"\nrole = \"manager\"\nat = \"2025-12-31T10:00:00Z\"", Some("the person did not have this role on 2025-12-31")),
        ("by = \"cleo@x.org\"\nrole = \"manager\"\nat = \"yesterday\"", Some("its time cannot be read")),
        ("by = \"cleo@x.org\"\nrole = \"manager\"\nat = \"2026-07-01T10:00:00Z\"", Some("it is dated 2026-07-01, which is still to come")),
        ("by = \"cleo@x.org\"\nrole = \"manager\"\nauthors = [\"cleo@x.org\"]", Some("the person wrote the record")),
    ] {
        let (standing, refused) = told(BY_MANAGER, &format!("[[event]]\nrecords = [\"SRS-1\"]\n{fields}\n"));
        match why {
            None => assert_eq!((standing, refused), (Standing::Approved, vec![]), "{fields}"),
            Some("") => assert_eq!((standing, refused), (Standing::Draft, vec![]), "{fields}"),
            Some(why) => assert_eq!((standing, refused), (Standing::Draft, vec![why.to_owned()]), "{fields}"),
        }
    }
}

#[test]
fn who_left_stays_valid_before_and_authors_are_known_by_every_address() {
    let any = "[[approvals]]\nkinds = [\"SRS\"]\nsignatures = [\"approved\"]\n";
    let event = |rest: &str| format!("[[event]]\nrecords = [\"SRS-1\"]\n{rest}\n");
    assert_eq!(told(any, &event("by = \"ben@x.org\"\nrole = \"tester\"\nat = \"2026-05-31T23:59:59Z\"")).0, Standing::Approved);
    let (standing, why) = told(any, &event("by = \"ben@x.org\"\nat = \"2026-06-01T00:00:00Z\""));
    assert_eq!((standing, why), (Standing::Draft, vec!["the person did not work here on 2026-06-01".to_owned()]));
    let by_author = event("by = \"ada@x.org\"\nauthors = [\"ADA@old.org\"]");
    assert_eq!(told(any, &by_author), (Standing::Draft, vec!["the person wrote the record".to_owned()]));
    assert_eq!(told(&format!("{any}author-may-sign = true\n"), &by_author).0, Standing::Approved);
}

#[test]
fn order_number_and_different_people_are_held() {
    let ada = "[[event]]\nby = \"ada@x.org\"\nrole = \"developer\"\nrecords = [\"SRS-1\"]\n";
    let cleo = "[[event]]\nby = \"cleo@x.org\"\nrole = \"manager\"\nrecords = [\"SRS-1\"]\n";
    let reviewed = "meaning = \"reviewed\"\n";
    let ordered = "[[approvals]]\nsignatures = [\"reviewed\", \"approved by manager\"]\nkinds = [\"SRS\"]\nordered = true\n";
    let (early, late) = ("at = \"2026-06-01T08:00:00Z\"\n", "at = \"2026-06-02T08:00:00Z\"\n");
    assert_eq!(told(ordered, &format!("{ada}{reviewed}{early}{cleo}{late}")).0, Standing::Approved);
    let (standing, why) = told(ordered, &format!("{ada}{reviewed}{late}{cleo}{early}"));
    assert_eq!((standing, why), (Standing::Draft, vec!["another signature has to come first".to_owned()]));
    let unordered = ordered.replace("ordered = true\n", "");
    assert_eq!(told(&unordered, &format!("{ada}{reviewed}{late}{cleo}{early}")).0, Standing::Approved);
    let two = "[[approvals]]\nkinds = [\"SRS\"]\nsignatures = [\"approved\"]\npeople = 2\n";
    assert_eq!(told(two, ada).0, Standing::Draft);
    assert_eq!(told(two, &format!("{ada}{ada}")).0, Standing::Draft, "twice the same person is one person");
    assert_eq!(told(two, &format!("{ada}{cleo}")).0, Standing::Approved);
    // A signature for a role leaves the one for any role to somebody else.
    let both = "[[approvals]]\nkinds = [\"SRS\"]\nsignatures = [\"approved\", \"approved by manager\"]\n";
    assert_eq!(told(both, &format!("{cleo}{ada}")).0, Standing::Approved);
    assert_eq!(told(both, cleo).0, Standing::Draft);
}

#[test]
fn whoever_signs_as_author_is_not_the_one_who_approves() {
    let policy = "[[approvals]]\nkinds = [\"SRS\"]\nsignatures = [\"authored\", \"approved\"]\n";
    let event = |by: &str, meaning: &str| format!("[[event]]\nby = \"{by}@x.org\"\nmeaning = \"{meaning}\"\nrecords = [\"SRS-1\"]\n");
    let (ada, cleo) = (event("ada", "authored") + &event("ada", "approved"), event("cleo", "approved"));
    assert_eq!(told(policy, &ada).0, Standing::Draft);
    assert_eq!(told(&format!("{policy}author-may-sign = true\n"), &ada).0, Standing::Approved);
    assert_eq!(told(policy, &format!("{ada}{cleo}")).0, Standing::Approved);
    assert_eq!(told(policy, &format!("{ada}{}", event("cleo", "authored"))).0, Standing::Approved, "Cleo wrote, Ada approved");
}

#[test]
fn a_change_shows_as_stale_where_it_was_made_and_as_suspect_above() {
    let all = "[[approvals]]\nsignatures = [\"approved\"]\n";
    let signed = |fields: &str| format!("[[event]]\nby = \"cleo@x.org\"\n{fields}\n");
    let everything = signed("records = [\"SYS-1\", \"SRS-1\", \"TC-1\"]");
    assert_eq!(standings(RECORDS, all, &everything), ["SYS-1 approved", "SRS-1 approved", "TC-1 approved"]);
    assert_eq!(standings(RECORDS, all, ""), ["SYS-1 draft", "SRS-1 draft", "TC-1 draft"]);
    let changed = signed("was = [\"SYS-1\"]\nrecords = [\"SRS-1\", \"TC-1\"]\nrested-on-other = [\"SYS-1\"]");
    assert_eq!(standings(RECORDS, all, &changed), ["SYS-1 stale", "SRS-1 suspect", "TC-1 suspect"]);
    // Who signs again has seen the change; what rests on it is cleared, since it says what it said.
    let again = signed("at = \"2026-06-02T10:00:00Z\"\nrecords = [\"SYS-1\", \"SRS-1\"]");
    assert_eq!(standings(RECORDS, all, &format!("{changed}{again}")), ["SYS-1 approved", "SRS-1 approved", "TC-1 approved"]);
    // The policy asks for some kinds only.
    let some = "[[approvals]]\nkinds = [\"SRS\"]\nsignatures = [\"approved\"]\n";
    assert_eq!(standings(RECORDS, some, &changed), ["SRS-1 suspect"]);
    let first = "[[approvals]]\nkinds = [\"SRS\"]\nclasses = [\"A\"]\nsignatures = [\"approved by manager\"]\n";
    assert_eq!(standings(RECORDS, first, &everything), [""; 0], "nothing is of class A here");
}

#[test]
fn the_way_of_suspicion_and_what_is_not_approved_below_are_told() {
    let all = "[[approvals]]\nsignatures = [\"approved\"]\n";
    let model = model(RECORDS, all);
    let page = "[[event]]\nby = \"cleo@x.org\"\nwas = [\"SYS-1\"]\nrecords = [\"SRS-1\", \"TC-1\"]\nrested-on-other = [\"SYS-1\"]\n";
    let approvals = computed(&model, Some(Page::read(page).expect("TOML").ledger(&model)));
    let at = |id: &str| model.find(id).expect("there");
    assert_eq!(approvals.account(at("SRS-1")).changed, [Changed::Rewritten("SYS-1".to_owned())]);
    assert_eq!(approvals.path(at("TC-1")).iter().map(|record| record.id()).collect::<Vec<_>>(), ["SRS-1"]);
    let below = |most| {
        let (found, more) = approvals.below(at("SYS-1"), most);
        (found.iter().map(|record| record.id()).collect::<Vec<_>>(), more)
    };
    assert_eq!(below(100), (vec!["SRS-1", "TC-1"], false));
    assert_eq!(below(1), (vec!["SRS-1"], true));
    assert_eq!(approvals.counts(), [0, 0, 1, 2, 0]);
}

#[test]
fn circles_end_and_links_that_came_or_went_are_told() {
    let all = "[[approvals]]\nsignatures = [\"approved\"]\n";
    let circle = "## SRS-1 A\n- derives-from: SRS-2\n\n## SRS-2 B\n- derives-from: SRS-1, SRS-3\n\n## SRS-3 C\n";
    let stale = "[[event]]\nby = \"cleo@x.org\"\nrecords = [\"SRS-1\", \"SRS-2\"]\nwas = [\"SRS-3\"]\n";
    assert_eq!(standings(circle, all, stale), ["SRS-1 suspect", "SRS-2 suspect", "SRS-3 stale"]);
    // A link whose other end is gone, or was not there when it was signed.
    let before = model(RECORDS, all);
    let ledger = |model: &Model| Page::read("[[event]]\nby = \"cleo@x.org\"\nrecords = [\"SRS-1\"]\n").expect("TOML").ledger(model);
    let after = RECORDS.replace("## SYS-1 S\n\nThe device shall stop.\n\n", "");
    let without = model(&after, all);
    let changed =
        |model: &Model, ledger: Ledger| computed(model, Some(ledger)).account(model.find("SRS-1").expect("there")).changed.clone();
    assert_eq!(changed(&without, ledger(&before)), [Changed::Gone("SYS-1".to_owned())]);
    assert_eq!(changed(&before, ledger(&without)), [Changed::Unsigned("SYS-1".to_owned())]);
}

#[test]
fn a_change_request_does_not_rest_on_what_it_changes() {
    let records = "## SRS-1 A\n\nOld.\n\n## CR-1 C\n- changes: SRS-1\n";
    let all = "[[approvals]]\nkinds = [\"CR\"]\nsignatures = [\"approved\"]\n";
    let (before, after) = (model(records, all), model(&records.replace("Old", "New"), all));
    let ledger = Page::read("[[event]]\nby = \"cleo@x.org\"\nrecords = [\"CR-1\"]\n").expect("TOML").ledger(&before);
    assert_eq!(*computed(&after, Some(ledger)).of(after.find("CR-1").expect("there")), Standing::Approved);
}

#[test]
fn what_is_over_stays_as_it_was_signed() {
    let records = "## PR-1 P\n\nOld.\n\n## CR-1 C\n- status: open\n- resolves: PR-1\n\n## REL-1 R\n- residual: PR-1\n";
    let all = "[[approvals]]\nkinds = [\"CR\", \"REL\"]\nsignatures = [\"approved\"]\n";
    let event = "[[event]]\nby = \"cleo@x.org\"\nrecords = [\"CR-1\", \"REL-1\"]\n";
    let after = |from: &str, to: &str| {
        let before = records.replace(from, to);
        let ledger = Page::read(event).expect("TOML").ledger(&model(&before, all));
        let after = model(&before.replace("Old", "New"), all);
        let approvals = computed(&after, Some(ledger));
        ["CR-1", "REL-1"].map(|id| *approvals.of(after.find(id).expect("there")))
    };
    assert_eq!(after("", ""), [Standing::Suspect; 2]);
    assert_eq!(after("status: open", "status: verified"), [Standing::Suspect; 2]);
    assert_eq!(after("status: open", "status: closed"), [Standing::Approved, Standing::Suspect]);
    assert_eq!(after("- residual", "- released: 2026-06-01\n- residual"), [Standing::Suspect, Standing::Approved]);
    assert_eq!(after("- residual", "- released: 2026-12-01\n- residual"), [Standing::Suspect; 2], "planned and not out");
    // What shows that a change is done is filled in after it was approved.
    let (before, done) = (model(records, all), model(&records.replace("- resolves", "- released-in: REL-1\n- resolves"), all));
    let ledger = Page::read(event).expect("TOML").ledger(&before);
    assert_eq!(*computed(&done, Some(ledger)).of(done.find("CR-1").expect("there")), Standing::Approved);
}

#[test]
fn a_ledger_that_nobody_looked_at_approves_nothing() {
    let model = model(RECORDS, BY_MANAGER);
    let approvals = computed(&model, None);
    assert!(!approvals.looked());
    let account = approvals.account(model.find("SRS-1").expect("there"));
    assert_eq!((account.standing, missing(&model, account).count()), (Standing::Draft, 1));
}
