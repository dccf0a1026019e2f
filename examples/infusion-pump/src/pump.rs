//! The controller: sensors in, motor steps and alarms out, once a millisecond.

use crate::air::{Air, AirDetector};
use crate::alarm::{Alarm, AlarmQueue, Loudness};
use crate::battery::Power;
use crate::event::{Event, Outbox};
use crate::motor::StepGenerator;
use crate::occlusion::{OcclusionDetector, Pressure, SAMPLE_MS};
use crate::settings::{BOLUS_RANGE_UL, Settings};
use crate::state::{State, Trigger, next};
use crate::syringe::{Seat, Syringe};
use crate::units::{Rate, Volume};

/// The rate that keeps the vein open: 1 mL/h, or the set rate if that is lower.
pub const KEEP_OPEN: Rate = Rate::ul_per_h(1_000);
/// The rate of a quick bolus, if the syringe allows it: 600 mL/h.
const BOLUS_RATE: Rate = Rate::ul_per_h(600_000);
/// The near-end warning comes so long before the end.
const NEAR_END_MIN: u64 = 3;

/// What the sensors and the user say in this millisecond.
#[derive(Clone, Copy, Debug)]
pub struct Inputs {
    /// Line pressure in mmHg; `None` when the sensor did not answer.
    pub pressure_mmhg: Option<u16>,
    /// The bubble sensor sees air.
    pub air: bool,
    /// The syringe sensors.
    pub seat: Seat,
    /// The power supply.
    pub power: Power,
    /// The quick bolus key is held.
    pub bolus_key: bool,
}

impl Inputs {
    /// A pump in order: syringe seated, 40 mmHg, no air, on mains.
    pub const IN_ORDER: Self =
        Self { pressure_mmhg: Some(40), air: false, seat: Seat { barrel: true, plunger: true }, power: Power::Mains, bolus_key: false };
}

/// What the pump does in this millisecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outputs {
    /// The motor takes a step.
    pub step: bool,
    /// The alarm that is shown.
    pub alarm: Option<Alarm>,
    /// The loudness of the speaker.
    pub loudness: Loudness,
}

/// Why an infusion is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// The syringe does not allow the rate.
    Rate,
    /// The pump is in a state in which nothing is entered.
    State,
}

/// The pump.
#[derive(Clone, Debug)]
pub struct Pump {
    state: State,
    settings: Settings,
    syringe: Syringe,
    rate: Rate,
    target: Volume,
    bolus: Volume,
    motor: StepGenerator,
    occlusion: OcclusionDetector,
    air: AirDetector,
    alarms: AlarmQueue,
    causes: [bool; Alarm::ALL.len()],
    outbox: Outbox,
    seated: bool,
}

impl Pump {
    /// A pump after power-on, in self-test, with its motor at rest. A bolus limit outside its range is held at the nearer end.
    // @implements SRS-OPS-04
    // @implements SRS-DEL-05
    #[must_use]
    pub fn new(settings: Settings, syringe: Syringe) -> Self {
        let bolus_limit_ul = settings.bolus_limit_ul.clamp(*BOLUS_RANGE_UL.start(), *BOLUS_RANGE_UL.end());
        let settings = Settings { bolus_limit_ul, ..settings };
        Self {
            state: State::SelfTest,
            settings,
            syringe,
            rate: Rate::ZERO,
            target: Volume::ZERO,
            bolus: Volume::ZERO,
            motor: StepGenerator::new(syringe),
            occlusion: OcclusionDetector::new(settings.pressure_limit_mmhg),
            air: AirDetector::default(),
            alarms: AlarmQueue::default(),
            causes: [false; Alarm::ALL.len()],
            outbox: Outbox::new(),
            seated: false,
        }
    }

    /// The state.
    #[must_use]
    pub const fn state(&self) -> State {
        self.state
    }

    /// The volume delivered since power-on.
    #[must_use]
    pub const fn delivered(&self) -> Volume {
        self.motor.delivered()
    }

    /// The active alarms.
    pub const fn alarms(&mut self) -> &mut AlarmQueue {
        &mut self.alarms
    }

    /// The events that wait for the log.
    pub const fn outbox(&mut self) -> &mut Outbox {
        &mut self.outbox
    }

    /// Enters an infusion.
    // @implements SRS-DEL-02
    pub fn program(&mut self, rate: Rate, volume: Volume, now_ms: u64) -> Result<(), Rejection> {
        if !self.syringe.allows(rate) {
            return Err(Rejection::Rate);
        }
        if !matches!(self.state, State::Standby | State::Ready) {
            return Err(Rejection::State);
        }
        self.rate = rate;
        self.target = self.delivered().plus(volume);
        self.bolus = Volume::ZERO;
        self.outbox.note(now_ms, Event::RateSet(rate));
        self.trigger(Trigger::Programmed, now_ms);
        Ok(())
    }

    /// Something happened. START and an acknowledgement are heard only while nothing stands against them.
    // @implements SRS-OPS-02
    // @implements SRS-DEL-06
    pub fn trigger(&mut self, trigger: Trigger, now_ms: u64) {
        if trigger == Trigger::Acknowledged {
            self.release_latched();
        }
        let refused = match trigger {
            Trigger::Start => !self.seated || self.alarms.stops_infusion(),
            Trigger::Acknowledged => self.alarms.stops_infusion(),
            _ => false,
        };
        if refused {
            return;
        }
        let state = next(self.state, trigger);
        if state != self.state {
            self.state = state;
            self.outbox.note(now_ms, Event::Entered(state));
        }
        if state == State::Standby {
            // The line is primed anew before the next infusion, so what is known of air and end no longer holds.
            self.air = AirDetector::default();
            [Alarm::InfusionComplete, Alarm::NearEnd].into_iter().for_each(|alarm| self.alarm(alarm, false, now_ms));
        }
        if state == State::Fault {
            self.alarm(Alarm::SystemFault, true, now_ms);
        }
    }

    /// One millisecond. Nothing in here waits, and nothing depends on the log, the service port or the calendar.
    // @implements SRS-OPS-07
    // @implements SRS-OPS-06
    // @implements SRS-ALM-01
    // @implements SRS-OPS-03
    pub fn tick(&mut self, now_ms: u64, inputs: &Inputs) -> Outputs {
        self.seated = inputs.seat.is_secure();
        let unseated = !self.seated && !matches!(self.state, State::SelfTest | State::Standby | State::Ready);
        self.alarm(Alarm::SyringeUnseated, unseated, now_ms);
        self.alarm(Alarm::BatteryLow, inputs.power == Power::Low, now_ms);
        self.alarm(Alarm::BatteryDepleted, inputs.power == Power::Depleted, now_ms);
        if now_ms.is_multiple_of(u64::from(SAMPLE_MS)) {
            match self.occlusion.sample(inputs.pressure_mmhg) {
                Pressure::SensorFault => self.trigger(Trigger::InternalFault, now_ms),
                pressure => self.alarm(Alarm::Occlusion, pressure == Pressure::Occluded, now_ms),
            }
        }
        if self.alarms.stops_infusion() {
            self.trigger(Trigger::StopAlarm, now_ms);
        }
        let step = self.deliver(now_ms, inputs);
        if self.alarms.stops_infusion() {
            self.trigger(Trigger::StopAlarm, now_ms);
        }
        Outputs { step, alarm: self.alarms.top(), loudness: self.alarms.loudness(now_ms) }
    }

    /// Moves the motor, if it may move, and looks at what passes the bubble sensor.
    // @implements SRS-DEL-04
    // @implements SRS-DEL-05
    // @implements SRS-ALM-07
    fn deliver(&mut self, now_ms: u64, inputs: &Inputs) -> bool {
        if !inputs.bolus_key {
            self.bolus = Volume::ZERO;
        }
        let bolus = inputs.bolus_key && self.state == State::Infusing && self.bolus < Volume::ul(self.settings.bolus_limit_ul);
        self.motor.set_rate(match self.state {
            State::Infusing if bolus => BOLUS_RATE.min(self.syringe.rate_max()),
            State::Infusing => self.rate,
            State::KeepOpen => self.rate.min(KEEP_OPEN),
            _ => Rate::ZERO,
        });
        let step = self.motor.tick();
        let passed = if step { self.syringe.volume_per_step() } else { Volume::ZERO };
        if bolus {
            self.bolus = self.bolus.plus(passed);
        }
        let air = self.air.sample(now_ms, inputs.air, passed);
        self.alarm(Alarm::AirInLine, air != Air::Clear, now_ms);
        if self.state == State::Infusing {
            let left = Volume::pl(self.target.as_pl().saturating_sub(self.delivered().as_pl()));
            let near = Volume::pl(u64::from(self.rate.as_ul_per_h()) * 1_000_000 * NEAR_END_MIN / 60);
            self.alarm(Alarm::NearEnd, left <= near && left > Volume::ZERO, now_ms);
            if left == Volume::ZERO {
                self.trigger(Trigger::VolumeDelivered, now_ms);
                self.alarm(Alarm::InfusionComplete, true, now_ms);
            }
        }
        step
    }

    /// Raises an alarm and notes it when it is new. One that stops the infusion stays, even when its cause has gone,
    /// until somebody has acknowledged it: what nobody has heard must not fall silent by itself.
    // @implements SRS-ALM-06
    fn alarm(&mut self, alarm: Alarm, active: bool, now_ms: u64) {
        if let Some(cause) = self.causes.get_mut(alarm as usize) {
            *cause = active;
        }
        if !active {
            if !alarm.stops_infusion() {
                self.alarms.clear(alarm);
            }
        } else if !self.alarms.is_active(alarm) {
            self.alarms.raise(alarm, now_ms);
            self.outbox.note(now_ms, Event::Raised(alarm));
        }
    }

    /// Clears the alarms that were kept for acknowledgement and whose cause has gone.
    fn release_latched(&mut self) {
        for alarm in Alarm::ALL.into_iter().filter(|alarm| alarm.stops_infusion()) {
            if self.causes.get(alarm as usize) == Some(&false) {
                self.alarms.clear(alarm);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // @verifies SRS-DEL-06
    // @verifies SRS-OPS-02
    #[test]
    fn start_is_not_heard_while_the_syringe_is_loose() {
        let mut pump = Pump::new(Settings::FACTORY, Syringe::Ml10);
        pump.trigger(Trigger::SelfTestPassed, 0);
        assert_eq!(pump.program(Rate::ul_per_h(5_000), Volume::ul(1_000), 0), Ok(()));
        let loose = Inputs { seat: Seat { barrel: true, plunger: false }, ..Inputs::IN_ORDER };
        pump.tick(1, &loose);
        pump.trigger(Trigger::Start, 1);
        assert_eq!(pump.state(), State::Ready);
        pump.tick(2, &Inputs::IN_ORDER);
        pump.trigger(Trigger::Start, 2);
        assert_eq!(pump.state(), State::Infusing);
    }

    // @verifies SRS-SEN-04
    #[test]
    fn only_a_cancelled_infusion_forgets_the_air() {
        let mut pump = Pump::new(Settings::FACTORY, Syringe::Ml10);
        pump.trigger(Trigger::SelfTestPassed, 0);
        pump.tick(0, &Inputs::IN_ORDER);
        assert_eq!(pump.program(Rate::ul_per_h(300_000), Volume::ul(9_000), 0), Ok(()));
        pump.trigger(Trigger::Start, 0);
        let air = Inputs { air: true, ..Inputs::IN_ORDER };
        assert!((1..2_000).any(|now| pump.tick(now, &air).alarm == Some(Alarm::AirInLine)));
        pump.trigger(Trigger::Acknowledged, 2_000);
        assert_eq!(pump.state(), State::Stopped);
        pump.trigger(Trigger::Cancel, 2_001);
        pump.tick(2_002, &Inputs::IN_ORDER);
        pump.trigger(Trigger::Acknowledged, 2_003);
        assert_eq!((pump.state(), pump.tick(2_004, &Inputs::IN_ORDER).alarm), (State::Standby, None));
    }
}
