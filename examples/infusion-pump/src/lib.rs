//! Controller software of the Larkspur SP-1 syringe infusion pump.
//!
//! The crate is free of hardware: sensors come in as plain values, commands go out as plain values, and time is the
//! caller's count of milliseconds. The board support package calls [`pump::Pump::tick`] every millisecond on the main
//! processor and [`supervisor::Supervisor::tick`] every ten milliseconds on the safety processor.

#![cfg_attr(not(test), no_std)]

pub mod air;
pub mod alarm;
pub mod battery;
pub mod crc;
pub mod display;
pub mod dose;
pub mod entry;
pub mod event;
pub mod limits;
pub mod link;
pub mod log;
pub mod motor;
pub mod occlusion;
pub mod pump;
pub mod reminder;
pub mod service;
pub mod settings;
pub mod state;
pub mod supervisor;
pub mod syringe;
pub mod units;
