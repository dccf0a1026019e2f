//! Reads what `primum.toml` says about people, what they sign, and how changes and releases are kept.

use super::{Reader, span_of};
use crate::class::Class;
use crate::config::{Approvals, Key, MEANINGS, Needed, Period, Person, Role};
use crate::source::Span;
use crate::suggest::nearest;
use jiff::civil::Date;
use toml::de::{DeTable, DeValue};

/// More people never sign one record.
const MOST_PEOPLE: u32 = 20;

impl Reader {
    pub(super) fn person(&mut self, place: Span, table: &DeTable<'_>) {
        let (name, address) = (self.string(table, "name"), self.string(table, "address").to_lowercase());
        if name.trim().is_empty() || !is_address(&address) {
            self.fault(place, "a person needs a `name` and an `address`".into(), "address = \"name@example.org\", as git has it".into());
            return;
        }
        let aliases: Vec<String> = self.list(table, "aliases").iter().map(|alias| alias.to_lowercase()).collect();
        let taken = std::iter::once(&address).chain(&aliases).find(|address| self.config.people.person(address).is_some());
        if let Some(taken) = taken {
            self.fault(place, format!("there is a person with the address {taken} already"), "each address is one person's".into());
            return;
        }
        let period = self.period(table);
        self.config.people.people.push(Person { name, address, aliases, period, span: place });
    }

    pub(super) fn role(&mut self, place: Span, table: &DeTable<'_>) {
        let (person, role) = (self.string(table, "person").to_lowercase(), self.string(table, "role"));
        if role.trim().is_empty() {
            self.fault(place, "a role needs a name".into(), "role = \"quality manager\"".into());
            return;
        }
        let role = Role { person, role, period: self.period(table), basis: self.string(table, "basis"), span: place };
        self.config.people.roles.push(role);
    }

    pub(super) fn key(&mut self, place: Span, table: &DeTable<'_>) {
        let (person, key) = (self.string(table, "person").to_lowercase(), self.string(table, "key"));
        let words: Vec<&str> = key.split_whitespace().take(2).collect();
        let [kind, data] = words[..] else {
            self.fault(place, "a key needs `key`".into(), "the line of a `.pub` file: key = \"ssh-ed25519 AAAA…\"".into());
            return;
        };
        // The comment of the line says nothing, and would be copied into files that are parsed by blanks.
        let key = format!("{kind} {data}");
        let key = Key { person, key, period: self.period(table), revoked: self.day(table, "revoked"), span: place };
        self.config.people.keys.push(key);
    }

    /// Roles and keys name people, who may stand behind them.
    pub(super) fn people_are_known(&mut self) {
        let people = self.config.people.clone();
        let places = people.roles.iter().map(|role| (&role.person, role.span)).chain(people.keys.iter().map(|key| (&key.person, key.span)));
        for (person, place) in places {
            if people.people.iter().all(|known| known.address != *person) {
                let near = nearest(person, people.people.iter().map(|known| known.address.as_str()));
                let help = near.map_or_else(|| "list the person under [[people]]".to_owned(), |near| format!("did you mean `{near}`?"));
                self.fault(place, format!("no person has the address `{person}`"), help);
            }
        }
    }

    pub(super) fn approval(&mut self, table: &DeTable<'_>) {
        if table.contains_key("folder") {
            self.config.approval.folder = self.folder(table, "folder", "approvals");
        }
    }

    pub(super) fn approvals(&mut self, place: Span, table: &DeTable<'_>) {
        let mut kinds = Vec::new();
        for name in self.list(table, "kinds") {
            match self.kind_named(&name) {
                Some(at) => kinds.push(self.kinds[at].name.clone()),
                None => {
                    let near = nearest(&name, self.kinds.iter().map(|spec| spec.name.as_str())).map(str::to_owned);
                    let help = near.map_or_else(|| "`primum explain` lists the kinds".to_owned(), |near| format!("did you mean `{near}`?"));
                    self.fault(place, format!("there is no kind `{name}`"), help);
                    return;
                }
            }
        }
        let mut classes = Vec::new();
        for word in self.list(table, "classes") {
            match Class::parse(&word) {
                Some(class) => classes.push(class),
                None => {
                    self.fault(place, format!("`{word}` is no class"), "classes = [\"B\", \"C\"]".into());
                    return;
                }
            }
        }
        let mut needed = Vec::new();
        for text in self.list(table, "signatures") {
            let (meaning, role) = text.split_once(" by ").map_or((text.trim(), ""), |(meaning, role)| (meaning.trim(), role.trim()));
            if !MEANINGS.contains(&meaning) {
                let help = "\"reviewed by test lead\", \"approved by quality manager\", or \"approved\" for any role".into();
                self.fault(place, format!("`{text}` is no signature: its meaning is authored, reviewed or approved"), help);
                return;
            }
            needed.push(Needed { meaning: meaning.to_owned(), role: role.to_owned() });
        }
        if needed.is_empty() {
            self.fault(place, "approvals need `signatures`".into(), "signatures = [\"approved by quality manager\"]".into());
            return;
        }
        let people = match table.get("people").map(|value| (value.get_ref(), span_of(value))) {
            None => 1,
            Some((DeValue::Integer(number), at)) => match number.as_str().parse() {
                Ok(people) if (1..=MOST_PEOPLE).contains(&people) => people,
                _ => {
                    self.fault(at, format!("`people` is a number from 1 to {MOST_PEOPLE}"), String::new());
                    return;
                }
            },
            Some((_, at)) => {
                self.fault(at, format!("`people` is a number from 1 to {MOST_PEOPLE}"), String::new());
                return;
            }
        };
        let approvals = Approvals {
            kinds,
            classes,
            needed,
            people,
            author_may_sign: self.boolean(table, "author-may-sign", false),
            ordered: self.boolean(table, "ordered", false),
            span: place,
        };
        self.config.approvals.push(approvals);
    }

    pub(super) fn changes(&mut self, table: &DeTable<'_>) {
        let mut policy = self.config.changes.clone();
        if table.contains_key("trailer") {
            let trailer = self.string(table, "trailer");
            if trailer.is_empty() || !trailer.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
                let at = table.get("trailer").map_or(Span::default(), span_of);
                self.fault(at, format!("`{trailer}` is no trailer of a commit"), "letters, digits and dashes: Change, Refs".into());
            } else {
                policy.trailer = trailer;
            }
        }
        policy.branch = self.string(table, "branch");
        if !policy.branch.is_empty() && policy.branch.matches("{id}").count() != 1 {
            let at = table.get("branch").map_or(Span::default(), span_of);
            self.fault(at, "`branch` names no ID".into(), "write {id} once, where the ID stands: change/{id}".into());
            policy.branch.clear();
        }
        policy.exempt = self.list(table, "exempt");
        policy.since = self.string(table, "since");
        self.config.changes = policy;
    }

    pub(super) fn release(&mut self, table: &DeTable<'_>) {
        let mut policy = self.config.release.clone();
        if table.contains_key("folder") {
            policy.folder = self.folder(table, "folder", "baselines");
        }
        if table.contains_key("tag") {
            let tag = self.string(table, "tag");
            if tag.matches("{version}").count() == 1 {
                policy.tag = tag;
            } else {
                let at = table.get("tag").map_or(Span::default(), span_of);
                self.fault(at, "`tag` names no version".into(), "write {version} once: v{version}".into());
            }
        }
        policy.archive = self.list(table, "archive");
        policy.retention_years = self.years(table, "retention-years");
        self.config.release = policy;
    }

    fn folder(&mut self, table: &DeTable<'_>, key: &str, default: &str) -> String {
        let folder = self.string(table, key);
        let folder = folder.trim_start_matches("./").trim_end_matches('/');
        let inside = !folder.starts_with('/') && folder.split('/').all(|part| !matches!(part, "" | "." | ".."));
        if folder.is_empty() || folder.contains('\\') || !inside {
            let at = table.get(key).map_or(Span::default(), span_of);
            self.fault(at, format!("`{key}` is no folder below the project"), format!("{key} = \"{default}\""));
            return default.to_owned();
        }
        folder.to_owned()
    }

    fn period(&mut self, table: &DeTable<'_>) -> Period {
        let period = Period { from: self.day(table, "from"), until: self.day(table, "until") };
        if let (Some(from), Some(until)) = (period.from, period.until)
            && until < from
        {
            let at = table.get("until").map_or(Span::default(), span_of);
            self.fault(at, format!("it ends on {until}, before it begins on {from}"), String::new());
        }
        period
    }

    fn day(&mut self, table: &DeTable<'_>, key: &str) -> Option<Date> {
        let text = self.string(table, key);
        let day = crate::value::date(&text);
        if day.is_none() && !text.is_empty() {
            let at = table.get(key).map_or(Span::default(), span_of);
            self.fault(at, format!("`{text}` is no date"), format!("{key} = \"2026-01-31\""));
        }
        day
    }
}

/// An address as git and allowed signers take it: one word without what separates or quotes there.
fn is_address(text: &str) -> bool {
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !",\"<>!*?".contains(c);
    text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty()) && text.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use crate::config::Config;

    #[test]
    fn people_their_roles_and_keys_are_read() {
        let text = r#"
            [[people]]
            name = "Mara"
            address = "Mara@Example.org"
            aliases = ["m@old.example"]
            until = "2026-06-30"
            [[roles]]
            person = "mara@example.org"
            role = "test lead"
            from = "2025-01-01"
            [[keys]]
            person = "mara@example.org"
            key = "ssh-ed25519 AAAA mara at work"
            revoked = "2026-02-01"
            [[approvals]]
            kinds = ["SRS"]
            classes = ["B", "C"]
            signatures = ["reviewed by test lead", "approved"]
            people = 2
            ordered = true
        "#;
        let config = Config::read(text).expect("TOML");
        assert_eq!(config.faults, []);
        let person = config.people.person("M@old.example").expect("Mara");
        assert_eq!((person.name.as_str(), person.address.as_str()), ("Mara", "mara@example.org"));
        let day = |text| crate::value::date(text).expect("a date");
        assert!(config.people.has_role(person, "test lead", day("2025-01-01")));
        assert!(!config.people.has_role(person, "test lead", day("2024-12-31")));
        assert!(person.period.holds(day("2026-06-30")) && !person.period.holds(day("2026-07-01")));
        assert_eq!(config.people.keys[0].key, "ssh-ed25519 AAAA");
        let approvals = &config.approvals[0];
        assert_eq!((approvals.kinds[0].as_str(), approvals.people, approvals.ordered), ("software requirement", 2, true));
        assert_eq!(
            approvals.needed.iter().map(|n| (n.meaning.as_str(), n.role.as_str())).collect::<Vec<_>>(),
            [("reviewed", "test lead"), ("approved", "")]
        );
    }

    #[test]
    fn what_cannot_be_meant_is_a_fault() {
        for (text, words) in [
            ("[[people]]\nname = \"A\"", "an `address`"),
            ("[[people]]\nname = \"A\"\naddress = \"a b@c\"", "an `address`"),
            ("[[people]]\nname = \"A\"\naddress = \"a@c\"\n[[people]]\nname = \"B\"\naddress = \"A@C\"", "already"),
            ("[[roles]]\nperson = \"a@c\"\nrole = \"r\"", "no person"),
            ("[[keys]]\nperson = \"a@c\"\nkey = \"x\"", "needs `key`"),
            ("[[approvals]]\nsignatures = [\"seen by me\"]", "no signature"),
            ("[[approvals]]\nkinds = [\"SRS\"]", "need `signatures`"),
            ("[[approvals]]\nsignatures = [\"approved\"]\npeople = 0", "from 1 to"),
            ("[approval]\nfolder = \"../x\"", "no folder"),
            ("[changes]\nbranch = \"x\"", "no ID"),
            ("[changes]\ntrailer = \"a b\"", "no trailer"),
            ("[release]\ntag = \"v\"", "no version"),
            ("[[people]]\nname = \"A\"\naddress = \"a@c\"\nfrom = \"2026-02-30\"", "no date"),
            ("[[people]]\nname = \"A\"\naddress = \"a@c\"\nfrom = \"2026-02-02\"\nuntil = \"2026-02-01\"", "before it begins"),
        ] {
            let config = Config::read(text).expect("TOML");
            assert!(config.faults.iter().any(|fault| fault.message.contains(words)), "{text}: {:?}", config.faults);
        }
    }
}
