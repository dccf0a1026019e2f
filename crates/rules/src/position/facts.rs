//! What records other than qualifications tell about regulatory questions: intended use, risk file, interfaces, classes.

use crate::answered::{answered, says_something};
use crate::class::{completeness, declared};
use crate::contribution::may_contribute;
use crate::risk::hides_something;
use primum_model::{Class, Injury, Kind, Model, Place, Record};
use serde::Deserialize;

/// Something that other records can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Fact {
    /// An intended use states a medical purpose.
    #[serde(rename = "medical purpose stated")]
    MedicalPurpose,
    /// The risk file has a situation in which the software could contribute to death or serious injury, before controls.
    #[serde(rename = "serious harm possible")]
    SeriousHarm,
    /// An interface can be reached from outside by something like a network.
    #[serde(rename = "network-like interface")]
    NetworkLikeInterface,
}

impl Fact {
    /// What it says, in words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::MedicalPurpose => "an intended use states a medical purpose",
            Self::SeriousHarm => "the risk file has serious harm to which the software could contribute",
            Self::NetworkLikeInterface => "an interface is reached by something like a network",
        }
    }
}

/// What the records of a project show about a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The fact.
    pub fact: Fact,
    /// Does it hold?
    pub holds: bool,
    /// The records that show it, by position.
    pub records: Vec<u32>,
}

/// What the records show about a fact; nothing where they do not tell.
#[must_use]
pub fn shown(model: &Model, fact: Fact) -> Option<Shown> {
    let of = |records: Vec<u32>| (!records.is_empty()).then_some(Shown { fact, holds: true, records });
    match fact {
        Fact::MedicalPurpose => of(medical_purposes(model).map(Record::position).collect()),
        Fact::NetworkLikeInterface => of(network_like_interfaces(model).into_iter().map(|(record, _)| record.position()).collect()),
        Fact::SeriousHarm => serious_harm_possible(model).map(|holds| {
            let records = if holds { serious_situations(model).map(Record::position).collect() } else { Vec::new() };
            Shown { fact, holds, records }
        }),
    }
}

/// Could a failure of the software contribute to death or serious injury, before any control? Nothing where the risk file does not tell.
///
/// It tells that it could not when a review has found the analysis complete, nothing is lost, and every situation is judged: software does not
/// contribute, or its severity stands for no serious injury.
#[must_use]
pub fn serious_harm_possible(model: &Model) -> Option<bool> {
    if serious_situations(model).next().is_some() {
        return Some(true);
    }
    let harmless = |situation: Record<'_>| {
        !may_contribute(situation)
            || (situation.says("software-contributes", "yes") && injury(situation).is_some_and(|injury| injury < Injury::Serious))
    };
    (completeness(model).is_some() && !hides_something(model) && model.of(Kind::HazardousSituation).all(harmless)).then_some(false)
}

/// The hazardous situations of serious harm to which the software contributes, or of which nobody has shown that it does not.
pub fn serious_situations(model: &Model) -> impl Iterator<Item = Record<'_>> + Clone {
    model.of(Kind::HazardousSituation).filter(|situation| may_contribute(*situation) && is_serious(*situation))
}

/// Words for death and serious injury.
const SERIOUS: &[&str] = &["serious", "critical", "catastrophic", "severe", "fatal", "death", "lethal"];

/// On the project's scale the injury decides; a word that is not on it is read for what it usually means.
fn is_serious(situation: Record<'_>) -> bool {
    match injury(situation) {
        Some(injury) => injury == Injury::Serious,
        None => situation.values("severity").any(|severity| SERIOUS.iter().any(|word| has_word(severity.text, word))),
    }
}

/// The injury that the severity of a situation stands for; nothing where it is not on the scale.
fn injury(situation: Record<'_>) -> Option<Injury> {
    let scales = &situation.model().config.scales;
    scales.injury(scales.severity.position(situation.only("severity")?)?)
}

/// The intended uses that state a medical purpose.
pub fn medical_purposes(model: &Model) -> impl Iterator<Item = Record<'_>> + Clone {
    model.of(Kind::IntendedUse).filter(|intended| states_medical_purpose(*intended))
}

fn states_medical_purpose(intended: Record<'_>) -> bool {
    let none = |text: &str| {
        let lower = text.trim_start().to_ascii_lowercase();
        let first = lower.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        matches!(first, "no" | "none" | "not")
    };
    if !answered(intended, "medical-purpose") {
        return false;
    }
    let field = intended.values("medical-purpose").any(|value| says_something(value.text) && !none(value.text));
    field || intended.section("medical-purpose").is_some_and(|section| says_something(section.body) && !none(section.body))
}

/// The channels by which a computer elsewhere can reach an interface.
const NETWORK_LIKE: &[&str] = &["network", "wireless", "port"];

/// Words of protocols and connectors by which a computer elsewhere can reach an interface.
const NETWORK_WORDS: &[&str] = &[
    "tcp",
    "udp",
    "http",
    "https",
    "tls",
    "ssl",
    "websocket",
    "websockets",
    "mqtt",
    "amqp",
    "coap",
    "grpc",
    "ssh",
    "sftp",
    "ftp",
    "smtp",
    "ldap",
    "modbus",
    "opc-ua",
    "ethernet",
    "lan",
    "wlan",
    "wi-fi",
    "wifi",
    "bluetooth",
    "ble",
    "zigbee",
    "nfc",
    "rfid",
    "cellular",
    "lte",
    "4g",
    "5g",
    "gsm",
    "gprs",
    "nb-iot",
    "lora",
    "lorawan",
    "hl7",
    "fhir",
    "dicom",
    "usb",
    "rs-232",
    "rs232",
    "internet",
    "cloud",
];

/// The interfaces that can be reached by something like a network, each with what shows it: a channel, or a word in `protocol` or `external`.
///
/// Words count whatever the channel is, but for the protocol of one that is `internal` and nothing else: TCP inside the device is no
/// way in.
#[must_use]
pub fn network_like_interfaces(model: &Model) -> Vec<(Record<'_>, Place)> {
    model.of(Kind::Interface).filter_map(|interface| Some((interface, way_in(interface)?))).collect()
}

fn way_in(interface: Record<'_>) -> Option<Place> {
    let mut channels = interface.values("channel");
    if let Some(channel) = channels.clone().find(|channel| NETWORK_LIKE.contains(&channel.text)) {
        return Some(channel.place);
    }
    let named = |value: &primum_model::Value<'_>| NETWORK_WORDS.iter().any(|word| has_word(value.text, word));
    let inside = interface.says("channel", "internal") && channels.all(|channel| channel.text == "internal");
    let protocol = interface.values("protocol").filter(|_| !inside);
    // Whatever the channel is called: what is outside is not inside.
    protocol.chain(interface.values("external")).find(named).map(|value| value.place)
}

/// The software systems that declare a class, each with it.
pub fn declared_classes(model: &Model) -> impl Iterator<Item = (Record<'_>, Class)> + Clone {
    model.of(Kind::SoftwareSystem).filter_map(|system| Some((system, declared(system)?)))
}

/// Does the text have the word, whole, in capitals or not, and not denied right before it: `no USB`, `non-serious`?
pub(crate) fn has_word(text: &str, word: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let mut from = 0;
    while let Some(at) = lower[from..].find(word).map(|at| at + from) {
        let (before, after) = (&lower[..at], &lower[at + word.len()..]);
        let whole = !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
        let last = before.trim_end_matches(|c: char| !c.is_alphanumeric()).rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        if whole && !matches!(last, "no" | "not" | "non" | "never" | "without") {
            return true;
        }
        from = at + word.len();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use primum_model::{Date, Snapshot, Source};

    fn model(text: &str) -> Model {
        Model::build(Snapshot::of(vec![Source::new("records/a.md", text)], Date::constant(2026, 6, 30))).expect("no configuration")
    }

    #[test]
    fn words_are_whole_and_not_denied() {
        for (text, word) in [
            ("USB vendor class", "usb"),
            ("over Wi-Fi.", "wi-fi"),
            ("TCP/IP", "tcp"),
            ("a no-name part; USB", "usb"),
            ("no network; USB-C", "usb"),
            ("non-serious or serious", "serious"),
            ("critical (permanent impairment)", "critical"),
        ] {
            assert!(has_word(text, word), "{text}");
        }
        for (text, word) in [
            ("usbish", "usb"),
            ("plan", "lan"),
            ("no USB", "usb"),
            ("without Bluetooth", "bluetooth"),
            ("non-serious", "serious"),
            ("not critical", "critical"),
            ("table", "ble"),
            ("", "usb"),
        ] {
            assert!(!has_word(text, word), "{text}");
        }
    }

    #[test]
    fn an_interface_counts_by_its_channel_or_by_its_words() {
        let counted = |fields: &str| !network_like_interfaces(&model(&format!("## IF-1 Door\n{fields}"))).is_empty();
        for fields in [
            "- channel: network\n",
            "- channel: internal, port\n",
            "- protocol: HL7 over TCP\n",
            "- external: nurse station by Ethernet\n",
            "- channel: hardware\n- protocol: USB vendor class\n",
            "- external: relay\n- external: MQTT broker\n",
            "- channel: internal\n- external: cloud\n",
        ] {
            assert!(counted(fields), "{fields}");
        }
        for fields in [
            "",
            "- channel: user, hardware\n",
            "- channel: removable media\n",
            "- channel: internal\n- protocol: TCP on the loopback device\n",
            "- protocol: I²C at 400 kHz\n",
            "- external: none, no Bluetooth\n",
        ] {
            assert!(!counted(fields), "{fields}");
        }
    }

    #[test]
    fn serious_harm_is_possible_or_nobody_knows() {
        let possible = |fields: &str| serious_harm_possible(&model(&format!("## HS-1 Overdose\n{fields}")));
        assert_eq!(possible("- severity: catastrophic\n- software-contributes: yes\n"), Some(true));
        assert_eq!(possible("- severity: Serious\n"), Some(true), "nobody has said that the software does not contribute");
        assert_eq!(possible("- severity: death\n- software-contributes: unknown\n"), Some(true));
        assert_eq!(possible("- severity: catastrophic\n- software-contributes: no\n"), None);
        assert_eq!(possible("- severity: non-serious\n- software-contributes: yes\n"), None);
        assert_eq!(possible("- severity: S4\n- software-contributes: yes\n"), None);
        assert_eq!(possible(""), None);
        // A denial does not hold against what the risk file shows.
        let denied = "- severity: catastrophic\n- software-contributes: no\n";
        assert_eq!(possible(&format!("{denied}- software-contributes: yes\n")), Some(true));
        let cause = "\n## SI-1 i\n\n## CAU-1 c\n- contributes-to: HS-1\n- located-in: SI-1\n";
        assert_eq!(possible(&format!("{denied}{cause}")), Some(true));
        let checked = "\n## REV-1 r\n- subject: risk\n- held: 2026-01-01\n- participants: a\n- outcome: accepted\n- confirms: hazard analysis complete\n";
        assert_eq!(possible(&format!("{denied}{checked}")), Some(false));
        assert_eq!(possible(&format!("{denied}{checked}{cause}")), Some(true));
        assert_eq!(possible(&format!("{denied}{checked}\n## CAU-1 c\n- contributes-to: HS-2\n")), None, "HS-2 is lost");
    }

    #[test]
    fn a_medical_purpose_is_stated_in_a_field_or_a_section() {
        let stated = |text: &str| medical_purposes(&model(text)).next().is_some();
        assert!(stated("## IU-1 x\n- medical-purpose: detects atrial fibrillation\n"));
        assert!(stated("## IU-1 x\n\n### Medical purpose\n\nDetects atrial fibrillation.\n"));
        for text in [
            "",
            "## IU-1 x\n",
            "## IU-1 x\n- medical-purpose: TBD\n",
            "## IU-1 x\n- medical-purpose: none, it counts steps\n",
            "## IU-1 x\n\n### Medical purpose\n\nNo medical purpose.\n",
            "## IU-1 x\n- status: retired\n- medical-purpose: detects\n",
        ] {
            assert!(!stated(text), "{text}");
        }
    }
}
