//! Whose signature counts: it holds, and whoever signed was there on that day and had the role.

use super::{Event, Kept};
use crate::statement::Signature;
use jiff::civil::Date;
use primum_model::config::{People, Person};
use std::fmt;

/// Why an event does not count, whatever record it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Nobody signed it.
    Unsigned,
    /// Its signature cannot be relied on; the words say why.
    Doubtful(String),
    /// The key that signed is another person's than the event says.
    OtherSigner(String),
    /// `primum.toml` lists no such person.
    Unknown,
    /// Its time is none.
    Timeless,
    /// It is dated after the day on which it is looked at.
    Future(Date),
    /// The person did not work here on that day.
    Away(Date),
    /// The person did not have the role on that day.
    RoleNotHeld(Date),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsigned => f.write_str("it is not signed"),
            Self::Doubtful(why) => write!(f, "its signature does not hold: {why}"),
            Self::OtherSigner(principal) => write!(f, "it was signed with a key of {principal}"),
            Self::Unknown => f.write_str("primum.toml lists no such person"),
            Self::Timeless => f.write_str("its time cannot be read"),
            Self::Future(day) => write!(f, "it is dated {day}, which is still to come"),
            Self::Away(day) => write!(f, "the person did not work here on {day}"),
            Self::RoleNotHeld(day) => write!(f, "the person did not have this role on {day}"),
        }
    }
}

impl Refused {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::Unsigned => {
                "bring back the file `.sig` beside it, or sign anew with `primum approve`: without a signature it counts for nothing"
            }
            Self::Doubtful(_) => {
                "see that the key stands under [[keys]] with its days; if it does, find out who changed the event, and have the records signed anew"
            }
            Self::OtherSigner(_) => "only whoever signs is named as signer; have the records signed anew",
            Self::Unknown => "list the person under [[people]] with the roles that they had, or have the records signed by somebody else",
            Self::Timeless => "have the records signed anew",
            Self::Future(_) => "set the clock right and sign anew; the event counts from its day on",
            Self::Away(_) => "correct `from` and `until` of the person, or have the records signed by somebody who is here",
            Self::RoleNotHeld(_) => {
                "write the role with its period and basis under [[roles]] if the person had it; otherwise somebody signs who has it"
            }
        }
    }
}

impl Event {
    /// The day on which it was signed, in UTC.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        self.time.get(..10)?.parse().ok()
    }
}

impl Kept {
    /// Who signed, where that counts. Without `today` nothing is still to come.
    ///
    /// # Errors
    /// The event does not count.
    pub fn signed_by<'p>(&self, people: &'p People, today: Option<Date>) -> Result<&'p Person, Refused> {
        let principals = match &self.signature {
            Signature::None => return Err(Refused::Unsigned),
            Signature::Doubtful(why) => return Err(Refused::Doubtful(why.clone())),
            Signature::Valid(principals) => principals,
        };
        let event = &self.event;
        let person = people.person(&event.signer).ok_or(Refused::Unknown)?;
        // A line of allowed signers may name several principals for one key.
        let of_key = |principal: &str| people.person(principal.trim()).is_some_and(|owner| owner.address == person.address);
        if !principals.split(',').any(of_key) {
            return Err(Refused::OtherSigner(principals.clone()));
        }
        let day = event.day().ok_or(Refused::Timeless)?;
        if today.is_some_and(|today| day > today) {
            return Err(Refused::Future(day));
        }
        if !person.period.holds(day) {
            return Err(Refused::Away(day));
        }
        if !event.role.is_empty() && !people.has_role(person, &event.role, day) {
            return Err(Refused::RoleNotHeld(day));
        }
        Ok(person)
    }

    /// Does it count, by its signature, its person and the role at its date?
    #[must_use]
    pub fn counts(&self, people: &People) -> bool {
        self.signed_by(people, None).is_ok()
    }
}
