//! Integration: dose, limits, syringe, motor and controller deliver what was prescribed, and no more.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use larkspur_sp1::dose::{Prescription, flow_rate};
use larkspur_sp1::pump::{Inputs, Pump, Rejection};
use larkspur_sp1::settings::Settings;
use larkspur_sp1::state::{State, Trigger};
use larkspur_sp1::syringe::Syringe;
use larkspur_sp1::units::{Rate, Volume};

fn infusing(syringe: Syringe, rate: Rate, volume: Volume) -> Pump {
    let mut pump = Pump::new(Settings::FACTORY, syringe);
    pump.trigger(Trigger::SelfTestPassed, 0);
    pump.tick(0, &Inputs::IN_ORDER);
    pump.program(rate, volume, 0).unwrap();
    pump.trigger(Trigger::Start, 0);
    assert_eq!(pump.state(), State::Infusing);
    pump
}

// @verifies SRS-DEL-01
// @verifies SRS-DEL-03
#[test]
fn a_prescription_becomes_the_volume_it_asks_for() {
    let prescription = Prescription { dose_ng_per_kg_min: 100, weight_g: 70_000, concentration_ng_per_ml: 80_000 };
    let mut pump = infusing(Syringe::Ml50, flow_rate(prescription).unwrap(), Volume::ul(40_000));
    (1..=600_000).for_each(|now| {
        pump.tick(now, &Inputs::IN_ORDER);
    });
    // Ten minutes at 5.25 mL/h: 0.875 mL.
    assert!(pump.delivered().distance(Volume::ul(875)) <= Syringe::Ml50.volume_per_step());
}

// @verifies SRS-DEL-04
#[test]
fn after_the_volume_the_rate_falls_to_keep_open() {
    let mut pump = infusing(Syringe::Ml20, Rate::ul_per_h(600_000), Volume::ul(2_000));
    let end = (1..60_000).find(|now| {
        pump.tick(*now, &Inputs::IN_ORDER);
        pump.state() == State::KeepOpen
    });
    assert!(end.is_some_and(|end| end.abs_diff(12_000) <= 2), "{end:?}");
    assert!(pump.delivered().distance(Volume::ul(2_000)) <= Syringe::Ml20.volume_per_step());
    let before = pump.delivered();
    (60_000..420_000).for_each(|now| {
        pump.tick(now, &Inputs::IN_ORDER);
    });
    // Six minutes at 1 mL/h: 0.1 mL.
    assert!(pump.delivered().distance(before).distance(Volume::ul(100)) <= Syringe::Ml20.volume_per_step());
}

// @verifies SRS-DEL-05
#[test]
fn a_quick_bolus_ends_at_its_limit_while_the_key_is_still_held() {
    let settings = Settings { bolus_limit_ul: 1_000, ..Settings::FACTORY };
    let mut pump = Pump::new(settings, Syringe::Ml50);
    pump.trigger(Trigger::SelfTestPassed, 0);
    pump.tick(0, &Inputs::IN_ORDER);
    pump.program(Rate::ul_per_h(100), Volume::ul(40_000), 0).unwrap();
    pump.trigger(Trigger::Start, 0);
    let held = Inputs { bolus_key: true, ..Inputs::IN_ORDER };
    (1..=20_000).for_each(|now| {
        pump.tick(now, &held);
    });
    // The bolus takes 6 s; the other 14 s at 0.1 mL/h add 0.4 µL.
    let excess = pump.delivered().as_pl() - Volume::ul(1_000).as_pl();
    assert!(excess <= 2 * Syringe::Ml50.volume_per_step().as_pl(), "{excess} pL too much");
    // Only a key that was released starts another one.
    pump.tick(20_001, &Inputs::IN_ORDER);
    (20_002..=30_000).for_each(|now| {
        pump.tick(now, &held);
    });
    assert!(pump.delivered().distance(Volume::ul(2_000)) <= Volume::ul(3));
}

// @verifies SRS-DEL-05
#[test]
fn a_bolus_limit_outside_its_range_is_held_at_the_nearer_end() {
    for (configured, held) in [(0, 500), (499, 500), (10_001, 10_000), (u32::MAX, 10_000)] {
        let mut pump = Pump::new(Settings { bolus_limit_ul: configured, ..Settings::FACTORY }, Syringe::Ml50);
        pump.trigger(Trigger::SelfTestPassed, 0);
        pump.tick(0, &Inputs::IN_ORDER);
        pump.program(Rate::ul_per_h(100), Volume::ul(40_000), 0).unwrap();
        pump.trigger(Trigger::Start, 0);
        // 10 mL at 600 mL/h take a minute; the set rate adds 2 µL.
        (1..=70_000).for_each(|now| {
            pump.tick(now, &Inputs { bolus_key: true, ..Inputs::IN_ORDER });
        });
        assert!(pump.delivered().distance(Volume::ul(held)) <= Volume::ul(4), "{configured}: {:?}", pump.delivered());
    }
}

// @verifies SRS-DEL-02
#[test]
fn a_rate_beyond_the_syringe_is_rejected_and_the_old_infusion_stays() {
    let mut pump = Pump::new(Settings::FACTORY, Syringe::Ml5);
    assert_eq!(pump.program(Rate::ul_per_h(1_000), Volume::ul(1), 0), Err(Rejection::State));
    pump.trigger(Trigger::SelfTestPassed, 0);
    assert_eq!(pump.program(Rate::ul_per_h(150_001), Volume::ul(1), 0), Err(Rejection::Rate));
    assert_eq!(pump.state(), State::Standby);
    assert_eq!(pump.program(Rate::ul_per_h(150_000), Volume::ul(1), 0), Ok(()));
    assert_eq!(pump.state(), State::Ready);
}

// @verifies SRS-OPS-04
#[test]
fn after_a_loss_of_power_nothing_moves_until_start() {
    let mut running = infusing(Syringe::Ml50, Rate::ul_per_h(1_200_000), Volume::ul(40_000));
    assert!((1..100).any(|now| running.tick(now, &Inputs::IN_ORDER).step));
    // Power goes and comes back: a pump is made anew, from nothing but its settings.
    let mut pump = Pump::new(Settings::FACTORY, Syringe::Ml50);
    pump.trigger(Trigger::SelfTestPassed, 0);
    assert!((0..5_000).all(|now| !pump.tick(now, &Inputs::IN_ORDER).step));
    assert_eq!((pump.state(), pump.delivered()), (State::Standby, Volume::ZERO));
}
