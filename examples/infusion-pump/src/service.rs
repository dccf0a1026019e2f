//! Service: who may change the configuration, and when.

/// Refused attempts after which the gate stays shut for a while.
pub const ATTEMPTS: u8 = 3;
/// How long it stays shut: fifteen minutes.
pub const LOCKOUT_MS: u64 = 900_000;
/// An open gate shuts after so long without a command: five minutes.
pub const OPEN_MS: u64 = 300_000;

/// Guards the commands that change settings or load a drug library.
///
/// The challenge and its answer are the business of the secure element; what arrives here is its verdict.
#[derive(Clone, Debug, Default)]
pub struct Gate {
    refused: u8,
    shut_until: u64,
    open_until: Option<u64>,
}

impl Gate {
    /// An answer to a challenge arrived, and the secure element has judged it; true when the gate is now open.
    // @implements SRS-SEC-01
    pub const fn answer(&mut self, genuine: bool, now_ms: u64) -> bool {
        if now_ms < self.shut_until {
            return false;
        }
        if genuine {
            self.refused = 0;
            self.open_until = Some(now_ms.saturating_add(OPEN_MS));
            return true;
        }
        self.refused += 1;
        if self.refused >= ATTEMPTS {
            self.refused = 0;
            self.shut_until = now_ms.saturating_add(LOCKOUT_MS);
        }
        false
    }

    /// May a command change something now? A pump that is delivering is never changed.
    // @implements SRS-SEC-01
    #[must_use]
    pub fn permits(&self, delivering: bool, now_ms: u64) -> bool {
        !delivering && self.open_until.is_some_and(|until| now_ms < until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // @verifies SRS-SEC-01
    #[test]
    fn three_refused_answers_shut_the_gate_for_fifteen_minutes() {
        let mut gate = Gate::default();
        assert!(!gate.answer(false, 0) && !gate.answer(false, 1) && !gate.answer(false, 2));
        assert!(!gate.answer(true, 900_001), "even a genuine answer is not heard");
        assert!(gate.answer(true, 900_002));
    }

    // @verifies SRS-SEC-01
    #[test]
    fn an_open_gate_shuts_by_itself_and_never_opens_during_delivery() {
        let mut gate = Gate::default();
        assert!(!gate.permits(false, 0));
        assert!(gate.answer(true, 0));
        assert!(gate.permits(false, 299_999) && !gate.permits(true, 299_999));
        assert!(!gate.permits(false, 300_000));
    }
}
