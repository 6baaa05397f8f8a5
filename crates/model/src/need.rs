//! Needs and links: who needs which input, and who may supply it.
//!
//! A need is one agent's demand for one good: a buyer has one, a processor one per input. Its links are all agents
//! that make the good, kept in one array in compressed rows; a supplier without weight is a possible one.

use crate::agent::AgentIndex;
use crate::facts::Facts;
use crate::goods::GoodIndex;
use crate::place::{CountryIndex, ZoneIndex};
use crate::stock::{Place, Stocks};
use bevy_ecs::prelude::Resource;
use educe::Educe;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Dense index of a need.
pub(crate) type NeedIndex = usize;

/// One agent's demand for one good.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Need {
    /// Who needs it.
    pub(crate) agent: AgentIndex,
    /// What is needed.
    pub(crate) good: GoodIndex,
    /// Its stock; a separator's feed lies elsewhere.
    pub(crate) place: Place,
    /// Where.
    pub(crate) country: CountryIndex,
    /// In which price zone.
    pub(crate) zone: ZoneIndex,
    /// Input per unit of output [t/t]; 1 for buyers and for a separator's feed.
    pub(crate) intensity: f64,
    /// Stock on hand that the agent likes to hold [weeks of need].
    pub(crate) cover_weeks: f64,
    /// Time from order to arrival over its suppliers [weeks].
    pub(crate) lead_weeks: f64,
    /// Part of ordinary orders that goes to the spot market.
    pub(crate) spot_share: f64,
    /// Need at full planned output this week [t].
    pub(crate) planned_t: f64,
    /// Smoothed need [t per week].
    pub(crate) expected_t: f64,
    /// Need that licences refer to [t per week]: follows a rising need, and a falling one only while trade is free.
    pub(crate) licensed_need_t: f64,
    /// Used this week [t].
    pub(crate) used_t: f64,
    /// Most it pays on the spot market [USD/t; payable share for baskets].
    pub(crate) ceiling: f64,
    /// Smoothed landed cost of what it buys [USD/t; payable share for baskets].
    pub(crate) cost: f64,
    /// Ordered and not yet arrived [t].
    pub(crate) pipeline_t: f64,
    /// Target of stock and orders together [weeks of need].
    pub(crate) cover_target_weeks: f64,
    /// Ordered this week [t].
    pub(crate) order_t: f64,
    /// Sent to it under contract this week [t].
    pub(crate) contracted_t: f64,
    /// Bought on the spot market this week [t].
    pub(crate) spot_t: f64,
    /// Sent to it from strategic stocks this week [t].
    pub(crate) reserve_t: f64,
    /// Arrived this week [t].
    pub(crate) received_t: f64,
    /// Alarm about its suppliers in the base year, which its cover already answers.
    pub(crate) base_alarm: f64,
    /// Its links.
    pub(crate) links: Range<usize>,
    /// Most that may come from one origin country, by policy.
    pub(crate) cap_per_origin_share: Option<f64>,
}

/// How far a supplier is on the way to being trusted with orders.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) enum Qualification {
    /// Not tested.
    None,
    /// In test until a week.
    Until(i64),
    /// May be ordered from.
    Passed,
}

/// A possible trade: one supplier for one need.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Link {
    /// Whose need.
    pub(crate) need: NeedIndex,
    /// Who supplies.
    pub(crate) supplier: AgentIndex,
    /// The supplier's outlet for the good.
    pub(crate) outlet: usize,
    /// Whether it had no part at the start: its relationship capital is then its share of the makers' output.
    pub(crate) is_newcomer: bool,
    /// Share of the need's contract orders that goes to this supplier.
    pub(crate) weight: f64,
    /// Relationship capital: the weight that equal landed prices and reliability would restore.
    pub(crate) base: f64,
    /// Utility at the start, so that the start is at rest.
    pub(crate) base_utility: f64,
    /// Weight before the present control, slowly followed while there is none; licences refer to it.
    pub(crate) reference_weight: f64,
    /// Whether orders may go there.
    pub(crate) qualification: Qualification,
    /// Smoothed share of calls that was delivered.
    pub(crate) fill: f64,
    /// Contract price, free on board [USD/t; payable share for baskets].
    pub(crate) price: f64,
    /// Called this week [t].
    pub(crate) call_t: f64,
    /// Part of the call that a named contract obliges the seller to serve first [t].
    pub(crate) firm_t: f64,
    /// Part of the outlet's output on which this need has the first call.
    pub(crate) first_refusal_share: f64,
    /// Sent this week under contract [t].
    pub(crate) sent_t: f64,
    /// Named contract, if any.
    pub(crate) contract: Option<usize>,
    /// Part of the named contract's volume that is this link's.
    pub(crate) contract_share: f64,
    /// Sent since the last record [t].
    pub(crate) recorded_t: f64,
    /// Paid since the last record [USD].
    pub(crate) recorded_usd: f64,
}

/// What one agent makes of one good, and who may call for it.
#[derive(Debug, Educe, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Outlet {
    /// Who sells.
    pub(crate) agent: AgentIndex,
    /// What is sold.
    pub(crate) good: GoodIndex,
    /// Its shelf.
    pub(crate) place: Place,
    /// Smoothed output (for traders: inflow) [t per week].
    pub(crate) output_t: f64,
    /// Its part of all output of the good.
    pub(crate) output_share: f64,
    /// Smoothed calls under contract [t per week].
    pub(crate) calls_t: f64,
    /// Smoothed sales of all kinds [t per week].
    pub(crate) sales_t: f64,
    /// Sold this week [t].
    pub(crate) sold_t: f64,
    /// Of this, sold on spot markets [t].
    pub(crate) spot_t: f64,
    /// Called for this week [t].
    pub(crate) called_t: f64,
    /// Takings this week, free on board [USD].
    pub(crate) takings_usd: f64,
    /// Smoothed realised price, contract and spot together [USD/t; payable share for baskets].
    pub(crate) realised: f64,
    /// Stock the seller likes to hold [weeks of output; for traders of the market's size].
    pub(crate) cover_weeks: f64,
    /// The same in tonnes, this week.
    pub(crate) wanted_t: f64,
    /// Traders: bought elsewhere and under way [t].
    pub(crate) coming_t: f64,
    /// Never asks less at its gate [USD/t].
    pub(crate) floor: f64,
    /// What making a tonne anew would cost at today's quotes of its inputs [USD/t]; nil but for metal and magnet makers.
    pub(crate) replacement_cost: f64,
    /// Share of spot offers by zone.
    pub(crate) zone_weights: Vec<f64>,
    /// Links that may call on it.
    pub(crate) links: Range<usize>,
}

/// All needs, links and outlets.
#[derive(Resource, Debug, Educe, Default, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Web {
    /// Needs in agent order.
    pub(crate) needs: Vec<Need>,
    /// Links in need order.
    pub(crate) links: Vec<Link>,
    /// Outlets in agent order; traders last, since strategic stocks have none.
    pub(crate) outlets: Vec<Outlet>,
    /// Link indices grouped by outlet (see [`Outlet::links`]).
    pub(crate) links_by_outlet: Vec<usize>,
    /// Needs grouped by good and zone: `needs_at[good * n_zones + zone]`.
    pub(crate) needs_at: Vec<Vec<NeedIndex>>,
    /// Outlets grouped by good.
    pub(crate) outlets_of: Vec<Vec<usize>>,
    /// First need of each agent, and one past the last.
    pub(crate) needs_of: Vec<Range<NeedIndex>>,
    /// Outlets of each agent.
    pub(crate) outlets_by_agent: Vec<Range<usize>>,
}

impl Web {
    /// Notes where the stocks of everybody stand.
    pub(crate) fn find_places(&mut self, stocks: &Stocks) {
        for need in &mut self.needs {
            need.place = stocks.place(need.agent, need.good);
        }
        for outlet in &mut self.outlets {
            outlet.place = stocks.place(outlet.agent, outlet.good);
        }
    }

    /// Starts a new recording period.
    pub(crate) fn forget(&mut self) {
        for link in &mut self.links {
            (link.recorded_t, link.recorded_usd) = (0.0, 0.0);
        }
    }

    /// Position of a trader's outlet for a good.
    pub(crate) fn trader_outlet(&self, trader: AgentIndex, good: GoodIndex) -> usize {
        let mut outlets = self.outlets_by_agent[trader].clone();
        outlets
            .find(|&at| self.outlets[at].good == good)
            .expect("traders deal in every good but concentrates")
    }

    /// A trader's outlet for a good.
    pub(crate) fn trader_outlet_mut(&mut self, trader: AgentIndex, good: GoodIndex) -> &mut Outlet {
        let at = self.trader_outlet(trader, good);
        &mut self.outlets[at]
    }
}

/// Stock behind a need [t]: a separator's feed counts in proportion to the need.
pub(crate) fn stock_behind(need: &Need, facts: &Facts, stocks: &Stocks) -> f64 {
    if facts.goods.list[need.good].is_basket {
        need.intensity * stocks.feed_total_t(need.agent)
    } else {
        stocks.at_t(need.place)
    }
}
