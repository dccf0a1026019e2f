//! Integration: sensors, alarms and controller stop the motor in time and say why.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use larkspur_sp1::alarm::Alarm;
use larkspur_sp1::battery::Power;
use larkspur_sp1::event::Event;
use larkspur_sp1::pump::{Inputs, Pump};
use larkspur_sp1::settings::Settings;
use larkspur_sp1::state::{State, Trigger};
use larkspur_sp1::syringe::{Seat, Syringe};
use larkspur_sp1::units::{Rate, Volume};

/// A pump that has run at 300 mL/h for one second.
fn running() -> Pump {
    let mut pump = Pump::new(Settings::FACTORY, Syringe::Ml50);
    pump.trigger(Trigger::SelfTestPassed, 0);
    pump.tick(0, &Inputs::IN_ORDER);
    pump.program(Rate::ul_per_h(300_000), Volume::ul(40_000), 0).unwrap();
    pump.trigger(Trigger::Start, 0);
    assert!((1..=1_000).filter(|now| pump.tick(*now, &Inputs::IN_ORDER).step).count() > 100);
    pump
}

/// Runs from 1001 ms with these inputs; when the alarm came, and how many steps were taken after it.
fn alarmed(pump: &mut Pump, inputs: &Inputs, alarm: Alarm) -> (Option<u64>, usize) {
    let mut at = None;
    let mut steps_after = 0;
    for now in 1_001..=60_000 {
        let outputs = pump.tick(now, inputs);
        if at.is_some() {
            steps_after += usize::from(outputs.step);
        } else if outputs.alarm == Some(alarm) {
            at = Some(now - 1_000);
        }
    }
    (at, steps_after)
}

// @verifies SRS-SEN-01
// @verifies SRS-ALM-01
// @verifies SRS-OPS-03
#[test]
fn an_occlusion_stops_the_motor_within_60_ms() {
    let mut pump = running();
    let occluded = Inputs { pressure_mmhg: Some(620), ..Inputs::IN_ORDER };
    let (at, steps_after) = alarmed(&mut pump, &occluded, Alarm::Occlusion);
    assert!(at.is_some_and(|at| at <= 60), "{at:?}");
    assert_eq!((steps_after, pump.state()), (0, State::Stopped));
}

// @verifies SRS-SEN-03
// @verifies SRS-ALM-01
// @verifies SRS-OPS-03
#[test]
fn a_bubble_stops_the_motor_before_60_microlitres_have_passed() {
    let mut pump = running();
    let before = pump.delivered();
    let (at, steps_after) = alarmed(&mut pump, &Inputs { air: true, ..Inputs::IN_ORDER }, Alarm::AirInLine);
    assert!(at.is_some());
    assert!(pump.delivered().distance(before) < Volume::ul(60));
    assert!(steps_after <= 1 && pump.state() == State::Stopped);
}

// @verifies SRS-DEL-06
// @verifies SRS-ALM-01
#[test]
fn a_released_plunger_or_barrel_stops_the_motor_in_the_same_millisecond() {
    for seat in [Seat { barrel: true, plunger: false }, Seat { barrel: false, plunger: true }] {
        let mut pump = running();
        let before = pump.delivered();
        let (at, steps_after) = alarmed(&mut pump, &Inputs { seat, ..Inputs::IN_ORDER }, Alarm::SyringeUnseated);
        assert_eq!((at, steps_after, pump.delivered()), (Some(1), 0, before));
        pump.trigger(Trigger::Acknowledged, 70_000);
        pump.trigger(Trigger::Start, 70_000);
        assert_eq!(pump.state(), State::Stopped, "the syringe is still loose");
    }
}

// @verifies SRS-SEN-05
// @verifies SRS-SEN-06
#[test]
fn a_low_battery_warns_and_a_depleted_one_stops() {
    let mut pump = running();
    let low = pump.tick(1_001, &Inputs { power: Power::Low, ..Inputs::IN_ORDER });
    assert_eq!((low.alarm, pump.state()), (Some(Alarm::BatteryLow), State::Infusing));
    let depleted = pump.tick(1_002, &Inputs { power: Power::Depleted, ..Inputs::IN_ORDER });
    assert_eq!((depleted.alarm, depleted.step, pump.state()), (Some(Alarm::BatteryDepleted), false, State::Stopped));
}

// @verifies SRS-ALM-06
#[test]
fn a_stop_alarm_outlives_its_cause_until_it_is_acknowledged() {
    let mut pump = running();
    alarmed(&mut pump, &Inputs { pressure_mmhg: Some(620), ..Inputs::IN_ORDER }, Alarm::Occlusion);
    for now in 60_001..70_000 {
        assert_eq!(pump.tick(now, &Inputs::IN_ORDER).alarm, Some(Alarm::Occlusion));
    }
    pump.trigger(Trigger::Acknowledged, 70_000);
    assert_eq!((pump.tick(70_001, &Inputs::IN_ORDER).alarm, pump.state()), (None, State::Paused));
}

// @verifies SRS-SEN-01
// @verifies SRS-OPS-05
#[test]
fn a_silent_pressure_sensor_is_a_fault_that_only_a_power_cycle_ends() {
    let mut pump = running();
    alarmed(&mut pump, &Inputs { pressure_mmhg: None, ..Inputs::IN_ORDER }, Alarm::SystemFault);
    assert_eq!(pump.state(), State::Fault);
    Trigger::ALL.into_iter().for_each(|trigger| pump.trigger(trigger, 70_000));
    let outputs = pump.tick(70_000, &Inputs::IN_ORDER);
    assert_eq!((pump.state(), outputs.alarm, outputs.step), (State::Fault, Some(Alarm::SystemFault), false));
}

// @verifies SRS-ALM-07
#[test]
fn the_clinician_is_warned_three_minutes_before_the_end() {
    let mut pump = running();
    // 40 mL at 300 mL/h last eight minutes; the warning is due after five.
    let warned = (1_001..480_000).find(|now| pump.tick(*now, &Inputs::IN_ORDER).alarm == Some(Alarm::NearEnd));
    assert!(warned.is_some_and(|warned| warned.abs_diff(300_000) <= 20), "{warned:?}");
}

// @verifies SRS-DAT-04
#[test]
fn the_events_of_an_occlusion_reach_the_log_in_order() {
    let mut pump = running();
    alarmed(&mut pump, &Inputs { pressure_mmhg: Some(620), ..Inputs::IN_ORDER }, Alarm::Occlusion);
    let events: Vec<Event> = std::iter::from_fn(|| pump.outbox().take()).map(|(_, event)| event).collect();
    let expected = [
        Event::Entered(State::Standby),
        Event::RateSet(Rate::ul_per_h(300_000)),
        Event::Entered(State::Ready),
        Event::Entered(State::Infusing),
        Event::Raised(Alarm::Occlusion),
        Event::Entered(State::Stopped),
    ];
    assert_eq!(events, expected);
}

// @verifies SRS-OPS-07
#[test]
fn how_long_the_pump_has_been_on_changes_nothing() {
    // Air in drops of a quarter of a second, an audio pause, an occlusion; everything that the pump answers.
    let answers = |start: u64| {
        let mut pump = Pump::new(Settings::FACTORY, Syringe::Ml50);
        pump.trigger(Trigger::SelfTestPassed, start);
        pump.tick(start, &Inputs::IN_ORDER);
        pump.program(Rate::ul_per_h(300_000), Volume::ul(40_000), start).unwrap();
        pump.trigger(Trigger::Start, start);
        let answers: Vec<_> = (1..=310_000)
            .map(|passed| {
                let now = start + passed;
                match passed {
                    90_000 | 185_000 => pump.alarms().pause_audio(now),
                    150_000 => pump.trigger(Trigger::Cancel, now),
                    150_002 => pump.trigger(Trigger::Acknowledged, now),
                    150_003 => pump.program(Rate::ul_per_h(300_000), Volume::ul(20_000), now).unwrap(),
                    150_004 => pump.trigger(Trigger::Start, now),
                    _ => {}
                }
                let air = passed % 1_000 < 250 && passed < 150_000;
                let pressure_mmhg = Some(if passed > 180_000 { 620 } else { 40 });
                pump.tick(now, &Inputs { air, pressure_mmhg, ..Inputs::IN_ORDER })
            })
            .collect();
        assert!(answers.iter().any(|answer| answer.alarm == Some(Alarm::AirInLine)));
        assert!(answers.iter().any(|answer| answer.alarm == Some(Alarm::Occlusion) && answer.loudness == 3));
        answers
    };
    // Whole minutes, so that the slots of the air detector begin alike; the second start lets 32 bits overflow after 47 s.
    let just_before_2_pow_32 = u64::from(u32::MAX) / 60_000 * 60_000;
    assert!(answers(0) == answers(just_before_2_pow_32) && answers(0) == answers(60_000 * 525_960 * 30), "power-on or thirty years");
}
