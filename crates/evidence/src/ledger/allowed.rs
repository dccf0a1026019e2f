//! Which keys may sign, and when: allowed signers as OpenSSH reads them, made from the people of `primum.toml`.

use super::NAMESPACE;
use primum_model::config::{Key, People, Period};

/// The file of allowed signers.
///
/// Days become times in UTC: a key counts from the first second of its first day to the last second of its last. Its days are those on
/// which the key is in use, not revoked, and its person works here.
#[must_use]
pub fn allowed_signers(people: &People) -> String {
    let mut out = format!(
        "# Who may sign approvals, and when (UTC). Made from primum.toml by `primum people --allowed-signers`; purpose: {NAMESPACE}.\n"
    );
    for key in &people.keys {
        match line(people, key) {
            Some(line) => out.push_str(&line),
            None => out.push_str(&format!("# a key of {} counts on no day\n", key.person)),
        }
        out.push('\n');
    }
    out
}

/// The days on which a key counts; none where its periods have no day in common.
#[must_use]
pub fn counts(people: &People, key: &Key) -> Option<Period> {
    let person = people.people.iter().find(|person| person.address == key.person)?;
    let from = key.period.from.max(person.period.from);
    let before_loss = match key.revoked {
        // A key that is revoked from the first day that there is on never counts.
        Some(day) => Some(day.yesterday().ok()?),
        None => None,
    };
    let until = [key.period.until, person.period.until, before_loss].into_iter().flatten().min();
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        return None;
    }
    Some(Period { from, until })
}

/// The line of one key.
pub(super) fn line(people: &People, key: &Key) -> Option<String> {
    let period = counts(people, key)?;
    let mut options = format!("namespaces=\"{NAMESPACE}\"");
    if let Some(from) = period.from {
        options.push_str(&format!(",valid-after=\"{}000000Z\"", from.strftime("%Y%m%d")));
    }
    if let Some(until) = period.until {
        options.push_str(&format!(",valid-before=\"{}235959Z\"", until.strftime("%Y%m%d")));
    }
    Some(format!("{} {options} {}", key.person, key.key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use primum_model::Config;

    fn people(text: &str) -> People {
        let config = Config::read(text).expect("TOML");
        assert_eq!(config.faults, []);
        config.people
    }

    #[test]
    fn periods_and_losses_become_times() {
        for (person, key, options) in [
            ("", "", ""),
            ("", "from = '2026-01-01'", ",valid-after=\"20260101000000Z\""),
            ("", "until = '2026-01-31'", ",valid-before=\"20260131235959Z\""),
            ("", "revoked = '2026-03-01'", ",valid-before=\"20260228235959Z\""),
            ("", "revoked = '2026-03-01'\nuntil = '2026-01-31'", ",valid-before=\"20260131235959Z\""),
            ("until = '2026-01-15'", "until = '2026-01-31'", ",valid-before=\"20260115235959Z\""),
            ("from = '2026-01-15'", "from = '2026-01-01'", ",valid-after=\"20260115000000Z\""),
        ] {
            let text = format!(
                "[[people]]\nname = 'Mara'\naddress = 'mara@example.org'\n{person}\n[[keys]]\nperson = 'mara@example.org'\nkey = 'ssh-ed25519 AAAA'\n{key}\n"
            );
            let file = allowed_signers(&people(&text));
            let expected = format!("mara@example.org namespaces=\"primum-approval\"{options} ssh-ed25519 AAAA");
            assert_eq!(file.lines().nth(1), Some(expected.as_str()), "{person} {key}");
        }
    }

    #[test]
    fn a_key_without_a_day_is_no_line() {
        for key in ["revoked = '2026-01-01'\nfrom = '2026-01-01'", "revoked = '-9999-01-01'", "until = '2024-01-01'"] {
            let text = format!(
                "[[people]]\nname = 'Mara'\naddress = 'mara@example.org'\nfrom = '2025-01-01'\n[[keys]]\nperson = 'mara@example.org'\nkey = 'ssh-ed25519 AAAA'\n{key}\n"
            );
            let config = Config::read(&text).expect("TOML");
            if config.faults.is_empty() {
                assert_eq!(allowed_signers(&config.people).lines().nth(1), Some("# a key of mara@example.org counts on no day"), "{key}");
            }
        }
    }
}
