//! Look-ahead: how a government imagines what its curbs would do.

use crate::parameters::within;

parameters! {
    /// Worlds that a government imagines before it curbs: copies of what it believes, run ahead with luck of their own.
    #[section = "governments.curbs.look_ahead"]
    pub struct LookAhead {
        /// Worlds for each option.
        #[unit = "worlds", range = within(1.0, 100.0), source = "Monazite design: 3, since each costs as much as it runs"]
        worlds: u32 = 3,
        /// Weeks that each runs.
        #[unit = "weeks", range = within(1.0, 520.0), source = "Monazite design: half a year; prior range 13 to 52"]
        weeks: u32 = 26,
        /// Curbs that it imagines at a meeting: the best by the cheap estimate, beside the one in force.
        #[unit = "options", range = within(1.0, 20.0), source = "Monazite design: 2, as time grows with it"]
        options: u32 = 2,
        /// What it believes a secret stock to hold of each good, in days of the use of all whom it serves.
        #[unit = "days", range = within(0.0, 3650.0), source = "Monazite design: nil, as the cheap estimate counts secret stocks in no figure; prior range 0 to 180"]
        secret_stock_days: f64 = 0.0,
    }
}
