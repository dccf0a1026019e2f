//! What happened, as the controller notes it for the event log.

use crate::alarm::Alarm;
use crate::state::State;
use crate::units::Rate;
use heapless::spsc::Queue;

/// One thing worth remembering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The pump changed its state.
    Entered(State),
    /// An alarm was raised.
    Raised(Alarm),
    /// The rate was set.
    RateSet(Rate),
}

/// Events that wait for the log; when it is full the new event is dropped and counted, never waited for.
#[derive(Clone, Debug)]
pub struct Outbox {
    // One place of the ring stays free, so that full and empty differ.
    events: Queue<(u64, Event), { Self::CAPACITY + 1 }>,
    lost: u32,
}

impl Outbox {
    /// Events that can wait.
    pub const CAPACITY: usize = 32;

    /// An empty outbox.
    #[must_use]
    pub const fn new() -> Self {
        Self { events: Queue::new(), lost: 0 }
    }

    /// Notes an event.
    // @implements SRS-DAT-04
    pub fn note(&mut self, now_ms: u64, event: Event) {
        if self.events.enqueue((now_ms, event)).is_err() {
            self.lost = self.lost.saturating_add(1);
        }
    }

    /// The oldest event, taken out.
    pub fn take(&mut self) -> Option<(u64, Event)> {
        self.events.dequeue()
    }

    /// How many events were dropped.
    #[must_use]
    pub const fn lost(&self) -> u32 {
        self.lost
    }
}

impl Default for Outbox {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // @verifies SRS-DAT-04
    #[test]
    fn a_log_that_does_not_keep_up_costs_events_and_nothing_else() {
        let mut outbox = Outbox::default();
        for now in 0..40 {
            outbox.note(now, Event::RateSet(Rate::ul_per_h(now as u32)));
        }
        assert_eq!(outbox.lost(), 8);
        let times: Vec<u64> = std::iter::from_fn(|| outbox.take()).map(|(now, _)| now).collect();
        assert_eq!(times, (0..32).collect::<Vec<u64>>());
    }
}
