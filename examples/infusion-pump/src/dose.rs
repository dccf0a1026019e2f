//! From a prescribed dose rate to a flow rate.

use crate::units::Rate;

/// What the clinician prescribes for a weight-based infusion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prescription {
    /// Dose rate in nanograms per kilogram and minute.
    pub dose_ng_per_kg_min: u32,
    /// Body weight in grams, 300 g to 300 kg.
    pub weight_g: u32,
    /// Concentration in nanograms per millilitre.
    pub concentration_ng_per_ml: u32,
}

/// Why no flow rate can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DoseError {
    /// The body weight is outside 300 g to 300 kg.
    Weight,
    /// The concentration is zero.
    Concentration,
    /// The result does not fit the range of a rate.
    Range,
}

/// The lightest patient, in grams.
pub const WEIGHT_MIN_G: u32 = 300;
/// The heaviest patient, in grams.
pub const WEIGHT_MAX_G: u32 = 300_000;

/// The flow rate for a prescription, rounded half up to 1 µL/h.
///
/// ng/(kg·min) × g × 60 min/h ÷ (ng/mL): the factor 1000 of g to kg and the factor 1000 of mL to µL cancel.
// @implements SRS-DEL-01
pub fn flow_rate(prescription: Prescription) -> Result<Rate, DoseError> {
    if !(WEIGHT_MIN_G..=WEIGHT_MAX_G).contains(&prescription.weight_g) {
        return Err(DoseError::Weight);
    }
    if prescription.concentration_ng_per_ml == 0 {
        return Err(DoseError::Concentration);
    }
    let concentration = u128::from(prescription.concentration_ng_per_ml);
    let drug_per_hour = u128::from(prescription.dose_ng_per_kg_min) * u128::from(prescription.weight_g) * 60;
    let rounded = (drug_per_hour + concentration / 2) / concentration;
    u32::try_from(rounded).map(Rate::ul_per_h).map_err(|_| DoseError::Range)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prescription(dose: u32, weight: u32, concentration: u32) -> Prescription {
        Prescription { dose_ng_per_kg_min: dose, weight_g: weight, concentration_ng_per_ml: concentration }
    }

    // @verifies SRS-DEL-01
    #[test]
    fn noradrenaline_example_of_the_instructions_for_use() {
        // 0.1 µg/kg/min, 70 kg, 4 mg in 50 mL (80 µg/mL): 5.25 mL/h.
        assert_eq!(flow_rate(prescription(100, 70_000, 80_000)), Ok(Rate::ul_per_h(5_250)));
    }

    // @verifies SRS-DEL-01
    #[test]
    fn rounding_is_half_up_and_never_off_by_more_than_half_a_microlitre() {
        // The second and third stand on either side of 0.5 µL/h.
        assert_eq!(flow_rate(prescription(1, 300, 36_000)), Ok(Rate::ul_per_h(1)));
        assert_eq!(flow_rate(prescription(1, 300, 36_001)), Ok(Rate::ul_per_h(0)));
        for concentration in 1..2_000_u32 {
            let rate = flow_rate(prescription(7, 3_471, concentration)).map(Rate::as_ul_per_h);
            let exact = 7.0 * 3_471.0 * 60.0 / f64::from(concentration);
            assert!(rate.is_ok_and(|rate| (f64::from(rate) - exact).abs() <= 0.5), "at {concentration} ng/mL");
        }
    }

    // @verifies SRS-DEL-01
    #[test]
    fn weight_concentration_and_result_outside_their_ranges_are_refused() {
        assert_eq!(flow_rate(prescription(100, 299, 80_000)), Err(DoseError::Weight));
        assert!(flow_rate(prescription(100, 300, 80_000)).is_ok());
        assert!(flow_rate(prescription(100, 300_000, 80_000)).is_ok());
        assert_eq!(flow_rate(prescription(100, 300_001, 80_000)), Err(DoseError::Weight));
        assert_eq!(flow_rate(prescription(100, 70_000, 0)), Err(DoseError::Concentration));
        assert_eq!(flow_rate(prescription(u32::MAX, 300_000, 1)), Err(DoseError::Range));
    }
}
