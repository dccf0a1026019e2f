//! Who works on the product: people, what they may sign as, and the keys they sign with.

use crate::source::Span;
use jiff::civil::Date;

/// A stretch of time, whole days in UTC. An open end is no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
}

impl Period {
    /// Is the day in it?
    #[must_use]
    pub fn holds(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// A person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The printed name (21 CFR 11.50(a)(1)).
    pub name: String,
    /// The address by which git and signatures know the person; lower case.
    pub address: String,
    /// More addresses that commits of the person carry; lower case.
    pub aliases: Vec<String>,
    /// When the person works here. What was signed within it stays valid afterwards.
    pub period: Period,
    /// Where it stands.
    pub span: Span,
}

/// What a person may sign as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The address of the person; lower case.
    pub person: String,
    /// The role.
    pub role: String,
    /// When the person has it.
    pub period: Period,
    /// On what it rests: training, experience, appointment (ISO 13485 6.2).
    pub basis: String,
    /// Where it stands.
    pub span: Span,
}

/// A key that a person signs with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The address of the person; lower case.
    pub person: String,
    /// The public key, as OpenSSH writes it.
    pub key: String,
    /// When it is in use.
    pub period: Period,
    /// The day from which nothing signed with it counts, because it was lost or stolen.
    pub revoked: Option<Date>,
    /// Where it stands.
    pub span: Span,
}

/// Everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// The people, in the order in which they stand.
    pub people: Vec<Person>,
    /// Their roles.
    pub roles: Vec<Role>,
    /// Their keys.
    pub keys: Vec<Key>,
}

impl People {
    /// The person with this address, in whatever case it is written.
    #[must_use]
    pub fn person(&self, address: &str) -> Option<&Person> {
        let address = address.to_lowercase();
        self.people.iter().find(|person| person.address == address || person.aliases.contains(&address))
    }

    /// Has the person this role on this day?
    #[must_use]
    pub fn has_role(&self, person: &Person, role: &str, day: Date) -> bool {
        self.roles.iter().any(|held| held.person == person.address && held.role == role && held.period.holds(day))
    }
}
