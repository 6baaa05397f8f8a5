//! Thrifting: users of a dear good find designs that need less of it, and keep most of what they found.
//!
//! dz/dt = [ln(p / p_ref)]+ - z / tau; saving per year s = s_max tanh(k z) room, with room = (a - a_min) / (1 - a_min);
//! a = exp(-(lasting + passing)); a part of each saving lasts, the rest is given up at r a year. p_ref follows the price
//! over five years, so a price that stays high calls for research until everybody is used to it.
//! Source: speed after Sprecher et al. 2017 (10 % of demand a year, 2010-2012); docs/concepts/buy.md.

use crate::clock::WEEKS_PER_YEAR;
use scenario::Behaviour;
use serde::{Deserialize, Serialize};

/// What a user has learned to do without.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Savings {
    /// Research under way, z: years of log price above the reference.
    pub(crate) research: f64,
    /// Savings that stay, in logs of use per unit.
    pub(crate) lasting: f64,
    /// Savings that are given up when nobody needs them, in logs.
    pub(crate) passing: f64,
}

impl Savings {
    /// Use per unit of end product, over that of the start: `exp(-(lasting + passing))`.
    pub(crate) fn intensity(&self) -> f64 {
        libm::exp(-(self.lasting + self.passing))
    }

    /// After one more week at a price over its slow reference; `speed` is that of research over the usual.
    pub(super) fn after_week(
        self,
        price_ratio: f64,
        speed: f64,
        least_intensity: f64,
        behaviour: &Behaviour,
    ) -> Self {
        let years = 1.0 / WEEKS_PER_YEAR;
        let pressure = libm::log(price_ratio.max(1e-6)).max(0.0);
        let forgetting = self.research / behaviour.thrift_memory_years;
        let room = ((self.intensity() - least_intensity) / (1.0 - least_intensity).max(1e-9))
            .clamp(0.0, 1.0);
        let effort = libm::tanh(behaviour.thrift_response * self.research);
        let saved = behaviour.thrift_most_per_year * speed * effort * room * years;
        let lasting = behaviour.thrift_lasting_share;
        let given_up = behaviour.thrift_return_per_year * self.passing * years;
        Self {
            research: self.research + (pressure - forgetting) * years,
            lasting: self.lasting + lasting * saved,
            passing: self.passing + (1.0 - lasting) * saved - given_up,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after_years(price_ratio: f64, years: f64, from: Savings, least: f64) -> Savings {
        let behaviour = Behaviour {
            thrift_most_per_year: 0.15,
            thrift_response: 0.7,
            thrift_memory_years: 1.0,
            thrift_lasting_share: 0.7,
            thrift_return_per_year: 0.5,
            ..Behaviour::default()
        };
        let weeks = (years * WEEKS_PER_YEAR) as usize;
        (0..weeks).fold(from, |savings, _| {
            savings.after_week(price_ratio, 1.0, least, &behaviour)
        })
    }

    #[test]
    fn nobody_thrifts_at_the_usual_price() {
        assert_eq!(
            after_years(1.0, 5.0, Savings::default(), 0.3),
            Savings::default()
        );
        assert!(after_years(0.5, 5.0, Savings::default(), 0.3).intensity() >= 1.0);
    }

    #[test]
    fn a_price_that_stays_tenfold_saves_about_a_tenth_a_year() {
        // z tends to ln 10 = 2.3, tanh(0.7 * 2.3) = 0.92: 0.15 * 0.92 a year less the room used up and what is given up
        let two = after_years(10.0, 2.0, Savings::default(), 0.3).intensity();
        let three = after_years(10.0, 3.0, Savings::default(), 0.3).intensity();
        assert!((0.06..0.14).contains(&(two - three)), "{two} {three}");
    }

    #[test]
    fn most_of_a_saving_stays_when_the_price_is_back() {
        let peak = after_years(10.0, 3.0, Savings::default(), 0.3);
        let later = after_years(
            1.0,
            20.0,
            Savings {
                research: 0.0,
                ..peak
            },
            0.3,
        );
        assert!((later.lasting - peak.lasting).abs() < 1e-9);
        // the passing part is gone after twenty years at half a year: exp(-10)
        assert!(later.passing < 1e-3 && later.intensity() < 1.0);
    }

    #[test]
    fn faster_research_saves_more_from_the_same_price() {
        let behaviour = Behaviour {
            thrift_return_per_year: 0.0,
            ..Behaviour::default()
        };
        let dear = Savings {
            research: 2.0,
            ..Savings::default()
        };
        let saved = |speed: f64| {
            let after = dear.after_week(5.0, speed, 0.0, &behaviour);
            after.lasting + after.passing
        };
        assert!((saved(1.5) - 1.5 * saved(1.0)).abs() < 1e-12);
    }

    #[test]
    fn use_never_falls_below_what_designs_can_reach() {
        assert!(after_years(100.0, 200.0, Savings::default(), 0.3).intensity() > 0.3 - 1e-9);
    }
}
