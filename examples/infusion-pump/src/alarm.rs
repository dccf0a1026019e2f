//! Alarms: which one is shown, how loud it is, and how long it may be silenced.

/// How urgent an alarm is; the order is that of urgency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Priority {
    /// Awareness is asked for.
    Low,
    /// Prompt response is asked for.
    Medium,
    /// Immediate response is asked for.
    High,
}

/// What can be alarmed; the order decides between alarms of one priority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alarm {
    /// Self-test failed or an internal check did not hold.
    SystemFault,
    /// The motor did not move as it was told.
    MotorDeviation,
    /// Air in the line.
    AirInLine,
    /// Line pressure above the limit.
    Occlusion,
    /// Barrel or plunger is not held.
    SyringeUnseated,
    /// Three minutes of battery or less.
    BatteryDepleted,
    /// The display does not show what it should.
    StaleDisplay,
    /// The volume to be infused has been delivered.
    InfusionComplete,
    /// Thirty minutes of battery or less.
    BatteryLow,
    /// Three minutes to the end of the infusion.
    NearEnd,
}

impl Alarm {
    /// Every alarm, in the order in which they are shown.
    pub const ALL: [Self; 10] = [
        Self::SystemFault,
        Self::MotorDeviation,
        Self::AirInLine,
        Self::Occlusion,
        Self::SyringeUnseated,
        Self::BatteryDepleted,
        Self::StaleDisplay,
        Self::InfusionComplete,
        Self::BatteryLow,
        Self::NearEnd,
    ];

    /// How urgent it is.
    #[must_use]
    pub const fn priority(self) -> Priority {
        match self {
            Self::InfusionComplete | Self::BatteryLow => Priority::Medium,
            Self::NearEnd => Priority::Low,
            _ => Priority::High,
        }
    }

    /// Does it stop the motor?
    #[must_use]
    pub const fn stops_infusion(self) -> bool {
        matches!(self.priority(), Priority::High)
    }
}

/// The loudness asked of the speaker, 0 (silent) to 3 (loudest).
pub type Loudness = u8;

/// The longest audio pause: two minutes.
pub const PAUSE_MS: u64 = 120_000;
/// A high-priority alarm that nobody has acknowledged for so long gets louder.
pub const ESCALATION_MS: u64 = 60_000;

/// The active alarms.
#[derive(Clone, Debug, Default)]
pub struct AlarmQueue {
    raised_at: [Option<u64>; Alarm::ALL.len()],
    paused_until: Option<u64>,
}

impl AlarmQueue {
    /// Raises an alarm. One that was not active ends an audio pause; one that was keeps its time.
    // @implements SRS-ALM-05
    pub fn raise(&mut self, alarm: Alarm, now_ms: u64) {
        if let Some(slot @ None) = self.raised_at.get_mut(alarm as usize) {
            *slot = Some(now_ms);
            self.paused_until = None;
        }
    }

    /// The cause of an alarm has gone.
    pub fn clear(&mut self, alarm: Alarm) {
        if let Some(slot) = self.raised_at.get_mut(alarm as usize) {
            *slot = None;
        }
    }

    /// Is the alarm active?
    #[must_use]
    pub fn is_active(&self, alarm: Alarm) -> bool {
        self.raised_at.get(alarm as usize).is_some_and(Option::is_some)
    }

    /// Is an alarm active that keeps the motor stopped?
    #[must_use]
    pub fn stops_infusion(&self) -> bool {
        Alarm::ALL.into_iter().any(|alarm| alarm.stops_infusion() && self.is_active(alarm))
    }

    /// The alarm to show: the most urgent, and among those of one priority the first of the list.
    // @implements SRS-ALM-02
    #[must_use]
    pub fn top(&self) -> Option<Alarm> {
        let active = Alarm::ALL.into_iter().filter(|alarm| self.is_active(*alarm));
        active.reduce(|first, next| if next.priority() > first.priority() { next } else { first })
    }

    /// The clinician pauses the sound.
    // @implements SRS-ALM-03
    pub const fn pause_audio(&mut self, now_ms: u64) {
        self.paused_until = Some(now_ms.saturating_add(PAUSE_MS));
    }

    /// How loud the speaker is to be.
    // @implements SRS-ALM-04
    #[must_use]
    pub fn loudness(&self, now_ms: u64) -> Loudness {
        if self.paused_until.is_some_and(|until| now_ms < until) {
            return 0;
        }
        match self.top() {
            None => 0,
            Some(alarm) if alarm.priority() == Priority::High => {
                let oldest = self.oldest_high().map_or(0, |raised| now_ms.saturating_sub(raised));
                if oldest >= ESCALATION_MS { 3 } else { 2 }
            }
            Some(_) => 1,
        }
    }

    /// Does the nurse-call relay close? It does for what somebody must come for, audio pause or not.
    // @implements SRS-ALM-08
    #[must_use]
    pub fn calls_nurse(&self) -> bool {
        self.top().is_some_and(|alarm| alarm.priority() >= Priority::Medium)
    }

    fn oldest_high(&self) -> Option<u64> {
        let high = Alarm::ALL.into_iter().filter(|alarm| alarm.priority() == Priority::High);
        high.filter_map(|alarm| self.raised_at.get(alarm as usize).copied().flatten()).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // @verifies SRS-ALM-02
    #[test]
    fn the_most_urgent_alarm_is_shown_whatever_came_first() {
        for first in Alarm::ALL {
            for second in Alarm::ALL {
                let mut queue = AlarmQueue::default();
                queue.raise(first, 0);
                queue.raise(second, 1);
                let shown = queue.top().unwrap();
                assert_eq!(shown.priority(), first.priority().max(second.priority()), "{first:?}, {second:?}");
            }
        }
    }

    // @verifies SRS-ALM-03
    #[test]
    fn an_audio_pause_ends_by_itself_after_two_minutes() {
        let mut queue = AlarmQueue::default();
        queue.raise(Alarm::Occlusion, 0);
        queue.pause_audio(1_000);
        assert_eq!(queue.loudness(120_999), 0);
        assert_ne!(queue.loudness(121_000), 0);
    }

    // @verifies SRS-ALM-05
    #[test]
    fn a_new_alarm_ends_the_audio_pause_and_a_repeated_one_does_not() {
        let mut queue = AlarmQueue::default();
        queue.raise(Alarm::Occlusion, 0);
        queue.pause_audio(1_000);
        queue.raise(Alarm::Occlusion, 2_000);
        assert_eq!(queue.loudness(2_000), 0);
        queue.raise(Alarm::AirInLine, 3_000);
        assert_eq!(queue.loudness(3_000), 2);
    }

    // @verifies SRS-ALM-04
    #[test]
    fn a_high_alarm_gets_loudest_after_a_minute_and_a_medium_one_never() {
        let mut queue = AlarmQueue::default();
        queue.raise(Alarm::BatteryLow, 0);
        assert_eq!(queue.loudness(600_000), 1);
        queue.raise(Alarm::AirInLine, 600_000);
        assert_eq!(queue.loudness(659_999), 2);
        assert_eq!(queue.loudness(660_000), 3);
    }

    // @verifies SRS-ALM-08
    #[test]
    fn the_nurse_is_called_for_medium_and_high_alarms_even_in_an_audio_pause() {
        for alarm in Alarm::ALL {
            let mut queue = AlarmQueue::default();
            assert!(!queue.calls_nurse());
            queue.raise(alarm, 0);
            queue.pause_audio(0);
            assert_eq!(queue.calls_nurse(), alarm != Alarm::NearEnd, "{alarm:?}");
        }
    }

    #[test]
    fn a_cleared_alarm_is_neither_shown_nor_heard() {
        let mut queue = AlarmQueue::default();
        queue.raise(Alarm::Occlusion, 0);
        assert!(queue.stops_infusion());
        queue.clear(Alarm::Occlusion);
        assert_eq!((queue.top(), queue.loudness(90_000), queue.stops_infusion()), (None, 0, false));
    }
}
