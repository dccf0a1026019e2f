//! System: the main processor and the supervisor together, with a simulated drive between them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use larkspur_sp1::display::Frame;
use larkspur_sp1::event::Event;
use larkspur_sp1::log::EventLog;
use larkspur_sp1::pump::{Inputs, Pump};
use larkspur_sp1::settings::Settings;
use larkspur_sp1::state::Trigger;
use larkspur_sp1::supervisor::{Cut, Observation, Supervisor};
use larkspur_sp1::syringe::Syringe;
use larkspur_sp1::units::{Rate, Volume};

const RATE: Rate = Rate::ul_per_h(120_000);

/// What is wrong with the simulated pump from the tenth second on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    None,
    /// The drive slips: the plunger stands while steps are commanded.
    Slip,
    /// The drive runs away: three steps for each that is commanded.
    Runaway,
    /// The main processor hangs with the motor output on.
    Hang,
    /// The display no longer refreshes.
    Frozen,
}

/// Runs for a minute; when and why the supervisor cut the power, and the volume that left the syringe.
fn run(fault: Fault) -> (Option<(u64, Cut)>, Volume) {
    let mut pump = Pump::new(Settings::FACTORY, Syringe::Ml50);
    let mut supervisor = Supervisor::new();
    let step = Syringe::Ml50.volume_per_step().as_pl();
    let (mut measured, mut sequence, mut cut) = (0, 0, None);
    pump.trigger(Trigger::SelfTestPassed, 0);
    pump.tick(0, &Inputs::IN_ORDER);
    pump.program(RATE, Volume::ul(40_000), 0).unwrap();
    pump.trigger(Trigger::Start, 0);
    for now in 1..=60_000_u64 {
        let faulty = |kind| fault == kind && now >= 10_000;
        let stepped = if faulty(Fault::Hang) { true } else { pump.tick(now, &Inputs::IN_ORDER).step };
        if stepped && cut.is_none() {
            measured += step
                * if faulty(Fault::Slip) {
                    0
                } else if faulty(Fault::Runaway) {
                    3
                } else {
                    1
                };
        }
        if now % 500 == 0 && !faulty(Fault::Frozen) && !faulty(Fault::Hang) {
            sequence += 1;
        }
        if now % 10 == 0 {
            let seen = Observation {
                heartbeat: now % 100 == 0 && !faulty(Fault::Hang),
                commanded: pump.delivered(),
                measured: Volume::pl(measured),
                frame: Some(Frame::new(sequence, RATE)),
            };
            cut = cut.or(supervisor.tick(now, &seen).map(|reason| (now, reason)));
        }
    }
    (cut, Volume::pl(measured))
}

// @verifies SRS-SUP-01
// @verifies SRS-SUP-02
// @verifies SRS-SUP-03
#[test]
fn a_pump_in_order_runs_undisturbed() {
    let (cut, measured) = run(Fault::None);
    assert_eq!(cut, None);
    // One minute at 120 mL/h: 2 mL.
    assert!(measured.distance(Volume::ul(2_000)) <= Syringe::Ml50.volume_per_step());
}

// @verifies SRS-OPS-07
// @verifies SRS-SUP-01
#[test]
fn a_supervisor_that_has_been_on_for_long_leaves_a_pump_in_order_alone() {
    // Half a minute before 32 bits overflow, and after thirty years.
    for start in [u64::from(u32::MAX) / 100 * 100 - 30_000, 946_728_000_000] {
        let mut supervisor = Supervisor::new();
        let cut = (start..start + 60_000).step_by(10).find_map(|now| {
            let frame = Some(Frame::new((now / 500) as u16, RATE));
            supervisor.tick(now, &Observation { heartbeat: now % 100 == 0, frame, ..Observation::default() })
        });
        assert_eq!(cut, None, "on since {start} ms");
    }
}

// @verifies SRS-SUP-02
#[test]
fn a_runaway_drive_is_cut_before_two_tenths_of_a_millilitre_too_much() {
    let (cut, measured) = run(Fault::Runaway);
    let (at, reason) = cut.unwrap();
    assert_eq!(reason, Cut::Deviation);
    let ideal = u64::from(RATE.as_ul_per_h()) * 5 * at / 18;
    assert!(measured.distance(Volume::pl(ideal)) < Volume::ul(200), "{measured:?}");
}

// @verifies SRS-SUP-02
#[test]
fn a_slipping_drive_is_noticed_before_two_tenths_of_a_millilitre_too_little() {
    let (at, reason) = run(Fault::Slip).0.unwrap();
    assert_eq!(reason, Cut::Deviation);
    // 0.1 mL at 120 mL/h takes 3 s.
    assert!(at.abs_diff(13_000) <= 20, "{at}");
}

// @verifies SRS-SUP-01
// @verifies SRS-SUP-04
#[test]
fn a_hanging_main_processor_loses_the_motor_within_200_ms() {
    let (at, reason) = run(Fault::Hang).0.unwrap();
    assert_eq!(reason, Cut::Heartbeat);
    assert!(at - 10_000 <= 200, "{at}");
}

// @verifies SRS-SUP-03
// @verifies SRS-UI-04
#[test]
fn a_frozen_display_is_noticed_within_1500_ms() {
    let (at, reason) = run(Fault::Frozen).0.unwrap();
    assert_eq!(reason, Cut::Display);
    assert!(at - 10_000 <= 1_500, "{at}");
}

// @verifies SRS-DAT-02
// @verifies SRS-MNT-01
#[test]
fn a_reader_at_the_service_port_changes_nothing_in_the_delivery() {
    let run = |read_log: bool| {
        let mut pump = Pump::new(Settings::FACTORY, Syringe::Ml50);
        let mut log = EventLog::new();
        pump.trigger(Trigger::SelfTestPassed, 0);
        pump.tick(0, &Inputs::IN_ORDER);
        pump.program(RATE, Volume::ul(40_000), 0).unwrap();
        pump.trigger(Trigger::Start, 0);
        let steps: Vec<u64> = (1..10_000)
            .filter(|now| {
                while let Some((at, event)) = pump.outbox().take() {
                    log.append(at, event);
                }
                if read_log {
                    assert!(log.read().all(|entry| entry.is_some()));
                }
                pump.tick(*now, &Inputs::IN_ORDER).step
            })
            .collect();
        (steps, log.read().count())
    };
    assert_eq!(run(true), run(false));
    assert!(run(true).1 >= 4, "{:?}", Event::RateSet(RATE));
}
