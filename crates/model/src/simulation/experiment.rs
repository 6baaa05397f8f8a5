//! What an experiment may do to a world between two weeks: enact a policy, keep a government from deciding, and take
//! answers away.

use super::Simulation;
use crate::answer::Answer;
use crate::clock::Clock;
use crate::decide::curb::desk::Offices;
use crate::facts::Facts;
use crate::govern::{Controls, Policies, Policy};
use crate::need::{Web, stock_behind};
use crate::place::CountryIndex;
use crate::quote::Rules;
use crate::stock::{Stocks, Tally};
use bevy_ecs::prelude::{Mut, World};

/// Weeks of need that stay with users and makers whose stocks are set aside.
const KEPT_WEEKS: f64 = 1.0;

impl Simulation {
    /// Adds a policy to the running world. One whose date is the coming week is reported like any other; one that is
    /// older holds at once.
    ///
    /// # Panics
    /// When it names a country, good or plant that the scenario has not.
    pub fn enact(&mut self, policy: &scenario::Policy) {
        let world = &mut self.world;
        let read = {
            let facts = world.resource::<Facts>();
            Policy::read(policy, world.resource::<Clock>(), &facts.places)
        };
        world.resource_mut::<Policies>().0.push(read);
        world.resource_scope(|world, mut controls: Mut<Controls>| {
            controls.enact_known(
                world.resource::<Policies>(),
                world.resource::<Clock>().week,
                world.resource::<Facts>(),
                world.resource::<Rules>().market.border_enforcement_share,
            );
        });
    }

    /// Keeps a country's government from deciding on curbs from now on: what is in force stays.
    ///
    /// # Panics
    /// When the scenario has no such country.
    pub fn hold_curbs(&mut self, country: &str) {
        let country = self.world.resource::<Facts>().places.country(country);
        let mut offices = self.world.resource_mut::<Offices>();
        for office in offices.0.iter_mut().filter(|it| it.country == country) {
            office.from_week = i64::MAX;
        }
    }

    /// Takes one answer to an embargo of `target` away, for good.
    ///
    /// Stocks that are set aside leave the world and are counted; whoever held them wants no more than a week from then
    /// on. What is frozen stays as it is: savings made so far last, suppliers tested so far remain.
    ///
    /// # Panics
    /// When the scenario has no such country.
    pub fn withhold(&mut self, answer: Answer, target: &str) {
        let country = self.world.resource::<Facts>().places.country(target);
        if answer == Answer::PrivateStock {
            set_stocks_aside(&mut self.world, country);
            return;
        }
        let mut rules = self.world.resource_mut::<Rules>();
        let Rules {
            mechanisms,
            withheld,
            ..
        } = &mut *rules;
        match answer {
            Answer::PrivateStock => {}
            Answer::PublicStock => withheld.public_stock = Some(country),
            Answer::AllyRelease => withheld.ally_release = Some(country),
            Answer::Substitution => {
                (mechanisms.thrifting, mechanisms.price_elasticity) = (false, false);
            }
            Answer::AlternativeSupply => {
                withheld.qualification = true;
                (mechanisms.portfolio, mechanisms.investment) = (false, false);
                (mechanisms.expansion, mechanisms.utilisation_response) = (false, false);
            }
            Answer::Leakage => (mechanisms.leakage, mechanisms.resale) = (false, false),
        }
    }
}

/// What of a stock lies above the weeks that are kept [t].
fn above_kept_t(stock_t: f64, need_t_per_week: f64) -> f64 {
    (stock_t - KEPT_WEEKS * need_t_per_week).max(0.0)
}

/// Sets the inputs of a country's users and makers aside, but for a week of need each.
fn set_stocks_aside(world: &mut World, country: CountryIndex) {
    world.resource_scope(|world, mut web: Mut<Web>| {
        world.resource_scope(|world, mut stocks: Mut<Stocks>| {
            world.resource_scope(|world, mut tally: Mut<Tally>| {
                let facts = world.resource::<Facts>();
                for need in web.needs.iter_mut().filter(|it| it.country == country) {
                    let excess_t =
                        above_kept_t(stock_behind(need, facts, &stocks), need.expected_t);
                    need.cover_weeks = need.cover_weeks.min(KEPT_WEEKS);
                    let good = &facts.goods.list[need.good];
                    if good.is_basket {
                        let total_t = stocks.feed_total_t(need.agent);
                        let share = excess_t / total_t.max(f64::MIN_POSITIVE);
                        let feed = stocks.feed_mut(need.agent);
                        for (held_t, gone_t) in feed.iter_mut().zip(&mut tally.set_aside_t) {
                            *gone_t += share * *held_t;
                            *held_t -= share * *held_t;
                        }
                    } else {
                        let taken_t = stocks.take(need.agent, need.good, excess_t);
                        for (content, gone_t) in good.contains.iter().zip(&mut tally.set_aside_t) {
                            *gone_t += taken_t * content;
                        }
                    }
                }
            });
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NoSink;

    #[test]
    fn a_week_of_need_is_kept() {
        // 50 t on hand, 10 t a week: 40 t lie above
        assert!((above_kept_t(50.0, 10.0) - 40.0).abs() < 1e-12);
        assert!(above_kept_t(5.0, 10.0).abs() < 1e-12);
    }

    #[test]
    fn what_is_set_aside_is_counted_and_the_world_goes_on() {
        let loaded = scenario::load_str(&scenario::starter("starter"), "starter.ron");
        let scenario = loaded.unwrap_or_else(|faults| panic!("{faults}")).scenario;
        let mut simulation = Simulation::new(&scenario, 1, 0);
        let target = scenario.buyers[0].country.clone();
        for answer in Answer::ALL {
            simulation.withhold(answer, &target);
        }
        // The invariants check every tonne in each of these weeks.
        for _ in 0..8 {
            simulation.step(&mut NoSink);
        }
        let tally = simulation.world().resource::<Tally>();
        assert!(tally.set_aside_t.iter().sum::<f64>() > 0.0);
    }

    #[test]
    fn what_is_withheld_stays_so_in_a_checkpoint() {
        let loaded = scenario::load_str(&scenario::starter("starter"), "starter.ron");
        let scenario = loaded.unwrap_or_else(|faults| panic!("{faults}")).scenario;
        let mut simulation = Simulation::new(&scenario, 1, 0);
        simulation.withhold(Answer::AlternativeSupply, &scenario.countries[0].id);
        simulation.withhold(Answer::PublicStock, &scenario.countries[1].id);
        let again = Simulation::restore(&simulation.checkpoint()).unwrap();
        let (left, right) = (simulation.world(), again.world());
        let rules = |world: &World| format!("{:?}", world.resource::<Rules>());
        assert_eq!(rules(left), rules(right));
        assert!(rules(left).contains("qualification: true"));
    }
}
