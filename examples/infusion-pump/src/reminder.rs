//! The service reminder: says when the yearly service is due.
//!
//! This item is class B. It runs in a task and a memory region of its own, reads two figures and writes one answer, and
//! nothing that delivers or alarms asks for it.

/// Motor hours between two services.
pub const SERVICE_HOURS: u32 = 5_000;
/// Days between two services.
pub const SERVICE_DAYS: u32 = 365;

/// What the controller publishes once a minute, and what the service tool wrote at the last service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// The day by the calendar chip, counted from the day of production.
    pub day: u32,
    /// Hours for which the motor has run since production.
    pub motor_hours: u32,
}

/// Compares the figures of now with those of the last service.
#[derive(Clone, Debug)]
pub struct Reminder {
    last_service: Figures,
    latest: Figures,
    due: bool,
}

impl Reminder {
    /// A reminder that knows of the last service and has seen nothing yet.
    #[must_use]
    pub const fn new(last_service: Figures) -> Self {
        Self { last_service, latest: last_service, due: false }
    }

    /// Takes the figures of this minute; true when *service due* is to be shown.
    ///
    /// Figures that go back can no longer say how long ago the service was, so they count as due. What is due stays due
    /// until a service is recorded.
    // @implements SRS-MNT-02
    pub const fn update(&mut self, now: Figures) -> bool {
        let gone_back = now.day < self.latest.day || now.motor_hours < self.latest.motor_hours;
        let days = now.day.saturating_sub(self.last_service.day);
        let hours = now.motor_hours.saturating_sub(self.last_service.motor_hours);
        self.latest = now;
        self.due = self.due || gone_back || days >= SERVICE_DAYS || hours >= SERVICE_HOURS;
        self.due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVICED: Figures = Figures { day: 100, motor_hours: 2_000 };

    // @verifies SRS-MNT-02
    #[test]
    fn service_is_due_by_days_or_by_hours_whichever_comes_first() {
        let due = |day, motor_hours| Reminder::new(SERVICED).update(Figures { day, motor_hours });
        assert!(!due(100, 2_000) && !due(464, 6_999));
        assert!(due(465, 2_000) && due(100, 7_000));
    }

    // @verifies SRS-MNT-02
    #[test]
    fn figures_that_go_back_count_as_due() {
        for back in [Figures { day: 119, motor_hours: 2_100 }, Figures { day: 120, motor_hours: 2_099 }, Figures::default()] {
            let mut reminder = Reminder::new(SERVICED);
            assert!(!reminder.update(Figures { day: 120, motor_hours: 2_100 }));
            assert!(reminder.update(back), "{back:?}");
        }
        assert!(Reminder::new(SERVICED).update(Figures { day: 99, motor_hours: 2_000 }), "the service lies in the future");
    }

    // @verifies SRS-MNT-02
    #[test]
    fn what_is_due_stays_due_until_a_service_is_recorded() {
        let mut reminder = Reminder::new(SERVICED);
        assert!(reminder.update(Figures { day: 465, motor_hours: 2_100 }));
        assert!(reminder.update(Figures { day: 300, motor_hours: 2_200 }) && reminder.update(Figures { day: 301, motor_hours: 2_200 }));
        let now = Figures { day: 465, motor_hours: 2_200 };
        assert!(!Reminder::new(now).update(now));
    }
}
