//! Release: how fast a stock is given out while somebody is short, and how it gets there.
//!
//! short_j = min(ordered and not got this week, what it can process in a week); s = sum short_j;
//! x = min(s share(X / s), X / least_release_weeks), with `share` the pace of `crates/market/src/reserve.rs`: give as long
//! as a tonne is worth as much now as it is expected to be worth later. Goods go to those who need them, who use and do
//! not resell them; they travel like any others and count as ordered.

use super::allocate::{Claim, Release, allocate, clearing_price};
use super::reason::behind_release;
use super::{DUST_T, Hands, Sight, amount, plain};
use crate::clock::WEEKS_PER_YEAR;
use crate::depot::{Depot, Depots, Line, Member, Stance};
use crate::govern::tension::Relations;
use crate::journal::{Note, Role};
use crate::ledger::{Account, Ledger};
use crate::need::Web;
use crate::quote::Rules;
use crate::trade::Deal;
use crate::trade::landed::{Payment, wedge};
use crate::trade::ship::Leg;
use crate::trade::tape::TapeKey;
use crate::transit::{Receiver, Shipment};
use market::reserve::{Pace, Threat};
use scenario::{Allocation, Pricing};

/// Tonnes to release this week.
pub(super) fn release_t(
    held_t: f64,
    claims: &[Claim],
    threat: &Threat,
    least_release_weeks: f64,
) -> f64 {
    let short_t: f64 = claims.iter().map(|claim| claim.short_t).sum();
    if short_t <= 0.0 || held_t <= 0.0 {
        return 0.0;
    }
    let served = Pace::under(threat).share_served(held_t / short_t);
    (short_t * served).min(held_t / least_release_weeks.max(1.0))
}

/// What a need ordered this week and did not get, as far as it can process it [t]: who has no working plant plans no use.
fn short_t(order_t: f64, got_t: f64, planned_t: f64) -> f64 {
    (order_t - got_t).min(planned_t).max(0.0)
}

/// Everybody in a country that counts as short who can process the good and misses some.
pub(super) fn claims(
    depot: &Depot,
    line: &Line,
    depots: &Depots,
    web: &Web,
    sight: &Sight,
) -> Vec<Claim> {
    let facts = sight.facts;
    let mut claims = Vec::new();
    for (member, seen) in line.members.iter().enumerate() {
        if !seen.is_short || sight.rules.withheld.bars(depot.country, seen.country) {
            continue;
        }
        let zone = facts.places.country_zone[seen.country];
        let quote = sight.quotes.get(zone, line.good).quote;
        for &at in &web.needs_at[line.good * facts.places.n_zones() + zone] {
            let need = &web.needs[at];
            let got_t = need.contracted_t + need.spot_t + need.reserve_t;
            let short_t = short_t(need.order_t, got_t, need.planned_t);
            if need.country != seen.country || short_t <= DUST_T {
                continue;
            }
            claims.push(Claim {
                need: at,
                member,
                short_t,
                use_t: need.expected_t,
                loss_usd_per_t: depots.loss_usd_per_t.get(at).copied().unwrap_or(0.0),
                pays_usd_per_t: need.ceiling.min(quote),
                trust: sight.relations.trust(depot.country, seen.country),
            });
        }
    }
    claims
}

/// Charges the week's cost of storing: to the budget as far as it goes, then to the treasury.
pub(crate) fn store_stocks(sight: Sight, depots: &mut Depots, ledger: &mut Ledger) {
    for depot in &mut depots.list {
        if !sight.decides(depot) {
            continue;
        }
        let share = depot.plan.carry_share_per_year / WEEKS_PER_YEAR;
        for line_at in 0..depot.lines.len() {
            let left_usd = depot.budget_left_usd(ledger).max(0.0);
            let line = &mut depot.lines[line_at];
            let cost = share * line.worth_usd;
            let own = cost.min(left_usd);
            ledger.pay(Account::Agent(depot.agent), Account::Outside, own);
            let treasury = Account::Government(depot.country);
            ledger.pay(treasury, Account::Outside, cost - own);
            line.worth_usd += cost;
            line.cost_usd += own;
        }
    }
}

/// Releases from all stocks, in the order of the scenario's governments: who comes later sees what is still missing.
pub(crate) fn release_stocks(sight: Sight, depots: &mut Depots, mut hands: Hands) {
    for depot_at in 0..depots.list.len() {
        for line_at in 0..depots.list[depot_at].lines.len() {
            if depots.list[depot_at].lines[line_at].stance == Stance::Release {
                give(depot_at, line_at, &sight, depots, &mut hands);
            }
        }
    }
    depots.show(hands.stocks);
}

/// Trust grows between a government and those whom its stock helps.
pub(crate) fn thank_for_releases(depots: &Depots, rules: &Rules, relations: &mut Relations) {
    for depot in &depots.list {
        for line in &depot.lines {
            let is_helped = |member: &&Member| member.is_short && member.given_t > 0.0;
            for member in line.members.iter().filter(is_helped) {
                relations.grow_trust(
                    depot.country,
                    member.country,
                    rules.behaviour.trust_growth_per_year,
                );
            }
        }
    }
}

fn give(depot_at: usize, line_at: usize, sight: &Sight, depots: &mut Depots, hands: &mut Hands) {
    let depot = &depots.list[depot_at];
    let line = &depot.lines[line_at];
    let claims = claims(depot, line, depots, hands.web, sight);
    let threat = sight.threat(depot, line, depots, hands.web);
    let held_t = hands.stocks.held_t(depot.agent, line.good);
    let reach_t = depot.within_reach_t(line, held_t);
    let release = Release {
        tonnes: release_t(reach_t, &claims, &threat, depot.plan.least_release_weeks),
        home_share: depot.plan.home_share,
        most_abroad_t: (held_t - depot.kept_at_home_t(line)).max(0.0),
    };
    if release.tonnes <= DUST_T {
        return;
    }
    let given = allocate(release, &claims, &depot.plan.allocation);
    let mut price = asked(depot, line, held_t, &threat, sight);
    if depot.plan.allocation == Allocation::Auction {
        price = clearing_price(price, &claims, &given);
    }
    for (claim, tonnes) in claims.iter().zip(given) {
        if tonnes > DUST_T {
            let delivery = Delivery {
                claim,
                tonnes,
                price,
            };
            delivery.send(depot_at, line_at, sight, depots, hands);
        }
    }
}

/// Price asked at the depot [USD/t].
fn asked(depot: &Depot, line: &Line, held_t: f64, threat: &Threat, sight: &Sight) -> f64 {
    match depot.plan.pricing {
        Pricing::CostPlusCarry => line.worth_usd / (held_t + line.coming_t).max(DUST_T),
        Pricing::CappedIndex => {
            let hub = sight.facts.places.index_zone;
            let most = depot.plan.price_limit_ratio * threat.long_view_usd_per_t;
            let weeks = sight.rules.market.index_weeks;
            sight.quotes.index_average(hub, line.good, weeks).min(most)
        }
    }
}

/// Why a country counts as short, in words.
fn cause(member: &Member, price_ratio: f64) -> String {
    if member.dear_weeks > 0 {
        format!(
            "its quote has stood above {price_ratio} times the long view for {} weeks and its scarcity index at {:.2}",
            member.dear_weeks, member.index
        )
    } else {
        format!("its scarcity index stands at {:.2}", member.index)
    }
}

/// One receiver's part of a release.
struct Delivery<'a> {
    claim: &'a Claim,
    tonnes: f64,
    price: f64,
}

impl Delivery<'_> {
    /// Moves the goods and the money, and notes the first tonnes of a release to a country.
    fn send(
        &self,
        depot_at: usize,
        line_at: usize,
        sight: &Sight,
        depots: &mut Depots,
        hands: &mut Hands,
    ) {
        let facts = sight.facts;
        let depot = &mut depots.list[depot_at];
        let line = &mut depot.lines[line_at];
        let (good, origin) = (line.good, depot.country);
        let need = &mut hands.web.needs[self.claim.need];
        let before_t = hands.stocks.held_t(depot.agent, good) + line.coming_t;
        let tonnes = hands.stocks.take(depot.agent, good, self.tonnes);
        line.worth_usd -= line.worth_usd * (tonnes / before_t.max(DUST_T)).min(1.0);
        let way = wedge(good, origin, need.country, facts, hands.controls);
        // Nobody pays more than it would at home.
        let fob = self
            .price
            .min(way.gate(sight.quotes.get(need.zone, good).quote));
        let landed = way.land(fob);
        let payment = Payment {
            buyer: need.agent,
            seller: depot.agent,
            origin,
            destination: need.country,
            tonnes,
            fob_usd_per_t: fob,
            landed_usd_per_t: landed,
        };
        let takings = payment.settle(&way, hands.ledger);
        need.reserve_t += tonnes;
        need.pipeline_t += tonnes;
        need.book_purchase(tonnes, landed);
        let shipment = Shipment {
            to: Receiver::Need(self.claim.need),
            good,
            tonnes,
            from: depot.agent,
        };
        let leg = Leg {
            origin,
            destination: need.country,
            detour_weeks: None,
        };
        let (agents, customer) = ([depot.agent, need.agent], need.country);
        hands.send(shipment, leg, facts);
        let key = TapeKey {
            good,
            seller: agents[0],
            buyer: agents[1],
            deal: Deal::Reserve,
        };
        hands.book.tape.file(key, customer, tonnes, landed * tonnes);
        let member = &mut line.members[self.claim.member];
        if member.given_t <= 0.0 {
            let sentence = format!(
                "{} releases {} of {} to {}: {}, {} are in store",
                plain(&facts.places.country_ids[origin]),
                amount(tonnes),
                plain(&facts.goods.list[good].id),
                plain(&facts.places.country_ids[member.country]),
                cause(member, depot.plan.scarcity_price_ratio),
                amount(before_t)
            );
            let causes = behind_release(good, member.country, hands.web, facts, hands.journal);
            let note = Note::new(Role::Release, sentence)
                .of(&agents)
                .about(&[good]);
            let note = note.between(&[origin, member.country]);
            hands.journal.note(note.because(causes));
        }
        member.given_t += tonnes;
        member.released_t += tonnes;
        member.paid_usd += takings;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THREAT: Threat = Threat {
        chance_per_year: 0.1,
        weeks: 2.0,
        loss_usd_per_t: 1100.0,
        price_usd_per_t: 100.0,
        long_view_usd_per_t: 100.0,
        carry_share_per_year: 0.0,
    };

    fn claim(short_t: f64) -> Claim {
        Claim {
            need: 0,
            member: 0,
            short_t,
            use_t: 1.0,
            loss_usd_per_t: 1100.0,
            pays_usd_per_t: 100.0,
            trust: 1.0,
        }
    }

    #[test]
    fn the_pace_follows_the_stock_and_never_empties_it_in_less_than_the_least_time() {
        // It lasts two weeks in the mean, patience 1/2: half a week in store serves half; but a quarter of 1 t at most.
        let missing = [claim(2.0)];
        assert!((release_t(1.0, &missing, &THREAT, 1.0) - 1.0).abs() < 1e-9);
        assert!((release_t(1.0, &missing, &THREAT, 4.0) - 0.25).abs() < 1e-9);
        // 1.25 weeks in store serve three quarters of 2 t
        assert!((release_t(2.5, &missing, &THREAT, 1.0) - 1.5).abs() < 1e-9);
        assert!(release_t(1.0, &[], &THREAT, 1.0).abs() < 1e-12);
    }

    #[test]
    fn who_cannot_process_it_is_not_short() {
        // 5 t ordered, 3 t got: 2 t missing, of which a plant that plans 1.5 t takes 1.5 and an idle one nothing
        assert!((short_t(5.0, 3.0, 4.0) - 2.0).abs() < 1e-12);
        assert!((short_t(5.0, 3.0, 1.5) - 1.5).abs() < 1e-12);
        assert!(short_t(5.0, 3.0, 0.0).abs() < 1e-12);
        assert!(short_t(5.0, 6.0, 4.0).abs() < 1e-12);
    }
}
