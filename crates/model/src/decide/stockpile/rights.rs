//! Rights: call options on the output of plants that the government has helped to their decision.
//!
//! A right is a part of an outlet's output at a strike fixed when the help was promised. While the stock is being built it
//! is called for what the stock wants, in scarcity for all that it gives, and only when the market is dearer than the
//! strike: `x = min(r q - u, shelf, wanted)`, with u what the government's own users call first. A called tonne is paid at
//! the strike and travels to the store like any other.
//!
//! Source: IEA, Critical Minerals Strategic Reserve (offtake rights and options, on-selling of rights).

use super::buy::spendable_usd;
use super::{DUST_T, Hands, Sight, amount, plain};
use crate::clock::WEEKS_PER_YEAR;
use crate::depot::{Depot, Depots, Right, Stance};
use crate::journal::{Note, Role};
use crate::need::{Outlet, Web};
use crate::place::CountryIndex;
use crate::trade::Deal;
use crate::trade::landed::{Payment, Wedge, wedge};
use crate::trade::shelf::releasable_t;
use crate::trade::ship::Leg;
use crate::trade::tape::TapeKey;
use crate::transit::{Receiver, Shipment};

/// Tonnes that a right gives in a week: its part of the output, less what own users call first.
///
/// ```text
/// 30 % of 10 t, of which own users take 1 t: 2 t
/// ```
fn callable_t(share: f64, output_t: f64, called_by_own_t: f64) -> f64 {
    (share * output_t - called_by_own_t).max(0.0)
}

/// Calls what rights give, stock by stock, before anybody else's contract is served.
pub(crate) fn call_rights(sight: Sight, depots: &mut Depots, mut hands: Hands) {
    for depot in &mut depots.list {
        for line_at in 0..depot.lines.len() {
            count_rights(depot, line_at, hands.web);
            if depot.lines[line_at].stance == Stance::Hold {
                continue;
            }
            for right_at in 0..depot.lines[line_at].rights.len() {
                Call::of(depot, line_at, right_at, &sight, &hands)
                    .make(depot, line_at, right_at, &sight, &mut hands);
            }
        }
    }
}

/// Writes down what all rights to a good give in a year.
fn count_rights(depot: &mut Depot, line_at: usize, web: &Web) {
    let line = &mut depot.lines[line_at];
    let yearly = |right: &Right| right.share * web.outlets[right.outlet].output_t * WEEKS_PER_YEAR;
    line.rights_t_per_year = line.rights.iter().map(yearly).sum();
}

/// One week's call on one right.
struct Call {
    tonnes: f64,
    way: Wedge,
    origin: CountryIndex,
}

impl Call {
    /// How much is called: nothing while the market is cheaper than the strike or the road is closed.
    fn of(depot: &Depot, line_at: usize, right_at: usize, sight: &Sight, hands: &Hands) -> Self {
        let line = &depot.lines[line_at];
        let right = line.rights[right_at];
        let outlet = &hands.web.outlets[right.outlet];
        let origin = sight.facts.agents.country[outlet.agent];
        let way = wedge(
            line.good,
            origin,
            depot.country,
            sight.facts,
            hands.controls,
        );
        let passage = hands.controls.passage(line.good, origin, depot.country);
        let home = sight.facts.agents.zone[depot.agent];
        let landed = way.land(right.strike_usd_per_t);
        let is_in_the_money = sight.quotes.get(home, line.good).quote > landed;
        let wanted_t = if line.stance == Stance::Release {
            f64::INFINITY
        } else {
            line.wanted_t
        };
        let mut tonnes = 0.0;
        if is_in_the_money && !passage.is_threatened {
            let shelf_t = releasable_t(outlet, hands.stocks.held_t(outlet.agent, outlet.good));
            let own_t = called_by_own_t(depot.country, outlet, hands.web);
            tonnes = callable_t(right.share, outlet.output_t, own_t)
                .min(shelf_t)
                .min(wanted_t)
                .min(spendable_usd(depot, hands.ledger) / landed.max(1e-9));
        }
        Self {
            tonnes,
            way,
            origin,
        }
    }

    /// Pays, ships and books it.
    fn make(
        &self,
        depot: &mut Depot,
        line_at: usize,
        right_at: usize,
        sight: &Sight,
        hands: &mut Hands,
    ) {
        if self.tonnes <= DUST_T {
            return;
        }
        let facts = sight.facts;
        let (agent, country) = (depot.agent, depot.country);
        let line = &mut depot.lines[line_at];
        let right = &mut line.rights[right_at];
        let outlet = &mut hands.web.outlets[right.outlet];
        let tonnes = hands.stocks.take(outlet.agent, line.good, self.tonnes);
        let landed = self.way.land(right.strike_usd_per_t);
        let payment = Payment {
            buyer: agent,
            seller: outlet.agent,
            origin: self.origin,
            destination: country,
            tonnes,
            fob_usd_per_t: right.strike_usd_per_t,
            landed_usd_per_t: landed,
        };
        outlet.takings_usd += payment.settle(&self.way, hands.ledger);
        outlet.sold_t += tonnes;
        let (good, seller, strike) = (line.good, outlet.agent, right.strike_usd_per_t);
        let is_first = sight.clock.week - right.called >= i64::from(crate::clock::QUARTER_WEEKS);
        right.called = sight.clock.week;
        line.wanted_t = (line.wanted_t - tonnes).max(0.0);
        line.book_purchase(tonnes, landed * tonnes);
        let key = TapeKey {
            good,
            seller,
            buyer: agent,
            deal: Deal::Contract,
        };
        hands.book.tape.file(key, country, tonnes, landed * tonnes);
        let shipment = Shipment {
            to: Receiver::Depot(agent),
            good,
            tonnes,
            from: seller,
        };
        let leg = Leg {
            origin: self.origin,
            destination: country,
            detour_weeks: None,
        };
        hands.send(shipment, leg, facts);
        if is_first {
            let sentence = format!(
                "{} calls its right to {} of {}: {} a week at {:.0} USD/kg",
                plain(&facts.places.country_ids[country]),
                plain(&facts.goods.list[good].id),
                facts.agents.names[seller],
                amount(tonnes),
                strike / 1000.0
            );
            let stance = depot.lines[line_at].stance;
            let causes = super::reason::behind_stance(agent, good, stance, hands.journal);
            let note = Note::new(Role::Purchase, sentence)
                .of(&[agent, seller])
                .about(&[good]);
            hands.journal.note(note.between(&[country]).because(causes));
        }
    }
}

/// Tonnes of an outlet on which users in a country have the first call this week.
fn called_by_own_t(country: CountryIndex, outlet: &Outlet, web: &Web) -> f64 {
    let links = &web.links_by_outlet[outlet.links.clone()];
    let own = links
        .iter()
        .map(|at| &web.links[*at])
        .filter(|link| web.needs[link.need].country == country);
    own.map(|link| link.firm_t).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_right_gives_what_own_users_leave_of_it() {
        // 30 % of 10 t less 1 t; nothing when they take it all
        assert!((callable_t(0.3, 10.0, 1.0) - 2.0).abs() < 1e-12);
        assert!(callable_t(0.3, 10.0, 4.0).abs() < 1e-12);
    }
}
