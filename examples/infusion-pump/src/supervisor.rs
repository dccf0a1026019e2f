//! The supervisor on the safety processor: it knows little, trusts nothing, and can take the motor's power away.

use crate::display::Frame;
use crate::units::Volume;

/// The heartbeat of the main processor must not come sooner than this after the last one.
pub const HEARTBEAT_MIN_MS: u64 = 50;
/// Nor later than this.
pub const HEARTBEAT_MAX_MS: u64 = 150;
/// Commanded and measured volume may lie so far apart: 0.1 mL.
pub const DEVIATION_LIMIT: Volume = Volume::ul(100);
/// A display that has not changed for so long is stale.
pub const STALE_MS: u64 = 1_000;

/// Why the supervisor has cut the motor's power.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// The main processor is silent or runs wild.
    Heartbeat,
    /// The plunger did not move as commanded.
    Deviation,
    /// The display is stale or damaged.
    Display,
}

/// What the supervisor sees in one call.
#[derive(Clone, Copy, Debug, Default)]
pub struct Observation {
    /// A heartbeat arrived since the last call.
    pub heartbeat: bool,
    /// The volume that the main processor says it has commanded.
    pub commanded: Volume,
    /// The volume that the supervisor's own encoder has measured.
    pub measured: Volume,
    /// The display as read back, if a frame could be read.
    pub frame: Option<Frame>,
}

/// Keeps its own time and its own view of the plunger.
#[derive(Clone, Debug)]
pub struct Supervisor {
    last_heartbeat_ms: Option<u64>,
    started_ms: Option<u64>,
    last_frame: Option<(u16, u64)>,
    cut: Option<Cut>,
}

impl Supervisor {
    /// A supervisor that has seen nothing yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { last_heartbeat_ms: None, started_ms: None, last_frame: None, cut: None }
    }

    /// Is called every ten milliseconds; returns the cut in force. A cut stays until power is cycled.
    // @implements SRS-SUP-04
    // @implements SRS-OPS-07
    pub fn tick(&mut self, now_ms: u64, seen: &Observation) -> Option<Cut> {
        let started = *self.started_ms.get_or_insert(now_ms);
        let found = self
            .heartbeat_fault(now_ms, started, seen.heartbeat)
            .or(Self::deviation(seen))
            .or(self.display_fault(now_ms, started, seen.frame));
        self.cut = self.cut.or(found);
        self.cut
    }

    // @implements SRS-SUP-01
    fn heartbeat_fault(&mut self, now_ms: u64, started: u64, heartbeat: bool) -> Option<Cut> {
        let since = now_ms.saturating_sub(self.last_heartbeat_ms.unwrap_or(started));
        let too_soon = heartbeat && self.last_heartbeat_ms.is_some() && since < HEARTBEAT_MIN_MS;
        if heartbeat {
            self.last_heartbeat_ms = Some(now_ms);
        }
        (too_soon || since > HEARTBEAT_MAX_MS).then_some(Cut::Heartbeat)
    }

    // @implements SRS-SUP-02
    fn deviation(seen: &Observation) -> Option<Cut> {
        (seen.commanded.distance(seen.measured) > DEVIATION_LIMIT).then_some(Cut::Deviation)
    }

    // @implements SRS-SUP-03
    fn display_fault(&mut self, now_ms: u64, started: u64, frame: Option<Frame>) -> Option<Cut> {
        if let Some(frame) = frame.filter(Frame::is_intact)
            && self.last_frame.is_none_or(|(sequence, _)| sequence != frame.sequence)
        {
            self.last_frame = Some((frame.sequence, now_ms));
        }
        let since = now_ms.saturating_sub(self.last_frame.map_or(started, |(_, seen)| seen));
        (since > STALE_MS).then_some(Cut::Display)
    }
}

impl Default for Supervisor {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Rate;

    /// Runs a healthy pump until `until`, except for what `change` makes of each observation.
    fn run(until: u64, change: impl Fn(u64, &mut Observation)) -> Option<(u64, Cut)> {
        let mut supervisor = Supervisor::default();
        (0..until).step_by(10).find_map(|now| {
            let frame = Some(Frame::new((now / 500) as u16, Rate::ul_per_h(5_250)));
            let mut seen = Observation { heartbeat: now % 100 == 0, frame, ..Observation::default() };
            change(now, &mut seen);
            supervisor.tick(now, &seen).map(|cut| (now, cut))
        })
    }

    // @verifies SRS-SUP-01
    #[test]
    fn a_healthy_pump_is_left_alone() {
        assert_eq!(run(600_000, |_, _| {}), None);
    }

    // @verifies SRS-SUP-01
    #[test]
    fn a_heartbeat_that_stops_is_noticed_in_160_ms() {
        let cut = run(10_000, |now, seen| seen.heartbeat &= now <= 5_000);
        assert_eq!(cut, Some((5_160, Cut::Heartbeat)));
    }

    // @verifies SRS-SUP-01
    #[test]
    fn a_heartbeat_that_runs_wild_is_noticed_at_once() {
        assert_eq!(run(10_000, |now, seen| seen.heartbeat |= now == 5_040), Some((5_040, Cut::Heartbeat)));
        assert_eq!(run(1_000, |_, seen| seen.heartbeat = false), Some((160, Cut::Heartbeat)));
    }

    // @verifies SRS-SUP-02
    #[test]
    fn more_than_a_tenth_of_a_millilitre_apart_is_a_deviation_in_both_directions() {
        let apart = |commanded, measured| {
            run(1_000, move |now, seen| {
                if now >= 500 {
                    (seen.commanded, seen.measured) = (Volume::ul(commanded), Volume::ul(measured));
                }
            })
        };
        assert_eq!(apart(1_000, 1_100), None);
        assert_eq!(apart(1_000, 1_101), Some((500, Cut::Deviation)));
        assert_eq!(apart(1_101, 1_000), Some((500, Cut::Deviation)));
    }

    // @verifies SRS-SUP-03
    #[test]
    fn a_display_that_stands_still_or_shows_other_digits_is_noticed() {
        let still = run(10_000, |now, seen| {
            if now >= 3_000 {
                seen.frame = Some(Frame::new(6, Rate::ul_per_h(5_250)));
            }
        });
        assert_eq!(still, Some((4_010, Cut::Display)));
        let damaged = run(10_000, |now, seen| {
            if let Some(frame) = seen.frame.as_mut().filter(|_| now >= 3_000) {
                frame.rate[6] = b'9';
            }
        });
        assert_eq!(damaged, Some((3_510, Cut::Display)));
    }

    // @verifies SRS-SUP-04
    #[test]
    fn a_cut_stays() {
        let mut supervisor = Supervisor::new();
        let far = Observation { heartbeat: true, measured: Volume::ul(200), ..Observation::default() };
        assert_eq!(supervisor.tick(0, &far), Some(Cut::Deviation));
        let healthy = Observation { heartbeat: false, ..Observation::default() };
        assert_eq!(supervisor.tick(10, &healthy), Some(Cut::Deviation));
    }
}
