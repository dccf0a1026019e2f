//! The states of the pump and what leads from one to the next.

/// What the pump is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Checking itself after power-on.
    SelfTest,
    /// Waiting for an infusion to be entered.
    Standby,
    /// An infusion is entered and not yet confirmed.
    Ready,
    /// Delivering at the set rate.
    Infusing,
    /// Keeping the vein open after the volume has been delivered.
    KeepOpen,
    /// Stopped by the clinician.
    Paused,
    /// Stopped by an alarm.
    Stopped,
    /// Stopped for good: only a power cycle leads out.
    Fault,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 8] =
        [Self::SelfTest, Self::Standby, Self::Ready, Self::Infusing, Self::KeepOpen, Self::Paused, Self::Stopped, Self::Fault];

    /// May the motor be energised in this state?
    // @implements SRS-OPS-03
    #[must_use]
    pub const fn may_move(self) -> bool {
        matches!(self, Self::Infusing | Self::KeepOpen)
    }
}

/// What happens to the pump.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// All self-tests passed.
    SelfTestPassed,
    /// An infusion was entered and its limits hold.
    Programmed,
    /// The clinician pressed START and confirmed.
    Start,
    /// The clinician pressed STOP.
    Pause,
    /// The clinician cancelled the infusion.
    Cancel,
    /// The volume to be infused has been delivered.
    VolumeDelivered,
    /// An alarm that stops the infusion was raised.
    StopAlarm,
    /// The clinician acknowledged a stop, its cause being gone.
    Acknowledged,
    /// An internal check failed.
    InternalFault,
}

impl Trigger {
    /// Every trigger.
    pub const ALL: [Self; 9] = [
        Self::SelfTestPassed,
        Self::Programmed,
        Self::Start,
        Self::Pause,
        Self::Cancel,
        Self::VolumeDelivered,
        Self::StopAlarm,
        Self::Acknowledged,
        Self::InternalFault,
    ];
}

/// The state that follows; a trigger that means nothing in a state leaves it.
// @implements SRS-OPS-01
// @implements SRS-OPS-02
// @implements SRS-OPS-05
#[must_use]
pub const fn next(state: State, trigger: Trigger) -> State {
    match (state, trigger) {
        (State::Fault, _) | (_, Trigger::InternalFault) => State::Fault,
        (State::SelfTest, Trigger::SelfTestPassed) => State::Standby,
        (State::Standby | State::Ready, Trigger::Programmed) => State::Ready,
        (State::Ready | State::Paused, Trigger::Start) => State::Infusing,
        (State::Infusing | State::KeepOpen, Trigger::Pause) | (State::Stopped, Trigger::Acknowledged) => State::Paused,
        (State::Infusing, Trigger::VolumeDelivered) => State::KeepOpen,
        (State::Infusing | State::KeepOpen, Trigger::StopAlarm) => State::Stopped,
        (State::Ready | State::Paused | State::Stopped, Trigger::Cancel) => State::Standby,
        (state, _) => state,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // @verifies SRS-OPS-02
    #[test]
    fn only_start_leads_into_a_state_that_moves_the_motor() {
        for state in State::ALL.into_iter().filter(|state| !state.may_move()) {
            for trigger in Trigger::ALL {
                if next(state, trigger).may_move() {
                    assert_eq!(trigger, Trigger::Start, "{state:?}");
                    assert!(matches!(state, State::Ready | State::Paused), "{state:?}");
                }
            }
        }
    }

    // @verifies SRS-OPS-05
    #[test]
    fn nothing_leads_out_of_a_fault() {
        assert!(Trigger::ALL.into_iter().all(|trigger| next(State::Fault, trigger) == State::Fault));
        assert!(State::ALL.into_iter().all(|state| next(state, Trigger::InternalFault) == State::Fault));
    }

    // @verifies SRS-OPS-01
    #[test]
    fn nothing_but_a_passed_self_test_leads_to_standby_after_power_on() {
        for trigger in Trigger::ALL.into_iter().filter(|trigger| *trigger != Trigger::InternalFault) {
            let expected = if trigger == Trigger::SelfTestPassed { State::Standby } else { State::SelfTest };
            assert_eq!(next(State::SelfTest, trigger), expected, "{trigger:?}");
        }
    }

    // @verifies SRS-OPS-03
    #[test]
    fn pause_and_stop_alarm_end_motion_in_every_moving_state() {
        for state in State::ALL.into_iter().filter(|state| state.may_move()) {
            assert!(!next(state, Trigger::Pause).may_move());
            assert!(!next(state, Trigger::StopAlarm).may_move());
        }
    }
}
